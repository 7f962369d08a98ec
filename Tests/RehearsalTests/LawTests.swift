import HearoutCore
import Testing

@testable import Rehearsal

/// Each law by itself: what it does to the mood and what the customer does then.
struct LawTests {
  private let director = Director(Fixture.scenario())

  private func laws(_ verdict: Director.Verdict) -> [Law] { verdict.ledger.map(\.law) }

  // MARK: - While the story is told

  @Test func listeningLetsTheNextPieceOut() {
    let verdict = director.answer(Fixture.heard(.acknowledge), Fixture.fresh)
    #expect(verdict.moves == [.vent(0)])
    #expect(verdict.customer.anger == 55 && verdict.customer.trust == 45)
    // The piece gives a fact away.
    #expect(verdict.customer.revealed == [1])
  }

  @Test(arguments: [
    ([Act.propose], Law.cutShortByOffer, BankMove.tooEarly),
    ([.defend], .cutShortByDefence, .cutShort), ([.refuse], .cutShortByDefence, .cutShort),
  ])
  func cuttingShortAddsADemand(acts: [Act], law: Law, move: BankMove) {
    var heard = Fixture.heard()
    heard.reading.acts = acts
    heard.reading.options = 1
    let verdict = director.answer(heard, Fixture.fresh)
    #expect(laws(verdict) == [law])
    #expect(verdict.moves == [.bank(move), .addDemand(0)])
    #expect(verdict.customer.anger == 70 && verdict.customer.trust == 30)
    #expect(verdict.customer.vented == 0)
  }

  @Test func twoQuestionsAreBorneTheThirdIsNot() {
    let question = Fixture.heard(.askClosed) { $0.asked = [Fixture.met(0)] }
    var customer = Fixture.fresh
    for _ in 0..<2 {
      let verdict = director.answer(question, customer)
      #expect(verdict.ledger.contains { $0.law == .questionBorne })
      customer = verdict.customer
    }
    #expect(laws(director.answer(question, customer)).contains(.cutShortByQuestion))
  }

  @Test func flagsWeighHalfAsMuchAgainInVenting() {
    let heard = Fixture.heard(.inform, flags: [Fixture.flag(.medium)])
    #expect(director.answer(heard, Fixture.fresh).customer.anger == 75)
    #expect(director.answer(heard, Fixture.told()).customer.anger == 70)
  }

  @Test(arguments: [(Severity.high, 20), (.medium, 10), (.low, 5)])
  func flagsWeighByTheirSeverity(severity: Severity, tenths: Int) {
    let verdict = director.answer(
      Fixture.heard(.inform, flags: [Fixture.flag(severity)]), Fixture.told())
    #expect(verdict.customer.anger == 60 + tenths && verdict.customer.trust == 40 - tenths)
  }

  @Test(arguments: [
    ("calm_down", BankMove.hurtOrder), ("blame_customer", .hurtBlame), ("policy_shield", .hurtWall),
    ("minimise", .hurtEmpty),
  ])
  func theReplyFitsTheHurt(category: String, move: BankMove) {
    let heard = Fixture.heard(.inform, flags: [Fixture.flag(.high, category)])
    let verdict = director.answer(heard, Fixture.told())
    #expect(verdict.moves.first == .bank(move))
  }

  @Test func atEightPointsAHurtCustomerThreatens() {
    let heard = Fixture.heard(.inform, flags: [Fixture.flag(.high)])
    let verdict = director.answer(heard, Fixture.told { $0.anger = 70 })
    #expect(verdict.moves == [.bank(.hurtOrder), .bank(.wantManager)])
    #expect(verdict.customer.threatsMade == [.wantManager])
  }

  @Test func aTrapIsAnsweredWithItsOwnWords() {
    let verdict = director.answer(Fixture.heard(.inform) { $0.traps = [Fixture.met(0)] }, Fixture.told())
    #expect(verdict.moves == [.trap(0)] && verdict.customer.anger == 80)
  }

  // MARK: - Recognition

