public import HearoutCore
import LineTerminal
public import Rehearsal
import TextLayout

/// A rehearsal at a terminal or from a pipe, as a value: lines go in, effects come out. No clock, no screen, no files.
public struct RehearsalSession: Sendable {
  public private(set) var rehearsal: Rehearsal
  /// The live assistant looking over the trainee's shoulder; in an exam it keeps silent.
  var coach: LiveSession
  private var asksToLeave = false
  private var hasBegun = false
  /// Case number to show, once there is one.
  public var caseName: String?
  private var lastAdvice: Advice?
  /// Whether the trainee stopped the clock; the next line starts it again.
  public private(set) var isPaused = false

  public init(_ setting: RehearsalSetting, beginning: Beginning) {
    rehearsal = Rehearsal(setting, beginning: beginning)
    coach = LiveSession(reader: setting.reader, beginning: beginning, contact: nil)
    coach.speaker = .agent
    coach.call = rehearsal.call
  }

  var setting: RehearsalSetting { rehearsal.setting }
  var interface: Interface { setting.reader.phrasebook[setting.language].book.interface }
  /// Whether the trainee sees hints and may take words back.
  public var isPractice: Bool { !setting.isExam }
  public var isOver: Bool { rehearsal.ending != nil }

  // MARK: - Lines

  /// What is shown before the first line, and what the log keeps of it.
  public mutating func begin() -> [LiveEffect] {
    guard !hasBegun else { return [] }
    hasBegun = true
    let events = rehearsal.events.map(LiveEffect.record)
    return events + [.show(RehearsalScreen(session: self).opening())] + advise()
  }

  /// Takes in a typed line; an empty one is silence.
  public mutating func take(_ line: String, at clock: Clock) -> [LiveEffect] {
    asksToLeave = false
    isPaused = false
    switch RehearsalLine(line, names: { names }) {
    case .words(let words): return say(words, clock)
    case .command(let command, let argument): return run(command, argument, clock)
    case .unknownCommand(let name, let near):
      var text = interface(.rehearseUnknownCommand, ["found": name])
      if let near { text += interface(.problemNearest, ["nearest": "/" + near]) }
      return [.show([ScreenLine(text, .yellow)])]
    }
  }

  /// The end of input at a terminal: asks once, then leaves.
  public mutating func end() -> [LiveEffect] {
    if asksToLeave || isOver || rehearsal.turns.isEmpty { return finish() }
    asksToLeave = true
    return [.show([ScreenLine(interface(.rehearseAskLeave), .yellow)])]
  }

  /// Ends the rehearsal, whatever state it is in, and shows what there is to say about it.
  public mutating func finish() -> [LiveEffect] {
    let clock = rehearsal.turns.last?.customer.clock ?? rehearsal.opening.clock
    rehearsal.leave()
    let closing = clock.map { [LiveEffect.record(.ended($0))] } ?? []
    return closing + [.show(RehearsalScreen(session: self).closing()), .leave]
  }

  private mutating func say(_ words: String, _ clock: Clock) -> [LiveEffect] {
    let before = rehearsal.events.count
    guard let turn = rehearsal.respond(to: words, at: clock) else { return finish() }
    var effects = rehearsal.events.dropFirst(before).map(LiveEffect.record)
    if !words.isEmpty { effects.append(.remember(words)) }
    effects.append(.show(RehearsalScreen(session: self).answer(turn)))
    if isOver { return effects + finish() }
    return effects + advise()
  }

  /// What the live assistant would say now; only in practice.
  private mutating func advise() -> [LiveEffect] {
    coach.call = rehearsal.call
    var advice = coach.adviser.advise(rehearsal.call, language: setting.language, memory: &coach.memory)
    if rehearsal.isVenting { advice.hints = Self.whileVenting(advice.hints) }
    lastAdvice = advice
    guard isPractice else { return [] }
    let lines = RehearsalScreen(session: self).hints(advice)
    return lines.isEmpty ? [] : [.show(lines)]
  }

  /// The live assistant can only guess when the story is out; here it is known, and nothing may lead away from it.
  private static func whileVenting(_ hints: [Hint]) -> [Hint] {
    let kept = hints.filter {
      switch $0 {
      case .gather, .askDeadline, .offerOptions, .askConsent, .arrangeFollowUp, .apologiseFully: false
      default: true
      }
    }
    return kept.isEmpty && !hints.isEmpty ? [.listen] : kept
  }

  // MARK: - Commands

  private mutating func run(_ command: RehearsalCommand, _ argument: String, _ clock: Clock) -> [LiveEffect] {
    let screen = RehearsalScreen(session: self)
    isPaused = command == .pause
    switch command {
    case .help: return [.show(screen.help())]
    case .facts: return [.show(screen.facts())]
    case .pause: return [.show([ScreenLine(interface(.rehearsePaused))])]
    case .quit: return finish()
    case .undo, .again, .why, .hint:
      guard isPractice else { return [.show([ScreenLine(interface(.rehearseNotInExam), .yellow)])] }
    }
    switch command {
    case .undo: return undo(clock)
    case .again: return again(argument, clock)
    case .why: return [.show(screen.why())]
    default: return [.show(screen.card(lastAdvice))]
    }
  }

  private mutating func undo(_ clock: Clock) -> [LiveEffect] {
    let before = rehearsal.events.count
    guard let taken = rehearsal.undo() else {
      return [.show([ScreenLine(interface(.liveNothingToUndo), .yellow)])]
    }
    // What was advised after the words that are taken back is no advice any more.
    _ = advise()
    let count = before - rehearsal.events.count
    let events = Array(repeating: LiveEffect.record(.undone(clock)), count: count)
    let text = interface(.rehearseUndone, ["text": taken.agent.text])
    return events + [.show([ScreenLine(text)]), .preload(taken.agent.text, cursor: nil)]
  }

  private func again(_ argument: String, _ clock: Clock) -> [LiveEffect] {
    guard !argument.isEmpty else {
      return [.show([ScreenLine(interface(.rehearseAgainEmpty), .yellow)])]
    }
    guard let turn = rehearsal.tryingAgain(argument, at: clock) else {
      return [.show([ScreenLine(interface(.liveNothingToUndo), .yellow)])]
    }
    let title = ScreenLine(interface(.rehearseAgain, ["text": argument]))
    return [.show([title] + RehearsalScreen(session: self).answer(turn))]
  }

  // MARK: - While typing

  var names: [String: RehearsalCommand] { RehearsalCommand.names(in: setting.reader.phrasebook) }

  /// Rows under the line: commands, and in practice the flags.
  func hint(_ line: String) -> [ScreenLine] {
    if let first = line.first, first == "/" || first == "\u{FF0F}" {
      return RehearsalScreen(session: self).commandHint(line)
    }
    return isPractice ? coach.hint(line) : []
  }

  mutating func swap(_ line: String) -> (line: String, cursor: Int)? {
    isPractice ? coach.swap(line) : nil
  }

  func completions(_ line: String, cursor: Int) -> Completions {
    let typed = String(String.UnicodeScalarView(Array(line.unicodeScalars).prefix(cursor)))
    guard typed.hasPrefix("/") else { return .none }
    let begun = typed.dropFirst().lowercased()
    return Completions(replaceFrom: 1, candidates: names.keys.filter { $0.hasPrefix(begun) }.sorted())
  }
}
