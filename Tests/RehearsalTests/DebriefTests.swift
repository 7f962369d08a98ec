import Foundation
import HearoutCore
import PhraseMatching
import Testing

@testable import Rehearsal

struct DebriefTests {
  private static func debrief(_ record: RehearsalRecord) throws -> Debrief {
    try #require(Debrief(record, book: DebriefFixture.book(record.language)))
  }

  // MARK: - The score

  @Test func partsMakeAHundred() {
    #expect(ScorePart.allCases.reduce(0) { $0 + $1.most } == 100)
    #expect(
      ScorePart.allCases.map(\.most) == [30, 25, 15, 10, 10, 5, 5])
  }

  @Test(arguments: [
    (100, ScoreBand.excellent), (90, .excellent), (89, .good), (75, .good), (74, .pass), (60, .pass),
    (59, .again),
    (0, .again),
  ])
  func bands(score: Int, band: ScoreBand) { #expect(ScoreBand(score: score) == band) }

  @Test(arguments: [
    (59, 59, ServiceKind.freezer), (60, 59, .factory), (59, 60, .zoo), (60, 60, .quality),
  ])
  func kindsOfService(procedural: Int, personal: Int, kind: ServiceKind) {
    #expect(ServiceKind(procedural: procedural, personal: personal) == kind)
  }

  @Test func whatIsLostAddsUp() throws {
    var generator = SeededGenerator(seed: 7)
    let book = try DebriefFixture.book(.english)
    for _ in 0..<500 {
      let record = DebriefFixture.random(&generator)
      let debrief = try #require(Debrief(record, book: book))
      for part in debrief.score.parts {
        let lost = debrief.findings.flatMap(\.lost).filter { $0.part == part.part }.reduce(0) {
          $0 + $1.points
        }
        #expect(part.points + lost == part.most && part.points >= 0)
      }
      #expect(debrief.score.total == debrief.score.parts.reduce(0) { $0 + $1.points })
      #expect(debrief.findings.allSatisfy { record.turns.indices.contains($0.turn) && !$0.better.isEmpty })
      let said = debrief.findings.filter { !$0.isMissing }.map(\.turn)
      #expect(Set(said).count == said.count, "one turn is blamed twice")
      #expect(debrief.findings.allSatisfy { $0.lost.allSatisfy { $0.points > 0 } })
      let failed = Set(debrief.checks.filter { $0.outcome == .failed }.map(\.check))
      let charged = debrief.findings.filter { $0.isMissing && $0.about == nil }.map(\.check)
      #expect(failed.isSuperset(of: charged))
      #expect((0...100).contains(debrief.service.procedural) && (0...100).contains(debrief.service.personal))
      #expect(Debrief(record, book: book) == debrief)
    }
  }

  @Test func nothingSaidGivesNothing() throws {
    let book = try DebriefFixture.book(.english)
    #expect(Debrief(DebriefFixture.record([]), book: book) == nil)
  }

  // MARK: - Single rules

  @Test(arguments: [(Severity.high, 5), (.medium, 3), (.low, 1)])
  func aWordingCostsTwiceAsMuchWhileTheyTell(severity: Severity, points: Int) throws {
    for isVenting in [false, true] {
      let turn = DebriefFixture.turn(
        "some words", [], flags: [DebriefFixture.flag("some", severity)], isVenting: isVenting,
        after: DebriefFixture.customer(5, 5))
      let debrief = try Self.debrief(DebriefFixture.record([turn]))
      let lost = debrief.findings.first { !$0.isMissing }?.lost ?? []
      #expect(lost.first { $0.part == .phrases }?.points == (isVenting ? 2 * points : points))
      #expect((lost.first { $0.part == .venting } != nil) == isVenting)
    }
  }

  @Test func theWorstOfATurnStands() throws {
    let flags = [
      DebriefFixture.flag("some", at: 0, .low, "minimise"),
      DebriefFixture.flag("words", at: 5, .high, "must"),
    ]
    let turn = DebriefFixture.turn(
      "some words", [], [LedgerEntry(.defended)], flags: flags, after: DebriefFixture.customer(5, 5))
    let debrief = try Self.debrief(DebriefFixture.record([turn]))
    let said = debrief.findings.filter { !$0.isMissing }
    #expect(said.map(\.words) == ["words"])
    #expect(said.first?.better == ["I'm listening."] && said.first?.span == Span(start: 5, end: 10))
    #expect(debrief.wordings.count == 2)
    #expect(debrief.checks.first { $0.check == .noArgument }?.outcome == .failed)
  }

  @Test func aStanceCostsStanceAndNoPhrase() throws {
    let turn = DebriefFixture.turn(
      "some words", [], flags: [DebriefFixture.flag("some", .medium, "stance_facts")],
      after: DebriefFixture.customer(5, 5))
    let debrief = try Self.debrief(DebriefFixture.record([turn]))
    #expect(debrief.score.parts.first { $0.part == .phrases }?.points == 25)
    #expect(debrief.findings.first { !$0.isMissing }?.lost == [Loss(part: .stance, points: 3)])
  }

  @Test func missedFactsShareTheirPoints() throws {
    let turn = DebriefFixture.turn("some words", [], after: DebriefFixture.customer(5, 5))
    let none = try Self.debrief(DebriefFixture.record([turn]))
    #expect(none.score.parts.first { $0.part == .facts }?.points == 0)
    let one = try Self.debrief(
      DebriefFixture.record([turn], facts: [RevealedFact(id: "order", how: .asked, turn: 0, timesAsked: 1)]))
    #expect(one.score.parts.first { $0.part == .facts }?.points == 4)
    #expect(none.findings.contains { $0.about == "order" && $0.better == ["What's the order number?"] })
    #expect(one.checks.first { $0.check == .deadlineAsked }?.outcome == .failed)
  }

  @Test func aMixedCallIsToldApart() throws {
    let debrief = try Self.debrief(DebriefFixture.mixed(.english))
    #expect(debrief.reached.map(\.step) == [.propose, .vent, .apologise, .consult, .followUp])
    #expect(debrief.skipped == [.gather])
    #expect(debrief.apologies == Apologies(full: 1, bare: 0, conditional: 0))
    #expect(debrief.mood.points.count == 5)
    #expect(debrief.mood.worst?.law == .flagHigh && debrief.mood.best?.law == .apologyNamed)
    #expect(debrief.strengths.map(\.law) == [.apologyNamed, .agreed, .promiseDated])
    #expect(debrief.practice?.drill == .wording)
    #expect(debrief.costly.first?.words == "Calm down")
    #expect(debrief.facts.map(\.how) == [nil, .told, nil])
    func outcome(_ check: ProcessCheck) -> CheckResult.Outcome? {
      debrief.checks.first { $0.check == check }?.outcome
    }
    #expect(outcome(.cleanVenting) == .failed && outcome(.noEarlyAnswer) == .failed)
    #expect(outcome(.earlySorry) == .passed && outcome(.fullApology) == .passed)
    #expect(outcome(.factsFirst) == .failed && outcome(.consent) == .passed)
    #expect(outcome(.datedPromises) == .passed && outcome(.quickReply) == .notApplicable)
  }

  // MARK: - The model answer

  @Test func theGoodLinesGoOnFromTheMistake() throws {
    var scenario = DebriefFixture.scenario(.english)
    for ending in Ending.allCases { scenario.endings[ending] = "end" }
    scenario.model = ["One.", "Two.", "Three."]
    let book = LanguageBook(language: .english, name: "English")
    let setting = RehearsalSetting(
      scenario: scenario, bank: Bank(), asks: Asks(matcher: PhraseMatcher(MatcherTables())),
      vocabulary: Vocabulary(Bank(), folder: TextFolder(FoldingRules())),
      reader: TurnReader(Phrasebook([book]), version: "test"), language: .english, seed: 1)
    let clock = Clock(now: Instant(seconds: 0), offsetSeconds: 0)
    let beginning = Beginning(door: .rehearsal, language: .english, clock: clock)
    var rehearsal = Rehearsal(setting, beginning: beginning)
    rehearsal.respond(to: "Mm.", at: clock)
    rehearsal.respond(to: "", at: clock)
    let record = rehearsal.record()
    let debrief = try #require(Debrief(record, book: try DebriefFixture.book(.english)))
    let model = try #require(ModelAnswer(setting, beginning, record, debrief))
    #expect(model.fromTurn == 1)
    #expect(model.lines.map(\.agent) == ["Two.", "Three."])
    #expect(ModelAnswer(setting, beginning, record, debrief) == model)
  }
}
