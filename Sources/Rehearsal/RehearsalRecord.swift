public import HearoutCore

/// Everything a debrief needs to know about a finished rehearsal. A plain value: the debrief reads nothing else.
public struct RehearsalRecord: Sendable {
  public var scenario: Scenario
  public var language: Language
  public var seed: UInt64
  /// Who practised (`--as`), where it was named.
  public var person: String?
  public var isExam: Bool
  /// The customer before the first word of the agent.
  public var opening: Customer
  public var openingLine: String
  public var openingReading: CustomerReading
  /// What was said and what it did, in order; what was taken back is not in it.
  public var turns: [RecordedTurn]
  /// `nil` where the trainee left before the end.
  public var ending: Ending?
  public var facts: [RevealedFact]
  public var offers: [OfferedWay]
  public var promises: [RecordedPromise]
  /// The call as the live assistant sees it, after everything.
  public var call: Call

  public init(
    scenario: Scenario, language: Language, seed: UInt64, person: String?, isExam: Bool, opening: Customer,
    openingLine: String, openingReading: CustomerReading, turns: [RecordedTurn], ending: Ending?,
    facts: [RevealedFact], offers: [OfferedWay], promises: [RecordedPromise], call: Call
  ) {
    self.scenario = scenario
    self.language = language
    self.seed = seed
    self.person = person
    self.isExam = isExam
    self.opening = opening
    self.openingLine = openingLine
    self.openingReading = openingReading
    self.turns = turns
    self.ending = ending
    self.facts = facts
    self.offers = offers
    self.promises = promises
    self.call = call
  }

  /// The customer after the last turn.
  public var customer: Customer { turns.last?.after ?? opening }
}

/// One turn of the agent with the customer's answer to it.
public struct RecordedTurn: Sendable, Codable, Hashable {
  /// The agent's words; empty for silence.
  public var agent: Turn
  public var agentReading: AgentReading
  /// Whether pieces of the story were still untold when the agent spoke.
  public var wasVenting: Bool
  public var ledger: [LedgerEntry]
  public var moves: [Move]
  public var customer: Turn
  public var customerReading: CustomerReading
  public var after: Customer

  public init(
    agent: Turn, agentReading: AgentReading, wasVenting: Bool, ledger: [LedgerEntry], moves: [Move],
    customer: Turn, customerReading: CustomerReading, after: Customer
  ) {
    self.agent = agent
    self.agentReading = agentReading
    self.wasVenting = wasVenting
    self.ledger = ledger
    self.moves = moves
    self.customer = customer
    self.customerReading = customerReading
    self.after = after
  }
}

/// A fact that came out, and how.
public struct RevealedFact: Sendable, Codable, Hashable {
  public enum How: String, Sendable, Codable, Hashable, CaseIterable {
    /// The agent asked for it.
    case asked
    /// It came out through good listening.
    case listened
    /// The customer told it in the story, or unasked.
    case told
  }
  /// The fact's id in the scenario.
  public var id: String
  public var how: How
  /// Place of the turn in `RehearsalRecord.turns` in which it came out, from 0; -1 for the opening line.
  public var turn: Int
  /// How often it was asked for in all.
  public var timesAsked: Int

  public init(id: String, how: How, turn: Int, timesAsked: Int) {
    self.id = id
    self.how = how
    self.turn = turn
    self.timesAsked = timesAsked
  }
}

/// A way to solve it that the agent offered.
public struct OfferedWay: Sendable, Codable, Hashable {
  /// The resolution's id; `nil` for an offer the scenario does not know.
  public var resolution: String?
  public var turn: Int
  /// The agent's words.
  public var words: String
  /// Whether it came while the customer was still telling.
  public var wasTooEarly: Bool
  public var wasAgreed: Bool

  public init(resolution: String?, turn: Int, words: String, wasTooEarly: Bool, wasAgreed: Bool) {
    self.resolution = resolution
    self.turn = turn
    self.words = words
    self.wasTooEarly = wasTooEarly
    self.wasAgreed = wasAgreed
  }
}

/// A promise of the agent with its turn.
public struct RecordedPromise: Sendable, Codable, Hashable {
  public var promise: Promise
  public var turn: Int

  public init(promise: Promise, turn: Int) {
    self.promise = promise
    self.turn = turn
  }
}
