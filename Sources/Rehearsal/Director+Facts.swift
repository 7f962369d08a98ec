import HearoutCore

/// Laws about questions.
extension Director {
  private static let answersLimit = 3

  /// A question brings the fact out; asked again, it grates; many at once wear.
  func answers(_ heard: Heard, _ page: inout Page) {
    if heard.asked.count >= 3 {
      page.note(LedgerEntry(.threeQuestions, patience: -10, words: heard.beginning))
    }
    var hasGrated = false
    for met in heard.asked.prefix(Self.answersLimit) {
      let fact = scenario.facts[met.index]
      page.customer.asked[met.index, default: 0] += 1
      if page.customer.revealed.contains(met.index) {
        // "Tell me more about it" is no second asking.
        if heard.goesOn != nil, heard.does(.askOpen) { continue }
        if !hasGrated {
          page.note(
            LedgerEntry(
              .factAskedAgain, anger: 10, patience: -20, words: met.words, span: met.span, about: fact.id))
        }
        hasGrated = true
        page.moves.append(.tellAgain(met.index))
      } else if fact.isDeep, page.customer.trust < Int(fact.needsTrust * 10) {
        continue
      } else {
        page.customer.revealed.append(met.index)
        page.note(LedgerEntry(.factAsked, words: met.words, span: met.span, about: fact.id))
        page.moves.append(.tell(met.index))
      }
    }
    if page.moves.isEmpty { answersElse(heard, &page) }
  }

  /// Questions for what the scenario has no fact for.
  private func answersElse(_ heard: Heard, _ page: inout Page) {
    guard heard.doesAny([.askOpen, .askClosed]) || heard.isQuestion else { return }
    if heard.askedElse.contains(.name) {
      page.moves.append(.giveName)
    } else if heard.askedElse.contains(.want) {
      page.moves.append(want(&page))
    } else if heard.does(.askOpen), page.customer.wentOn < 2 {
      // Asked to tell more when all is told: the heart of it once more.
      page.customer.wentOn += 1
      page.moves.append(coloured(.goOn, page.customer))
    } else if !heard.askedElse.isEmpty {
      page.moves.append(.bank(.dontKnow))
    }
  }

  /// What the customer wants: each demand once, then "as I said".
  func want(_ page: inout Page) -> Move {
    let next = page.customer.demandsSaid
    guard scenario.demands.indices.contains(next) else {
      return coloured(.repeatDemand, page.customer)
    }
    page.customer.demandsSaid += 1
    return .demand(next)
  }

  /// What lies deeper comes out only to somebody who listens, once there is trust.
  func openUp(_ heard: Heard, _ page: inout Page) {
    guard heard.doesAny([.askOpen, .paraphrase, .empathise]) else { return }
    // The apology is taken in first; only a question goes deeper at once.
    guard heard.does(.askOpen) || !page.has(.apologyNamed) else { return }
    let deep = scenario.facts.indices.first {
      let fact = scenario.facts[$0]
      return fact.isDeep && !page.customer.revealed.contains($0)
        && page.customer.trust >= Int(fact.needsTrust * 10)
    }
    guard let place = deep else { return }
    page.customer.revealed.append(place)
    page.customer.openedUp.append(place)
    page.note(LedgerEntry(.openedUp, words: heard.beginning, about: scenario.facts[place].id))
    page.moves.append(.tell(place))
  }
}
