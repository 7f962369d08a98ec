public import HearoutCore
public import PhraseMatching

extension Diagnostic {
  /// What is wrong with a pattern.
  /// - Parameters:
  ///   - place: where the pattern starts, with the opening quote that nearly all patterns have.
  ///   - lists: the lists there are.
  public init(_ error: PatternError, pattern: String, at place: Place, lists: [String]) {
    var place = place
    place.column += error.column + 1
    switch error.kind {
    case .empty: self.init("pattern-empty", at: place)
    case .unclosed(let mark): self.init("pattern-unclosed", at: place, ["found": String(mark)])
    case .unopened(let mark): self.init("pattern-unopened", at: place, ["found": String(mark)])
    case .barOutsideParentheses: self.init("pattern-bar", at: place)
    case .emptyChoice: self.init("pattern-empty-choice", at: place)
    case .unknownList(let name, let near):
      self.init(
        "unknown-list", at: place, length: name.unicodeScalars.count + 2,
        [
          "found": name, "nearest": near ?? "", "expected": (lists + ["number"]).joined(separator: ", "),
        ])
    case .listWithinList(let name): self.init("list-within-list", at: place, ["found": name])
    case .questionNotAtEnd: self.init("pattern-question", at: place)
    case .tooShort:
      self.init("pattern-too-short", at: place, length: pattern.unicodeScalars.count, ["found": pattern])
    case .nothingFixed: self.init("pattern-nothing-fixed", at: place, ["found": pattern])
    case .tooManyCombinations(let count): self.init("pattern-too-wide", at: place, ["found": "\(count)"])
    }
  }
}
