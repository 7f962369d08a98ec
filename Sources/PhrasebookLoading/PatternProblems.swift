import HearoutCore
import PhraseMatching

extension ProblemList {
  /// Reports what is wrong with a pattern at the column inside it.
  func report(_ error: PatternError, in pattern: WrittenPattern, lists: [String: [String]]) {
    // The column inside the pattern, behind the opening quote that nearly all patterns have.
    var place = pattern.place
    place.column += error.column + 1
    switch error.kind {
    case .empty: report("pattern-empty", at: place)
    case .unclosed(let mark): report("pattern-unclosed", at: place, ["found": String(mark)])
    case .unopened(let mark): report("pattern-unopened", at: place, ["found": String(mark)])
    case .barOutsideParentheses: report("pattern-bar", at: place)
    case .emptyChoice: report("pattern-empty-choice", at: place)
    case .unknownList(let name, let near):
      report(
        "unknown-list", at: place, length: name.unicodeScalars.count + 2,
        [
          "found": name, "nearest": near ?? "",
          "expected": (lists.keys.sorted() + ["number"]).joined(separator: ", "),
        ])
    case .listWithinList(let name): report("list-within-list", at: place, ["found": name])
    case .questionNotAtEnd: report("pattern-question", at: place)
    case .tooShort:
      report(
        "pattern-too-short", at: place, length: pattern.text.unicodeScalars.count, ["found": pattern.text])
    case .nothingFixed: report("pattern-nothing-fixed", at: place, ["found": pattern.text])
    case .tooManyCombinations(let count):
      report("pattern-too-wide", at: place, ["found": "\(count)"])
    }
  }
}
