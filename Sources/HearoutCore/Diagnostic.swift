/// A problem in a file that a person wrote: where, what, what was expected, what to do.
///
/// The words come from the interface strings under `problems`, by `code`; without a book the code itself is shown.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable { case error, warning }

  /// Permanent name of the kind of problem, in kebab-case.
  public var code: String
  public var severity: Severity
  public var place: Place
  /// Length of the marked stretch in Unicode scalars.
  public var length: Int
  /// Values for the blanks of the message: found, expected, nearest …
  public var arguments: [String: String]

  public init(
    _ code: String, at place: Place, length: Int = 1, severity: Severity = .error,
    _ arguments: [String: String] = [:]
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.length = length
    self.arguments = arguments
  }
}
