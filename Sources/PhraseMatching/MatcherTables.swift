/// The compiled patterns as flat arrays of numbers, so that they can be kept in a cache and read back in one piece.
public struct MatcherTables: Sendable, Hashable {
  /// Open addressing: word hashes (0 empty) and, in step, word ids from 1.
  public var wordHashes: [UInt64] = []
  public var wordIDs: [Int32] = []
  /// Word ids that are number words.
  public var numberWords: [Int32] = []
  /// Open addressing: `state << 32 | word` (0 empty) and, in step, the next state.
  public var edgeKeys: [UInt64] = []
  public var edgeTargets: [Int32] = []
  /// For each state: where to go on failure, and the next state on that way that ends an anchor (0 none).
  public var failure: [Int32] = []
  public var suffix: [Int32] = []
  /// For each state, the range `outputStart[s]..<outputStart[s + 1]` of `outputs`, which are anchor ids.
  public var outputStart: [Int32] = []
  public var outputs: [Int32] = []
  /// For each anchor: its program, its length in words, and the least and most words before it.
  public var anchorProgram: [Int32] = []
  public var anchorLength: [Int32] = []
  public var anchorLeast: [Int32] = []
  public var anchorMost: [Int32] = []
  /// For each program: start of its code, and the pattern it belongs to.
  public var programStart: [Int32] = []
  public var programOwner: [Int32] = []
  public var code: [Int32] = []
  /// How far a gap reaches.
  public var gapWords: Int32 = 4
  public var gapCharacters: Int32 = 8

  public init() {}
}

/// Instructions of a compiled pattern; operands follow in the code.
enum Operation {
  /// word id
  static let word: Int32 = 1
  static let number: Int32 = 2
  static let any: Int32 = 3
  static let gap: Int32 = 4
  /// target: try what follows first, then the target
  static let split: Int32 = 5
  /// target
  static let jump: Int32 = 6
  static let clauseStart: Int32 = 7
  static let clauseEnd: Int32 = 8
  static let question: Int32 = 9
  static let done: Int32 = 10
}
