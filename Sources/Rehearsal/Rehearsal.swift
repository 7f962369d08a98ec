public import HearoutCore

/// What a rehearsal is made of; it does not change while it runs.
public struct RehearsalSetting: Sendable {
  public var scenario: Scenario
  public var bank: Bank
  public var asks: Asks
  /// Made of the bank and the language's folder.
  public var vocabulary: Vocabulary
  public var reader: TurnReader
  public var language: Language
  public var seed: UInt64
  public var person: String?
  public var isExam: Bool
  public var usesMildOaths: Bool

  public init(
    scenario: Scenario, bank: Bank, asks: Asks, vocabulary: Vocabulary, reader: TurnReader,
    language: Language, seed: UInt64, person: String? = nil, isExam: Bool = false, usesMildOaths: Bool = false
  ) {
    self.scenario = scenario
    self.bank = bank
    self.asks = asks
    self.vocabulary = vocabulary
    self.reader = reader
    self.language = language
    self.seed = seed
    self.person = person
    self.isExam = isExam
    self.usesMildOaths = usesMildOaths
  }
}

/// A rehearsal with the simulated customer: a pure fold over the agent's turns. The same setting and the same turns
/// give the same words and the same ledger.
public struct Rehearsal: Sendable {
  public let setting: RehearsalSetting
  private let director: Director
  private let listener: Listener
  private var stage: Stage
  private var past: [Stage] = []
  private let openingState: Customer
  private let openingTurn: Turn
  private let openingReading: CustomerReading

  /// Everything that changes with a turn.
  private struct Stage: Sendable {
    var customer: Customer
    var actor: Actor
    var call: Call
    var turns: [RecordedTurn] = []
    /// Words the customer used about the matter.
    var told: Set<UInt64> = []
  }

  /// - Parameter beginning: recorded in the call before the customer's first words.
  public init(_ setting: RehearsalSetting, beginning: Beginning) {
    self.setting = setting
    let scenario = setting.scenario
    director = Director(scenario)
    listener = Listener(scenario: scenario, asks: setting.asks, vocabulary: setting.vocabulary)
    let customer = Customer(
      anger: scenario.opening.anger, trust: scenario.opening.trust, patience: scenario.opening.patience)
    openingState = customer
    var stage = Stage(
      customer: customer, actor: Actor(seed: setting.seed, usesMildOaths: setting.usesMildOaths), call: Call()
    )
    stage.call.apply(.began(beginning))
    let text = stage.actor.words([.open], customer, scenario, setting.bank)
    openingTurn = Turn(speaker: .customer, text: text, language: setting.language, clock: beginning.clock)
    openingReading = Self.hear(openingTurn, setting.reader, &stage)
    Self.remember(text, openingReading, listener.vocabulary, &stage)
    self.stage = stage
  }

  // MARK: - Where it stands

  public var call: Call { stage.call }
  public var customer: Customer { stage.customer }
  public var turns: [RecordedTurn] { stage.turns }
  /// The customer's first words.
  public var opening: Turn { openingTurn }
  public var ending: Ending? { stage.customer.ending }
  /// Whether pieces of the story are still untold.
  public var isVenting: Bool { director.isVenting(stage.customer) }
  /// The events of the call so far, as the case log keeps them.
  public var events: [CallEvent] { stage.call.events }

  // MARK: - Turns

  /// Takes in a turn of the agent and answers it. After the end nothing happens.
  @discardableResult
  public mutating func respond(to text: String, at clock: Clock?) -> RecordedTurn? {
    guard ending == nil else { return nil }
    past.append(stage)
    let agent = Turn(speaker: .agent, text: text, language: language(of: text), clock: clock)
    let reading = read(agent)
    let heard = listener.hear(
      Turn(speaker: .agent, text: text, language: setting.language), reading, told: stage.told,
      knows: stage.customer.revealed)
    let wasVenting = isVenting
    let verdict = director.answer(heard, stage.customer)
    stage.customer = verdict.customer
    if !heard.isSilent {
      stage.call.apply(.said(agent, .agent(reading), reader: setting.reader.version))
    }
    let words = stage.actor.words(verdict.moves, verdict.customer, setting.scenario, setting.bank)
    let turn = Turn(speaker: .customer, text: words, language: setting.language, clock: clock)
    let answer = Self.hear(turn, setting.reader, &stage)
    if verdict.moves.contains(where: Self.isOwn) {
      Self.remember(words, answer, listener.vocabulary, &stage)
    }
    let recorded = RecordedTurn(
      agent: agent, agentReading: reading, wasVenting: wasVenting, ledger: verdict.ledger,
      moves: verdict.moves, customer: turn, customerReading: answer, after: stage.customer)
    stage.turns.append(recorded)
    return recorded
  }

  /// Takes back the last turn: as if it had never been said.
  public mutating func undo() -> RecordedTurn? {
    guard let last = past.popLast() else { return nil }
    let taken = stage.turns.last
    stage = last
    return taken
  }

  /// What would have come of other words in place of the last turn; nothing changes. `nil` where nothing was said yet.
  public func tryingAgain(_ text: String, at clock: Clock?) -> RecordedTurn? {
    var other = self
    guard other.undo() != nil else { return nil }
    return other.respond(to: text, at: clock)
  }

  /// The agent leaves. Where something was agreed, the call ends as agreed; else it stays unfinished.
  @discardableResult
  public mutating func leave() -> Ending? {
    if stage.customer.ending == nil { stage.customer.ending = director.agreedEnding(stage.customer) }
    return stage.customer.ending
  }

  private func language(of text: String) -> Language {
    setting.reader.phrasebook.detect(text, usual: setting.language)
  }

  private func read(_ turn: Turn) -> AgentReading {
    guard case .agent(let reading) = setting.reader.read(turn, in: stage.call) else { return AgentReading() }
    return reading
  }

  private static func hear(_ turn: Turn, _ reader: TurnReader, _ stage: inout Stage) -> CustomerReading {
    let reading = reader.read(turn, in: stage.call)
    stage.call.apply(.said(turn, reading, reader: reader.version))
    guard case .customer(let understood) = reading else { return CustomerReading() }
    return understood
  }

  /// Whether the words of a move are the scenario's own and about the matter.
  static func isOwn(_ move: Move) -> Bool {
    switch move {
    case .open, .vent, .tell, .demand, .addDemand: true
    case .tellAgain, .accept, .refuse, .trap, .trigger, .giveName, .bank, .end: false
    }
  }

  private static func remember(
    _ words: String, _ reading: CustomerReading, _ vocabulary: Vocabulary, _ stage: inout Stage
  ) {
    for word in vocabulary.words(words) { stage.told.insert(word.key) }
    if [.media, .regulator, .legal].contains(reading.mood.threat), reading.isThreatSure {
      stage.customer.namedOutsiders = true
    }
  }

  // MARK: - The record

  /// What the debrief reads.
  public func record() -> RehearsalRecord {
    let facts = RecordKeeper(scenario: setting.scenario, turns: turns, customer: customer)
    return RehearsalRecord(
      scenario: setting.scenario, language: setting.language, seed: setting.seed, person: setting.person,
      isExam: setting.isExam, opening: openingState, openingLine: openingTurn.text,
      openingReading: openingReading, turns: turns, ending: ending, facts: facts.revealed(),
      offers: facts.offers(), promises: facts.promises(), call: call)
  }
}
