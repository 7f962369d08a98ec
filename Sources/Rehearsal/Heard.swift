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

  /// What a turn says by itself, whatever was said before.
  struct Overheard: Sendable {
    var heard: Heard
    /// Kinds of fact that are asked for in general words.
    var kinds: [(kind: FactKind, met: Heard.Met)] = []
    var words: [Vocabulary.Word] = []
    /// The words without the customer's name: who somebody is, is not what happened to them.
    var matter: [Vocabulary.Word] = []
  }

  func hear(_ turn: Turn, _ reading: AgentReading, told: Set<UInt64>, knows revealed: [Int]) -> Heard {
    hear(overhear(turn.text, reading), told: told, knows: revealed)
  }

  /// The part of hearing that takes time.
  func overhear(_ text: String, _ reading: AgentReading) -> Overheard {
    var over = Overheard(heard: Heard(text: text, reading: reading), words: vocabulary.words(text))
    let names = Set(vocabulary.words(scenario.customer.name + " " + scenario.customer.address).map(\.key))
    over.matter = over.words.filter { !names.contains($0.key) }
    let folded = vocabulary.folder.fold(text)
    let scalars = Array(text.unicodeScalars)
    func met(_ index: Int, _ match: PhraseMatch) -> Heard.Met {
      let words = String(String.UnicodeScalarView(scalars[match.start..<min(match.end, scalars.count)]))
      return Heard.Met(index: index, words: words, span: Span(start: match.start, end: match.end))
    }
    over.heard.isQuestion = folded.isQuestion.contains(true)
    over.heard.figures = folded.tokens.count(where: \.isNumber)
    for match in scenario.matcher.matches(in: folded) {
      switch ScenarioPattern(owner: match.owner) {
      case .asks(let index): Self.add(met(index, match), to: &over.heard.asked)
      case .offers(let index): Self.add(met(index, match), to: &over.heard.offers)
      case .trap(let index): Self.add(met(index, match), to: &over.heard.traps)
      case .trigger(let index): Self.add(met(index, match), to: &over.heard.triggers)
      }
    }
    for match in asks.matcher.matches(in: folded) {
      switch Asks.Pattern(owner: match.owner) {
      case .asks(let kind): over.kinds.append((kind, met(0, match)))
      case .relieves: over.heard.relieves = over.heard.relieves ?? met(0, match)
      case .asksTime: over.heard.asksTime = over.heard.asksTime ?? met(0, match)
      case .goesOn: over.heard.goesOn = over.heard.goesOn ?? met(0, match)
      case nil: continue
      }
    }
    return over
  }

  /// The part that depends on what was said before.
  func hear(_ over: Overheard, told: Set<UInt64>, knows revealed: [Int]) -> Heard {
    var heard = over.heard
    for (kind, met) in over.kinds { ask(kind, met, &heard, revealed) }
    settle(&heard, revealed)
    understand(&heard, over, told)
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

  private func understand(_ heard: inout Heard, _ over: Overheard, _ told: Set<UInt64>) {
    let (words, matter) = (over.words, over.matter)
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
