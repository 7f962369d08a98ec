public import HearoutCore
public import LineTerminal
import TextLayout

/// A live call as a value: lines go in, effects come out. No clock, no screen, no files; the door carries out.
public struct LiveSession: Sendable {
  public internal(set) var call = Call()
  /// Whose words come next.
  public internal(set) var speaker = Speaker.customer
  public internal(set) var language: Language
  public internal(set) var isQuiet = false
  var memory = AdviceMemory()
  var suggestions: [String] = []
  /// The line that was held once because of a grave flag.
  var heldLine: String?
  var swapping = Swapping()
  var asksToLeave = false
  /// Case number to show, once there is one.
  public var caseName: String?

  let reader: TurnReader
  let adviser: Adviser
  /// Team's contact for a person in danger.
  let contact: String?
  /// The handbook of a language, read when a card is asked for.
  let handbook: @Sendable (Language) -> Handbook

  /// - Parameters:
  ///   - beginning: recorded with the first turn, so that a call without a word leaves no case.
  public init(
    reader: TurnReader, beginning: Beginning, contact: String?, resuming log: [CallEvent] = [],
    handbook: @escaping @Sendable (Language) -> Handbook = { _ in Handbook() }
  ) {
    self.reader = reader
    self.handbook = handbook
    adviser = Adviser(reader.phrasebook)
    language = beginning.language
    self.contact = contact
    if log.isEmpty {
      pendingBeginning = beginning
    } else {
      call = Call(folding: log)
      language = call.beginning?.language ?? language
      speaker = call.lastSpeaker?.other ?? .customer
    }
  }

  private var pendingBeginning: Beginning?

  var interface: Interface { reader.phrasebook[language].book.interface }

  // MARK: - Lines

  /// Takes in a line typed by the agent.
  public mutating func take(_ line: String, at clock: Clock) -> [LiveEffect] {
    asksToLeave = false
    switch TypedLine(line, names: { names }) {
    case .empty:
      speaker = speaker.other
      return []
    case .pick(let number): return pick(number, line, clock)
    case .command(let command, let argument): return run(command, argument, clock)
    case .unknownCommand(let name, let near):
      var text = interface(.liveUnknownCommand, ["found": name])
      if let near { text += interface(.problemNearest, ["nearest": "/" + near]) }
      return [.show([ScreenLine(text, .yellow)])]
    case .words(let words, let named): return hear(words, from: named ?? speaker, at: clock)
    }
  }

  /// Takes in a turn, typed or fed.
  public mutating func hear(
    _ words: String, from speaker: Speaker, language named: Language? = nil, at clock: Clock
  )
    -> [LiveEffect]
  {
    var effects: [LiveEffect] = []
    let spoken = named ?? reader.phrasebook.detect(words, usual: language)
    let turn = Turn(speaker: speaker, text: words, language: spoken, clock: clock)
    let wasVenting = call.isVenting
    let reading = reader.read(turn, in: call)
    effects += record(.said(turn, reading, reader: reader.version))
    heldLine = nil
    if speaker == .agent { effects.append(.remember(words)) }
    self.speaker = speaker.other
    let screen = LiveScreen(session: self)
    switch reading {
    case .agent(let reading):
      let lines = screen.afterAgent(reading, wasVenting: wasVenting)
      if !lines.isEmpty { effects.append(.show(lines)) }
    case .customer:
      // The suggestions speak the language that the customer speaks.
      let advice = adviser.advise(call, language: spoken, memory: &memory)
      suggestions = advice.say.map { Blanks(call: call).fill($0) }
      var shown = advice
      shown.say = suggestions
      let lines = screen.afterCustomer(shown)
      if !lines.isEmpty { effects.append(.show(lines)) }
    }
    return effects
  }

  /// Ctrl-D: asks once, then leaves. The case stays open.
  public mutating func end() -> [LiveEffect] {
    if asksToLeave || call.events.isEmpty { return [.leave] }
    asksToLeave = true
    return [.show([ScreenLine(interface(.liveAskLeave), .yellow)])]
  }

  public mutating func switchSpeaker() { speaker = speaker.other }

