import HearoutCore

/// Laws about ways to solve it and about promises.
extension Director {
  private static let tooHotFrom = 80

  /// - Returns: whether the turn was answered as an offer.
  func offers(_ heard: Heard, _ page: inout Page) -> Bool {
    let asksView = heard.does(.consult) || heard.does(.offerChoice) || heard.isQuestion
    if heard.offers.isEmpty {
      if let pending = page.customer.pendingOffer, heard.does(.consult) {
        if fits(pending, page.customer) { agree(pending, heard, nil, &page) } else { refuse(pending, &page) }
        return true
      }
      return unknownOffer(heard, &page)
    }
    let fitting = heard.offers.filter { fits($0.index, page.customer) }
    let best =
      fitting.first { scenario.resolutions[$0.index].ending == .satisfied } ?? fitting.first
    guard let best else {
      turnDown(heard.offers[0], &page)
      return true
    }
    let resolution = scenario.resolutions[best.index]
    page.note(LedgerEntry(.offerFits, words: best.words, span: best.span, about: resolution.id))
    if page.customer.anger >= Self.tooHotFrom {
      page.note(LedgerEntry(.offerTooHot, words: best.words, span: best.span, about: resolution.id))
      page.customer.pendingOffer = best.index
      page.moves = [.bank(.distrust)]
      return true
    }
    let isEager = page.customer.trust >= Int(resolution.needsTrust * 10) + 20
    let isOfferedAgain = page.customer.pendingOffer == best.index
    if asksView || isEager || isOfferedAgain {
      if isOfferedAgain, !asksView, scenario.style == .amiable {
        page.note(LedgerEntry(.amiablePushed, trust: -10, words: best.words, span: best.span))
      }
      agree(best.index, heard, best, &page)
    } else {
      page.customer.pendingOffer = best.index
      page.moves = [.bank(page.customer.trust < 50 ? .distrust : .undecided)]
    }
    return true
  }

  func fits(_ place: Int, _ customer: Customer) -> Bool {
    let resolution = scenario.resolutions[place]
    return customer.trust >= Int(resolution.needsTrust * 10) && missingFacts(place, customer).isEmpty
  }

  private func missingFacts(_ place: Int, _ customer: Customer) -> [String] {
    let known = customer.revealed.map { scenario.facts[$0].id }
    return scenario.resolutions[place].needsFacts.filter { !known.contains($0) }
  }

  private func turnDown(_ met: Heard.Met, _ page: inout Page) {
    let resolution = scenario.resolutions[met.index]
    let lacksTrust = page.customer.trust < Int(resolution.needsTrust * 10)
    let missing = missingFacts(met.index, page.customer).first
    page.note(
      LedgerEntry(
        lacksTrust ? .offerNeedsTrust : .offerNeedsFacts, patience: -5, words: met.words, span: met.span,
        about: lacksTrust ? resolution.id : missing ?? resolution.id))
    refuse(met.index, &page)
  }

  private func refuse(_ place: Int, _ page: inout Page) {
    page.customer.pendingOffer = nil
    page.moves = [.refuse(place)]
  }

  private func unknownOffer(_ heard: Heard, _ page: inout Page) -> Bool {
    guard heard.isOffer, heard.asked.isEmpty, heard.asksTime == nil, !heard.does(.paraphrase),
      heard.reading.promises.isEmpty || heard.does(.consult)
    else { return false }
    page.note(LedgerEntry(.offerUnknown, patience: -5, words: heard.beginning))
    page.moves = [coloured(.reject, page.customer)]
    return true
  }

  private func agree(_ place: Int, _ heard: Heard, _ met: Heard.Met?, _ page: inout Page) {
    let resolution = scenario.resolutions[place]
    page.customer.agreed = place
    page.customer.pendingOffer = nil
    page.customer.turnsSinceAgreement = 0
    page.note(
      LedgerEntry(
        .agreed, anger: resolution.ending == .satisfied ? -40 : -20, words: met?.words ?? heard.beginning,
        span: met?.span, about: resolution.id))
    page.moves = [.accept(place)]
  }

  // MARK: - Promises

  /// A promise with a time makes trust, twice; one without a time is asked about.
  func promises(_ heard: Heard, _ page: inout Page) {
    let dated = heard.reading.promises.filter { $0.due != nil }
    if !heard.reading.promises.isEmpty || heard.does(.commit) || heard.does(.followUp) && !heard.isQuestion {
      page.customer.followUpTold = true
    }
    guard let first = dated.first else { return }
    page.customer.followUpDated = true
    page.customer.promisesDated += 1
    guard page.customer.promisesDated <= 2 else { return }
    page.note(LedgerEntry(.promiseDated, trust: 10, words: first.what, span: first.span))
  }

  /// A promise that names no time.
  func vaguePromise(_ heard: Heard) -> Promise? {
    guard heard.doesAny([.commit, .followUp]) else { return nil }
    let promises = heard.reading.promises
    return promises.allSatisfy { $0.due == nil } ? promises.first : nil
  }

  // MARK: - Manner, by style

  /// What each style minds, once the story is told.
  func manner(_ heard: Heard, _ page: inout Page) {
    guard !page.wasHurt else { return }
    switch scenario.style {
    case .driver:
      if heard.offers.count >= 2 || heard.does(.offerChoice) && heard.isOffer {
        page.note(LedgerEntry(.driverOptions, trust: 10, words: heard.beginning))
      }
      vagueness(.driverVague, heard, &page)
    case .analytical:
      if heard.figures > 0, heard.doesAny([.inform, .propose, .paraphrase, .commit, .offerChoice]) {
        page.customer.figuresHeard += 1
        if page.customer.figuresHeard <= 4 {
          page.note(LedgerEntry(.analyticalFigures, trust: 5, words: heard.beginning))
        }
      }
      vagueness(.analyticalVague, heard, &page)
    case .amiable:
      if heard.does(.commit), page.customer.assurances < 3 {
        page.customer.assurances += 1
        page.note(LedgerEntry(.amiableAssured, trust: 5, words: heard.beginning))
      }
    case .expressive: break
    }
  }

  private func vagueness(_ law: Law, _ heard: Heard, _ page: inout Page) {
    guard page.customer.agreed == nil, let promise = vaguePromise(heard), page.customer.vagueHeard < 2
    else { return }
    page.customer.vagueHeard += 1
    page.note(LedgerEntry(law, trust: -10, words: promise.what, span: promise.span))
  }
}