  @Test func anApologyThatNamesTheProblemCountsOnceInFull() {
    let sorry = Fixture.heard(.apologise) { $0.namesProblem = true }
    let first = director.answer(sorry, Fixture.told())
    #expect(first.customer.anger == 40 && first.customer.trust == 55)
    let second = director.answer(sorry, first.customer)
    #expect(second.customer.anger == 30 && second.customer.trust == 62)
    let third = director.answer(sorry, second.customer)
    #expect(third.customer.anger == 30)
  }

  @Test func aSecondBareSorryGrates() {
    let first = director.answer(Fixture.heard(.apologise), Fixture.fresh)
    #expect(laws(first) == [.bareSorry, .listened])
    let second = director.answer(Fixture.heard(.apologise), Fixture.told { $0.sorriesBare = 1 })
    #expect(laws(second) == [.bareSorryAgain] && second.moves == [.bank(.bareSorry)])
    #expect(second.customer.anger == 65)
  }

  @Test func namingTheFeelingCountsLessEachTime() {
    var customer = Fixture.told { $0.anger = 90 }
    var drops: [Int] = []
    for _ in 0..<3 {
      let after = director.answer(Fixture.heard(.empathise), customer).customer
      drops.append(customer.anger - after.anger)
      customer = after
      customer.boilingRun = 0
    }
    #expect(drops == [10, 5, 3])
  }

  @Test func anExpressiveTakesRecognitionTwice() {
    let expressive = Director(Fixture.scenario(style: .expressive))
    #expect(expressive.answer(Fixture.heard(.empathise), Fixture.told()).customer.trust == 60)
    #expect(director.answer(Fixture.heard(.empathise), Fixture.told()).customer.trust == 50)
  }

  @Test func wordsAloneNeverReachBelowTheLoss() {
    let sorry = Fixture.heard(.apologise, .empathise, .paraphrase) { $0.namesProblem = true }
    let verdict = director.answer(sorry, Fixture.told { $0.anger = 25 })
    #expect(verdict.customer.anger == 20 && laws(verdict).contains(.lossRemains))
  }

  @Test func takingTheBlameOffHelpsWhoBlamesThemselves() {
    let humble = Director(Fixture.scenario(style: .amiable, reaction: .selfBlame))
    let verdict = humble.answer(
      Fixture.heard(.apologise) { $0.relieves = Fixture.met(0) }, Fixture.told())
    #expect(verdict.moves == [.bank(.relieved)] && verdict.customer.trust == 55)
  }

  @Test func aTriggerHelpsOnce() {
    let heard = Fixture.heard(.acknowledge) { $0.triggers = [Fixture.met(0)] }
    let first = director.answer(heard, Fixture.told())
    #expect(first.moves == [.trigger(0)] && first.customer.trust == 50)
    #expect(director.answer(heard, first.customer).customer.trust == 50)
  }

  // MARK: - Facts

  @Test func aQuestionBringsAFactOutAndASecondOneGrates() {
    let question = Fixture.heard(.askClosed) { $0.asked = [Fixture.met(0)] }
    let first = director.answer(question, Fixture.told())
    #expect(first.moves == [.tell(0)] && first.customer.revealed == [0] && first.customer.anger == 60)
    let second = director.answer(question, first.customer)
    #expect(second.moves == [.tellAgain(0)])
    #expect(second.customer.anger == 70 && second.customer.patience == 40)
  }

  @Test func threeQuestionsAtOnceWear() {
    let verdict = director.answer(
      Fixture.heard(.askClosed) { $0.asked = [Fixture.met(0), Fixture.met(1), Fixture.met(3)] },
      Fixture.told())
    #expect(verdict.customer.patience == 50 && verdict.moves == [.tell(0), .tell(1), .tell(3)])
  }

  @Test func whatLiesDeeperNeedsTrustAndListening() {
    let open = Fixture.heard(.askOpen)
    #expect(!director.answer(open, Fixture.told()).customer.revealed.contains(2))
    let trusted = director.answer(open, Fixture.told { $0.trust = 50 })
    #expect(trusted.moves == [.tell(2)] && trusted.customer.openedUp == [2])
  }
}
