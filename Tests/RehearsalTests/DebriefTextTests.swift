import Foundation
import HearoutCore
import Reporting
import Testing
import TextLayout

@testable import Rehearsal

struct DebriefTextTests {
  private static func text(_ language: Language, width: Int = 79, isPlain: Bool = false) throws -> [String] {
    let record = DebriefFixture.mixed(language)
    let book = try DebriefFixture.book(language)
    let debrief = try #require(Debrief(record, book: book))
    return DebriefText(
      debrief, scenario: record.scenario, book: book, model: nil, width: width, isPlain: isPlain
    ).rows().map(\.text)
  }

  @Test(arguments: [Language.english, .chinese], [40, 60, 79])
  func linesStayWithinTheirWidth(language: Language, width: Int) throws {
    let lines = try Self.text(language, width: width)
    #expect(lines.allSatisfy { $0.displayWidth <= width })
    if width == 79 { #expect(lines.count <= 45) }
  }

  @Test(arguments: [Language.english, .chinese])
  func plainHasNoBlocks(language: Language) throws {
    let text = try Self.text(language, isPlain: true).joined()
    #expect(!text.unicodeScalars.contains { (0x2580...0x259F).contains($0.value) })
    #expect(try Self.text(language).joined().unicodeScalars.contains { (0x2580...0x259F).contains($0.value) })
  }

  @Test(arguments: [Language.english, .chinese])
  func nothingIsLeftUnfilled(language: Language) throws {
    for line in try Self.text(language) {
      #expect(!line.contains("{") && !line.contains("debrief.") && !line.contains("law."))
    }
  }

  /// Lists have as many entries as there are things to name.
  @Test(arguments: [Language.english, .chinese])
  func listsAreWhole(language: Language) throws {
    let interface = try DebriefFixture.book(language).interface
    let lists: [(InterfaceKey, Int)] = [
      (.debriefBands, ScoreBand.allCases.count), (.debriefParts, ScorePart.allCases.count),
      (.debriefKinds, ServiceKind.allCases.count), (.debriefMessages, ServiceKind.allCases.count),
      (.debriefDrills, DrillKind.allCases.count), (.debriefTasks, DrillKind.allCases.count),
      (.debriefChecks, ProcessCheck.allCases.count), (.debriefFixes, ProcessCheck.allCases.count),
      (.debriefAims, ProcessCheck.allCases.count), (.debriefOutcomes, CheckResult.Outcome.allCases.count),
      (.debriefHow, RevealedFact.How.allCases.count + 1), (.debriefHeadings, 12), (.debriefAxes, 2),
      (.reportHeader, 5),
    ]
    for (key, count) in lists {
      let entries = interface(key).split(separator: "|", omittingEmptySubsequences: false)
      #expect(entries.count == count && !entries.contains(""), "\(key.rawValue) has \(entries.count)")
    }
  }

  @Test func goldenEnglish() throws {
    #expect(try Self.text(.english).joined(separator: "\n") == Self.english)
  }

  @Test func goldenChinese() throws {
    #expect(try Self.text(.chinese).joined(separator: "\n") == Self.chinese)
  }

  @Test func curves() {
    #expect(Spark(isPlain: false).curve([0, 50, 100], most: 100) == "▁▅█")
    #expect(Spark(isPlain: true).curve([0, 50, 100], most: 100) == "0 5 9")
    #expect(Spark(isPlain: true).curve([-5, 500], most: 100) == "0 9")
  }

  // MARK: - Other forms

  @Test func jsonIsOneLineAndCountsFromOne() throws {
    let record = DebriefFixture.mixed(.english)
    let debrief = try #require(Debrief(record, book: try DebriefFixture.book(.english)))
    let line = DebriefJSON().line(debrief, model: nil)
    #expect(line.hasPrefix("{\"debrief\":{") && !line.contains("\n"))
    #expect(line.contains("\"is_missing\":false") && line.contains("\"rule\":\"calm_down-high\""))
    #expect(debrief.countingFromOne.findings.allSatisfy { $0.turn >= 1 })
  }

  @Test(arguments: [Language.english, .chinese])
  func thePageEscapesEverything(language: Language) throws {
    var record = DebriefFixture.mixed(language)
    let evil = "<script>alert('x')</script>\u{202E}\u{1B}[31m&\""
    record.scenario.title = evil
    record.scenario.customer.name = evil
    record.person = evil
    record.openingLine = evil
    for place in record.turns.indices {
      record.turns[place].customer.text = evil
      record.turns[place].agent.text += evil
    }
    let book = try DebriefFixture.book(language)
    let debrief = try #require(Debrief(record, book: book))
    let page = DebriefPage(debrief, record: record, book: book, model: nil).html()
    #expect(!page.contains("<script") && !page.contains("\u{1B}") && !page.contains("\u{202E}"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
    #expect(page.contains("<svg") && page.contains("@media print") && page.contains("prefers-color-scheme"))
    #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
    #expect(page.contains("<mark title="))
    try Self.expectBalanced(page)
  }

  /// Every element that is opened is closed, in order.
  private static func expectBalanced(_ page: String) throws {
    let void: Set<String> = ["meta", "!DOCTYPE"]
    var open: [String] = []
    for piece in page.split(separator: "<").dropFirst(page.hasPrefix("<") ? 0 : 1) {
      let tag = piece.prefix { $0 != ">" }
      let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace })
      if tag.hasPrefix("/") {
        #expect(open.popLast() == name)
      } else if !void.contains(name) {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }
}
