import Foundation
public import HearoutCore
import PhraseMatching

/// One language folder read from all its layers, compiled, with its examples.
public struct LoadedLanguage: Sendable {
  public var book: LanguageBook
  public var examples: [ContentExample]
  /// The rules as they were written, in the order of `book.rules`.
  public var rules: [WrittenRule]
  /// What takes back rules in the same sentence, by number.
  public var exceptions: [SharedException]
  /// The lists that patterns name in `<angle brackets>`.
  public var lists: [String: [String]]
}

/// Reads the folders of one language: the shipped one first, overlays on top of it by id.
struct LanguageLoader {
  let language: Language
  /// Paths of the folders with the names to show; the first is the shipped one.
  let layers: [(path: String, name: String)]
  let problems: ProblemList
  /// Whether the patterns are compiled; who only wants the examples need not wait for it.
  let isCompiling: Bool

  private var rules: [WrittenRule] = []
  private var cues: [WrittenCue] = []
  private var exceptions: [SharedException] = []
  private var lists: [String: [String]] = [:]
  private var examples: [ContentExample] = []
  private var contents = LanguageFile.Contents(name: nil, folding: FoldingRules(), numberWords: [])
  private var content = LanguageBook.Cards()
  private var factCards: [FactCard] = []
  private var factWords: [String: [String]] = [:]
  private var ruleIndices: [RuleID: Int] = [:]
  private var book: LanguageBook

  init(
    language: Language, layers: [(path: String, name: String)], problems: ProblemList, isCompiling: Bool
  ) {
    self.isCompiling = isCompiling
    self.language = language
    self.layers = layers
    self.problems = problems
    book = LanguageBook(language: language, name: language.rawValue)
  }

  mutating func load() -> LoadedLanguage {
    for (index, layer) in layers.enumerated() { read(layer, isOverlay: index > 0) }
    book.name = contents.name ?? language.rawValue
    book.folding = contents.folding
    book.numberWords = contents.numberWords
    book.cards = content
    book.facts = factCards
    book.vocabulary = FactVocabulary(lists: factWords)
    compile()
    return LoadedLanguage(
      book: book, examples: examples, rules: rules.filter { !$0.isOff }, exceptions: exceptions, lists: lists)
  }

  // MARK: - Files

  private mutating func read(_ layer: (path: String, name: String), isOverlay: Bool) {
    let required = [
      "language", "lists", "interface", "steps", "styles", "reactions", "safety", "categories", "suggestions",
      "facts",
    ]
    for name in required + ["exceptions"] {
      let path = "\(layer.path)/\(name).yaml"
      guard FileManager.default.fileExists(atPath: path) else {
        if !isOverlay, required.contains(name) {
          problems.report("missing-file", at: Place(file: "\(layer.name)/\(name).yaml", line: 1, column: 1))
        }
        continue
      }
      readCards(name, path: path, shown: "\(layer.name)/\(name).yaml", isOverlay: isOverlay)
    }
    for folder in ["rules", "cues"] {
      for name in Self.names(in: "\(layer.path)/\(folder)", ending: ".yaml") {
        let shown = "\(layer.name)/\(folder)/\(name)"
        guard let file = YAMLFile(path: "\(layer.path)/\(folder)/\(name)", name: shown, problems: problems)
        else { continue }
        let reader = NodeReader(file: shown, problems: problems)
        if folder == "rules" {
          takeRules(reader, file, isOverlay)
        } else {
          takeCues(reader, file, isOverlay)
        }
      }
    }
  }

