import HearoutCore
import LineTerminal
import Testing
import TextLayout

@testable import Doors
@testable import Rehearsal

/// The commands of a rehearsal as they are typed at a terminal.
struct RehearsalCommandTests {
  private func door(_ script: [LineInput], isRealTime: Bool = false) -> (RehearsalDoor, ScriptedSource) {
    let source = ScriptedSource(script)
    let beginning = Beginning(door: .rehearsal, language: .english, clock: Fixture.clock)
    let door = RehearsalDoor(
      session: RehearsalSession(Fixture.setting(), beginning: beginning), source: source, log: nil,
      painter: .plain,
      manner: RehearsalDoor.Manner(isPlain: false, echoes: false, isRealTime: isRealTime),
      clock: { Fixture.clock }, mask: { $0 })
    door.run()
    return (door, source)
  }

  @Test func againTriesOtherWordsAndChangesNothing() {
    let (one, _) = door([.line("mm-hm"), .end, .end])
    let (other, source) = door([.line("mm-hm"), .line("/again \"only a kettle\""), .end, .end])
    #expect(one.session.rehearsal.turns == other.session.rehearsal.turns)
    #expect(source.printed.contains { $0.contains("Cheap, was it?") })
  }

  @Test func undoTakesTheWordsBackIntoTheLine() {
    let (door, source) = door([.line("mm-hm"), .line("only a kettle"), .line("/undo"), .end, .end])
    #expect(door.session.rehearsal.turns.map(\.agent.text) == ["mm-hm"])
    #expect(source.preloads.map(\.text) == ["only a kettle"])
  }

  @Test func undoBeforeTheFirstWordIsToldAndHarmless() {
    let (door, source) = door([.line("/undo"), .line("/again x"), .line("/why"), .line("/hint"), .end])
    #expect(door.session.rehearsal.turns.isEmpty)
    #expect(source.printed.count { $0.contains(InterfaceKey.liveNothingToUndo.rawValue) } == 2)
  }

  @Test func whyShowsTheLedgerAndTheState() {
    let (_, source) = door([.line("mm-hm"), .line("/why"), .end, .end])
    #expect(source.printed.contains { $0.contains(InterfaceKey.rehearseState.rawValue) })
  }

  @Test func aPauseStopsTheClockUntilTheNextLine() {
    let quiet = Array(repeating: LineInput.tick, count: 40)
    let (waited, _) = door([.line("mm-hm")] + quiet + [.end, .end], isRealTime: true)
    #expect(waited.session.rehearsal.turns.map(\.agent.text) == ["mm-hm", ""])
    let (paused, _) = door([.line("mm-hm"), .line("/pause")] + quiet + [.end, .end], isRealTime: true)
    #expect(paused.session.rehearsal.turns.map(\.agent.text) == ["mm-hm"])
    let (resumed, _) = door(
      [.line("mm-hm"), .line("/pause"), .line("/why")] + quiet + [.end, .end], isRealTime: true)
    #expect(resumed.session.rehearsal.turns.map(\.agent.text) == ["mm-hm", ""])
  }
}
