import HearoutCore
import PhraseMatching

/// What the simulated customer hears in a turn of the agent: the reading, joined by what only this customer listens for.
struct Heard: Sendable {
  /// Something met in the turn: its place in the scenario's list and the words.
  struct Met: Sendable, Hashable {
    var index: Int
    var words: String
    var span: Span
  }

  var text: String
  var reading: AgentReading
  /// Facts of the scenario that are asked for.
  var asked: [Met] = []
  /// Kinds asked for of which the scenario has no fact.
  var askedElse: [FactKind] = []
  var offers: [Met] = []
  var traps: [Met] = []
  var triggers: [Met] = []
  var relieves: Met?
  var asksTime: Met?
  var goesOn: Met?
  var isQuestion = false
  /// The words name what the customer told.
  var namesProblem = false
  /// The words that do, as typed.
  var problemWords = ""
  /// Whether enough of the words are known to make sense of it.
  var makesSense = false
  /// Words of which not one is known.
  var isGibberish = false
  /// How many figures stand in it.
  var figures = 0

  /// Written in Han script, where each character counts as a word.
  var isHan: Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

  var isSilent: Bool { text.allSatisfy(\.isWhitespace) }

  func does(_ act: Act) -> Bool { reading.acts.contains(act) }

  func doesAny(_ acts: [Act]) -> Bool { acts.contains { reading.acts.contains($0) } }

  var isOffer: Bool { !offers.isEmpty || (doesAny([.propose, .offerChoice]) && reading.options > 0) }

  /// The words of an act's evidence are not kept apart; the ledger shows the turn's beginning.
  var beginning: String {
    let limit = 60
    return text.count <= limit ? text : String(text.prefix(limit)) + "…"
  }

  /// Recognises the customer: what a person who listens says.
  var isKind: Bool {
    doesAny([.acknowledge, .apologise, .empathise, .paraphrase, .askOpen, .thank, .greet]) || goesOn != nil
  }
}

/// Makes a ``Heard`` out of a turn.
struct Listener: Sendable {
  let scenario: Scenario
  let asks: Asks
  let vocabulary: Vocabulary

  private static let senseFrom = 0.45

  func hear(_ turn: Turn, _ reading: AgentReading, told: Set<UInt64>, knows revealed: [Int]) -> Heard {
    var heard = Heard(text: turn.text, reading: reading)
    let folded = vocabulary.folder.fold(turn.text)
    let scalars = Array(turn.text.unicodeScalars)
    func met(_ index: Int, _ match: PhraseMatch) -> Heard.Met {
      let words = String(String.UnicodeScalarView(scalars[match.start..<min(match.end, scalars.count)]))
      return Heard.Met(index: index, words: words, span: Span(start: match.start, end: match.end))
    }
    heard.isQuestion = folded.isQuestion.contains(true)
    heard.figures = folded.tokens.count(where: \.isNumber)
    for match in scenario.matcher.matches(in: folded) {
      switch ScenarioPattern(owner: match.owner) {
      case .asks(let index): Self.add(met(index, match), to: &heard.asked)
      case .offers(let index): Self.add(met(index, match), to: &heard.offers)
      case .trap(let index): Self.add(met(index, match), to: &heard.traps)
      case .trigger(let index): Self.add(met(index, match), to: &heard.triggers)
      }
    }
    for match in asks.matcher.matches(in: folded) {
      switch Asks.Pattern(owner: match.owner) {
      case .asks(let kind): ask(kind, met(0, match), &heard, revealed)
      case .relieves: heard.relieves = heard.relieves ?? met(0, match)
      case .asksTime: heard.asksTime = heard.asksTime ?? met(0, match)
      case .goesOn: heard.goesOn = heard.goesOn ?? met(0, match)
      case nil: continue
      }
    }
    settle(&heard, revealed)
    understand(&heard, told)
    return heard
  }

  private static func add(_ met: Heard.Met, to list: inout [Heard.Met]) {
    if !list.contains(where: { $0.index == met.index }) { list.append(met) }
  }

  /// A question by kind is for the first fact of that kind that is not known yet.
  private func ask(_ kind: FactKind, _ met: Heard.Met, _ heard: inout Heard, _ revealed: [Int]) {
    let places = scenario.facts.indices.filter { scenario.facts[$0].kind == kind }
    guard let place = places.first(where: { !revealed.contains($0) }) ?? places.first else {
      if !heard.askedElse.contains(kind) { heard.askedElse.append(kind) }
      return
    }
    // The scenario's own patterns are surer than the general ones.
    if heard.asked.contains(where: { $0.span.overlaps(met.span) && places.contains($0.index) }) { return }
    Self.add(Heard.Met(index: place, words: met.words, span: met.span), to: &heard.asked)
  }

  /// A turn that reads back, or says what will be done, asks for nothing by the way.
  private func settle(_ heard: inout Heard, _ revealed: [Int]) {
    let asks = heard.isQuestion || heard.doesAny([.askOpen, .askClosed])
    let tells = heard.doesAny([.commit, .followUp]) || !heard.reading.promises.isEmpty
    if heard.does(.paraphrase) || tells && !asks {
      heard.asked.removeAll { revealed.contains($0.index) }
      heard.askedElse = []
    }
    if heard.reading.asksDeadline, heard.offers.isEmpty,
      let place = scenario.facts.firstIndex(where: { $0.kind == .deadline })
    {
      let words = Heard.Met(index: place, words: heard.beginning, span: Span(start: 0, end: 0))
      Self.add(words, to: &heard.asked)
    }
    heard.asked.sort { $0.span < $1.span }
  }

  private func understand(_ heard: inout Heard, _ told: Set<UInt64>) {
    let words = vocabulary.words(heard.text)
    // Who somebody is, is not what happened to them.
    let names = Set(vocabulary.words(scenario.customer.name + " " + scenario.customer.address).map(\.key))
    let matter = words.filter { !names.contains($0.key) }
    heard.namesProblem =
      vocabulary.weight(of: matter, told: told) >= 1 || heard.does(.paraphrase) && words.count >= 6
    let naming = vocabulary.naming(matter, told: told)
    if let first = naming.first, let last = naming.last {
      let scalars = Array(heard.text.unicodeScalars)
      let end = min(last.span.end, scalars.count)
      if first.span.start < end {
        heard.problemWords = String(String.UnicodeScalarView(scalars[first.span.start..<end]))
      }
    }
    let share = vocabulary.share(known: words, told: told)
    heard.makesSense = share >= Self.senseFrom
    heard.isGibberish = !words.isEmpty && share == 0 && heard.reading.evidence.isEmpty
  }
}
