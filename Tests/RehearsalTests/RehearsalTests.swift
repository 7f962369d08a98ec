import HearoutCore
import Testing

@testable import Rehearsal

/// The fold as a whole: safe, repeatable, reversible.
struct RehearsalTests {
  private static let words = [
    "sorry", "the kettle", "which room", "order number", "new kettle", "only a kettle", "burst kettle", "?",
    "", "  ", "!!!", "您好", "对不起，我马上处理", "\u{0}\u{1B}[31m", "goodbye", "👍🏽", "I'm listening", "no",
    "ok", String(repeating: "very ", count: 200), "{name}", "/why", "\"", "1", "would that suit you?",
  ]

  private func line(_ generator: inout SeededGenerator) -> String {
    let count = Int(generator.next() % 4)
    return (0..<max(1, count)).map { _ in Self.words[Int(generator.next() % UInt64(Self.words.count))] }
      .joined(separator: " ")
  }

  @Test func nothingTypedEverTraps() {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<200 {
      let styles = SocialStyle.allCases
      let reactions = Reaction.allCases
      var rehearsal = Fixture.rehearsal(
        Fixture.scenario(style: styles[round % styles.count], reaction: reactions[round % reactions.count]),
        seed: UInt64(round))
      for _ in 0..<12 {
        guard let turn = rehearsal.respond(to: line(&generator), at: Fixture.clock) else { break }
        #expect(!turn.customer.text.isEmpty)
        for value in [turn.after.anger, turn.after.trust, turn.after.patience] {
          #expect((0...100).contains(value))
        }
        if generator.next() % 5 == 0 { _ = rehearsal.undo() }
      }
      rehearsal.leave()
      _ = rehearsal.record()
    }
  }

  @Test func theLedgerAddsUpToTheMood() {
    var generator = SeededGenerator(seed: 3)
    var rehearsal = Fixture.rehearsal()
    var before = rehearsal.customer
    for _ in 0..<30 {
      guard let turn = rehearsal.respond(to: line(&generator), at: nil) else { break }
      #expect(turn.after.anger - before.anger == turn.ledger.reduce(0) { $0 + $1.anger })
      #expect(turn.after.trust - before.trust == turn.ledger.reduce(0) { $0 + $1.trust })
      #expect(turn.after.patience - before.patience == turn.ledger.reduce(0) { $0 + $1.patience })
      before = turn.after
    }
  }

  @Test func theSameWordsGiveTheSameCall() {
    let lines = Self.words
    let calls = (0..<2).map { _ in
      var rehearsal = Fixture.rehearsal(seed: 5)
      for line in lines { rehearsal.respond(to: line, at: Fixture.clock) }
      return rehearsal.turns
    }
    #expect(calls[0] == calls[1])
  }

  @Test func undoingIsNeverHavingSaidIt() {
    var plain = Fixture.rehearsal()
    var undone = Fixture.rehearsal()
    let lines = ["ok", "sorry", "which room", "order number?", "new kettle"]
    for (index, line) in lines.enumerated() {
      plain.respond(to: line, at: Fixture.clock)
      undone.respond(to: "only a kettle, calm down", at: Fixture.clock)
      let taken = undone.undo()
      #expect(taken?.agent.text == "only a kettle, calm down")
      undone.respond(to: line, at: Fixture.clock)
      #expect(plain.turns == undone.turns, "after line \(index)")
      #expect(plain.customer == undone.customer && plain.call == undone.call)
    }
    #expect(Fixture.rehearsal().turns.isEmpty)
  }

  @Test func tryingOtherWordsChangesNothing() {
    var rehearsal = Fixture.rehearsal()
    rehearsal.respond(to: "only a kettle", at: Fixture.clock)
    let turns = rehearsal.turns
    let other = rehearsal.tryingAgain("ok", at: Fixture.clock)
    #expect(other?.moves == [.vent(0)])
    #expect(rehearsal.turns == turns)
  }

  @Test func theCustomerDoesNotRepeatThemselves() {
    var rehearsal = Fixture.rehearsal()
    var said: Set<String> = []
    for _ in 0..<10 {
      guard let turn = rehearsal.respond(to: "hmm", at: nil) else { break }
      #expect(said.insert(turn.customer.text).inserted, "\(turn.customer.text)")
    }
  }

  @Test func theRecordTellsHowFactsCameOut() throws {
    var rehearsal = Fixture.rehearsal()
    for line in ["ok", "ok", "which room is it, and the order number?"] {
      rehearsal.respond(to: line, at: nil)
    }
    let record = rehearsal.record()
    #expect(record.facts.map(\.id) == ["room", "order"])
    #expect(record.facts.map(\.how) == [.told, .asked])
    #expect(record.facts.map(\.turn) == [0, 2])
    #expect(record.ending == nil)
  }

  @Test func afterTheEndNothingHappens() {
    var rehearsal = Fixture.rehearsal()
    while rehearsal.ending == nil { rehearsal.respond(to: "", at: nil) }
    #expect(rehearsal.ending == .hangsUp)
    let count = rehearsal.turns.count
    #expect(rehearsal.respond(to: "sorry", at: nil) == nil)
    #expect(rehearsal.turns.count == count)
  }
}
