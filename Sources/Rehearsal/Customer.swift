/// What the simulated customer is like inside, after a turn. A value; the director makes the next one from it.
public struct Customer: Sendable, Codable, Hashable {
  /// 0 to 100, in tenths of a point.
  public var anger: Int
  /// 0 to 100, in tenths of a point.
  public var trust: Int
  /// 0 to 100, in tenths of a point. At 0 the customer ends it.
  public var patience: Int
  /// Pieces of the story told so far.
  public var vented = 0
  /// Places of the facts that are known, in the order they came out.
  public var revealed: [Int] = []
  /// How often each fact was asked for, by its place.
  public var asked: [Int: Int] = [:]
  /// Places of the facts that came out through listening.
  public var openedUp: [Int] = []
  /// How many of the demands were said.
  public var demandsSaid = 0
  /// How many of the added demands were said.
  public var addedDemands = 0
  /// A way to solve it that would do but was not yet put to the customer as a question.
  public var pendingOffer: Int?
  /// Place of the resolution that was agreed.
  public var agreed: Int?
  public var turnsSinceAgreement = 0
  /// A promise with a time, or a follow-up, was given with or after the offer.
  public var followUpDated = false
  /// A follow-up was told at all.
  public var followUpTold = false
  public var askedAnythingElse = false

  // What counts less when it comes again.
  public var sorriesBare = 0
  public var sorriesNamed = 0
  public var feelingsNamed = 0
  public var paraphrases = 0
  public var wasThanked = false
  public var wasRelieved = false
  public var questionsBorne = 0
  public var triggersHeard: Set<Int> = []
  public var promisesDated = 0
  public var figuresHeard = 0
  public var assurances = 0
  public var vagueHeard = 0
  public var softened = 0
  public var acks = 0
  public var askedWhen = 0

  // Runs.
  /// Turns in a row that were not understood.
  public var confusedRun = 0
  /// Turns in a row without a word.
  public var silentRun = 0
  /// Turns in a row with anger at 9 or more.
  public var boilingRun = 0
  public var askedWhatNow = false
  /// Said the heart of it again since the story ended.
  public var wentOn = 0
  /// Threats that were already made.
  public var threatsMade: Set<BankMove> = []
  /// The regulator, the press or the law was named in the customer's own story.
  public var namedOutsiders = false
  public var turns = 0
  public var ending: Ending?

  /// - Parameters: 0 to 10 each.
  public init(anger: Double, trust: Double, patience: Double) {
    self.anger = Self.tenths(anger)
    self.trust = Self.tenths(trust)
    self.patience = Self.tenths(patience)
  }

  static func tenths(_ points: Double) -> Int { Int((min(max(points, 0), 10) * 10).rounded()) }
}
