import HearoutCore
import PhraseMatching

extension Packer {
  mutating func put(_ book: LanguageBook) {
    put(book.language.rawValue)
    put(book.name)
    put(book.folding)
    put(book.numberWords) { $0.put($1) }
    put(book.rules) { $0.put($1) }
    put(book.cues) { $0.put($1) }
    put(book.tables)
    put(book.interface.strings) { packer, key, value in
      packer.put(key)
      packer.put(value)
    }
    put(book.interface.commands) { packer, key, value in
      packer.put(key)
      packer.put(value) { $0.put($1) }
    }
    put(book.interface.problems) { packer, key, value in
      packer.put(key)
      packer.put(value)
    }
    put(book.interface.help) { packer, key, value in
      packer.put(key)
      packer.put(value)
    }
    putCards(book)
    put(book.suggestions) { packer, suggestion in
      packer.put(suggestion.step.rawValue)
      packer.put(suggestion.style?.rawValue ?? "")
      packer.put(suggestion.heat?.rawValue ?? "")
      packer.put(suggestion.say)
    }
    put(book.facts) { packer, card in
      packer.put(card.kind.rawValue)
      packer.put(card.name)
      packer.put(card.ask)
      packer.put(card.isNeeded ? 1 : 0)
    }
    put(book.vocabulary.lists) { packer, key, value in
      packer.put(key)
      packer.put(value) { $0.put($1) }
    }
  }

  private mutating func put(_ folding: FoldingRules) {
    put(folding.words) { packer, key, value in
      packer.put(key)
      packer.put(value) { $0.put($1) }
    }
    put(folding.endings) { packer, key, value in
      packer.put(key)
      packer.put(value)
    }
    put(folding.fillers) { $0.put($1) }
    put(folding.characters) { packer, key, value in
      packer.put(key)
      packer.put(value)
    }
    put(folding.homophones) { $0.put($1) }
    put(folding.gapWords)
    put(folding.gapCharacters)
  }

  private mutating func put(_ place: Place) {
    put(place.file)
    put(place.line)
    put(place.column)
  }

  private mutating func put(_ rule: Rule) {
    put(rule.id.rawValue)
    put(rule.category.rawValue)
    put(rule.severity.rawValue)
    put(rule.steps.sorted()) { $0.put($1.rawValue) }
    put(rule.why)
    put(rule.instead) { packer, alternative in
      packer.put(alternative.nuance.rawValue)
      packer.put(alternative.text)
    }
    put(rule.source ?? "")
    put(rule.place)
  }

  private mutating func put(_ cue: Cue) {
    put(cue.id.rawValue)
    put(cue.signal.name)
    put(cue.assertive)
    put(cue.responsive)
    put(cue.place)
  }

  private mutating func put(_ tables: MatcherTables) {
    put(table: tables.wordHashes)
    put(table: tables.edgeKeys)
    for list in [
      tables.wordIDs, tables.numberWords, tables.edgeTargets, tables.failure, tables.suffix,
      tables.outputStart,
      tables.outputs, tables.anchorProgram, tables.anchorLength, tables.anchorLeast, tables.anchorMost,
      tables.programStart, tables.programOwner, tables.code, tables.gaps,
    ] { put(table: list) }
  }

  private mutating func putCards(_ book: LanguageBook) {
    put(book.categories.keys.sorted()) { packer, category in
      guard let card = book.categories[category] else { return }
      packer.put(category.rawValue)
      packer.put(card.name)
      packer.put(card.why)
      packer.put(card.instead) { packer, alternative in
        packer.put(alternative.nuance.rawValue)
        packer.put(alternative.text)
      }
    }
    put(Step.allCases.filter { book.steps[$0] != nil }) { packer, step in
      guard let card = book.steps[step] else { return }
      packer.put(step.rawValue)
      for text in [card.name, card.short, card.goal, card.exit] { packer.put(text) }
      packer.put(card.doThis) { $0.put($1) }
      packer.put(card.avoid) { $0.put($1) }
    }
    put(SocialStyle.allCases.filter { book.styles[$0] != nil }) { packer, style in
      guard let card = book.styles[style] else { return }
      packer.put(style.rawValue)
      for text in [card.name, card.tone, card.options] { packer.put(text) }
      packer.put(card.doThis) { $0.put($1) }
      packer.put(card.avoid) { $0.put($1) }
    }
    put(Reaction.allCases.filter { book.reactions[$0] != nil }) { packer, reaction in
      guard let card = book.reactions[reaction] else { return }
      packer.put(reaction.rawValue)
      for text in [card.name, card.what, card.advice, card.avoid] { packer.put(text) }
    }
    put(Threat.allCases.filter { book.safety[$0] != nil }) { packer, threat in
      guard let card = book.safety[threat] else { return }
      packer.put(threat.rawValue)
      packer.put(card.title)
      packer.put(card.lines) { $0.put($1) }
      packer.put(card.say)
    }
  }
}

