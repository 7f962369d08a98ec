import HearoutCore

/// Laws about the time in which the story is told.
extension Director {
  /// A short word, a sorry, naming the feeling or an invitation lets the next piece out; a proposal, a defence, an
  /// explanation or too many questions cut it short.
  func vent(_ heard: Heard, _ page: inout Page) {
    if let law = interruption(heard, page) {
      cutShort(law, heard, &page)
      return
    }
    if page.wasHurt {
      rememberThreats(&page)
      return
    }
    if isParticularQuestion(heard) {
      bearQuestion(heard, &page)
      return
    }
    page.note(LedgerEntry(.listened, anger: -5, trust: 5, words: heard.beginning))
    if heard.askedElse.contains(.name), !heard.doesAny([.empathise, .apologise]) {
      page.moves.append(.giveName)
    }
    tellNext(&page)
  }

  /// What cuts the story short in this turn, if anything does.
  func interruption(_ heard: Heard, _ page: Page) -> Law? {
    if heard.isOffer { return .cutShortByOffer }
    if heard.does(.defend) || heard.does(.refuse) && !heard.isKind { return .cutShortByDefence }
    if isParticularQuestion(heard) { return page.customer.questionsBorne >= 2 ? .cutShortByQuestion : nil }
    guard heard.does(.inform), !heard.isKind else { return nil }
    // Who talks at length is not listening; who hurts neither, but an order is no explanation.
    let limit = heard.isHan ? 18 : 8
    let worst = heard.reading.flags.max { $0.severity < $1.severity }
    let isOrder = worst.map { Self.hurtMove($0.category) == .hurtOrder } ?? false
    let explains = page.wasHurt ? !isOrder : heard.reading.words > limit
    return explains ? .cutShortByExplanation : nil
  }

  /// A question for particulars; asking to be told more is none.
  private func isParticularQuestion(_ heard: Heard) -> Bool {
    if heard.goesOn != nil { return false }
    if !heard.asked.isEmpty { return true }
    let isOpen = heard.does(.askOpen)
    return heard.does(.askClosed) && !isOpen && !heard.does(.paraphrase) && heard.askedElse.count > 0
  }

  private func cutShort(_ law: Law, _ heard: Heard, _ page: inout Page) {
    let words = heard.offers.first?.words ?? heard.beginning
    page.note(LedgerEntry(law, anger: 10, trust: -10, words: words, span: heard.offers.first?.span))
    if !page.wasHurt {
      let move: BankMove = law == .cutShortByOffer ? .tooEarly : .cutShort
      page.moves = [coloured(move, page.customer)]
    }
    page.moves = Array(page.moves.prefix(1))
    if page.customer.addedDemands < scenario.addedIfCut.count {
      page.moves.append(.addDemand(page.customer.addedDemands))
      page.customer.addedDemands += 1
    } else {
      rememberThreats(&page)
    }
  }

  /// Two questions are borne: they are answered, and the story waits.
  private func bearQuestion(_ heard: Heard, _ page: inout Page) {
    page.customer.questionsBorne += 1
    page.note(LedgerEntry(.questionBorne, words: heard.asked.first?.words ?? heard.beginning))
    answers(heard, &page)
    if page.moves.isEmpty { tellNext(&page) }
  }

  /// The next piece of the story, with the facts it gives away.
  func tellNext(_ page: inout Page) {
    let index = page.customer.vented
    guard scenario.vent.indices.contains(index) else { return }
    page.customer.vented += 1
    page.moves.append(.vent(index))
    for id in scenario.vent[index].gives {
      guard let place = scenario.facts.firstIndex(where: { $0.id == id }),
        !page.customer.revealed.contains(place)
      else { continue }
      page.customer.revealed.append(place)
    }
  }

  func rememberThreats(_ page: inout Page) {
    for case .bank(let move) in page.moves
    where [.wantManager, .threatenLeave, .threatenPublic].contains(move) {
      page.customer.threatsMade.insert(move)
    }
  }
}
