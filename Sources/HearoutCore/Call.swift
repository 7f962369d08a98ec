/// The state of a call after all its events: a pure fold.
public struct Call: Sendable, Hashable {
  /// A promise of the agent with its state.
  public struct KeptPromise: Sendable, Hashable {
    public var promise: Promise
    public var isClosed: Bool
  }

  /// A demand of the customer, and whether it came after they were cut short.
  public struct CountedDemand: Sendable, Hashable {
    public var demand: Demand
    public var isAddedAfterCut: Bool
  }

  /// What happened, without what was undone.
  public private(set) var events: [CallEvent] = []
  public private(set) var beginning: Beginning?
  public private(set) var step = Step.vent
  /// Steps the agent has acted in, in the order of first arrival.
  public private(set) var reached: [Step] = []
  /// The step in which the agent acted last.
  public private(set) var lastAgentStep: Step?
  /// Whether the customer is still letting it out.
  public private(set) var isVenting = true
  /// The customer's anger after each of their turns.
  public private(set) var angers: [Int] = []
  public private(set) var lastMood: Mood?
  /// Whether what the customer threatened with last is more than a guess.
  public private(set) var isThreatSure = true
  public private(set) var lastReaction = Reaction.none
  public private(set) var style = StyleEstimate()
  public private(set) var facts: [FactKind: [Fact]] = [:]
  public private(set) var promises: [KeptPromise] = []
  public private(set) var demands: [CountedDemand] = []
  public private(set) var notes: [String] = []
  public private(set) var customerTurns = 0
  public private(set) var agentTurns = 0
  /// How many ways to solve it were offered.
  public private(set) var options = 0
  public private(set) var asksDeadline = false
  /// Proposals made while the customer was still venting.
  public private(set) var prematureProposals = 0
  public private(set) var wasCutShort = false
  public private(set) var apologies = 0
  public private(set) var flags: [Flag] = []
  /// How likely the call will end badly.
  public private(set) var derailment = Derailment()
  /// The customer agreed in words to what was offered.
  public private(set) var hasAgreement = false
  public private(set) var lastSpeaker: Speaker?
  public private(set) var lastReading: Reading?
  /// When the first turn was said; when the venting last began and ended.
  public private(set) var firstTurn: Instant?
  public private(set) var ventBegan: Instant?
  public private(set) var ventEnded: Instant?
  public private(set) var isEnded = false

  public init() {}

  /// The call that a log of events tells.
  public init(folding log: some Sequence<CallEvent>) {
    for event in log { apply(event) }
  }

  /// Anger now, 0 to 4.
  public var anger: Int { angers.last ?? 0 }

  /// Change of anger against the customer's turn before.
  public var angerChange: Int { angers.count < 2 ? 0 : angers[angers.count - 1] - angers[angers.count - 2] }

  public var heat: Heat { Heat(anger: anger) }

  /// A customer who is content, was never angry and wants nothing: somebody who rings to praise.
  public var isPraise: Bool {
    lastMood?.satisfied == true && demands.isEmpty && angers.allSatisfy { $0 <= 1 } && options == 0
  }

  /// Promises that are still open, with their numbers from 1.
  public var openPromises: [(number: Int, promise: Promise)] {
    promises.enumerated().filter { !$0.element.isClosed }.map { ($0.offset + 1, $0.element.promise) }
  }

  /// Demands added after the customer was cut short.
  public var addedDemands: Int { demands.count(where: \.isAddedAfterCut) }

  /// The newest value of a fact.
  public func value(of kind: FactKind) -> String? { facts[kind]?.last?.value }

  /// Takes in one event.
  public mutating func apply(_ event: CallEvent) {
    if case .undone = event {
      undo()
      return
    }
    events.append(event)
    switch event {
    case .began(let beginning): self.beginning = beginning
    case .said(let turn, .agent(let reading), _): hear(turn, reading)
    case .said(let turn, .customer(let reading), _): hear(turn, reading)
    case .styleSet(let style, _): self.style.setByHand(style)
    case .stepSet(let step, _): set(step)
    case .factSet(let kind, let value, _):
      let span = Span(start: 0, end: 0)
      facts[kind, default: []].append(
        Fact(kind: kind, value: value, span: span, quote: value, corrects: true))
    case .noted(let note, _): notes.append(note)
    case .promiseClosed(let number, _):
      if promises.indices.contains(number - 1) { promises[number - 1].isClosed = true }
    case .followUpSet(let what, let due, _):
      let promise = Promise(what: what, span: Span(start: 0, end: 0), due: due)
      promises.append(KeptPromise(promise: promise, isClosed: false))
    case .ended: isEnded = true
    case .undone: break
    }
  }

  private mutating func undo() {
    guard let last = events.lastIndex(where: \.isUndoable) else { return }
    var kept = events
    kept.remove(at: last)
    self = Call(folding: kept)
  }