  private mutating func pick(_ number: Int, _ line: String, _ clock: Clock) -> [LiveEffect] {
    guard speaker == .agent, suggestions.indices.contains(number - 1) else {
      return hear(line, from: speaker, at: clock)
    }
    let text = suggestions[number - 1]
    return [.preload(text, cursor: Blanks.firstOpen(in: text)?.span.start)]
  }

  mutating func record(_ event: CallEvent) -> [LiveEffect] {
    var effects: [LiveEffect] = []
    if let beginning = pendingBeginning {
      pendingBeginning = nil
      call.apply(.began(beginning))
      effects.append(.record(.began(beginning)))
    }
    call.apply(event)
    effects.append(.record(event))
    return effects
  }

  // MARK: - While typing

  /// Flags of the line being typed, if it is the agent's words.
  func flags(_ line: String) -> [Flag] {
    guard case .words(let words, let named) = TypedLine(line, names: { names }), (named ?? speaker) == .agent
    else {
      return []
    }
    // Places count from the start of the line as typed, which may have a mark or spaces before the words.
    let offset =
      line.unicodeScalars.count - Substring(line).drop { $0.isWhitespace || $0 == ">" }.unicodeScalars.count
    let spoken = reader.phrasebook.detect(words, usual: language)
    return reader.flags(words, language: spoken).map { flag in
      var moved = flag
      moved.span = Span(start: flag.span.start + offset, end: flag.span.end + offset)
      return moved
    }
  }

  /// Rows to show under the line.
  public func hint(_ line: String) -> [ScreenLine] {
    if let first = line.first, first == "/" || first == "\u{FF0F}" {
      return LiveScreen(session: self).commandHint(line)
    }
    if let blank = Blanks.firstOpen(in: line), speaker == .agent {
      return [ScreenLine(interface(.liveFillBlank, ["name": blank.name]), .cyan)]
    }
    guard let flag = Self.worst(flags(line)) else { return [] }
    return [LiveScreen(session: self).flagRow(flag, isHeld: heldLine == line)]
  }

  static func worst(_ flags: [Flag]) -> Flag? {
    flags.max { ($0.severity, $1.span.start) < ($1.severity, $0.span.start) }
  }

  public mutating func swap(_ line: String) -> (line: String, cursor: Int)? {
    swapping.swap(line, flags: flags(line), call: call)
  }

  /// On Enter: a grave flag holds the line once, an open blank always.
  public mutating func accept(_ line: String) -> Acceptance {
    guard case .words(_, let named) = TypedLine(line, names: { names }), (named ?? speaker) == .agent else {
      return .accept
    }
    if let blank = Blanks.firstOpen(in: line) { return .hold(cursor: blank.span.start) }
    if heldLine != line, flags(line).contains(where: { $0.severity == .high }) {
      heldLine = line
      return .hold(cursor: nil)
    }
    return .accept
  }

  /// What Tab offers: commands, names of steps and styles, suggestions.
  public func completions(_ line: String, cursor: Int) -> Completions {
    let typed = String(String.UnicodeScalarView(Array(line.unicodeScalars).prefix(cursor)))
    if typed.hasPrefix("/") {
      let begun = typed.dropFirst().lowercased()
      let names = self.names.keys.filter { $0.hasPrefix(begun) }.sorted()
      return Completions(replaceFrom: 1, candidates: names)
    }
    let starts = suggestions.filter { $0.hasPrefix(typed) }
    if !starts.isEmpty { return Completions(replaceFrom: 0, candidates: starts) }
    let values = FactKind.allCases.compactMap { call.value(of: $0) }
    let word = String(typed.reversed().prefix { !$0.isWhitespace }.reversed())
    let fitting = values.filter { !word.isEmpty && $0.lowercased().hasPrefix(word.lowercased()) }
    return Completions(
      replaceFrom: typed.unicodeScalars.count - word.unicodeScalars.count, candidates: fitting)
  }

  /// Names of the commands in all languages.
  var names: [String: LiveCommand] {
    var names: [String: LiveCommand] = [:]
    for command in LiveCommand.allCases {
      names[command.rawValue] = command
      for language in reader.phrasebook.all {
        for name in language.book.interface.commands[command.rawValue] ?? [] { names[name] = command }
      }
    }
    return names
  }
}
