import HearoutCore
import Testing

@testable import Rehearsal

/// Laws about ways to solve it, promises and endings.
struct OfferTests {
  private let director = Director(Fixture.scenario())

  private func offer(_ acts: Act...) -> Heard {
    var heard = Fixture.heard()
    heard.reading.acts = [.propose] + acts
    heard.reading.options = 1
    heard.offers = [Fixture.met(0)]
    return heard
  }

  private func ready(_ change: (inout Customer) -> Void = { _ in }) -> Customer {
    Fixture.told {
      $0.trust = 55
      $0.revealed = [0]
      change(&$0)
    }
  }

  @Test func aFittingOfferIsAcceptedWhenTheyAreAsked() {
    let verdict = director.answer(offer(.consult), ready())
    #expect(verdict.moves == [.accept(0)] && verdict.customer.agreed == 0)
    #expect(verdict.customer.anger == 20)
  }

  @Test func unaskedItWaitsAndIsAcceptedWhenAskedNext() {
    let waiting = director.answer(offer(), ready())
    #expect(waiting.moves == [.bank(.undecided)] && waiting.customer.pendingOffer == 0)
    let asked = director.answer(Fixture.heard(.consult), waiting.customer)
    #expect(asked.moves == [.accept(0)])
  }

  @Test func withMuchTrustItNeedsNoAsking() {
    #expect(director.answer(offer(), ready { $0.trust = 70 }).moves == [.accept(0)])
  }

  @Test func tooLittleTrustOrFactsUnknownIsRefused() {
    let distrust = director.answer(offer(.consult), ready { $0.trust = 40 })
    #expect(distrust.moves == [.refuse(0)] && distrust.ledger.contains { $0.law == .offerNeedsTrust })
    let early = director.answer(offer(.consult), ready { $0.revealed = [] })
    #expect(early.moves == [.refuse(0)])
    #expect(early.ledger.contains { $0.law == .offerNeedsFacts && $0.about == "order" })
  }

  @Test func anUnknownOfferIsRejected() {
    let verdict = director.answer(Fixture.heard(.propose), ready())
    #expect(verdict.moves == [.bank(.reject)] && verdict.ledger.contains { $0.law == .offerUnknown })
  }

  @Test func inFullHeatAGoodOfferFallsFlat() {
    let verdict = director.answer(offer(.consult), ready { $0.anger = 85 })
    #expect(verdict.moves == [.bank(.distrust)] && verdict.customer.agreed == nil)
  }

  @Test func aPromiseWithATimeMakesTrustOneWithoutIsAskedAbout() {
    let due = Promise(what: "ring you", span: Span(start: 0, end: 3), due: Instant(seconds: 1))
    let dated = director.answer(Fixture.heard(.commit) { $0.reading.promises = [due] }, ready())
    #expect(dated.customer.trust == 65 && dated.moves == [.bank(.ack)])
    let vague = Promise(what: "ring you", span: Span(start: 0, end: 3))
    let asked = director.answer(Fixture.heard(.commit) { $0.reading.promises = [vague] }, ready())
    #expect(asked.moves == [.bank(.askWhen)] && asked.customer.trust == 45)
  }

  @Test func closingWithAFollowUpKeepsTheGrade() {
    var agreed = ready { $0.agreed = 0 }
    #expect(director.answer(Fixture.heard(.close), agreed).moves == [.end(.grudging)])
    agreed.followUpTold = true
    #expect(director.answer(Fixture.heard(.close), agreed).customer.ending == .satisfied)
  }

  @Test func itEndsByItselfThreeTurnsLater() {
    var customer = ready { $0.agreed = 0 }
    for turn in 1...3 {
      customer = director.answer(Fixture.heard(.inform), customer).customer
      #expect((customer.ending != nil) == (turn == 3))
    }
  }

  @Test func takingLeaveWithNothingSolvedGrates() {
    let verdict = director.answer(Fixture.heard(.close), ready())
    #expect(verdict.ledger.contains { $0.law == .hurriedClose } && verdict.customer.anger == 70)
  }

  // MARK: - The end in anger

  @Test func angerAtNineTwiceRunningEndsIt() {
    let rude = Fixture.heard(.inform, flags: [Fixture.flag(.high)])
    let boiling = Fixture.told {
      $0.anger = 95
      $0.boilingRun = 1
      $0.turns = 3
    }
    let verdict = director.answer(rude, boiling)
    #expect(verdict.customer.ending == .hangsUp && verdict.moves.last == .end(.hangsUp))
    var demanding = boiling
    demanding.addedDemands = 1
    #expect(director.answer(rude, demanding).customer.ending == .escalates)
    demanding.namedOutsiders = true
    #expect(director.answer(rude, demanding).customer.ending == .threatens)
    let fantast = Director(Fixture.scenario(reaction: .fantasy))
    #expect(fantast.answer(rude, boiling).customer.ending == .threatens)
  }

  @Test func whoJustDidSomethingRightIsGivenAnotherTurn() {
    let sorry = Fixture.heard(.empathise)
    let boiling = Fixture.told {
      $0.anger = 100
      $0.boilingRun = 1
      $0.turns = 3
    }
    #expect(director.answer(sorry, boiling).customer.ending == nil)
  }

  @Test func patienceGoneEndsIt() {
    let again = Fixture.heard(.askClosed) { $0.asked = [Fixture.met(0)] }
    let worn = ready { $0.patience = 20 }
    let verdict = director.answer(again, worn)
    #expect(verdict.customer.ending == .hangsUp && verdict.ledger.contains { $0.law == .patienceGone })
  }

  // MARK: - Not understood

  @Test func confusedTwiceThenSaysWhatTheyWant() {
    let odd = Fixture.heard(.askClosed) {
      $0.makesSense = false
      $0.isQuestion = true
    }
    var customer = ready()
    var moves: [[Move]] = []
    for _ in 0..<3 {
      let verdict = director.answer(odd, customer)
      moves.append(verdict.moves)
      customer = verdict.customer
    }
    #expect(moves[0] == [.bank(.confused)] && moves[1] == [.bank(.confused)])
    #expect(moves[2] != [.bank(.confused)])
  }

  @Test func silenceIsBorneOnceThenCosts() {
    let silent = Fixture.heard { $0.text = " " }
    let first = director.answer(silent, ready())
    #expect(first.moves == [.bank(.silence)] && first.customer.patience == 55)
    #expect(director.answer(silent, first.customer).customer.patience == 40)
  }

  // MARK: - Manner

  @Test func aDriverLikesAChoice() {
    var heard = offer(.offerChoice, .consult)
    heard.reading.options = 2
    #expect(director.answer(heard, ready()).ledger.contains { $0.law == .driverOptions })
  }

  @Test func anAmiableMindsBeingPushed() {
    let amiable = Director(Fixture.scenario(style: .amiable))
    let verdict = amiable.answer(offer(), ready { $0.pendingOffer = 0 })
    #expect(verdict.ledger.contains { $0.law == .amiablePushed })
  }
}
