/// The compiled patterns as flat rows of numbers, so that they can be kept in a file and used where they lie.
public struct MatcherTables: Sendable {
  /// Open addressing: word hashes (0 empty) and, in step, word ids from 1.
  public var wordHashes: Numbers<UInt64>
  public var wordIDs: Numbers<Int32>
  /// Word ids that are number words.
  public var numberWords: Numbers<Int32>
  /// Open addressing: `state << 32 | word` (0 empty) and, in step, the next state.
  public var edgeKeys: Numbers<UInt64>
  public var edgeTargets: Numbers<Int32>
  /// For each state: where to go on failure, and the next state on that way that ends an anchor (0 none).
  public var failure: Numbers<Int32>
  public var suffix: Numbers<Int32>
  /// For each state, the range `outputStart[s]..<outputStart[s + 1]` of `outputs`, which are anchor ids.
  public var outputStart: Numbers<Int32>
  public var outputs: Numbers<Int32>
  /// For each anchor: its program, its length in words, and the least and most words before it.
  public var anchorProgram: Numbers<Int32>
  public var anchorLength: Numbers<Int32>
  public var anchorLeast: Numbers<Int32>
  public var anchorMost: Numbers<Int32>
  /// For each program: start of its code, and the pattern it belongs to.
  public var programStart: Numbers<Int32>
  public var programOwner: Numbers<Int32>
  public var code: Numbers<Int32>
  /// For each program, the range `companionStart[p]..<companionStart[p + 1]` of `companions`: words of which one must
  /// stand in the text as well; none if the range is empty.
  public var companionStart: Numbers<Int32>
  public var companions: Numbers<Int32>
  /// How far a gap reaches: words and Han characters.
  public var gaps: Numbers<Int32>

  /// Tables of no pattern at all.
  public init() { self.init(MatcherDraft()) }

  init(_ draft: MatcherDraft) {
    wordHashes = Numbers(draft.wordHashes)
    wordIDs = Numbers(draft.wordIDs)
    numberWords = Numbers(draft.numberWords)
    edgeKeys = Numbers(draft.edgeKeys)
    edgeTargets = Numbers(draft.edgeTargets)
    failure = Numbers(draft.failure)
    suffix = Numbers(draft.suffix)
    outputStart = Numbers(draft.outputStart)
    outputs = Numbers(draft.outputs)
    anchorProgram = Numbers(draft.anchorProgram)
    anchorLength = Numbers(draft.anchorLength)
    anchorLeast = Numbers(draft.anchorLeast)
    anchorMost = Numbers(draft.anchorMost)
    programStart = Numbers(draft.programStart)
    programOwner = Numbers(draft.programOwner)
    code = Numbers(draft.code)
    companionStart = Numbers(draft.companionStart)
    companions = Numbers(draft.companions)
    gaps = Numbers([draft.gapWords, draft.gapCharacters])
  }
}

/// The tables while they are being built.
struct MatcherDraft {
  var wordHashes: [UInt64] = []
  var wordIDs: [Int32] = []
  var numberWords: [Int32] = []
  var edgeKeys: [UInt64] = []
  var edgeTargets: [Int32] = []
  var failure: [Int32] = []
  var suffix: [Int32] = []
  var outputStart: [Int32] = []
  var outputs: [Int32] = []
  var anchorProgram: [Int32] = []
  var anchorLength: [Int32] = []
  var anchorLeast: [Int32] = []
  var anchorMost: [Int32] = []
  var programStart: [Int32] = []
  var programOwner: [Int32] = []
  var code: [Int32] = []
  var companionStart: [Int32] = [0]
  var companions: [Int32] = []
  var gapWords: Int32 = 4
  var gapCharacters: Int32 = 8
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
