import Foundation
import HearoutCore
import PhraseMatching
import PhrasebookLoading
import Reporting
import Testing
import TextLayout

@Suite(.serialized) struct HandbookTests {
  private static let fixtures = SmallBook.root.appendingPathComponent("Tests/Fixtures/handbook")
  private let folder = TextFolder(FoldingRules())

  /// A shipped folder that holds nothing but the handbook of the fixtures.
  private func source(_ change: (URL) throws -> Void = { _ in }) throws -> (PhrasebookSource, URL) {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("handbook-\(UUID().uuidString)")
    for language in ["en", "zh"] {
      let target = root.appendingPathComponent(language)
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: Self.fixtures.appendingPathComponent(language), to: target.appendingPathComponent("handbook"))
      try "name: \(language)\n".write(
        to: target.appendingPathComponent("language.yaml"), atomically: true, encoding: .utf8)
    }
    try change(root)
    return (PhrasebookSource(shipped: root.path), root)
  }

  @Test func topicsAreFoundByEveryNameAndByTheirWords() throws {
    let (source, root) = try source()
    defer { try? FileManager.default.removeItem(at: root) }
    let (english, problems) = source.handbook(.english, folder: folder)
    #expect(problems.isEmpty, "\(problems)")
    for name in ["two-phases", "Two phases of every complaint", "CATHARSIS"] {
      guard case .topic(let topic) = english.look(up: name, folder: folder) else {
        throw Unexpected(what: name)
      }
      #expect(topic.id == "two-phases")
    }
    guard case .none("venting", []) = english.look(up: "ventin", folder: folder) else {
      throw Unexpected(what: "\(english.look(up: "ventin", folder: folder))")
    }
    #expect(english.search("before deadline", folder: folder).map(\.id) == ["four-time-rules"])
    #expect(english.search("45 desk", folder: folder).map(\.id) == ["two-phases"])
    #expect(english.search("!", folder: folder).isEmpty)
    let chinese = source.handbook(.chinese, folder: folder).handbook
    #expect(chinese.search("追加条件", folder: folder).map(\.id) == ["two-phases"])
    #expect(chinese.search("条件追加", folder: folder).isEmpty)
    #expect(chinese.search("宣泄 争辩", folder: folder).map(\.id) == ["two-phases"])
  }

  @Test func everyMistakeHasItsPlace() throws {
    let (source, root) = try source { root in
      let text = """
        group: styles
        title: "T"
        topics:
          - id: a
            title: "A"
            source: [lecture-curse]
            says: ["x"]
            table: {head: ["p", "q"], rows: [["1"]]}
            figures: [{says: "5 %"}]
            card: "\(String(repeating: "x", count: 151))"
            see: [two-phase]
            sees: []
          - id: two-phases
            title: "B"
            source: []
            says: ["x", "y", "z"]
        """
      try text.write(
        to: root.appendingPathComponent("en/handbook/people.yaml"), atomically: true, encoding: .utf8)
      try "x: 1".write(
        to: root.appendingPathComponent("en/handbook/peple.yaml"), atomically: true, encoding: .utf8)
    }
    defer { try? FileManager.default.removeItem(at: root) }
    let problems = source.handbook(.english, folder: folder).problems
    let found = problems.map {
      "\($0.place.file.split(separator: "/").last ?? ""):\($0.place.line) \($0.code)"
    }
    #expect(
      found == [
        "people.yaml:1 group-and-file", "people.yaml:4 unknown-topic", "people.yaml:6 unknown-source",
        "people.yaml:7 topic-length", "people.yaml:8 table-ragged", "people.yaml:9 missing-key",
        "people.yaml:10 card-too-long", "people.yaml:12 unknown-key", "peple.yaml:1 unknown-file",
        "process.yaml:4 duplicate-id",
      ], "\(found)")
    let unknown = problems.first { $0.code == "unknown-file" }
    #expect(unknown?.arguments["nearest"] == "people")
  }

  @Test func anOverlayReplacesTopicsByTheirNames() throws {
    let (source, root) = try source { root in
      let folder = root.appendingPathComponent("over/en/handbook")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let text =
        "group: process\ntitle: \"Ours\"\ntopics:\n  - {id: two-phases, title: \"Ours\", source: [own-advice], says: [a, b, c]}\n"
      try text.write(to: folder.appendingPathComponent("process.yaml"), atomically: true, encoding: .utf8)
    }
    defer { try? FileManager.default.removeItem(at: root) }
    let layered = PhrasebookSource(shipped: source.shipped, overlays: [root.path + "/over"])
    let (handbook, problems) = layered.handbook(.english, folder: folder)
    #expect(problems.isEmpty, "\(problems)")
    #expect(handbook.topics.map(\.title) == ["Ours", "Four time rules"])
  }

  @Test func theCardOfADayIsTheSameAllDayAndChanges() throws {
    let (source, root) = try source { root in
      let text =
        "group: people\ntitle: P\ntopics:\n  - {id: p, title: P, source: [], says: [a, b, c], card: \"Smile.\"}\n"
      try text.write(
        to: root.appendingPathComponent("en/handbook/people.yaml"), atomically: true, encoding: .utf8)
    }
    defer { try? FileManager.default.removeItem(at: root) }
    let cards = (20_000..<20_004).map { source.card(onDay: $0, .english, folder: folder)?.id }
    #expect(cards == ["two-phases", "p", "two-phases", "p"])
    #expect(source.card(onDay: -1, .english, folder: folder) != nil)
    #expect(source.card(onDay: 1, Language(rawValue: "xx"), folder: folder) == nil)
  }

  @Test func exercisesAreTriedOnTheBook() throws {
    let book = try SmallBook()
    defer { book.remove() }
    let target = book.folder.appendingPathComponent("en/handbook")
    try? FileManager.default.removeItem(at: target)
    try FileManager.default.copyItem(at: Self.fixtures.appendingPathComponent("en"), to: target)
    let loaded = try book.load(.english)
    #expect(book.source.exerciseProblems(loaded).isEmpty)
    let exercises = target.appendingPathComponent("exercises.yaml")
    let text = try String(contentsOf: exercises, encoding: .utf8).replacing("Calm down, it", with: "Well, it")
      .replacing("Glad you asked", with: "Please calm down")
    try text.write(to: exercises, atomically: true, encoding: .utf8)
    #expect(
      book.source.exerciseProblems(loaded).map(\.code) == [
        "exercise-model-flagged", "exercise-model-lacks", "exercise-poor-clean",
      ])
    let ready = ReadyLanguage(loaded.book)
    let exercise = try #require(book.source.handbook(.english, folder: ready.folder).handbook.exercises.first)
    let result = exercise.check("Calm down; the list opens at 5000.", in: ready)
    #expect(result.flags.map(\.category.rawValue) == ["calm_down"] && result.has == [false, true])
    #expect(exercise.check("You’re most WELCOME: 5,000 in all.", in: ready).isGood)
  }

  @Test func figuresStandWithTheirSourcesAndNothingIsTooWide() throws {
    let (source, root) = try source()
    defer { try? FileManager.default.removeItem(at: root) }
    let book = try SmallBook(rules: [])
    defer { book.remove() }
    for language in [Language.english, .chinese] {
      let interface = try book.load(language).book.interface
      let handbook = source.handbook(language, folder: folder).handbook
      for width in [30, 44, 79] {
        let text = HandbookText(interface: interface, painter: .plain, width: width)
        for topic in handbook.topics {
          let page = text.page(topic, in: handbook)
          for line in page + text.list(handbook) { #expect(line.displayWidth <= width, "\(line)") }
          let card = text.card(topic)
          #expect(card.count <= 6 && card.allSatisfy { $0.displayWidth <= width })
        }
      }
      let page = HandbookText(interface: interface, painter: .plain, width: 200)
        .page(handbook.topics[0], in: handbook).joined(separator: "\n")
      for (index, source) in KnowledgeSource.allCases.enumerated() where source == .serviceSystem {
        #expect(page.contains(interface.list(.handbookSources, at: index)))
      }
    }
  }

  @Test func skillsAreSummedUp() throws {
    let (source, root) = try source()
    defer { try? FileManager.default.removeItem(at: root) }
    let check = try #require(source.handbook(.english, folder: folder).handbook.skills)
    #expect(check.band(of: 11)?.from == 4 && check.band(of: 12)?.from == 12 && check.band(of: 3) == nil)
    #expect(check.lowest([3, 1, 3, 1]).map(\.id) == ["take-notes", "ask-help", "listen-fully"])
  }
}
