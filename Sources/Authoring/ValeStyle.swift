import HearoutCore
import PhraseMatching
public import PhrasebookLoading

/// The rules of a book as a style of Vale, the linter for prose: a file for each category and level.
public struct ValeStyle: Sendable {
  /// A file with its path below the folder of the export.
  public struct File: Sendable, Hashable {
    public var path: String
    public var text: String
  }

  private let languages: [LoadedLanguage]

  public init(_ languages: [LoadedLanguage]) { self.languages = languages }

  /// All files.
  /// - Parameter note: a remark for the top of the configuration.
  public func files(note: String) -> [File] {
    let styles = languages.map { Self.name(of: $0) }
    let remarks = note.split(separator: "\n").map { "# \($0)\n" }.joined()
    let configuration = """
      \(remarks)StylesPath = styles
      MinAlertLevel = suggestion

      [*.{md,txt,html,rst,adoc}]
      BasedOnStyles = \(styles.joined(separator: ", "))

      """
    return [File(path: ".vale.ini", text: configuration)] + languages.flatMap(files)
  }

  private func files(_ loaded: LoadedLanguage) -> [File] {
    let folder = TextFolder(loaded.book.folding)
    let parser = PatternParser(folder: folder, lists: loaded.lists)
    var spelling = PatternSpelling(loaded, folder: folder)
    for rule in loaded.rules {
      for pattern in rule.patterns + rule.unless + rule.unlessAnywhere { spelling.learn(pattern.text) }
    }
    let writer = PatternRegex(loaded, spelling: spelling)
    func nodes(_ patterns: [WrittenPattern]) -> [[PatternNode]] {
      patterns.compactMap { try? parser.parse($0.text, fixedWords: 0) }
    }
    let byCategory = Dictionary(grouping: loaded.rules) { $0.rule.category }
    return byCategory.keys.sorted().flatMap { category -> [File] in
      let rules = byCategory[category] ?? []
      let levels = Severity.allCases.reversed().filter { level in rules.contains { $0.rule.severity == level }
      }
      return levels.map { level in
        let tokens = rules.filter { $0.rule.severity == level }.map {
          writer.expression(nodes($0.patterns), unless: nodes($0.unless + $0.unlessAnywhere))
        }
        let name = Self.capitalised(category.rawValue) + (levels.count > 1 ? Self.suffix(level) : "")
        return File(
          path: "styles/\(Self.name(of: loaded))/\(name).yml",
          text: Self.check(loaded, category, level, why: rules[0].rule.why, tokens: tokens))
      }
    }
  }

  /// One check. `nonword` takes away the word boundaries that Vale puts around tokens, which Chinese does not have.
  private static func check(
    _ loaded: LoadedLanguage, _ category: Category, _ level: Severity, why: String, tokens: [String]
  ) -> String {
    let reason = loaded.book.categories[category]?.why ?? why
    let message = loaded.book.interface(
      .exportValeMessage, ["why": reason.replacing("%", with: "\u{FF05}"), "match": "%s"])
    var lines = [
      "extends: existence", "message: " + AuthoredRule.quoted(message), "level: " + name(of: level),
      "ignorecase: true",
    ]
    if tokens.contains(where: { $0.contains(where: \.isHan) }) { lines.append("nonword: true") }
    lines.append("tokens:")
    lines += tokens.map { "  - '" + $0.replacing("'", with: "''") + "'" }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func name(of loaded: LoadedLanguage) -> String {
    "Hearout" + capitalised(loaded.book.language.rawValue)
  }

  private static func capitalised(_ name: String) -> String {
    name.split { $0 == "_" || $0 == "-" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func suffix(_ level: Severity) -> String { capitalised(name(of: level)) }

  private static func name(of level: Severity) -> String {
    switch level {
    case .high: "error"
    case .medium: "warning"
    case .low: "suggestion"
    }
  }
}
