import Authoring
import Foundation
import HearoutCore
import PhraseMatching
import PhrasebookLoading
import Testing

@Suite(.serialized) struct AuthoringTests {
  private func draft(_ phrase: String, instead: String = "Let me find that out for you by noon.") -> RuleDraft
  {
    RuleDraft(patterns: [phrase], why: "It hurts.", instead: RuleDraft.alternatives(instead))
  }

  /// What the book says of wordings that are new, flagged already, too short, too common, or badly replaced.
  @Test func draftsAreJudgedByTheWholeBook() throws {
    let book = try SmallBook()
    defer { book.remove() }
    let trial = RuleTrial(try book.load(.english))
    let verdicts = trial.verdicts([
      draft("that is above my head"), draft("please calm down"), draft("soon"), draft("thank you for"),
      draft("that is above my (head"), draft("this is beneath me", instead: "calm yourself, please."),
      draft("this is beneath me", instead: "Well, this is beneath me."),
      draft("this is beneath me", instead: " "),
    ])
    guard case .good(let rule) = verdicts[0] else { throw Unexpected(what: "\(verdicts[0])") }
    #expect(rule.id.rawValue == "team-that-is-above-my-head")
    #expect(rule.flag == ["that is above my head"] && rule.clean == rule.instead.map(\.text))
    #expect(verdicts[1] == .covered(by: RuleID(rawValue: "calm-order-calm-down")))
    guard case .refused(.tooShort("soon", _, _)) = verdicts[2] else {
      throw Unexpected(what: "\(verdicts[2])")
    }
    guard case .refused(.tooCommon(let count, let quote)) = verdicts[3] else {
      throw Unexpected(what: "\(verdicts[3])")
    }
    #expect(count > 5 && quote.lowercased().contains("thank you for"))
    guard case .refused(.pattern(_, let error)) = verdicts[4] else {
      throw Unexpected(what: "\(verdicts[4])")
    }
    #expect(error.kind == .unclosed("("))
    guard case .refused(.insteadFlagged) = verdicts[5] else { throw Unexpected(what: "\(verdicts[5])") }
    #expect(verdicts[6] == .refused(.insteadHoldsPhrase("Well, this is beneath me.")))
    #expect(verdicts[7] == .refused(.noInstead))
  }

  @Test func chineseNamesAreSpeltByTheirSound() throws {
    let book = try SmallBook()
    defer { book.remove() }
    let trial = RuleTrial(try book.load(.chinese))
    let verdicts = trial.verdicts([draft("您爱找谁找谁", instead: "我来帮您找对人，您稍等。"), draft("的")])
    guard case .good(let rule) = verdicts[0] else { throw Unexpected(what: "\(verdicts[0])") }
    #expect(rule.id.rawValue == "team-nin-ai-zhao-shei-zhao-shei")
    guard case .refused(.tooShort("的", let count, _)) = verdicts[1] else {
      throw Unexpected(what: "\(verdicts[1])")
    }
    #expect(count > 100)
  }

  /// An exception for a category takes back its rules and no others.
  @Test func exceptionsHoldForTheirCategories() throws {
    let book = try SmallBook(rules: ["policy-shield.yaml", "must.yaml"])
    defer { book.remove() }
    let text = "That is our company policy, purple monkey, and you have to sign the form before Friday."
    func flagged() throws -> Set<HearoutCore.Category> {
      let loaded = try book.load(.english)
      let hearing = Hearing(text, in: ReadyLanguage(loaded.book))
      return Set(hearing.rules.map { loaded.book.rules[$0.index].category })
    }
    #expect(try flagged() == [Category(rawValue: "policy_shield"), Category(rawValue: "must")])
    let file = book.folder.appendingPathComponent("en/exceptions.yaml")
    let exceptions = "unless:\n  - categories: [policy_shield]\n    patterns: [purple monkey]\n"
    try Data(exceptions.utf8).write(to: file)
    #expect(try flagged() == [Category(rawValue: "must")])
  }

