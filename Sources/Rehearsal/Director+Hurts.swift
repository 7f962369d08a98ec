import HearoutCore

/// Laws about words that hurt.
extension Director {
  func hurts(_ heard: Heard, _ page: inout Page, isVenting: Bool) {
    traps(heard, &page)
    flags(heard, &page, isVenting: isVenting)
    defence(heard, &page, isVenting: isVenting)
    if page.wasHurt { page.moves = hurtMoves(heard, page.customer) }
  }

  /// Phrases that make it much worse with this customer.
  private func traps(_ heard: Heard, _ page: inout Page) {
    for met in heard.traps {
      let trap = scenario.traps[met.index]
      page.note(
        LedgerEntry(.trap, anger: Int(trap.anger * 10), trust: -10, words: met.words, span: met.span))
    }
  }

  /// Forbidden wordings: high +2/-2, medium +1/-1, low +0.5/-0.5; half as much again while the story is told. The
  /// first of a turn counts in full, others half.
  private func flags(_ heard: Heard, _ page: inout Page, isVenting: Bool) {
    var seen: Set<RuleID> = []
    let flags = heard.reading.flags.sorted { $0.severity > $1.severity }
    for flag in flags where seen.insert(flag.rule).inserted {
      let (law, tenths): (Law, Int) =
        switch flag.severity {
        case .high: (.flagHigh, 20)
        case .medium: (.flagMedium, 10)
        case .low: (.flagLow, 5)
        }
      let weighed = (isVenting ? tenths * 3 / 2 : tenths) / (seen.count > 1 ? 2 : 1)
      page.note(
        LedgerEntry(
          law, anger: weighed, trust: -weighed, words: flag.match, span: flag.span, rule: flag.rule))
    }
  }

  /// Defending oneself after the story was told, without a flag, still grates.
  private func defence(_ heard: Heard, _ page: inout Page, isVenting: Bool) {
    guard !isVenting, !page.wasHurt, page.customer.agreed == nil, heard.doesAny([.defend, .refuse]),
      !heard.isOffer, !heard.isQuestion, !heard.doesAny([.commit, .consult, .paraphrase, .apologise])
    else { return }
    page.note(LedgerEntry(.defended, anger: 5, trust: -5, words: heard.beginning))
  }

  private func hurtMoves(_ heard: Heard, _ customer: Customer) -> [Move] {
    if let trap = heard.traps.first { return [.trap(trap.index)] }
    let worst = heard.reading.flags.max { $0.severity < $1.severity }
    // A promise of "soon" is asked about; it is no insult.
    let isSoon = worst?.rule.rawValue.contains("soon") ?? false
    var moves = [isSoon ? Move.bank(.askWhen) : coloured(Self.hurtMove(worst?.category), customer)]
    if let threat = nextThreat(customer) { moves.append(.bank(threat)) }
    return moves
  }

  /// How it hurts, by the class of the wording.
  static func hurtMove(_ category: Category?) -> BankMove {
    switch category?.rawValue {
    case "calm_down", "must", "stance_manners": .hurtOrder
    case "blame_customer", "challenge", "deny_knowledge", "argue_facts", "impossible", "stance_facts":
      .hurtBlame
    case "policy_shield", "not_my_job", "refuse_flat", "pass_back", "dont_know", "deflect", "stance_strict",
      "stance_excuse":
      .hurtWall
    default: .hurtEmpty
    }
  }

  /// At 8 points a customer who is hurt threatens, each threat once.
  private func nextThreat(_ customer: Customer) -> BankMove? {
    guard customer.anger >= 80 else { return nil }
    let order: [BankMove] =
      switch scenario.reaction {
      case .fantasy: [.threatenPublic, .wantManager]
      case .apathy, .selfBlame: [.threatenLeave]
      case .directAggression, .fixation: [.wantManager, .threatenLeave, .threatenPublic]
      default: [.wantManager, .threatenLeave]
      }
    return order.first { !customer.threatsMade.contains($0) }
  }
}
