import CaseLog
import Doors
import Foundation
import HearoutCore
import PhraseMatching
import Privacy
import Rehearsal
import Reporting
import Testing

/// What stays of a rehearsal: results, the report, the drill.
struct PracticeKeepingTests {
  /// A book with one rule, "calm down".
  private static func reader() throws -> TurnReader {
    var book = try DebriefFixture.book(.english)
    let folder = TextFolder(FoldingRules())
    var compiler = MatcherCompiler(folder: folder)
    let nodes = try PatternParser(folder: folder, lists: [:]).parse("calm down", fixedWords: 2)
    try compiler.add(nodes, owner: PatternRole.rule(0).owner)
    book.tables = compiler.tables()
    book.rules = [
      Rule(
        id: RuleID(rawValue: "calm_down-high"), category: Category(rawValue: "calm_down"), severity: .high,
        steps: [], why: "It hurts.", instead: [Alternative(nuance: .warm, text: "I'm listening.")],
        source: nil,
        place: Place(file: "", line: 1, column: 1))
    ]
    return TurnReader(Phrasebook([book]), version: "test")
  }

  private static func rehearsal(_ reader: TurnReader) -> Rehearsal {
    let bank = Bank()
    let setting = RehearsalSetting(
      scenario: DebriefFixture.scenario(.english), bank: bank,
      asks: Asks(matcher: PhraseMatcher(MatcherTables())),
      vocabulary: Vocabulary(bank, folder: TextFolder(FoldingRules())), reader: reader, language: .english,
      seed: 1)
    let clock = Clock(now: Instant(seconds: 0), offsetSeconds: 0)
    var rehearsal = Rehearsal(
      setting, beginning: Beginning(door: .rehearsal, language: .english, clock: clock))
    rehearsal.respond(to: "Please calm down, my number is 4111 1111 1111 1111.", at: clock)
    rehearsal.respond(to: "Calm down.", at: clock)
    return rehearsal
  }

  private static func withLog(_ work: (CaseLog) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try work(CaseLog(path: folder.path + "/cases.sqlite"))
  }

  @Test func aRehearsalLeavesItsResultAndItsMisses() throws {
    let reader = try Self.reader()
    let now = Instant(seconds: 1_000_000)
    try Self.withLog { log in
      let debrief = try #require(RehearsalDebrief(Self.rehearsal(reader)))
      try debrief.keep(in: log, caseID: nil, person: "Mia", at: now)
      let page = debrief.html(masker: Masker())
      #expect(page.contains("1111.") && !page.contains("4111"))
      let results = try log.results(of: "Mia")
      let score = try #require(results.first?.score(as: RehearsalScore.self))
      #expect(score.total == debrief.debrief.score.total && score.said.count == 2)
      #expect(!score.said.contains { $0.sentence.contains("4111") }, "outside data is masked")
      let items = try log.drillItems(of: "Mia", dueBy: now)
      #expect(items.map(\.misses) == [1], "a rule counts once a rehearsal")
      let report = ProgressReport(
        results, interface: reader.phrasebook[.english].book.interface, spark: Spark(isPlain: true),
        offsetSeconds: 0
      ).lines()
      #expect(report.count == 2 && report[1].contains("kettle") && report[1].hasPrefix("1970-01-12"))
    }
  }

  @Test func theDrillTakesOnlyWordsThatDoNotHurt() throws {
    let reader = try Self.reader()
    let item = DrillItem(
      person: "", rule: RuleID(rawValue: "calm_down-high"), misses: 2, box: 0, due: Instant(seconds: 0))
    let gone = DrillItem(
      person: "", rule: RuleID(rawValue: "gone"), misses: 2, box: 0, due: Instant(seconds: 0))
    var session = DrillSession(
      [item, gone, item, item, item], results: [], reader: reader, language: .english)
    #expect(session.cards.count == 4, "a rule that is no longer in the book is not asked for")
    #expect(session.take("  ") == .skipped)
    #expect(session.take("Yes.") == .tooShort)
    guard case .flagged(let flags) = session.take("I said calm down, please.") else {
      Issue.record("not flagged")
      return
    }
    #expect(flags.map(\.match) == ["calm down"])
    #expect(session.take("I'm listening, take your time.") == .good)
    #expect(session.card == nil && session.mastered == 1 && session.answered == 3)
  }

  @Test func theDrillShowsTheWordsThatWereSaid() throws {
    let reader = try Self.reader()
    try Self.withLog { log in
      let debrief = try #require(RehearsalDebrief(Self.rehearsal(reader)))
      try debrief.keep(in: log, caseID: nil, person: "", at: Instant(seconds: 0))
      let session = DrillSession(
        try log.drillItems(of: ""), results: try log.results(of: ""), reader: reader, language: .english)
      let card = try #require(session.card)
      #expect(card.words.lowercased() == "calm down")
      let interface = reader.phrasebook[.english].book.interface
      let text = DrillText(interface, offsetSeconds: 0)
      #expect(text.question(card, number: 1, of: 1).first?.contains(card.words) == true)
      #expect(text.answer(.good, card, due: Instant(seconds: 86_400)).last?.contains("listening") == true)
    }
  }

  @Test func aPageIsWrittenForItsOwnerAlone() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("old and long".utf8).write(to: URL(fileURLWithPath: path))
    #expect(Files.writePrivately("new", to: path))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(!Files.writePrivately("new", to: "/nowhere/at/all"))
  }
}
