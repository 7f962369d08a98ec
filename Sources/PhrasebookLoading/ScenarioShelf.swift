import Foundation
public import HearoutCore
public import PhraseMatching
public import Rehearsal

/// The simulated customers of a phrasebook, each loaded when it is asked for; they are no part of the compiled book.
public struct ScenarioShelf: Sendable {
  private let source: PhrasebookSource
  private let language: ReadyLanguage

  /// Bytes; a scenario is some ten kilobytes.
  static let fileLimit = 256_000

  public init(_ source: PhrasebookSource, language: ReadyLanguage) {
    self.source = source
    self.language = language
  }

  /// Something loaded, with the problems found in its files; `value` is there only where none is an error.
  public struct Loaded<Value: Sendable>: Sendable {
    public var value: Value?
    public var problems: [Diagnostic]
  }

  public var folder: TextFolder { language.folder }

  /// Ids of all scenarios of the language, sorted.
  public var ids: [String] {
    let names = layers.flatMap { LanguageLoader.names(in: $0.path + "/scenarios", ending: ".yaml") }
    return Set(names.map { String($0.dropLast(5)) }).sorted()
  }

  /// The scenario of an id; the last overlay that has it wins. `nil` where there is none.
  public func scenario(_ id: String) -> Loaded<Scenario>? {
    guard !id.contains("/"), !id.hasPrefix(".") else { return nil }
    for layer in layers.reversed() {
      let path = "\(layer.path)/scenarios/\(id).yaml"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      return scenario(path: path, shown: "\(layer.name)/scenarios/\(id).yaml")
    }
    return nil
  }

  /// A scenario in any file.
  /// - Parameter shown: the name to show for the file.
  public func scenario(path: String, shown: String) -> Loaded<Scenario> {
    let problems = ProblemList()
    guard isSmall(path, shown, problems), let file = YAMLFile(path: path, name: shown, problems: problems)
    else { return Loaded(value: nil, problems: problems.sorted) }
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    var reading = ScenarioFile(reader: NodeReader(file: shown, problems: problems))
    var scenario = reading.scenario(file.root, name: name)
    scenario?.matcher = compile(reading.patterns.map { ($0.role.owner, $0.pattern) }, problems)
    return finished(scenario, problems)
  }

  /// The actor's bank.
  public func bank() -> Loaded<Bank> {
    let problems = ProblemList()
    var bank = Bank()
    eachFile("bank.yaml", problems) { reader, file, isOverlay in
      BankFile(reader: reader).read(file.root, onto: &bank, isOverlay: isOverlay)
    }
    return finished(bank, problems)
  }

  /// What asks for facts, whatever the scenario.
  public func asks() -> Loaded<Asks> {
    let problems = ProblemList()
    var patterns: [(owner: Int, pattern: WrittenPattern)] = []
    eachFile("asks.yaml", problems) { reader, file, isOverlay in
      patterns += AsksFile(reader: reader).patterns(file.root, isOverlay: isOverlay).map {
        ($0.role.owner, $0.pattern)
      }
    }
    return finished(Asks(matcher: compile(patterns, problems)), problems)
  }

  // MARK: - Files

  private var layers: [(path: String, name: String)] { source.layers(language.book.language) }

  private func finished<Value: Sendable>(_ value: Value?, _ problems: ProblemList) -> Loaded<Value> {
    let isBroken = problems.problems.contains { $0.severity == .error }
    return Loaded(value: isBroken ? nil : value, problems: problems.sorted)
  }

  private func isSmall(_ path: String, _ shown: String, _ problems: ProblemList) -> Bool {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size > Self.fileLimit else { return true }
    problems.report(
      "file-too-large", at: Place(file: shown, line: 1, column: 1),
      ["found": "\(size)", "expected": "\(Self.fileLimit)"])
    return false
  }

  /// Reads a file in each layer that has it; one must. What the first lacks is an error, later ones add to it.
  private func eachFile(
    _ name: String, _ problems: ProblemList, _ read: (NodeReader, YAMLFile, Bool) -> Void
  ) {
    let having = layers.filter { FileManager.default.fileExists(atPath: "\($0.path)/\(name)") }
    if having.isEmpty, let first = layers.first {
      problems.report("missing-file", at: Place(file: "\(first.name)/\(name)", line: 1, column: 1))
    }
    for (index, layer) in having.enumerated() {
      let shown = "\(layer.name)/\(name)"
      guard let file = YAMLFile(path: "\(layer.path)/\(name)", name: shown, problems: problems) else {
        continue
      }
      read(NodeReader(file: shown, problems: problems), file, index > 0)
    }
  }

  private func compile(
    _ patterns: [(owner: Int, pattern: WrittenPattern)], _ problems: ProblemList
  ) -> PhraseMatcher {
    let lists = patterns.contains { $0.pattern.text.contains("<") } ? self.lists() : [:]
    let parser = PatternParser(folder: language.folder, lists: lists)
    var compiler = MatcherCompiler(folder: language.folder, numberWords: language.book.numberWords)
    for (owner, pattern) in patterns {
      do throws(PatternError) {
        try compiler.add(parser.parse(pattern.text, fixedWords: 1), owner: owner)
      } catch {
        problems.report(error, in: pattern, lists: lists)
      }
    }
    return PhraseMatcher(compiler.tables())
  }

  /// The named lists of the language; problems in them are told by the phrasebook's own check.
  private func lists() -> [String: [String]] {
    var lists: [String: [String]] = [:]
    let unheard = ProblemList()
    for layer in layers {
      let path = "\(layer.path)/lists.yaml"
      guard FileManager.default.fileExists(atPath: path),
        let file = YAMLFile(path: path, name: "\(layer.name)/lists.yaml", problems: unheard)
      else { continue }
      let reader = NodeReader(file: file.name, problems: unheard)
      lists.merge(LanguageFile(reader: reader).lists(file.root)) { _, new in new }
    }
    return lists
  }
}
