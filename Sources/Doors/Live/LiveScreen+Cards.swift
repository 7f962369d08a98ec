import HearoutCore
import LineTerminal
import Reporting
import TextLayout

/// What commands show.
extension LiveScreen {
  private var book: LanguageBook { session.reader.phrasebook[session.language].book }
  private var interface: Interface { session.interface }

  func help() -> [ScreenLine] {
    interface(.liveHelp).split(separator: "\n", omittingEmptySubsequences: false).map {
      ScreenLine(String($0))
    }
  }

  func commandHint(_ line: String) -> [ScreenLine] {
    let begun = line.dropFirst().prefix { !$0.isWhitespace }.lowercased()
    let shown = LiveCommand.allCases.compactMap { command -> String? in
      let names = (interface.commands[command.rawValue] ?? []) + [command.rawValue]
      return names.first { $0.hasPrefix(begun) }.map { "/" + $0 }
    }
    return [ScreenLine(shown.joined(separator: " "), .dim)]
  }

  func facts() -> [ScreenLine] {
    book.facts.map { card in
      let values = session.call.facts[card.kind]?.map(\.value) ?? []
      let mark =
        values.isEmpty
        ? (card.isNeeded ? interface(.factMissing) : interface(.factOptional)) : interface(.factKnown)
      let text =
        values.isEmpty ? (card.isNeeded ? card.ask : "") : values.joined(separator: interface(.listSeparator))
      let style: Style = values.isEmpty ? (card.isNeeded ? .yellow : .dim) : .green
      return ScreenLine(interface(.factLine, ["mark": mark, "name": card.name, "value": text]), style)
    }
  }

  func promises(_ clock: Clock) -> [ScreenLine] {
    let open = session.call.promises
    guard !open.isEmpty else { return [ScreenLine(interface(.liveNoPromises))] }
    return open.enumerated().map { index, kept in
      let isLate = kept.promise.due.map { $0 < clock.now && !kept.isClosed } ?? false
      let mark =
        kept.isClosed ? interface(.factKnown) : isLate ? interface(.promiseLate) : interface(.promiseOpen)
      return ScreenLine(
        interface(
          .promiseLine,
          ["number": "\(index + 1)", "mark": mark, "what": kept.promise.what, "due": due(kept.promise.due)]),
        kept.isClosed ? .dim : isLate ? .red : .plain)
    }
  }

  func stepCard(_ step: Step) -> [ScreenLine] {
    guard let card = book.steps[step] else { return [] }
    return [ScreenLine("\(step.order + 1)/6 \(card.name) — \(card.goal)", .bold)]
      + card.doThis.map { ScreenLine(interface(.cardDo, ["text": $0]), .green) }
      + card.avoid.map { ScreenLine(interface(.cardAvoid, ["text": $0]), .red) }
      + [ScreenLine(interface(.cardExit, ["text": card.exit]))]
  }

  func styleCard(_ style: SocialStyle) -> [ScreenLine] {
    guard let card = book.styles[style] else { return [] }
    return [ScreenLine("\(card.name) — \(card.tone)", .bold)]
      + card.doThis.map { ScreenLine(interface(.cardDo, ["text": $0]), .green) }
      + card.avoid.map { ScreenLine(interface(.cardAvoid, ["text": $0]), .red) }
      + [ScreenLine(card.options)]
  }

  func styleGuess() -> [ScreenLine] {
    let style = session.call.style
    var lines = SocialStyle.allCases.map { candidate in
      let percent = Int(((style.likelihood[candidate] ?? 0) * 100).rounded())
      return ScreenLine(
        interface(.styleLine, ["name": book.styles[candidate]?.name ?? "", "percent": "\(percent)"]),
        style.working == candidate ? .bold : .plain)
    }
    let quotes = style.evidence.map { interface(.quote, ["text": $0.quote]) }
    if !quotes.isEmpty {
      lines.append(
        ScreenLine(interface(.styleEvidence, ["quotes": quotes.joined(separator: interface(.listSeparator))]))
      )
    }
    if style.working == nil { lines.append(ScreenLine(interface(.styleTooEarly))) }
    lines.append(ScreenLine(interface(.styleIsGuess), .dim))
    return lines
  }

