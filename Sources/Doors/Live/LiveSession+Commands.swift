import HearoutCore
import LineTerminal
import TextLayout

extension LiveSession {
  mutating func run(_ command: LiveCommand, _ argument: String, _ clock: Clock) -> [LiveEffect] {
    let screen = LiveScreen(session: self)
    switch command {
    case .help: return [.show(screen.help())]
    case .undo: return undo(clock)
    case .facts: return facts(argument, clock)
    case .step: return setStep(argument, clock)
    case .style: return setStyle(argument, clock)
    case .note:
      guard !argument.isEmpty else { return say(.liveNoteEmpty, .yellow) }
      return record(.noted(argument, clock)) + say(.liveNoted)
    case .promises: return [.show(screen.promises(clock))]
    case .done: return close(argument, clock)
    case .due: return followUp(argument, clock)
    case .card: return [.show(screen.card(argument))]
    case .quiet:
      isQuiet.toggle()
      return say(isQuiet ? .liveQuietOn : .liveQuietOff)
    case .mute: return mute(argument)
    case .say: return sayAgain()
    case .transcript: return [.show(screen.transcript())]
    case .end: return record(.ended(clock)) + [.show(LiveScreen(session: self).summary(clock)), .leave]
    case .quit: return [.show(screen.summary(clock)), .leave]
    }
  }

  private func say(
    _ key: InterfaceKey, _ style: Style = .plain, _ blanks: KeyValuePairs<String, String> = [:]
  )
    -> [LiveEffect]
  { [.show([ScreenLine(interface(key, blanks), style)])] }

  private mutating func undo(_ clock: Clock) -> [LiveEffect] {
    guard let last = call.events.last(where: \.isUndoable) else { return say(.liveNothingToUndo, .yellow) }
    let effects = record(.undone(clock))
    speaker = call.lastSpeaker?.other ?? .customer
    suggestions = []
    if case .said(let turn, _, _) = last {
      speaker = turn.speaker
      return effects + say(.liveUndone, .plain, ["text": turn.text]) + [.preload(turn.text, cursor: nil)]
    }
    return effects + say(.liveUndoneSetting)
  }

  private mutating func facts(_ argument: String, _ clock: Clock) -> [LiveEffect] {
    guard !argument.isEmpty else { return [.show(LiveScreen(session: self).facts())] }
    let book = reader.phrasebook[language].book
    let parts = argument.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = parts[0].lowercased()
    guard let card = book.facts.first(where: { $0.kind.rawValue == name || $0.name.lowercased() == name })
    else {
      let names = book.facts.map { $0.kind.rawValue }.joined(separator: ", ")
      return say(.liveUnknownFact, .yellow, ["found": name, "expected": names])
    }
    guard parts.count == 2 else { return say(.liveFactEmpty, .yellow, ["name": name]) }
    let value = String(parts[1])
    return record(.factSet(card.kind, value, clock))
      + say(.liveFactSet, .plain, ["name": card.name, "value": value])
  }

  private mutating func setStep(_ argument: String, _ clock: Clock) -> [LiveEffect] {
    let book = reader.phrasebook[language].book
    if argument.isEmpty { return [.show(LiveScreen(session: self).stepCard(call.step))] }
    let found = Step.allCases.first { step in
      let card = book.steps[step]
      return [step.rawValue, card?.short ?? "", card?.name ?? "", "\(step.order + 1)"].contains {
        $0.lowercased() == argument.lowercased()
      }
    }
    guard let step = found else {
      return say(
        .liveUnknownStep, .yellow,
        [
          "found": argument,
          "expected": Step.allCases.compactMap { book.steps[$0]?.short }.joined(separator: ", "),
        ])
    }
    return record(.stepSet(step, clock)) + [.show(LiveScreen(session: self).stepCard(step))]
  }

  private mutating func setStyle(_ argument: String, _ clock: Clock) -> [LiveEffect] {
    let book = reader.phrasebook[language].book
    if argument.isEmpty { return [.show(LiveScreen(session: self).styleGuess())] }
    let auto = book.interface.commands["auto"] ?? []
    if argument == "auto" || auto.contains(argument) {
      return record(.styleSet(nil, clock)) + say(.liveStyleAuto)
    }
    let found = SocialStyle.allCases.first {
      [$0.rawValue, book.styles[$0]?.name.lowercased() ?? ""].contains(argument.lowercased())
    }
    guard let style = found else {
      return say(
        .liveUnknownStyle, .yellow,
        [
          "found": argument,
          "expected": SocialStyle.allCases.compactMap { book.styles[$0]?.name }.joined(separator: ", "),
        ])
    }
    return record(.styleSet(style, clock)) + [.show(LiveScreen(session: self).styleCard(style))]
  }

  private mutating func close(_ argument: String, _ clock: Clock) -> [LiveEffect] {
    guard let number = Int(argument), call.promises.indices.contains(number - 1) else {
      return say(.liveNoSuchPromise, .yellow, ["found": argument])
    }
    return record(.promiseClosed(number, clock)) + say(.livePromiseDone, .plain, ["number": "\(number)"])
  }

  private mutating func followUp(_ argument: String, _ clock: Clock) -> [LiveEffect] {
    guard !argument.isEmpty else { return [.show(LiveScreen(session: self).promises(clock))] }
    let turn = Turn(
      speaker: .agent, text: argument, language: reader.phrasebook.detect(argument, usual: language),
      clock: clock)
    let ready = reader.phrasebook[turn.language]
    let promise = FactReader(language: ready, hearing: Hearing(argument, in: ready), turn: turn).followUp()
    let effects = record(.followUpSet(argument, due: promise, clock))
    return effects + [.show(LiveScreen(session: self).promises(clock))]
  }

  private mutating func mute(_ argument: String) -> [LiveEffect] {
    let names = interface(.liveCardNames).split(separator: " ").map(String.init)
    let index = CardKind.allCases.firstIndex { $0.rawValue == argument } ?? names.firstIndex(of: argument)
    guard let index, CardKind.allCases.indices.contains(index) else {
      return say(.liveUnknownCard, .yellow, ["found": argument, "expected": names.joined(separator: ", ")])
    }
    let kind = CardKind.allCases[index]
    if memory.muted.remove(kind) == nil { memory.muted.insert(kind) }
    return say(memory.muted.contains(kind) ? .liveMuted : .liveUnmuted, .plain, ["name": argument])
  }

  private mutating func sayAgain() -> [LiveEffect] {
    let advice = adviser.advise(call, language: language, memory: &memory)
    suggestions = advice.say.map { Blanks(call: call).fill($0) }
    return [.show(LiveScreen(session: self).numbered(suggestions))]
  }
}
