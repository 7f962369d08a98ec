public import HearoutCore
import LineTerminal
import TextLayout

/// Puts the state of a live call into words. All words come from the language folder.
public struct LiveScreen {
  let session: LiveSession
  private static let linesMax = 6

  private var call: Call { session.call }
  private var interface: Interface { session.interface }
  private var book: LanguageBook { session.reader.phrasebook[session.language].book }

  // MARK: - Prompt

  /// The prompt: where the call stands, its clocks, whose words come next.
  func prompt(_ clock: Clock, isPlain: Bool) -> String {
    var parts = [book.steps[call.step]?.short ?? call.step.rawValue]
    if let first = call.firstTurn {
      let now = clock.now.seconds
      if call.isVenting {
        parts = [interface(.promptVenting, ["time": Self.minutes(now - (call.ventBegan ?? first).seconds)])]
      }
      parts.append(interface(.promptContact, ["time": Self.minutes(now - first.seconds)]))
    }
    if let next = call.openPromises.compactMap(\.promise.due).min() {
      let left = next.seconds - clock.now.seconds
      parts.append(interface(left < 0 ? .promptOverdue : .promptDue, ["time": Self.hours(abs(left))]))
    }
    let who = interface(session.speaker == .agent ? .promptAgent : .promptCustomer)
    return isPlain ? who + interface(.promptEnd) : "[" + parts.joined(separator: " ") + "] " + who + "> "
  }

  static func minutes(_ seconds: Double) -> String {
    let whole = max(0, Int(seconds))
    let rest = whole % 60
    return "\(whole / 60):" + (rest < 10 ? "0\(rest)" : "\(rest)")
  }

  static func hours(_ seconds: Double) -> String {
    let minutes = Int(seconds / 60)
    let rest = minutes % 60
    return "\(minutes / 60):" + (rest < 10 ? "0\(rest)" : "\(rest)")
  }

  // MARK: - After a turn

  func afterAgent(_ reading: AgentReading, wasVenting: Bool) -> [ScreenLine] {
    var lines = reading.flags.prefix(2).map { flagRow($0, isHeld: false) }
    guard !session.isQuiet else { return lines }
    let isProposal = reading.acts.contains(.propose) || reading.acts.contains(.offerChoice)
    if wasVenting, isProposal, call.customerTurns > 0 {
      lines.append(ScreenLine(interface(.hintTooEarly), .yellow))
    }
    for promise in reading.promises {
      lines.append(
        ScreenLine(interface(.livePromiseHeard, ["what": promise.what, "due": due(promise.due)]), .green))
    }
    return lines
  }

  func afterCustomer(_ advice: Advice) -> [ScreenLine] {
    var lines: [ScreenLine] = []
    var rest: [Hint] = []
    for hint in advice.hints {
      switch hint {
      case .safety(let threat): lines += safety(threat)
      case .perhapsDanger(let threat):
        if book.safety[threat] != nil { lines.append(ScreenLine(words(hint), .red)) }
      default: rest.append(hint)
      }
    }
    guard !session.isQuiet else { return lines }
    func isShown(_ kind: CardKind) -> Bool { !session.memory.muted.contains(kind) }
    var body: [ScreenLine] = []
    if isShown(.standing) || isShown(.mood) { body.append(standing(advice)) }
    if isShown(.style) { body.append(style(advice)) }
    if isShown(.facts), !advice.heard.isEmpty { body.append(heard(advice.heard)) }
    let say = isShown(.say) ? numbered(advice.say) : []
    if isShown(.hint) {
      let room = Self.linesMax - body.count - say.count
      let hints = rest.prefix(max(1, room)).map(words).joined(separator: " ")
      if !hints.isEmpty { body.append(ScreenLine(interface(.adviceNow, ["hint": hints]), .yellow)) }
    }
    return lines + body + say.prefix(max(0, Self.linesMax - body.count))
  }

  private func standing(_ advice: Advice) -> ScreenLine {
    let grade = interface.list(.moodGrades, at: advice.mood.anger)
    let arrow = interface(
      advice.angerChange > 0 ? .moodRising : advice.angerChange < 0 ? .moodFalling : .moodSteady)
    var text = interface(
      .adviceStanding, ["step": book.steps[advice.step]?.name ?? "", "mood": grade, "direction": arrow])
    if advice.mood.satisfied { text += interface(.moodSatisfied) }
    if advice.mood.abusive { text += interface(.moodAbusive) }
    if advice.reaction != .none, !session.memory.muted.contains(.reaction),
      let card = book.reactions[advice.reaction]
    {
      text += interface(.adviceReaction, ["name": card.name])
    }
    return ScreenLine(text, advice.mood.anger >= 3 ? .red : .bold)
  }