  /// A card in at most six lines; `/step` and `/style` show theirs whole.
  func card(_ argument: String) -> [ScreenLine] {
    let lines = wholeCard(argument)
    guard lines.count > HandbookText.cardLines, let last = lines.last else { return lines }
    return lines.prefix(HandbookText.cardLines - 1) + [last]
  }

  private func wholeCard(_ argument: String) -> [ScreenLine] {
    let wanted = argument.lowercased()
    if wanted.isEmpty { return stepCard(session.adviser.nextStep(session.call)) }
    for (reaction, card) in book.reactions
    where card.name.lowercased() == wanted || reaction.rawValue == wanted {
      return [
        ScreenLine("\(card.name) — \(card.what)", .bold),
        ScreenLine(interface(.cardDo, ["text": card.advice]), .green),
        ScreenLine(interface(.cardAvoid, ["text": card.avoid]), .red),
      ]
    }
    if let style = SocialStyle.allCases.first(where: {
      $0.rawValue == wanted || book.styles[$0]?.name.lowercased() == wanted
    }) {
      return styleCard(style)
    }
    if let step = Step.allCases.first(where: {
      $0.rawValue == wanted || book.steps[$0]?.short.lowercased() == wanted
        || book.steps[$0]?.name.lowercased() == wanted
    }) {
      return stepCard(step)
    }
    return handbookCard(argument)
  }

  /// A page of the handbook in short; it is wrapped here, so that it stays within its lines on any screen.
  private func handbookCard(_ name: String) -> [ScreenLine] {
    let phrasebook = session.reader.phrasebook
    var near: [String] = []
    // An agent may remember the name in the other language.
    for language in [session.language] + phrasebook.known.filter({ $0 != session.language }) {
      switch session.handbook(language).look(up: name, folder: phrasebook[language].folder) {
      case .topic(let topic): return card(topic)
      case .none(let nearest, let hits):
        if hits.count == 1 { return card(hits[0]) }
        near += hits.isEmpty ? [nearest].compactMap { $0 } : hits.prefix(3).map(\.title)
      }
    }
    var text = interface(.liveNoCard, ["found": name])
    if !near.isEmpty {
      text += interface(.problemNearest, ["nearest": near.joined(separator: interface(.listSeparator))])
    }
    return [ScreenLine(text, .yellow)]
  }

  private func card(_ topic: HandbookTopic) -> [ScreenLine] {
    let text = HandbookText(interface: interface, painter: .plain, width: TerminalSize.current().columns - 2)
    return text.card(topic).enumerated().map { ScreenLine($0.element, $0.offset == 0 ? .bold : .plain) }
  }

  func transcript() -> [ScreenLine] {
    session.call.events.compactMap { event in
      guard case .said(let turn, _, _) = event else { return nil }
      let who = interface(turn.speaker == .agent ? .promptAgent : .promptCustomer)
      return ScreenLine("\(who): \(turn.text)", turn.speaker == .agent ? .plain : .bold)
    }
  }

  /// What remains when the agent leaves: facts, promises, where the case is kept.
  func summary(_ clock: Clock) -> [ScreenLine] {
    guard !session.call.events.isEmpty else { return [] }
    var lines = [
      ScreenLine(
        interface(
          .summaryTitle,
          [
            "turns": "\(session.call.customerTurns + session.call.agentTurns)",
            "flags": "\(session.call.flags.count)",
            "step": book.steps[session.call.step]?.name ?? "",
          ]), .bold)
    ]
    let known = book.facts.compactMap { card in
      session.call.value(of: card.kind).map { interface(.factPair, ["name": card.name, "value": $0]) }
    }
    if !known.isEmpty {
      lines.append(
        ScreenLine(
          interface(.adviceHeard, ["facts": known.joined(separator: interface(.listSeparator))]), .green))
    }
    if !session.call.promises.isEmpty { lines += promises(clock) }
    if let name = session.caseName {
      lines.append(
        ScreenLine(interface(session.call.isEnded ? .summaryEnded : .summaryOpen, ["case": name]), .dim))
    }
    return lines
  }
}