  private mutating func readCards(_ name: String, path: String, shown: String, isOverlay: Bool) {
    guard let file = YAMLFile(path: path, name: shown, problems: problems) else { return }
    let reader = NodeReader(file: shown, problems: problems)
    let cards = CardFiles(reader: reader)
    switch name {
    case "language": contents = LanguageFile(reader: reader).contents(file.root, onto: contents)
    case "lists":
      lists.merge(LanguageFile(reader: reader).lists(file.root)) { _, new in new }
    case "interface":
      let interface = InterfaceFile(reader: reader).interface(file.root, isOverlay: isOverlay)
      book.interface.strings.merge(interface.strings) { _, new in new }
      book.interface.commands.merge(interface.commands) { _, new in new }
      book.interface.problems.merge(interface.problems) { _, new in new }
      book.interface.help.merge(interface.help) { _, new in new }
    case "steps": book.steps.merge(cards.steps(file.root)) { _, new in new }
    case "styles": content.styles.merge(cards.styles(file.root)) { _, new in new }
    case "reactions": content.reactions.merge(cards.reactions(file.root)) { _, new in new }
    case "safety": content.safety.merge(cards.safety(file.root)) { _, new in new }
    case "categories":
      // The order of a dictionary differs from run to run, and what is learnt hangs on the order of the examples.
      for (category, card) in cards.categories(file.root).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        content.categories[category] = card
        examples += card.instead.map {
          ContentExample($0.text, .said, at: Place(file: shown, line: 1, column: 1))
        }
      }
    case "suggestions":
      for (suggestion, example) in cards.suggestions(file.root) {
        content.suggestions.append(suggestion)
        examples.append(example)
      }
    case "facts":
      let (facts, words) = cards.facts(file.root)
      for card in facts {
        factCards.removeAll { $0.kind == card.kind }
        factCards.append(card)
      }
      factWords.merge(words.lists) { _, new in new }
    case "exceptions":
      exceptions += RuleFile(reader: reader).exceptions(file.root)
    default: break
    }
  }

  private mutating func takeRules(_ reader: NodeReader, _ file: YAMLFile, _ isOverlay: Bool) {
    for rule in RuleFile(reader: reader).rules(file.root) {
      if let index = ruleIndices[rule.rule.id] {
        if isOverlay {
          rules[index] = rule
        } else {
          duplicate(rule.rule.id.rawValue, rule.rule.place, first: rules[index].rule.place)
        }
      } else {
        ruleIndices[rule.rule.id] = rules.count
        rules.append(rule)
      }
    }
  }

  private mutating func takeCues(_ reader: NodeReader, _ file: YAMLFile, _ isOverlay: Bool) {
    for cue in CueFile(reader: reader).cues(file.root) {
      if let index = cues.firstIndex(where: { $0.cue.id == cue.cue.id }) {
        if isOverlay {
          cues[index] = cue
        } else {
          duplicate(cue.cue.id.rawValue, cue.cue.place, first: cues[index].cue.place)
        }
      } else {
        cues.append(cue)
      }
    }
  }

  private func duplicate(_ id: String, _ place: Place, first: Place) {
    problems.report(
      "duplicate-id", at: place, length: id.unicodeScalars.count,
      ["found": id, "expected": "\(first.file):\(first.line)"])
  }

  static func names(in folder: String, ending: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted()
  }

  // MARK: - Compiling

  private mutating func compile() {
    let folder = TextFolder(contents.folding)
    let parser = PatternParser(folder: folder, lists: lists)
    var compiler = MatcherCompiler(folder: folder, numberWords: contents.numberWords)
    func add(_ patterns: [WrittenPattern], _ role: PatternRole) {
      guard isCompiling else { return }
      for pattern in patterns {
        do throws(PatternError) {
          try compiler.add(parser.parse(pattern.text, fixedWords: role.fixedWords), owner: role.owner)
        } catch {
          problems.add(
            Diagnostic(error, pattern: pattern.text, at: pattern.place, lists: lists.keys.sorted()))
        }
      }
    }
    let rules = self.rules.filter { !$0.isOff }
    let cues = self.cues.filter { !$0.isOff }
    book.rules = rules.map { written in
      var rule = written.rule
      rule.exceptions = exceptions.concerning(rule.category)
      return rule
    }
    book.cues = cues.map(\.cue)
    for (index, written) in rules.enumerated() {
      examples += written.examples
      add(written.patterns, .rule(index))
      add(written.unless, .ruleUnless(index))
      add(written.unlessAnywhere, .ruleUnlessAnywhere(index))
    }
    for (index, written) in cues.enumerated() {
      examples += written.examples
      add(written.patterns, .cue(index))
      add(written.unless, .cueUnless(index))
      add(written.unlessAnywhere, .cueUnlessAnywhere(index))
    }
    for (index, exception) in exceptions.enumerated() { add(exception.patterns, .pardon(index)) }
    guard isCompiling else { return }
    for example in examples { compiler.hear(example.text) }
    book.tables = compiler.tables()
  }
}
