import ArgumentParser
import Authoring
import Doors
import Foundation
import HearoutCore
import PhrasebookLoading
import TextLayout

/// `hearout phrasebook import`: rules out of a table.
struct ImportRules: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "import")
  @OptionGroup var shared: SharedOptions
  @Argument var file: String
  @Option(name: .long) var into: String?
  @ArgumentParser.Flag(name: .long) var yes = false

  func run() throws {
    let desk = try Desk(shared.choices)
    let table = try read(desk)
    let importer = RuleImporter(
      desk: desk, team: TeamDesk(desk, into: into), path: file, isLanguageFixed: shared.lang != nil)
    if !table.unknownColumns.isEmpty {
      let found = table.unknownColumns.joined(separator: ", ")
      try desk.say(visible(desk.interface(.importUnknownColumns, ["path": file, "found": found])))
    }
    let judged = try importer.judge(table.rows)
    for row in judged { try desk.say(visible("\(file):\(row.line): " + importer.text(row))) }
    let refused = judged.count { $0.isRefused }
    let added = judged.compactMap(\.added)
    let covered = judged.count - added.count - refused
    try desk.say(
      desk.interface(
        .importSummary, ["added": "\(added.count)", "covered": "\(covered)", "refused": "\(refused)"]))
    if !added.isEmpty { try importer.write(added, saysYes: yes) }
    if refused > 0 { throw Failure.silent(.badData) }
  }

  private func read(_ desk: Desk) throws -> PhraseTable {
    let data: Data
    switch file == "-" ? .success(FileHandle.standardInput.readDataToEndOfFile()) : Files.read(file) {
    case .success(let found): data = found
    case .failure(.notFound): throw Failure.told(desk.interface(.fileNotFound, ["path": file]), .notFound)
    case .failure(.isFolder): throw Failure.told(desk.interface(.fileIsFolder, ["path": file]), .notFound)
    case .failure: throw Failure.told(desk.interface(.fileNotReadable, ["path": file]), .notFound)
    }
    do throws(PhraseTable.Trouble) {
      return try PhraseTable(data) { name in
        PhraseColumn.allCases.first {
          $0.rawValue == name || desk.names("column-" + $0.rawValue).contains(name)
        }
      }
    } catch {
      throw Failure.told(text(error, desk), .badData)
    }
  }

  private func text(_ trouble: PhraseTable.Trouble, _ desk: Desk) -> String {
    switch trouble {
    case .empty: return desk.interface(.importEmpty, ["path": file])
    case .notUTF8(let line): return desk.interface(.importNotUTF8, ["path": file, "line": "\(line)"])
    case .noColumn(let column, let found):
      let own = desk.interface.commands["column-" + column.rawValue]?.first ?? column.rawValue
      return desk.interface(
        .importNoColumn, ["path": file, "expected": own, "found": found.joined(separator: ", ")])
    }
  }
}

/// A line of the table and what becomes of it.
struct JudgedRow {
  var line: Int
  var language: Language
  var outcome: Outcome

  enum Outcome {
    case verdict(RuleVerdict)
    case malformed(PhraseTable.Malformed)
  }

  var added: (language: Language, rule: AuthoredRule)? {
    if case .verdict(.good(let rule)) = outcome { (language, rule) } else { nil }
  }

  var isRefused: Bool {
    switch outcome {
    case .verdict(.refused), .malformed: true
    case .verdict: false
    }
  }
}

/// Judges the lines of a table and writes the good ones.
struct RuleImporter {
  let desk: Desk
  let team: TeamDesk
  let path: String
  /// Whether the language was named and is not told by the words of each line.
  let isLanguageFixed: Bool

  private var interface: Interface { desk.interface }

  func text(_ row: JudgedRow) -> String {
    switch row.outcome {
    case .verdict(let verdict): return VerdictText(words: interface).text(verdict)
    case .malformed(let malformed):
      let reason =
        switch malformed {
        case .openQuote: interface(.importOpenQuote)
        case .strayQuote: interface(.importStrayQuote)
        case .tooManyCells(let found, let expected):
          interface(.importTooManyCells, ["found": "\(found)", "expected": "\(expected)"])
        }
      return interface(.importMalformed, ["reason": reason])
    }
  }

