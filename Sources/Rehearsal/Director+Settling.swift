import HearoutCore

/// What the customer does once the story is told: answers, weighs, asks, agrees, takes leave.
extension Director {
  /// Finds the moves while nothing is agreed.
  func settle(_ heard: Heard, _ page: inout Page) {
    if page.wasHurt {
      rememberThreats(&page)
      return
    }
    if offers(heard, &page) { return }
    // A question for something in particular is not the one that goes deeper.
    if heard.asked.isEmpty, heard.askedElse.isEmpty { openUp(heard, &page) }
    if page.moves.isEmpty { answers(heard, &page) }
    if !page.moves.isEmpty { return }
    let move = plainReply(heard, &page)
    page.moves = [move]
    introduceDemand(&page)
  }

  /// The first time the customer asks what will be done, they say what they want.
  private func introduceDemand(_ page: inout Page) {
    guard page.moves == [.bank(.askWhatNow)], page.customer.demandsSaid == 0, !scenario.demands.isEmpty
    else { return }
    page.moves = [want(&page), .bank(.askWhatNow)]
  }

  private func plainReply(_ heard: Heard, _ page: inout Page) -> Move {
    if let trigger = spokenTrigger(heard, page) { return trigger }
    if heard.asksTime != nil { return .bank(.waits) }
    if vaguePromise(heard) != nil { return vagueReply(heard, &page) }
    if !heard.reading.promises.isEmpty { return .bank(.ack) }
    if heard.does(.consult) { return opinion(&page) }
    // Who says sorry for it by naming it is not asking whether that was right.
    let apologises = page.has(.apologyNamed) && !heard.isQuestion
    if heard.does(.paraphrase), !apologises { return confirmation(heard, &page) }
    if let soothed = soothedReply(heard, &page) { return soothed }
    if takesLeave(heard) { return hurried(heard, &page) }
    if heard.isQuestion && heard.reading.step == .followUp { return somethingElse(heard, &page) }
    if !heard.isGibberish, let next = whatNow(&page) { return next }
    return otherReply(heard, &page)
  }

  private func spokenTrigger(_ heard: Heard, _ page: Page) -> Move? {
    guard page.has(.trigger) else { return nil }
    let met = heard.triggers.first { scenario.triggers[$0.index].says != nil }
    return met.map { .trigger($0.index) }
  }

  private func vagueReply(_ heard: Heard, _ page: inout Page) -> Move {
    page.customer.askedWhen += 1
    page.note(LedgerEntry(.promiseVague, words: vaguePromise(heard)?.what ?? heard.beginning))
    return page.customer.askedWhen % 3 == 0 ? .bank(.ack) : .bank(.askWhen)
  }

  /// Asked what they think, with nothing on the table.
  private func opinion(_ page: inout Page) -> Move {
    page.customer.demandsSaid == 0 && !scenario.demands.isEmpty ? want(&page) : .bank(.undecided)
  }

  private func confirmation(_ heard: Heard, _ page: inout Page) -> Move {
    if page.customer.heat == .hot { return soothing(&page) }
    return .bank(.confirm)
  }

  /// The reply to an apology or a named feeling.
  private func soothedReply(_ heard: Heard, _ page: inout Page) -> Move? {
    if page.has(.relieved), scenario.reaction == .selfBlame { return .bank(.relieved) }
    if page.has(.bareSorryAgain) { return .bank(.bareSorry) }
    if page.has(.apologyNamed) || page.has(.apologyNamedAgain) || page.has(.feelingNamed) {
      return soothing(&page)
    }
    return nil
  }

  /// Gives way a little; but after the second time asks what will be done, for words alone lead nowhere.
  private func soothing(_ page: inout Page) -> Move {
    page.customer.softened += 1
    if page.customer.softened > 2, let next = whatNow(&page) { return next }
    return coloured(.soften, page.customer)
  }

  private func takesLeave(_ heard: Heard) -> Bool { heard.does(.close) && !heard.isQuestion }

  /// The agent takes leave and nothing was solved.
  private func hurried(_ heard: Heard, _ page: inout Page) -> Move {
    page.note(LedgerEntry(.hurriedClose, anger: 10, trust: -10, patience: -30, words: heard.beginning))
    return want(&page)
  }

