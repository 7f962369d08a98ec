public import HearoutCore
public import PhraseMatching

/// What becomes of a draft.
public enum RuleVerdict: Sendable, Hashable {
  /// It makes a good rule; this one.
  case good(AuthoredRule)
  /// The book flags the wording already.
  case covered(by: RuleID)
  case refused(RuleRefusal)
}

/// Why a draft makes no rule.
public enum RuleRefusal: Sendable, Hashable {
  case noPhrase
  case noWhy
  case noInstead
  /// The pattern cannot be read.
  case pattern(String, PatternError)
  /// Too few fixed words; in how many good sentences of the book it stands, and one of them.
  case tooShort(String, goodSentences: Int, quote: String)
  /// It would flag good sentences of the book; how many, and one of them.
  case tooCommon(goodSentences: Int, quote: String)
  case insteadFlagged(String, by: RuleID, match: String)
  /// The better wording holds the wording itself.
  case insteadHoldsPhrase(String)
  case exampleNotFlagged(String)
  case cleanFlagged(String, by: RuleID)
  case badIdentifier(String)
  case unknownCategory(String, nearest: String?)
  case unknownSeverity(String)
  case unknownStep(String)
  /// The same wording stands further up, at that line.
  case repeated(line: Int)
}
