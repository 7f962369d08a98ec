import HearoutCore

/// Laws about recognition: what takes anger away and makes trust.
extension Director {
  func kindness(_ heard: Heard, _ page: inout Page, isVenting: Bool) {
    if heard.does(.apologise) { apology(heard, &page, isVenting: isVenting) }
    if heard.does(.empathise) { feeling(heard, &page) }
    if heard.does(.paraphrase) { paraphrase(heard, &page) }
    if heard.does(.thank), !page.customer.wasThanked {
      page.customer.wasThanked = true
      page.note(LedgerEntry(.thanked, trust: 5 * recognition, words: heard.beginning))
    }
    if let met = heard.relieves { relief(met, &page) }
    for met in heard.triggers where page.customer.triggersHeard.insert(met.index).inserted {
      let trigger = scenario.triggers[met.index]
      page.note(
        LedgerEntry(
          .trigger, anger: Int(trigger.anger * 10), trust: Int(trigger.trust * 10), words: met.words,
          span: met.span))
    }
  }

  /// For an Expressive recognition counts double.
  private var recognition: Int { scenario.style == .expressive ? 2 : 1 }

  /// An apology that names the problem: once in full, half the second time. A bare one: a little once, then too much.
  func apology(_ heard: Heard, _ page: inout Page, isVenting: Bool) {
    guard !heard.namesProblem else {
      page.customer.sorriesNamed += 1
      switch page.customer.sorriesNamed {
      case 1: page.note(LedgerEntry(.apologyNamed, anger: -20, trust: 15, words: heard.problemWords))
      case 2: page.note(LedgerEntry(.apologyNamedAgain, anger: -10, trust: 7, words: heard.problemWords))
      default: break
      }
      return
    }
    // A sorry by the way, before a question or an offer, is manners and no apology.
    let isByTheWay = !heard.asked.isEmpty || heard.isOffer || heard.doesAny([.commit, .askOpen, .askClosed])
    if isByTheWay || heard.does(.empathise) || heard.goesOn != nil && page.customer.sorriesBare > 0 { return }
    page.customer.sorriesBare += 1
    if page.customer.sorriesBare == 1 {
      if isVenting { page.note(LedgerEntry(.bareSorry, anger: -5, words: heard.beginning)) }
    } else {
      page.note(LedgerEntry(.bareSorryAgain, anger: 5, words: heard.beginning))
    }
  }

  /// Naming the feeling: less each time.
  func feeling(_ heard: Heard, _ page: inout Page) {
    page.customer.feelingsNamed += 1
    let tenths = max(10 / page.customer.feelingsNamed, 2)
    page.note(
      LedgerEntry(.feelingNamed, anger: -tenths, trust: tenths * recognition, words: heard.beginning))
  }

  /// Saying it back: in full twice, then half.
  func paraphrase(_ heard: Heard, _ page: inout Page) {
    page.customer.paraphrases += 1
    let isFresh = page.customer.paraphrases <= 2
    let words = heard.problemWords.isEmpty ? heard.beginning : heard.problemWords
    page.note(
      LedgerEntry(
        .paraphrased, anger: isFresh ? -5 : -2, trust: (isFresh ? 10 : 5) * recognition, words: words))
  }

  /// Taking the blame off somebody helps most where they put it on themselves.
  func relief(_ met: Heard.Met, _ page: inout Page) {
    guard !page.customer.wasRelieved else { return }
    page.customer.wasRelieved = true
    let helps = scenario.reaction == .selfBlame
    page.note(
      LedgerEntry(
        .relieved, anger: helps ? -10 : -2, trust: helps ? 15 : 5, words: met.words, span: met.span))
  }
}