  private mutating func set(_ step: Step) {
    self.step = step
    isVenting = step == .vent
    reach(step)
  }

  private mutating func reach(_ step: Step) {
    if !reached.contains(step) { reached.append(step) }
  }

  // MARK: - Turns

  private mutating func hear(_ turn: Turn, _ reading: AgentReading) {
    note(turn, .agent, .agent(reading))
    agentTurns += 1
    lastAgentStep = reading.step
    flags += reading.flags
    derailment.add(reading, text: turn.text, whileVenting: isVenting && customerTurns > 0)
    reach(reading.step)
    asksDeadline = asksDeadline || reading.asksDeadline
    for promise in reading.promises { promises.append(KeptPromise(promise: promise, isClosed: false)) }
    if reading.acts.contains(.apologise) { apologies += 1 }
    let isProposal = reading.acts.contains(.propose) || reading.acts.contains(.offerChoice)
    if isProposal { options += reading.options }
    if isVenting {
      if isProposal, customerTurns > 0 { prematureProposals += 1 }
      // Listening and a first sorry are what venting is for; only an apology in full may lead out of it here,
      // and only if the heat allows.
      if reading.step == .apologise, anger <= 2, customerTurns > 1 { leaveVenting(turn, for: .apologise) }
      return
    }
    // Going back is seen as such; going forward happens by acting in a later step.
    if reading.step != .vent || step == .vent { step = reading.step }
  }

  private mutating func hear(_ turn: Turn, _ reading: CustomerReading) {
    note(turn, .customer, .customer(reading))
    customerTurns += 1
    angers.append(reading.mood.anger)
    derailment.add(reading, text: turn.text)
    lastMood = reading.mood
    isThreatSure = reading.isThreatSure
    lastReaction = reading.isReactionSure ? reading.reaction : .none
    for fact in reading.facts where tells(fact) { add(fact) }
    if reading.course.cutShort { wasCutShort = true }
    for demand in reading.demands {
      demands.append(CountedDemand(demand: demand, isAddedAfterCut: wasCutShort || prematureProposals > 0))
    }
    style.add(reading, isVenting: isVenting)
    if isVenting {
      // Who rings to praise is thanked, and that is all.
      if ventIsOver(reading) { leaveVenting(turn, for: isPraise ? .followUp : .apologise) }
    } else if heatReturned(reading) {
      fallBack(turn)
    } else if step == .followUp, apologies == 0, options == 0, !isPraise, !reading.mood.satisfied {
      // Praise, and then something to put right after all.
      step = .apologise
    } else if reading.course.consents || reading.mood.satisfied, step == .propose || step == .consult {
      hasAgreement = true
    } else if reading.course.rejects, !reading.mood.satisfied, step == .consult || step == .followUp {
      hasAgreement = false
      step = .propose
    }
  }

  private mutating func note(_ turn: Turn, _ speaker: Speaker, _ reading: Reading) {
    lastSpeaker = speaker
    lastReading = reading
    if firstTurn == nil {
      firstTurn = turn.clock?.now
      ventBegan = firstTurn
    }
  }

  /// Whether a fact is one in this call: once ways to solve it are on the table, a day is when it suits, and no longer
  /// when it happened.
  func tells(_ fact: Fact) -> Bool {
    fact.kind != .happenedAt || fact.corrects || isVenting || step < .propose
  }

  private mutating func add(_ fact: Fact) {
    if fact.corrects || fact.kind == .deadline {
      facts[fact.kind] = [fact]
    } else if facts[fact.kind]?.contains(where: { $0.value == fact.value }) != true {
      facts[fact.kind, default: []].append(fact)
    }
  }

  /// Venting ends by evidence: the customer says so or asks what will be done, or two turns pass without heat.
  private func ventIsOver(_ reading: CustomerReading) -> Bool {
    if reading.mood.anger >= 4 { return false }
    if reading.course.ventFinished || reading.course.consents || reading.mood.satisfied { return true }
    // An unusually calm opening can make the venting one turn long.
    if customerTurns >= 2, reading.mood.anger <= 1 { return true }
    return customerTurns >= 2 && angers.suffix(2).allSatisfy { $0 <= 2 } && angerChange <= 0 && agentTurns > 0
      && customerTurns >= 3
  }

  private mutating func leaveVenting(_ turn: Turn, for step: Step) {
    isVenting = false
    ventEnded = turn.clock?.now
    if self.step < step { self.step = step }
  }

  private func heatReturned(_ reading: CustomerReading) -> Bool {
    reading.course.cutShort || reading.mood.anger == 4 || (reading.mood.anger == 3 && angerChange >= 1)
  }

  private mutating func fallBack(_ turn: Turn) {
    isVenting = true
    ventBegan = turn.clock?.now
    ventEnded = nil
    step = .vent
    hasAgreement = false
  }
}
