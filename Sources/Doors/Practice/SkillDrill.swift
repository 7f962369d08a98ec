public import HearoutCore
public import Rehearsal

/// One skill, about two minutes: a few customers, an answer each, judged at once. A value: lines go in, verdicts come out.
public struct SkillDrill: Sendable {
  public let kind: DrillKind
  private let cards: [Card]
  private var place = 0
  /// The call of the card at hand.
  private var stage: Rehearsal?
  public private(set) var answered = 0
  public private(set) var good = 0

  /// What is practised on.
  private struct Card: Sendable {
    var setting: RehearsalSetting
    /// A sentence to turn round, with what hurts in it.
    var sentence = ""
    var flags: [HearoutCore.Flag] = []
  }

  /// What is to be shown; the words come from the language folder.
  public enum Line: Sendable, Hashable {
    case customer(number: Int, of: Int, name: String, text: String)
    case more(name: String, text: String)
    case sentence(number: Int, of: Int, text: String)
    case verdict(Verdict, isGood: Bool, style: SocialStyle? = nil)
    case flag(words: String, why: String)
    case better(String)
    case evidence([String])
  }

  /// Places in the list `skill.verdicts`.
  public enum Verdict: Int, Sendable, Hashable {
    case apologised, noSorry, problemNotNamed, conditional, clean, tooShort, toldAlready, broughtNothing
    case several, listened, cutShort, styleRight, styleWrong, skipped, found
  }

  private static let wordsMin = 4
  /// Customers, by how long each takes.
  private static let cardLimits: [DrillKind: Int] = [
    .apology: 4, .wording: 4, .style: 4, .questions: 3, .listening: 2,
  ]

  /// - Parameter settings: customers in the order in which they come; there may be more than are needed.
  public init(_ kind: DrillKind, _ settings: [RehearsalSetting]) {
    self.kind = kind
    let limit = Self.cardLimits[kind] ?? 4
    let all = kind == .wording ? settings.compactMap(Self.sentence) : settings.map { Card(setting: $0) }
    cards = Array(all.prefix(limit))
    begin()
  }

  /// Customers that a drill of this kind can do with.
  public static let mostCustomers = 8

  public var isOver: Bool { !cards.indices.contains(place) }

  // MARK: - Cards

  /// The first sentence of the bad transcript that holds a forbidden wording.
  private static func sentence(_ setting: RehearsalSetting) -> Card? {
    for line in setting.scenario.bad?.lines ?? [] {
      let flags = setting.reader.flags(line, language: setting.language)
      if !flags.isEmpty { return Card(setting: setting, sentence: line, flags: flags) }
    }
    return nil
  }

  private mutating func begin() {
    guard cards.indices.contains(place), kind != .wording, kind != .style else {
      stage = nil
      return
    }
    let setting = cards[place].setting
    let beginning = Beginning(
      door: .rehearsal, language: setting.language, clock: SteadyClock.start, scenario: setting.scenario.id)
    var stage = Rehearsal(setting, beginning: beginning)
    if kind == .questions {
      for line in setting.scenario.good?.lines ?? [] where stage.isVenting {
        stage.respond(to: line, at: SteadyClock.start)
      }
    }
    self.stage = stage
  }

  /// What is shown before the answer; nothing where the talk goes on.
  public func question() -> [Line] {
    guard cards.indices.contains(place) else { return [] }
    let card = cards[place]
    let scenario = card.setting.scenario
    let number = place + 1
    if kind == .wording {
      return [.sentence(number: number, of: cards.count, text: card.sentence)]
        + card.flags.prefix(2).map { .flag(words: $0.match, why: $0.why) }
    }
    // A customer who is still telling is not introduced again.
    if kind == .listening, stage?.turns.isEmpty == false { return [] }
    let opening = Line.customer(
      number: number, of: cards.count, name: scenario.customer.name, text: scenario.openingLine)
    switch kind {
    case .style: return [opening] + scenario.vent.prefix(2).map { more($0.say, scenario) }
    case .questions:
      return [opening] + (stage?.turns ?? []).map { more($0.customer.text, scenario) }
    default: return [opening]
    }
  }

  private func more(_ text: String, _ scenario: Scenario) -> Line {
    .more(name: scenario.customer.name, text: text)
  }

  // MARK: - Answers

  /// Takes an answer, and goes on to the next customer where this one has no more to say.
  public mutating func take(_ line: String) -> [Line] {
    guard cards.indices.contains(place) else { return [] }
    guard line.contains(where: { !$0.isWhitespace }) else {
      next()
      return [.verdict(.skipped, isGood: false)]
    }
    answered += 1
    let lines: [Line] =
      switch kind {
      case .apology: apology(line)
      case .wording: wording(line)
      case .style: style(line)
      case .questions: questions(line)
      case .listening: listening(line)
      }
    let isGood = lines.contains { if case .verdict(_, true, _) = $0 { true } else { false } }
    if isGood { good += 1 }
    if kind != .listening || stage?.isVenting != true || stage?.ending != nil { next() }
    return lines
  }

  private mutating func next() {
    place += 1
    begin()
  }

  private static func flags(_ flags: [HearoutCore.Flag]) -> [Line] {
    flags.prefix(2).map { .flag(words: $0.match, why: $0.why) }
  }

