import HearoutCore
import Testing

@testable import Rehearsal

/// Which customer comes next.
struct LadderTests {
  private let rungs = [
    Ladder.Rung(id: "hard", difficulty: 3, style: .driver, reaction: .none),
    Ladder.Rung(id: "b-easy", difficulty: 1, style: .driver, reaction: .none),
    Ladder.Rung(id: "a-easy", difficulty: 1, style: .driver, reaction: .none),
    Ladder.Rung(id: "c-easy", difficulty: 1, style: .driver, reaction: .apathy),
    Ladder.Rung(id: "d-easy", difficulty: 1, style: .amiable, reaction: .none),
  ]

  private func next(_ past: (String, Int)...) -> Ladder.Proposal? {
    Ladder(rungs, past: past.map { Ladder.Past(scenario: $0.0, score: $0.1) }).next()
  }

  @Test func theEasiestComesFirst() {
    #expect(next() == Ladder.Proposal(id: "a-easy", reason: .fresh(difficulty: 1)))
    #expect(Ladder([], past: []).next() == nil)
  }

  @Test func stylesAndReactionsNotMetComeFirst() {
    #expect(next(("a-easy", 90)) == Ladder.Proposal(id: "d-easy", reason: .newStyle(.amiable)))
    #expect(
      next(("a-easy", 90), ("d-easy", 90)) == Ladder.Proposal(id: "c-easy", reason: .newReaction(.apathy)))
    #expect(
      next(("a-easy", 90), ("d-easy", 90), ("c-easy", 90))
        == Ladder.Proposal(id: "b-easy", reason: .fresh(difficulty: 1)))
  }

  @Test func whatIsBelowThePassMarkComesAgainBeforeTheNextGrade() {
    let easy = [("a-easy", 60), ("b-easy", 74), ("c-easy", 75), ("d-easy", 99)]
    let past = easy.map { Ladder.Past(scenario: $0.0, score: $0.1) }
    #expect(Ladder(rungs, past: past).next() == Ladder.Proposal(id: "a-easy", reason: .again(best: 60)))
    // Played again without success: the other one has its turn.
    let again = past + [Ladder.Past(scenario: "a-easy", score: 50)]
    #expect(Ladder(rungs, past: again).next() == Ladder.Proposal(id: "b-easy", reason: .again(best: 74)))
    let passed = again + ["a-easy", "b-easy"].map { Ladder.Past(scenario: $0, score: 80) }
    #expect(Ladder(rungs, past: passed).next() == Ladder.Proposal(id: "hard", reason: .fresh(difficulty: 3)))
    let all = passed + [Ladder.Past(scenario: "hard", score: 77)]
    #expect(Ladder(rungs, past: all).next() == Ladder.Proposal(id: "c-easy", reason: .weakest(best: 75)))
  }
}