  func judge(_ rows: [PhraseTable.Row]) throws -> [JudgedRow] {
    var judged: [JudgedRow] = []
    var drafts: [Language: [(index: Int, draft: RuleDraft)]] = [:]
    var seen: [String: Int] = [:]
    for row in rows {
      var result = JudgedRow(line: row.line, language: desk.language, outcome: .verdict(.refused(.noPhrase)))
      switch row.content {
      case .malformed(let malformed): result.outcome = .malformed(malformed)
      case .cells(let cells):
        let phrase = cells[.phrase] ?? ""
        result.language = language(cells)
        if let first = seen[phrase], !phrase.isEmpty {
          result.outcome = .verdict(.refused(.repeated(line: first)))
        } else {
          switch draft(cells) {
          case .success(let draft): drafts[result.language, default: []].append((judged.count, draft))
          case .failure(let refusal): result.outcome = .verdict(.refused(refusal.reason))
          }
        }
        seen[phrase] = seen[phrase] ?? row.line
      }
      judged.append(result)
    }
    for (language, waiting) in drafts {
      let verdicts = RuleTrial(try team.load(language)).verdicts(waiting.map(\.draft))
      for (place, verdict) in zip(waiting, verdicts) { judged[place.index].outcome = .verdict(verdict) }
    }
    return judged
  }

  private func language(_ cells: [PhraseColumn: String]) -> Language {
    if let named = cells[.language].map(Language.init(rawValue:)),
      desk.opened.phrasebook.known.contains(named)
    {
      return named
    }
    if isLanguageFixed { return desk.language }
    return desk.opened.phrasebook.detect(cells[.phrase] ?? "", usual: desk.language)
  }

  private struct Refused: Error {
    var reason: RuleRefusal
  }

  private func draft(_ cells: [PhraseColumn: String]) -> Result<RuleDraft, Refused> {
    func lines(_ column: PhraseColumn) -> [String] { RuleDraft.lines(cells[column] ?? "") }
    var draft = RuleDraft(
      patterns: lines(.phrase), why: lines(.why).joined(separator: " "),
      instead: RuleDraft.alternatives(cells[.instead] ?? ""))
    draft.id = cells[.id].map(RuleID.init(rawValue:))
    draft.unless = lines(.unless)
    draft.unlessAnywhere = lines(.unlessAnywhere)
    draft.flag = lines(.examples)
    draft.clean = lines(.clean)
    draft.category = cells[.category].map(Category.init(rawValue:))
    draft.source = cells[.source]
    if let name = cells[.severity] {
      guard let severity = Severity(named: name, in: desk) else {
        return .failure(Refused(reason: .unknownSeverity(name)))
      }
      draft.severity = severity
    }
    for name in (cells[.steps] ?? "").split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
      guard let step = Step(rawValue: String(name)) else {
        return .failure(Refused(reason: .unknownStep(String(name))))
      }
      draft.steps.append(step)
    }
    return .success(draft)
  }

  /// Writes the good lines, with `--yes` or after asking.
  func write(_ added: [(language: Language, rule: AuthoredRule)], saysYes: Bool) throws {
    let byLanguage = Dictionary(grouping: added) { $0.language }
    for language in byLanguage.keys.sorted() {
      let rules = (byLanguage[language] ?? []).map(\.rule)
      let target = try team.file(language).path
      guard try saysYes || asked(rules.count, target) else {
        try desk.say(interface(.importDry))
        continue
      }
      _ = try team.write(rules, language)
      try desk.say(visible(interface(.importWritten, ["path": target, "count": "\(rules.count)"])))
    }
    if saysYes, !team.isOwnFolder { try desk.say(visible(interface(.newUseFolder, ["path": team.folder]))) }
  }

  private func asked(_ count: Int, _ target: String) throws -> Bool {
    guard desk.surroundings.inputIsTerminal, desk.surroundings.outputIsTerminal else { return false }
    let interview = try Interview(desk)
    defer { interview.close() }
    return try interview.confirm(interface(.importAsk, ["count": "\(count)", "path": target]))
  }
}
