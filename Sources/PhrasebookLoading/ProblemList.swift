import HearoutCore

/// Collects all problems of a load, so that a trainer sees every mistake at once.
///
/// One load owns one list and works on one thread; the class only spares handing `inout` through every reader.
final class ProblemList {
  private(set) var problems: [Diagnostic] = []

  func report(
    _ code: String, at place: Place, length: Int = 1, severity: Diagnostic.Severity = .error,
    _ arguments: [String: String] = [:]
  ) {
    problems.append(Diagnostic(code, at: place, length: length, severity: severity, arguments))
  }

  func add(_ problem: Diagnostic) { problems.append(problem) }

  var sorted: [Diagnostic] {
    problems.sorted { ($0.place, $0.code) < ($1.place, $1.code) }
  }
}