  private mutating func apology(_ line: String) -> [Line] {
    guard let turn = stage?.respond(to: line, at: SteadyClock.start) else { return [] }
    let flags = turn.agentReading.flags
    let model = Line.better(model { $0.acts.contains(.apologise) })
    let isConditional = flags.contains { $0.category.rawValue == "insincere_apology" }
    if isConditional { return [.verdict(.conditional, isGood: false)] + Self.flags(flags) + [model] }
    if !turn.agentReading.acts.contains(.apologise) { return [.verdict(.noSorry, isGood: false), model] }
    if !flags.isEmpty { return Self.flags(flags) + [model] }
    let names = turn.ledger.contains { [.apologyNamed, .apologyNamedAgain].contains($0.law) }
    return names
      ? [.verdict(.apologised, isGood: true)] : [.verdict(.problemNotNamed, isGood: false), model]
  }

  /// The longest line of the scenario's good transcript that does something.
  private func model(_ does: (AgentReading) -> Bool) -> String {
    let setting = cards[place].setting
    let fitting = (setting.scenario.good?.lines ?? []).filter { line in
      let turn = Turn(speaker: .agent, text: line, language: setting.language)
      guard case .agent(let reading) = setting.reader.read(turn, in: Call()) else { return false }
      return does(reading)
    }
    return fitting.max { $0.count < $1.count } ?? ""
  }

  private func wording(_ line: String) -> [Line] {
    let card = cards[place]
    let flags = card.setting.reader.flags(line, language: card.setting.language)
    let better = card.flags.prefix(2).compactMap { $0.instead.first.map { Line.better($0.text) } }
    if !flags.isEmpty { return Self.flags(flags) + better }
    let turn = Turn(speaker: .agent, text: line, language: card.setting.language)
    guard case .agent(let reading) = card.setting.reader.read(turn, in: Call()),
      reading.words >= Self.wordsMin
    else { return [.verdict(.tooShort, isGood: false)] + better }
    return [.verdict(.clean, isGood: true)] + better
  }

  private func style(_ line: String) -> [Line] {
    let setting = cards[place].setting
    let right = setting.scenario.style
    let typed = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    let books = setting.reader.phrasebook.all.map(\.book)
    let found = SocialStyle.allCases.enumerated().first { number, style in
      typed == "\(number + 1)" || typed == style.rawValue
        || books.contains { $0.styles[style]?.name.lowercased() == typed }
    }
    let isRight = found?.element == right
    let verdict = Line.verdict(isRight ? .styleRight : .styleWrong, isGood: isRight, style: right)
    let quotes = evidence(setting)
    return quotes.isEmpty ? [verdict] : [verdict, .evidence(quotes)]
  }

  /// The customer's words that speak for their style.
  private func evidence(_ setting: RehearsalSetting) -> [String] {
    let words = [setting.scenario.openingLine] + setting.scenario.vent.prefix(2).map(\.say)
    var quotes: [String] = []
    for text in words {
      let turn = Turn(speaker: .customer, text: text, language: setting.language)
      guard case .customer(let reading) = setting.reader.read(turn, in: Call()) else { continue }
      for sign in reading.styleSigns where speaks(sign, for: setting.scenario.style) {
        if !quotes.contains(sign.evidence.quote) { quotes.append(sign.evidence.quote) }
      }
    }
    return Array(quotes.prefix(3))
  }

  private func speaks(_ sign: StyleSign, for style: SocialStyle) -> Bool {
    let isResponsive = style == .expressive || style == .amiable
    return (style.isAssertive ? sign.assertive : -sign.assertive) > 0
      || (isResponsive ? sign.responsive : -sign.responsive) > 0
  }

  private mutating func questions(_ line: String) -> [Line] {
    guard let turn = stage?.respond(to: line, at: SteadyClock.start) else { return [] }
    let answer = more(turn.customer.text, cards[place].setting.scenario)
    let flags = Self.flags(turn.agentReading.flags)
    if !flags.isEmpty { return [answer] + flags }
    let laws = turn.ledger.map(\.law)
    if laws.contains(.factAskedAgain) { return [answer, .verdict(.toldAlready, isGood: false)] }
    if laws.contains(.threeQuestions) { return [answer, .verdict(.several, isGood: false)] }
    let found = laws.contains(.factAsked) || laws.contains(.openedUp)
    if found { return [answer, .verdict(.found, isGood: true)] }
    return [answer, .verdict(.broughtNothing, isGood: false), .better(missing())]
  }

  /// A question for something that is not known yet.
  private func missing() -> String {
    guard let stage else { return "" }
    let setting = stage.setting
    let book = setting.reader.phrasebook[setting.language].book
    let open = setting.scenario.facts.indices.filter { !stage.customer.revealed.contains($0) }
    let kinds = open.compactMap { setting.scenario.facts[$0].kind }
    return kinds.lazy.compactMap { kind in book.facts.first { $0.kind == kind }?.ask }.first ?? ""
  }

  private mutating func listening(_ line: String) -> [Line] {
    guard let turn = stage?.respond(to: line, at: SteadyClock.start) else { return [] }
    let flags = Self.flags(turn.agentReading.flags)
    let listened = flags.isEmpty && turn.ledger.contains { $0.law == .listened }
    let verdict = Line.verdict(listened ? .listened : .cutShort, isGood: listened)
    return [more(turn.customer.text, cards[place].setting.scenario), verdict] + flags
  }
}