extension Unpacker {
  mutating func book() throws(Damaged) -> LanguageBook {
    var book = LanguageBook(language: Language(rawValue: try text()), name: try text())
    book.folding = try folding()
    book.numberWords = try texts()
    book.rules = try list { unpacker throws(Damaged) in try unpacker.rule() }
    book.cues = try list { unpacker throws(Damaged) in try unpacker.cue() }
    book.tables = try tables()
    book.interface.strings = try textMap()
    book.interface.commands = try textListMap()
    book.interface.problems = try textMap()
    book.interface.help = try textMap()
    try cards(into: &book)
    book.suggestions = try list { unpacker throws(Damaged) in
      let step: Step = try unpacker.name()
      let style = SocialStyle(rawValue: try unpacker.text())
      let heat = Heat(rawValue: try unpacker.text())
      return Suggestion(step: step, style: style, heat: heat, say: try unpacker.text())
    }
    book.facts = try list { unpacker throws(Damaged) in
      let kind: FactKind = try unpacker.name()
      let name = try unpacker.text()
      let ask = try unpacker.text()
      return FactCard(kind: kind, name: name, ask: ask, isNeeded: try unpacker.int() == 1)
    }
    book.vocabulary = FactVocabulary(lists: try textListMap())
    return book
  }

  private mutating func name<Name: RawRepresentable>() throws(Damaged) -> Name where Name.RawValue == String {
    guard let name = Name(rawValue: try text()) else { throw Damaged() }
    return name
  }

  private mutating func texts() throws(Damaged) -> [String] {
    try list { unpacker throws(Damaged) in try unpacker.text() }
  }

  private mutating func textMap() throws(Damaged) -> [String: String] {
    try map { unpacker throws(Damaged) in (try unpacker.text(), try unpacker.text()) }
  }

  private mutating func textListMap() throws(Damaged) -> [String: [String]] {
    try map { unpacker throws(Damaged) in (try unpacker.text(), try unpacker.texts()) }
  }

  private mutating func folding() throws(Damaged) -> FoldingRules {
    FoldingRules(
      words: try textListMap(), endings: try textMap(), fillers: try texts(), characters: try textMap(),
      homophones: try texts(), gapWords: try int(), gapCharacters: try int())
  }

  private mutating func place() throws(Damaged) -> Place {
    Place(file: try text(), line: try int(), column: try int())
  }

  private mutating func rule() throws(Damaged) -> Rule {
    let id = RuleID(rawValue: try text())
    let category = Category(rawValue: try text())
    let severity: Severity = try name()
    let steps = Set(try list { unpacker throws(Damaged) -> Step in try unpacker.name() })
    let why = try text()
    let instead = try list { unpacker throws(Damaged) -> Alternative in
      Alternative(nuance: try unpacker.name(), text: try unpacker.text())
    }
    let source = try text()
    return Rule(
      id: id, category: category, severity: severity, steps: steps, why: why, instead: instead,
      source: source.isEmpty ? nil : source, place: try place())
  }

  private mutating func cue() throws(Damaged) -> Cue {
    let id = CueID(rawValue: try text())
    guard let signal = Signal(name: try text()) else { throw Damaged() }
    return Cue(
      id: id, signal: signal, assertive: try double(), responsive: try double(), place: try place())
  }

  private mutating func tables() throws(Damaged) -> MatcherTables {
    var tables = MatcherTables()
    tables.wordHashes = try table()
    tables.edgeKeys = try table()
    tables.wordIDs = try table()
    tables.numberWords = try table()
    tables.edgeTargets = try table()
    tables.failure = try table()
    tables.suffix = try table()
    tables.outputStart = try table()
    tables.outputs = try table()
    tables.anchorProgram = try table()
    tables.anchorLength = try table()
    tables.anchorLeast = try table()
    tables.anchorMost = try table()
    tables.programStart = try table()
    tables.programOwner = try table()
    tables.code = try table()
    tables.gaps = try table()
    guard tables.gaps.count == 2 else { throw Damaged() }
    return tables
  }

  private mutating func cards(into book: inout LanguageBook) throws(Damaged) {
    book.categories = try map { unpacker throws(Damaged) -> (Category, CategoryCard) in
      let category = Category(rawValue: try unpacker.text())
      let (name, why) = (try unpacker.text(), try unpacker.text())
      let instead = try unpacker.list { unpacker throws(Damaged) -> Alternative in
        Alternative(nuance: try unpacker.name(), text: try unpacker.text())
      }
      return (category, CategoryCard(name: name, why: why, instead: instead))
    }
    book.steps = try map { unpacker throws(Damaged) -> (Step, StepCard) in
      let step: Step = try unpacker.name()
      let (name, short, goal, exit) = (
        try unpacker.text(), try unpacker.text(), try unpacker.text(), try unpacker.text()
      )
      return (
        step,
        StepCard(
          name: name, short: short, goal: goal, doThis: try unpacker.texts(), avoid: try unpacker.texts(),
          exit: exit)
      )
    }
    book.styles = try map { unpacker throws(Damaged) -> (SocialStyle, StyleCard) in
      let style: SocialStyle = try unpacker.name()
      let (name, tone, options) = (try unpacker.text(), try unpacker.text(), try unpacker.text())
      return (
        style,
        StyleCard(
          name: name, tone: tone, doThis: try unpacker.texts(), avoid: try unpacker.texts(), options: options)
      )
    }
    book.reactions = try map { unpacker throws(Damaged) -> (Reaction, ReactionCard) in
      (
        try unpacker.name(),
        ReactionCard(
          name: try unpacker.text(), what: try unpacker.text(), advice: try unpacker.text(),
          avoid: try unpacker.text())
      )
    }
    book.safety = try map { unpacker throws(Damaged) -> (Threat, SafetyCard) in
      (
        try unpacker.name(),
        SafetyCard(title: try unpacker.text(), lines: try unpacker.texts(), say: try unpacker.text())
      )
    }
  }
}
