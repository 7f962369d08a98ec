/// One folded word: an English word, a number, or a single Han character.
public struct Token: Sendable, Hashable {
  /// Hash of the folded letters. Two tokens are the same word if their hashes are equal; 64 bits make a false
  /// meeting among some hundred thousand words less likely than one in a hundred million.
  public var hash: UInt64
  /// For stretched words ("sooo", "pleeease"): the reading that keeps a double letter; otherwise equal to `hash`.
  public var alternateHash: UInt64
  /// Range in Unicode scalars of the text as given.
  public var start: Int32
  public var end: Int32
  /// Index of the sentence the token stands in.
  public var sentence: Int32
  /// Whether a clause starts with this token.
  public var startsClause: Bool
  public var isNumber: Bool
  public var isHan: Bool

  public init(
    hash: UInt64, alternateHash: UInt64, start: Int32, end: Int32, sentence: Int32, startsClause: Bool,
    isNumber: Bool, isHan: Bool
  ) {
    self.hash = hash
    self.alternateHash = alternateHash
    self.start = start
    self.end = end
    self.sentence = sentence
    self.startsClause = startsClause
    self.isNumber = isNumber
    self.isHan = isHan
  }
}

/// A text as the matcher sees it: words with their places, folded over what people and speech recognisers vary.
public struct FoldedText: Sendable {
  /// All words.
  public var tokens: [Token]
  /// The words without fillers, where there are any.
  public var withoutFillers: [Token]?
  /// For each sentence, whether it ends with a question mark.
  public var isQuestion: [Bool]
  /// Quoted stretches, in Unicode scalars, without the marks.
  public var quotations: [Range<Int32>]
  /// Length of the text in Unicode scalars.
  public var scalarCount: Int

  public init(
    tokens: [Token], withoutFillers: [Token]?, isQuestion: [Bool], quotations: [Range<Int32>],
    scalarCount: Int
  ) {
    self.tokens = tokens
    self.withoutFillers = withoutFillers
    self.isQuestion = isQuestion
    self.quotations = quotations
    self.scalarCount = scalarCount
  }
}

/// 64-bit FNV-1a over folded scalars.
struct WordHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ scalar: UInt32) {
    value = (value ^ UInt64(scalar)) &* 0x0000_0100_0000_01b3
    value ^= value >> 29
  }

  static func of(_ scalars: some Sequence<UInt32>) -> UInt64 {
    var hash = WordHash()
    for scalar in scalars { hash.add(scalar) }
    return hash.value
  }
}