  private func style(_ advice: Advice) -> ScreenLine {
    guard let style = advice.style, let card = book.styles[style] else {
      return ScreenLine(interface(.styleTooEarly), .dim)
    }
    if advice.styleIsByHand {
      return ScreenLine(interface(.styleByHand, ["name": card.name, "tone": card.tone]), .cyan)
    }
    let quotes = advice.styleQuotes.map { interface(.quote, ["text": $0]) }.joined(
      separator: interface(.listSeparator))
    return ScreenLine(
      interface(
        .styleGuess,
        [
          "name": card.name, "percent": "\(Int((advice.styleLikelihood * 100).rounded()))", "quotes": quotes,
          "tone": card.tone,
        ]),
      .cyan)
  }

  private func heard(_ facts: [Fact]) -> ScreenLine {
    let list = facts.map { fact in
      interface(.factPair, ["name": name(fact.kind), "value": fact.value])
    }.joined(separator: interface(.listSeparator))
    return ScreenLine(interface(.adviceHeard, ["facts": list]), .green)
  }

  func numbered(_ suggestions: [String]) -> [ScreenLine] {
    suggestions.enumerated().map { ScreenLine("  \($0.offset + 1)  \($0.element)") }
  }

  func flagRow(_ flag: Flag, isHeld: Bool) -> ScreenLine {
    let key: InterfaceKey = isHeld ? .flagHeld : .flagRow
    let better = flag.instead.first.map { interface(.quote, ["text": $0.text]) } ?? ""
    return ScreenLine(
      interface(
        key,
        [
          "severity": interface.list(
            .severities, at: flag.severity == .high ? 0 : flag.severity == .medium ? 1 : 2),
          "match": flag.match, "why": flag.why, "instead": better,
        ]),
      flag.severity == .high ? [.red, .bold] : flag.severity == .medium ? .yellow : .dim)
  }

  private func safety(_ threat: Threat) -> [ScreenLine] {
    guard let card = book.safety[threat] else { return [] }
    return [ScreenLine(card.title, [.red, .bold])]
      + card.lines.map { ScreenLine("  " + withContact($0), .red) }
      + [ScreenLine("  " + interface(.quote, ["text": card.say]), .bold)]
  }

  private func withContact(_ text: String) -> String {
    Interface.fill(text, ["contact": session.contact ?? interface(.safetyNoContact)])
  }

  // MARK: - Words of hints

  func words(_ hint: Hint) -> String {
    switch hint {
    case .safety(let threat): book.safety[threat]?.title ?? ""
    case .perhapsDanger(let threat): withContact(book.safety[threat]?.perhaps ?? "")
    case .proposedTooEarly: interface(.hintTooEarly)
    case .listen: interface(.hintListen)
    case .apologiseFully: interface(.hintApologise)
    case .gather(let missing):
      interface(
        .hintGather, ["facts": missing.prefix(3).map(name).joined(separator: interface(.listSeparator))])
    case .askDeadline: interface(.hintDeadline)
    case .offerOptions(let style): style.flatMap { book.styles[$0]?.options } ?? interface(.hintOptions)
    case .askConsent: interface(.hintConsent)
    case .arrangeFollowUp: interface(.hintFollowUp)
    case .fellBack: interface(.hintFellBack)
    case .demandsGrow(let added): interface(.hintDemandsGrow, ["count": "\(added)"])
    case .quietLeaver: interface(.hintQuietLeaver)
    case .reaction(let reaction): book.reactions[reaction]?.advice ?? ""
    case .threat(let threat): interface.list(.threatHints, at: Self.threatOrder.firstIndex(of: threat) ?? 0)
    case .sorryAgain: interface(.hintSorryAgain)
    case .derailing(let quote): interface(.hintDerailing, ["text": quote.truncated(toWidth: 40)])
    }
  }

  /// Order of the entries of `hint.threats`.
  private static let threatOrder: [Threat] = [.leave, .media, .regulator, .legal]

  func name(_ kind: FactKind) -> String { book.facts.first { $0.kind == kind }?.name ?? kind.rawValue }

  func due(_ instant: Instant?) -> String {
    guard let instant else { return interface(.dueUnknown) }
    return Self.date(instant, offset: call.beginning?.clock.offsetSeconds ?? 0)
  }

  /// A moment as date and time of day, to the minute.
  public static func date(_ instant: Instant, offset: Int) -> String {
    let text = instant.rfc3339(offsetSeconds: offset)
    return String(text.prefix(16)).replacingT()
  }
}

extension String {
  fileprivate func replacingT() -> String { String(map { $0 == "T" ? " " : $0 }) }
}