  /// Asked what else there is while nothing is solved: there is what they came for.
  private func somethingElse(_ heard: Heard, _ page: inout Page) -> Move {
    page.note(LedgerEntry(.hurriedClose, anger: 5, trust: -5, patience: -10, words: heard.beginning))
    return want(&page)
  }

  /// The story is out: says the heart of it once more while hot, then asks what will be done.
  private func whatNow(_ page: inout Page) -> Move? {
    if page.customer.askedWhatNow { return nil }
    if page.customer.anger >= 70, page.customer.wentOn == 0 {
      page.customer.wentOn += 1
      return coloured(.goOn, page.customer)
    }
    page.customer.askedWhatNow = true
    return .bank(.askWhatNow)
  }

  /// Nothing that needed an answer: information, small talk, or words that made no sense.
  private func otherReply(_ heard: Heard, _ page: inout Page) -> Move {
    let isUnderstood =
      !heard.isGibberish
      && (heard.namesProblem || heard.makesSense || heard.isKind || heard.does(.commit)
        || !heard.reading.evidence.isEmpty)
    let isUnansweredQuestion = heard.isQuestion && !heard.does(.greet)
    if isUnderstood, !isUnansweredQuestion {
      page.customer.acks += 1
      // Somebody who only hears words asks again what will be done.
      return page.customer.acks % 3 == 0 ? .bank(.askWhatNow) : .bank(.ack)
    }
    // What was said back to them, as a question.
    if isUnansweredQuestion, heard.namesProblem { return confirmation(heard, &page) }
    guard page.customer.confusedRun < 2 else {
      page.note(LedgerEntry(.notUnderstood, patience: -5, words: heard.beginning))
      return page.customer.turns % 2 == 0 ? .bank(.askWhatNow) : want(&page)
    }
    page.note(LedgerEntry(.notUnderstood, patience: -2, words: heard.beginning))
    return .bank(.confused)
  }

  // MARK: - After the agreement

  /// Takes in what happens next, and ends when the agent takes leave, or two turns later.
  func conclude(_ heard: Heard, _ page: inout Page) {
    if page.wasHurt { return }
    var heard = heard
    // "Anything else you would like?" is no question for what they wanted.
    heard.asked.removeAll {
      scenario.facts[$0.index].kind == .want && page.customer.revealed.contains($0.index)
    }
    heard.askedElse = []
    if heard.isQuestion, heard.asked.isEmpty { page.customer.askedAnythingElse = true }
    let isDone = page.customer.followUpDated && page.customer.askedAnythingElse
    let turns = page.customer.turnsSinceAgreement
    if takesLeave(heard) || turns >= 3 || (turns >= 2 && isDone) {
      end(heard, &page)
      return
    }
    if !heard.asked.isEmpty { answers(heard, &page) }
    if !page.moves.isEmpty { return }
    if let promise = vaguePromise(heard), page.customer.askedWhen < 2 {
      page.customer.askedWhen += 1
      page.note(LedgerEntry(.promiseVague, words: promise.what, span: promise.span))
      page.moves = [.bank(.askWhen)]
    } else if heard.isQuestion || heard.does(.thank) {
      page.moves = [.bank(isContent(page.customer) ? .thanks : .ack)]
    } else {
      page.moves = [.bank(.ack)]
    }
  }

  private func isContent(_ customer: Customer) -> Bool {
    guard let agreed = customer.agreed else { return false }
    return scenario.resolutions[agreed].ending == .satisfied && customer.heat == .calm
  }

  private func end(_ heard: Heard, _ page: inout Page) {
    guard let ending = agreedEnding(page.customer) else { return }
    let isKept = page.customer.followUpTold || page.customer.followUpDated
    page.note(LedgerEntry(isKept ? .closedWithFollowUp : .closedWithoutFollowUp, words: heard.beginning))
    page.customer.ending = ending
    page.moves = [.end(ending)]
  }

  /// How it ends once something is agreed: without any follow-up one grade worse.
  func agreedEnding(_ customer: Customer) -> Ending? {
    guard let agreed = customer.agreed else { return nil }
    return customer.followUpTold || customer.followUpDated ? scenario.resolutions[agreed].ending : .grudging
  }
}
