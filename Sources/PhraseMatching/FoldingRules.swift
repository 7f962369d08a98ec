/// What a language folder says about folding; plain data.
public struct FoldingRules: Sendable, Hashable, Codable {
  /// Whole words written otherwise: `youre` → `you are`, `u` → `you`. Keys are lower case with a straight apostrophe.
  public var words: [String: [String]]
  /// Endings behind an apostrophe that are words of their own: `'ll` → `will`, `n't` → `not`.
  public var endings: [String: String]
  /// Words that may stand anywhere without changing what is said: `um`, `you know`, 呃.
  public var fillers: [String]
  /// Pairs of Han characters, the second being the folded form of the first (traditional forms, polite forms).
  public var characters: [String: String]
  /// Groups of Han characters that sound alike and are mistaken for one another; each is folded to the first.
  /// Empty where the language does not turn this on.
  public var homophones: [String]
  /// How many words a gap `...` may span.
  public var gapWords: Int
  /// How many Han characters a gap `...` may span.
  public var gapCharacters: Int

  public init(
    words: [String: [String]] = [:], endings: [String: String] = [:], fillers: [String] = [],
    characters: [String: String] = [:], homophones: [String] = [], gapWords: Int = 4, gapCharacters: Int = 8
  ) {
    self.words = words
    self.endings = endings
    self.fillers = fillers
    self.characters = characters
    self.homophones = homophones
    self.gapWords = gapWords
    self.gapCharacters = gapCharacters
  }
}
