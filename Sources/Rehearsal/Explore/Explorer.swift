public import HearoutCore

/// Plays a scenario by itself, many times: the readings of the trainee's lines are made once, and what the director does
/// with them takes microseconds. The same seed gives the same calls.
public struct Explorer: Sendable {
  private let setting: RehearsalSetting
  private let director: Director
  private let listener: Listener
  private let lines: [Prepared]
  private let clock: Clock
  /// What was understood from the customer's words, by the words.
  private var understood: [String: Understood] = [:]

  /// A line of the trainee, heard once while the story is told and once after it.
  struct Prepared: Sendable {
    var kind: Repertoire.Kind
    var early: Listener.Overheard
    var late: Listener.Overheard
  }

  private struct Understood: Sendable {
    var keys: [UInt64]
    var namesOutsiders: Bool
  }

  private static let turnLimit = 40

  /// - Parameter clock: the time that promises count from.
  public init(_ setting: RehearsalSetting, _ repertoire: Repertoire, clock: Clock) {
    self.setting = setting
    self.clock = clock
    director = Director(setting.scenario)
    let listener = Listener(scenario: setting.scenario, asks: setting.asks, vocabulary: setting.vocabulary)
    self.listener = listener
    let contexts = Self.contexts(setting, clock)
    lines = repertoire.lines.compactMap { line in
      let turn = Turn(speaker: .agent, text: line.text, language: setting.language, clock: clock)
      let heard = contexts.compactMap { call -> Listener.Overheard? in
        guard case .agent(let reading) = setting.reader.read(turn, in: call) else { return nil }
        return listener.overhear(line.text, reading)
      }
      guard heard.count == 2 else { return nil }
      return Self.prepared(line, heard[0], heard[1], setting.scenario)
    }
  }

  /// The call as it stands while the story is told, and when it is out.
  private static func contexts(_ setting: RehearsalSetting, _ clock: Clock) -> [Call] {
    var call = Call()
    call.apply(.began(Beginning(door: .rehearsal, language: setting.language, clock: clock)))
    func hear(_ words: String) {
      let turn = Turn(speaker: .customer, text: words, language: setting.language, clock: clock)
      call.apply(.said(turn, setting.reader.read(turn, in: call), reader: setting.reader.version))
    }
    hear(setting.scenario.openingLine)
    let early = call
    for piece in setting.scenario.vent { hear(piece.say) }
    return [early, call]
  }

  /// A line whose use is not known is what it is heard as; one that is not heard as what it is for is of no use.
  private static func prepared(
    _ line: Repertoire.Line, _ early: Listener.Overheard, _ late: Listener.Overheard, _ scenario: Scenario
  ) -> Prepared? {
    var kind = line.kind
    let heard = late.heard
    let asked =
      heard.asked.map(\.index)
      + late.kinds.compactMap { asked in
        scenario.facts.firstIndex { $0.kind == asked.kind }
      }
    switch kind {
    case .unknown:
      if let offer = heard.offers.first {
        kind = .offer(offer.index)
      } else if let fact = asked.first {
        kind = .question(fact)
      } else {
        return nil
      }
    case .offer(let place):
      if !heard.offers.contains(where: { $0.index == place }) { return nil }
    case .question(let place):
      if !asked.contains(place), !scenario.facts[place].isDeep { return nil }
    default: break
    }
    if kind.isKind, !heard.offers.isEmpty { return nil }
    return Prepared(kind: kind, early: early, late: late)
  }

  // MARK: - Playing

  /// Plays calls and tells what a trainer should look at.
  public mutating func explore(rounds: Int, seed: UInt64) -> Exploration {
    var tally = ExplorationTally()
    for round in 0..<max(0, rounds) {
      let manners = TraineeManner.allCases
      let manner = manners[round % manners.count]
      let call = play(manner, seed: seed &+ UInt64(round))
      tally.add(call)
      guard manner == .kind else { continue }
      tally.result.kindCalls += 1
      if call.customer.ending == .satisfied { tally.result.kindSatisfied += 1 }
    }
    tally.result.ruledOut = ruledOut()
    tally.result.findings = tally.findings(ownLines(), setting.scenario)
    return tally.result
  }

