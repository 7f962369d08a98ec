/// A running estimate that the call will end badly, kept as log-odds to which each turn adds what it says.
///
/// The weights are our own advice and not a source's figures: they say in which order things go wrong, checked
/// against the labelled calls of the phrasebook, which say how each ended.
public struct Derailment: Sendable, Hashable {
  /// What one turn added, and the words that did.
  public struct Push: Sendable, Hashable {
    /// Number of the turn in the call, from 1.
    public var turn: Int
    /// Change of the log-odds; positive is for the worse.
    public var amount: Double
    public var quote: String

    public init(turn: Int, amount: Double, quote: String) {
      self.turn = turn
      self.amount = amount
      self.quote = quote
    }
  }

  /// Log-odds before anything was said: about one call in four.
  private static let start = -1.1
  /// What lies back counts for less with each turn.
  private static let memory = 0.93
  private static let reach = 4.0

  private var odds = Self.start
  private var turns = 0
  private var formerAnger: Int?
  /// The turn that moved it most for the worse.
  public private(set) var worst: Push?

  public init() {}

  /// Likelihood of a bad end, 0 to 1.
  public var chance: Double { 1 / (1 + exponential(-odds)) }

  mutating func add(_ reading: AgentReading, text: String, whileVenting isVenting: Bool) {
    var push = 0.0
    for flag in reading.flags {
      switch flag.severity {
      case .high: push += 0.9
      case .medium: push += 0.5
      case .low: push += 0.2
      }
    }
    let acts = Set(reading.acts)
    if isVenting, acts.contains(.propose) || acts.contains(.offerChoice) || acts.contains(.defend) {
      push += 0.4
    }
    if acts.contains(.refuse) { push += 0.3 }
    if acts.contains(.defend) { push += 0.3 }
    if acts.contains(.empathise) { push -= 0.3 }
    if acts.contains(.apologise), reading.flags.isEmpty { push -= 0.25 }
    if acts.contains(.paraphrase) || acts.contains(.acknowledge) { push -= 0.2 }
    if !isVenting, acts.contains(.offerChoice) || acts.contains(.consult) { push -= 0.25 }
    if reading.promises.contains(where: { $0.due != nil }) { push -= 0.3 }
    take(push, quote: reading.flags.first?.match ?? text)
  }

  mutating func add(_ reading: CustomerReading, text: String) {
    var push = 0.0
    let anger = reading.mood.anger
    if let formerAnger { push += 0.5 * Double(anger - formerAnger) } else { push += 0.3 * Double(anger - 2) }
    formerAnger = anger
    if anger == 4 { push += 0.3 }
    if reading.mood.abusive { push += 0.3 }
    if reading.mood.threat != .none { push += 0.6 }
    if reading.reaction == .apathy { push += 0.6 }
    if reading.course.cutShort { push += 0.6 }
    if reading.course.rejects { push += 0.4 }
    if reading.course.consents { push -= 0.6 }
    if reading.mood.satisfied { push -= 1 }
    take(push, quote: text)
  }

  private mutating func take(_ push: Double, quote: String) {
    turns += 1
    odds = Self.start + (odds - Self.start) * Self.memory + push
    odds = min(max(odds, -Self.reach), Self.reach)
    if push > 0, push >= worst?.amount ?? 0 { worst = Push(turn: turns, amount: push, quote: quote) }
  }
}

/// When to speak up about a derailing call: a decision apart from the estimate, so that it is rare.
public struct DerailmentAlarm: Sendable, Hashable {
  /// From this likelihood on somebody should be told.
  public static let threshold = 0.65
  /// It must fall below this before it is told again, or rise by `step` above what was told.
  private static let calm = 0.5
  private static let step = 0.15
  private var told: Double?

  public init() {}

  /// Whether to tell it now; remembers that it was told.
  public mutating func rings(at chance: Double) -> Bool {
    if chance < Self.calm { told = nil }
    guard chance >= Self.threshold, told.map({ chance >= $0 + Self.step }) ?? true else { return false }
    told = chance
    return true
  }
}
