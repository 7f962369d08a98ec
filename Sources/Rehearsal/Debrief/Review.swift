import HearoutCore

/// A record under review: what the rules of the debrief ask of it, and what they find.
struct Review {
  let record: RehearsalRecord
  let book: LanguageBook

  /// Something found before it is known what it costs.
  struct Candidate {
    var check: ProcessCheck
    /// Checks that it fails; the first is `check` where it fails that.
    var fails: [ProcessCheck]
    var turn: Int
    var isMissing = false
    var span: Span?
    var words = ""
    var rule: RuleID?
    var law: Law?
    var why: String?
    var about: String?
    var better: [String]
    var charges: [Charge]

    var weight: Int { charges.reduce(0) { $0 + $1.points } }
  }

  var turns: [RecordedTurn] { record.turns }
  var scenario: Scenario { record.scenario }
  var customer: Customer { record.customer }
  /// Place of the last turn.
  var last: Int { max(0, turns.count - 1) }

  // MARK: - Where things stand

  static let offerLaws: Set<Law> = [
    .offerFits, .offerNeedsTrust, .offerNeedsFacts, .offerUnknown, .offerTooHot, .agreed,
  ]
  static let cutLaws: Set<Law> = [
    .cutShortByOffer, .cutShortByDefence, .cutShortByExplanation, .cutShortByQuestion,
  ]

  /// The first turn after the story in which a way to solve it was offered.
  var firstOffer: Int? {
    turns.indices.first { place in
      !turns[place].wasVenting && turns[place].ledger.contains { Self.offerLaws.contains($0.law) }
    }
  }

  /// The last turn that was said while the customer was telling.
  var lastVenting: Int? { turns.lastIndex(where: \.wasVenting) }

  func first(with laws: Set<Law>) -> Int? {
    turns.firstIndex { $0.ledger.contains { laws.contains($0.law) } }
  }

  func does(_ acts: Set<Act>, in place: Int) -> Bool {
    !acts.isDisjoint(with: turns[place].agentReading.acts)
  }

  func first(doing acts: Set<Act>) -> Int? { turns.indices.first { does(acts, in: $0) } }

  var hasApologisedInFull: Bool { customer.sorriesNamed > 0 }

  /// Whether the agent asked what the customer thinks of an offer.
  var firstConsulting: Int? {
    turns.indices.first { place in
      guard !turns[place].wasVenting else { return false }
      if does([.consult, .offerChoice], in: place) { return true }
      let offers = turns[place].ledger.contains { Self.offerLaws.contains($0.law) }
      return offers && does([.askClosed, .askOpen], in: place)
    }
  }

  /// The turn in which the agent first asked for something.
  var firstQuestion: Int? {
    turns.indices.first { place in
      turns[place].ledger.contains { [.factAsked, .questionBorne, .factAskedAgain].contains($0.law) }
        || !turns[place].wasVenting && turns[place].agentReading.step == .gather
    }
  }

  // MARK: - Making candidates

  /// The advice that goes with a check.
  func advice(_ check: ProcessCheck) -> [String] {
    let text = book.interface.list(.debriefFixes, at: check.order)
    return text.isEmpty ? [] : [text]
  }

  /// Something left out, due by a turn.
  func missing(_ check: ProcessCheck, by turn: Int, _ charges: Charge...) -> Candidate {
    Candidate(
      check: check, fails: [check], turn: turn, isMissing: true, better: advice(check), charges: charges)
  }

  /// Something said that a law answered.
  func said(_ check: ProcessCheck, _ entry: LedgerEntry, in turn: Int, _ charges: Charge...) -> Candidate {
    Candidate(
      check: check, fails: [check], turn: turn, span: entry.span, words: entry.words, law: entry.law,
      about: entry.about, better: advice(check), charges: charges)
  }

  /// A question that brings a fact out, or the advice of a check.
  func question(for id: String?, else check: ProcessCheck) -> [String] {
    let kind = scenario.facts.first { $0.id == id }?.kind
    let card = kind.flatMap { kind in book.facts.first { $0.kind == kind } }
    return card.map { [$0.ask] } ?? advice(check)
  }

  /// Everything that can be held against the agent.
  func candidates() -> [Candidate] {
    wordings() + spoken() + ventingOmissions() + apologyOmissions() + factOmissions() + solvingOmissions()
      + closingOmissions()
  }
}
