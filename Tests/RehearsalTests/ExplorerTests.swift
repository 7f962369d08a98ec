import HearoutCore
import Testing

@testable import Rehearsal

/// The explorer over the small customer. The reader has no cues, so lines are told apart by the scenario's own patterns.
struct ExplorerTests {
  private static let lines: [Repertoire.Line] = [
    Repertoire.Line(.listening, "mm-hm"), Repertoire.Line(.question(0), "your order number?"),
    Repertoire.Line(.question(1), "which room?"), Repertoire.Line(.offer(0), "a new kettle?"),
    Repertoire.Line(.trap(0), "it was only a kettle"), Repertoire.Line(.trigger(0), "a burst kettle"),
    Repertoire.Line(.close, "goodbye"), Repertoire.Line(.silence, ""),
    Repertoire.Line(.unknown, "which room"),
  ]

  private func explore(_ scenario: Scenario, seed: UInt64 = 1) -> Exploration {
    var explorer = Explorer(Fixture.setting(scenario), Repertoire(Self.lines), clock: Fixture.clock)
    return explorer.explore(rounds: 400, seed: seed)
  }

  @Test func theSameSeedGivesTheSameCalls() {
    let (first, second) = (explore(Fixture.scenario()), explore(Fixture.scenario()))
    #expect(first.endings == second.endings && first.findings == second.findings)
    #expect(first.calls == 400 && first.kindCalls == 80 && first.turns > 400)
  }

  @Test func kindWordsAloneSettleNothing() {
    #expect(explore(Fixture.scenario()).kindSatisfied == 0)
  }

  @Test func aFactThatNothingAsksForIsFound() {
    // Nothing in the repertoire asks for the deadline.
    let findings = explore(Fixture.scenario()).findings
    #expect(findings.contains(.factHidden(3)))
    #expect(findings.contains(.neverSaid(.tell(3), "Friday.")))
    #expect(!findings.contains(.factHidden(0)))
  }

  @Test func anEndingThatCannotBeReachedIsFoundUnlessTheLawsRuleItOut() {
    var scenario = Fixture.scenario()
    let plain = explore(scenario)
    #expect(plain.ruledOut == [.threatens])
    #expect(!plain.findings.contains(.neverEnds(.threatens)))
    scenario.resolutions[0].needsFacts = ["deadline"]
    #expect(explore(scenario).findings.contains(.neverEnds(.satisfied)))
  }

  @Test func whatIsSaidTwiceIsFound() {
    var scenario = Fixture.scenario()
    scenario.vent[1] = scenario.vent[0]
    let twice = explore(scenario).findings.contains {
      if case .saidTwice(.vent, _, _) = $0 { true } else { false }
    }
    #expect(twice)
  }

  @Test func linesThatAreNotHeardAsWhatTheyAreForAreLeftOut() {
    let lines = [Repertoire.Line(.offer(0), "nothing of the kind"), Repertoire.Line(.unknown, "well")]
    var explorer = Explorer(Fixture.setting(), Repertoire(lines), clock: Fixture.clock)
    #expect(explorer.explore(rounds: 5, seed: 1).turns == 0)
  }

  @Test func hearingInTwoPartsIsHearingInOne() {
    let scenario = Fixture.scenario()
    let setting = Fixture.setting(scenario)
    let listener = Listener(scenario: scenario, asks: setting.asks, vocabulary: setting.vocabulary)
    var rehearsal = Fixture.rehearsal()
    let turn = rehearsal.respond(to: "which room was the burst kettle in?", at: Fixture.clock)
    let heard = listener.hear(
      listener.overhear("which room was the burst kettle in?", AgentReading()), told: [], knows: [])
    #expect(heard.asked.map(\.index) == [1] && heard.triggers.map(\.index) == [0])
    #expect(turn?.moves.isEmpty == false)
  }
}