  /// A rule is written, added to, and replaced in place; what it holds comes back as it was.
  @Test func rulesAreWrittenAndReadBack() throws {
    let book = try SmallBook()
    defer { book.remove() }
    let overlay = book.folder.appendingPathComponent("overlay").path
    let trial = RuleTrial(try book.load(.english))
    var odd = draft("you said \"*nothing* & all\" to me")
    odd.source = "team: notes # 1"
    odd.unless = ["never ... nothing"]
    let verdicts = trial.verdicts([draft("that is above my head"), odd])
    let rules = verdicts.compactMap { if case .good(let rule) = $0 { rule } else { nil } }
    try #require(rules.count == 2, "\(verdicts)")
    for rule in rules {
      let file = try TeamFile(folder: overlay, language: .english)
      try file.write(file.adding([rule]), isPrivate: true)
    }
    var replaced = rules[0]
    replaced.why = "Said again."
    let file = try TeamFile(folder: overlay, language: .english)
    #expect(file.ids == rules.map(\.id))
    try file.write(file.adding([replaced]), isPrivate: true)
    let loaded = try book.load(.english, overlays: [overlay])
    let found = loaded.rules.filter { $0.rule.place.file.hasPrefix(overlay) }.map { AuthoredRule($0) }
    #expect(found == [rules[1], replaced])
    #expect(ContentTest(loaded).failures(in: file.path).isEmpty)
  }

  @Test func tablesGoRoundThroughCSV() throws {
    let book = try SmallBook(rules: ["calm-down.yaml", "policy-shield.yaml"])
    defer { book.remove() }
    for language in [Language.english, .chinese] {
      let rules = try book.load(language).rules.map { AuthoredRule($0) }
      let table = try PhraseTable(Data(PhraseTable.csv(rules.map { (language, $0) }).utf8)) {
        PhraseColumn(rawValue: $0)
      }
      #expect(table.rows.count == rules.count)
      for (row, rule) in zip(table.rows, rules) {
        guard case .cells(let cells) = row.content else { throw Unexpected(what: "\(row)") }
        #expect(RuleDraft.lines(cells[.phrase] ?? "") == rule.patterns)
        #expect(RuleDraft.alternatives(cells[.instead] ?? "") == rule.instead)
        #expect(RuleDraft.lines(cells[.unless] ?? "") == rule.unless)
        #expect(RuleDraft.lines(cells[.examples] ?? "") == rule.flag)
        #expect(RuleDraft.lines(cells[.clean] ?? "") == rule.clean)
        #expect(cells[.why] == rule.why && cells[.id] == rule.id.rawValue)
      }
    }
  }

  @Test(arguments: [",", ";", "\t"]) func tablesAreReadAsPeopleKeepThem(delimiter: String) throws {
    let lines = [
      "phrase,why,instead,mood", "\"a\nb\",\"say \"\"no\"\"\",c,", "", ",,,", "x \"y\" z,w,v,u",
      "\"open,w,v,u",
      "p,q,r,s,t", " last , w , v ",
    ]
    // Byte order mark, and the line ends of another system.
    let text = "\u{FEFF}" + lines.joined(separator: "\r\n").replacing(",", with: delimiter)
    let table = try PhraseTable(Data(text.utf8)) { PhraseColumn(rawValue: $0) }
    #expect(table.unknownColumns == ["mood"])
    #expect(table.rows.map(\.line) == [2, 6, 7, 8, 9])
    #expect(
      table.rows.map(\.content) == [
        .cells([.phrase: "a\nb", .why: "say \"no\"", .instead: "c"]), .malformed(.strayQuote),
        .malformed(.openQuote), .malformed(.tooManyCells(found: 5, expected: 4)),
        .cells([.phrase: "last", .why: "w", .instead: "v"]),
      ])
  }

  @Test func tablesThatAreNoneAreRefused() throws {
    func trouble(_ bytes: [UInt8]) -> PhraseTable.Trouble? {
      do throws(PhraseTable.Trouble) {
        _ = try PhraseTable(Data(bytes)) { PhraseColumn(rawValue: $0) }
        return nil
      } catch {
        return error
      }
    }
    #expect(trouble([]) == .empty)
    #expect(trouble(Array("\u{FEFF} \n".utf8)) == .empty)
    #expect(trouble(Array("phrase,instead\na,b\n".utf8) + [0xD6, 0xD0]) == .notUTF8(line: 3))
    #expect(trouble(Array("phrase,why\na,b\n".utf8)) == .noColumn(.instead, found: ["phrase", "why"]))
  }
}