  private mutating func play(_ manner: TraineeManner, seed: UInt64) -> ExploredCall {
    let scenario = setting.scenario
    let opening = scenario.opening
    var call = ExploredCall(
      customer: Customer(anger: opening.anger, trust: opening.trust, patience: opening.patience),
      actor: Actor(seed: seed, usesMildOaths: false))
    var trainee = Trainee(manner, lines.map(\.kind), scenario, seed: seed)
    remember(call.actor.words([.open], call.customer, scenario, setting.bank), &call)
    for _ in 0..<Self.turnLimit {
      guard call.customer.ending == nil,
        let place = trainee.next(call.customer, isVenting: director.isVenting(call.customer))
      else { break }
      turn(lines[place], &call)
      if call.stoodStill { break }
    }
    call.customer.ending = call.customer.ending ?? director.agreedEnding(call.customer)
    return call
  }

  private mutating func turn(_ line: Prepared, _ call: inout ExploredCall) {
    let over = director.isVenting(call.customer) ? line.early : line.late
    let heard = listener.hear(over, told: call.told, knows: call.customer.revealed)
    let before = call.customer
    let verdict = director.answer(heard, before)
    call.customer = verdict.customer
    let words = call.actor.words(verdict.moves, verdict.customer, setting.scenario, setting.bank)
    if verdict.moves.contains(where: Rehearsal.isOwn) { remember(words, &call) }
    call.lastWords = words
    call.watch(before, line.kind)
  }

  /// Takes in the customer's words about the matter.
  private mutating func remember(_ words: String, _ call: inout ExploredCall) {
    let found = understand(words)
    call.told.formUnion(found.keys)
    if found.namesOutsiders { call.customer.namedOutsiders = true }
  }

  private mutating func understand(_ words: String) -> Understood {
    if let known = understood[words] { return known }
    let turn = Turn(speaker: .customer, text: words, language: setting.language, clock: clock)
    var threatens = false
    if case .customer(let reading) = setting.reader.read(turn, in: Call()) {
      threatens = [.media, .regulator, .legal].contains(reading.mood.threat)
    }
    let found = Understood(keys: listener.vocabulary.words(words).map(\.key), namesOutsiders: threatens)
    understood[words] = found
    return found
  }

  // MARK: - What there is to reach

  /// Endings that the laws rule out with this customer.
  private mutating func ruledOut() -> Set<Ending> {
    let scenario = setting.scenario
    var impossible: Set<Ending> = []
    if !scenario.resolutions.contains(where: { $0.ending == .satisfied }) { impossible.insert(.satisfied) }
    let own = [scenario.openingLine] + scenario.vent.map(\.say) + scenario.facts.map(\.tells)
    let demands = (scenario.demands + scenario.addedIfCut).map(\.say)
    let canThreaten =
      scenario.reaction == .fantasy || (own + demands).contains { understand($0).namesOutsiders }
    let alwaysThreatens = scenario.reaction == .fantasy || understand(scenario.openingLine).namesOutsiders
    if !canThreaten { impossible.insert(.threatens) }
    if alwaysThreatens { impossible.formUnion([.hangsUp, .escalates]) }
    if scenario.addedIfCut.isEmpty || scenario.reaction == .apathy { impossible.insert(.escalates) }
    return impossible
  }

  /// The scenario's own lines that a call can bring.
  private mutating func ownLines() -> [(move: Move, words: String)] {
    let scenario = setting.scenario
    let impossible = ruledOut()
    var lines: [(move: Move, words: String)] = []
    for (place, piece) in scenario.vent.enumerated() { lines.append((.vent(place), piece.say)) }
    for (place, fact) in scenario.facts.enumerated() {
      lines += [(.tell(place), fact.tells), (.tellAgain(place), fact.again)]
    }
    for (place, demand) in scenario.demands.enumerated() { lines.append((.demand(place), demand.say)) }
    for (place, demand) in scenario.addedIfCut.enumerated() { lines.append((.addDemand(place), demand.say)) }
    for (place, way) in scenario.resolutions.enumerated() {
      lines.append((.accept(place), way.accept))
      if way.needsTrust > 0 || !way.needsFacts.isEmpty { lines.append((.refuse(place), way.refuse)) }
    }
    for (place, trap) in scenario.traps.enumerated() { lines.append((.trap(place), trap.says)) }
    for (place, trigger) in scenario.triggers.enumerated() {
      if let says = trigger.says { lines.append((.trigger(place), says)) }
    }
    for move in BankMove.allCases { lines += (scenario.lines[move] ?? []).map { (.bank(move), $0) } }
    for ending in Ending.allCases where !impossible.contains(ending) {
      if let words = scenario.endings[ending] { lines.append((.end(ending), words)) }
    }
    return lines
  }
}
