public import HearoutCore
import TextLayout

/// An evaluation as a table, in names that are the same in every language (they are the labels of the files).
public struct EvaluationText: Sendable {
  private let evaluation: Evaluation

  public init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  public func lines(mistakes: Int) -> [String] {
    var lines: [String] = []
    for (what, count) in evaluation.right.sorted(by: { $0.key < $1.key }) {
      let share = Self.three(Double(count.right) / Double(max(1, count.all)))
      let macro = evaluation.macroF1(what).map { "  macro-F1 " + Self.three($0) } ?? ""
      lines.append("  " + what.padded(toWidth: 22) + " \(share)  (\(count.right)/\(count.all))\(macro)")
    }
    for (what, classes) in evaluation.classes.sorted(by: { $0.key < $1.key }) {
      for (name, tally) in classes.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "    " + "\(what) \(name)".padded(toWidth: 40) + " P " + Self.three(tally.precision) + "  R "
            + Self.three(tally.recall) + "  F1 " + Self.three(tally.f1) + "  n \(tally.hits + tally.misses)")
      }
    }
    if let error = evaluation.calibrationError {
      lines.append("  style calibration error " + Self.three(error))
    }
    var shown: [String: Int] = [:]
    for mistake in evaluation.mistakes where shown[mistake.what, default: 0] < mistakes {
      shown[mistake.what, default: 0] += 1
      lines.append(
        "  ✗ \(mistake.place.file):\(mistake.place.line) \(mistake.what): \(mistake.expected) ≠ \(mistake.found) | \(mistake.text)"
      )
    }
    return lines
  }

  static func three(_ value: Double) -> String {
    let whole = Int((value * 1_000).rounded())
    let rest = "\(whole % 1_000)"
    return "\(whole / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
