import ArgumentParser
import Authoring
import Doors
import Foundation
import HearoutCore
import PhrasebookLoading
import TextLayout

/// `hearout phrasebook export`: the rules for other programs.
struct ExportRules: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json, vale }

  static let configuration = CommandConfiguration(commandName: "export")
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var format = Format.csv
  @Option(name: .long) var out: String?
  @ArgumentParser.Flag(name: .long) var own = false
  @ArgumentParser.Flag(name: .long) var replace = false

  func run() throws {
    let desk = try Desk(shared.choices)
    let languages = try load(desk)
    let rules = languages.flatMap { loaded in
      loaded.rules.map { (language: loaded.book.language, rule: AuthoredRule($0)) }
    }
    switch format {
    case .csv: try put(PhraseTable.csv(rules), mark: "\u{FEFF}", count: rules.count, desk)
    case .json:
      let text = try RuleJSON.text(rules.map { RuleJSON($0.rule, language: $0.language) })
      try put(text + "\n", mark: "", count: rules.count, desk)
    case .vale: try putStyle(languages, count: rules.count, desk)
    }
  }

  private func load(_ desk: Desk) throws -> [LoadedLanguage] {
    let only = shared.lang.map(Language.init(rawValue:))
    let (languages, problems) = desk.library.source.load(only: only)
    if problems.contains(where: { $0.severity == .error }) {
      throw Failure.brokenBook(problems, desk.library)
    }
    guard own else { return languages }
    let overlays = desk.library.source.overlays
    return languages.map { loaded in
      var loaded = loaded
      loaded.rules = loaded.rules.filter { rule in
        overlays.contains { rule.rule.place.file.hasPrefix($0 + "/") }
      }
      return loaded
    }
  }

  /// A table for a spreadsheet starts with a byte order mark, or Excel takes it for another encoding.
  private func put(_ text: String, mark: String, count: Int, _ desk: Desk) throws {
    guard let out else { return try Output.standard.write(text) }
    try write(mark + text, to: out, desk)
    try desk.say(visible(desk.interface(.exportWritten, ["count": "\(count)", "path": out])))
  }

  private func putStyle(_ languages: [LoadedLanguage], count: Int, _ desk: Desk) throws {
    guard let out else { throw Failure.told(desk.interface(.exportNeedsFolder), .usage) }
    let files = ValeStyle(languages).files(note: desk.interface(.exportValeNote))
    for file in files { try write(file.text, to: "\(out)/\(file.path)", desk) }
    try desk.say(visible(desk.interface(.exportWritten, ["count": "\(count)", "path": out])))
  }

  private func write(_ text: String, to path: String, _ desk: Desk) throws {
    if Files.exists(path), !replace {
      throw Failure.told(desk.interface(.exportExists, ["path": path]), .cannotCreate)
    }
    let target = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: target, options: .atomic)
    } catch {
      throw Failure.told(desk.interface(.fileNotWritable, ["path": path]), .cannotCreate)
    }
  }
}
