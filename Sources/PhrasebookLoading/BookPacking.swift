import HearoutCore
import PhraseMatching

extension Packer {
  mutating func put(_ book: LanguageBook) {
    put(book.language.rawValue)
    put(book.name)
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
    put(Step.allCases.filter { book.steps[$0] != nil }) { packer, step in
      guard let card = book.steps[step] else { return }
      packer.put(step.rawValue)
      for text in [card.name, card.short, card.goal, card.exit] { packer.put(text) }
      packer.put(card.doThis) { $0.put($1) }
      packer.put(card.avoid) { $0.put($1) }
    }
    putPart { $0.put(book.folding) }
    putPart { packer in packer.put(book.numberWords) { $0.put($1) } }
    putPart { packer in packer.put(book.rules) { $0.put($1) } }
    putPart { packer in packer.put(book.cues) { $0.put($1) } }
    putPart { $0.put(book.cards) }
    putPart { packer in
      packer.put(book.facts) { packer, card in
        packer.put(card.kind.rawValue)
        packer.put(card.name)
        packer.put(card.ask)
        packer.put(card.isNeeded ? 1 : 0)
      }
    }
    putPart { packer in
      packer.put(book.vocabulary.lists) { packer, key, value in
        packer.put(key)
        packer.put(value) { $0.put($1) }
      }
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
    put(rule.exceptions) { $0.put($1) }
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
      tables.programStart, tables.programOwner, tables.code, tables.companionStart, tables.companions,
      tables.gaps,
    ] { put(table: list) }
  }

  private mutating func put(_ cards: LanguageBook.Cards) {
    put(cards.categories.keys.sorted()) { packer, category in
      guard let card = cards.categories[category] else { return }
      packer.put(category.rawValue)
      packer.put(card.name)
      packer.put(card.why)
      packer.put(card.instead) { packer, alternative in
        packer.put(alternative.nuance.rawValue)
        packer.put(alternative.text)
      }
    }
    put(SocialStyle.allCases.filter { cards.styles[$0] != nil }) { packer, style in
      guard let card = cards.styles[style] else { return }
      packer.put(style.rawValue)
      for text in [card.name, card.tone, card.options] { packer.put(text) }
      packer.put(card.doThis) { $0.put($1) }
      packer.put(card.avoid) { $0.put($1) }
    }
    put(Reaction.allCases.filter { cards.reactions[$0] != nil }) { packer, reaction in
      guard let card = cards.reactions[reaction] else { return }
      packer.put(reaction.rawValue)
      for text in [card.name, card.what, card.advice, card.avoid] { packer.put(text) }
    }
    put(Threat.allCases.filter { cards.safety[$0] != nil }) { packer, threat in
      guard let card = cards.safety[threat] else { return }
      packer.put(threat.rawValue)
      packer.put(card.title)
      packer.put(card.lines) { $0.put($1) }
      packer.put(card.say)
      packer.put(card.perhaps)
    }
    put(cards.suggestions) { packer, suggestion in
      packer.put(suggestion.step.rawValue)
      packer.put(suggestion.style?.rawValue ?? "")
      packer.put(suggestion.heat?.rawValue ?? "")
      packer.put(suggestion.say)
    }
  }
}

extension Unpacker {
  mutating func book() throws(Damaged) -> LanguageBook {
    var book = LanguageBook(language: Language(rawValue: try text()), name: try text())
    book.tables = try tables()
    book.interface.strings = try textMap()
    book.interface.commands = try textListMap()
    book.interface.problems = try textMap()
    book.interface.help = try textMap()
    book.steps = try map { unpacker throws(Damaged) in try unpacker.stepCard() }
    book.deferred = LanguageBook.Parts(
      folding: try part({ unpacker throws(Damaged) in try unpacker.folding() }) { $0.folding },
      numberWords: try part({ unpacker throws(Damaged) in try unpacker.texts() }) { $0.numberWords },
      rules: try part({ unpacker throws(Damaged) in
        try unpacker.list { unpacker throws(Damaged) in try unpacker.rule() }
      }) { $0.rules },
      cues: try part({ unpacker throws(Damaged) in
        try unpacker.list { unpacker throws(Damaged) in try unpacker.cue() }
      }) { $0.cues },
      cards: try part({ unpacker throws(Damaged) in try unpacker.cards() }) { $0.cards },
      facts: try part({ unpacker throws(Damaged) in
        try unpacker.list { unpacker throws(Damaged) in try unpacker.factCard() }
      }) { $0.facts },
      vocabulary: try part({ unpacker throws(Damaged) in
        FactVocabulary(lists: try unpacker.textListMap())
      }) { $0.vocabulary })
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
      source: source.isEmpty ? nil : source, place: try place(),
      exceptions: try list { unpacker throws(Damaged) in try unpacker.int() })
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
    tables.companionStart = try table()
    tables.companions = try table()
    tables.gaps = try table()
    guard tables.gaps.count == 2 else { throw Damaged() }
    return tables
  }

  private mutating func stepCard() throws(Damaged) -> (Step, StepCard) {
    let step: Step = try name()
    let (name, short, goal, exit) = (try text(), try text(), try text(), try text())
    return (
      step,
      StepCard(name: name, short: short, goal: goal, doThis: try texts(), avoid: try texts(), exit: exit)
    )
  }

  private mutating func factCard() throws(Damaged) -> FactCard {
    let kind: FactKind = try name()
    let (name, ask) = (try text(), try text())
    return FactCard(kind: kind, name: name, ask: ask, isNeeded: try int() == 1)
  }

  private mutating func suggestion() throws(Damaged) -> Suggestion {
    let step: Step = try name()
    let style = SocialStyle(rawValue: try text())
    let heat = Heat(rawValue: try text())
    return Suggestion(step: step, style: style, heat: heat, say: try text())
  }

  private mutating func cards() throws(Damaged) -> LanguageBook.Cards {
    var cards = LanguageBook.Cards()
    cards.categories = try map { unpacker throws(Damaged) -> (Category, CategoryCard) in
      let category = Category(rawValue: try unpacker.text())
      let (name, why) = (try unpacker.text(), try unpacker.text())
      let instead = try unpacker.list { unpacker throws(Damaged) -> Alternative in
        Alternative(nuance: try unpacker.name(), text: try unpacker.text())
      }
      return (category, CategoryCard(name: name, why: why, instead: instead))
    }
    cards.styles = try map { unpacker throws(Damaged) -> (SocialStyle, StyleCard) in
      let style: SocialStyle = try unpacker.name()
      let (name, tone, options) = (try unpacker.text(), try unpacker.text(), try unpacker.text())
      return (
        style,
        StyleCard(
          name: name, tone: tone, doThis: try unpacker.texts(), avoid: try unpacker.texts(), options: options)
      )
    }
    cards.reactions = try map { unpacker throws(Damaged) -> (Reaction, ReactionCard) in
      (
        try unpacker.name(),
        ReactionCard(
          name: try unpacker.text(), what: try unpacker.text(), advice: try unpacker.text(),
          avoid: try unpacker.text())
      )
    }
    cards.safety = try map { unpacker throws(Damaged) -> (Threat, SafetyCard) in
      (
        try unpacker.name(),
        SafetyCard(
          title: try unpacker.text(), lines: try unpacker.texts(), say: try unpacker.text(),
          perhaps: try unpacker.text())
      )
    }
    cards.suggestions = try list { unpacker throws(Damaged) in try unpacker.suggestion() }
    return cards
  }
}
