import HearoutCore
import LineTerminal
import Rehearsal
import TextLayout

/// Puts a rehearsal into words. All words come from the language folder.
struct RehearsalScreen {
  let session: RehearsalSession

  private var interface: Interface { session.interface }
  private var book: LanguageBook { setting.reader.phrasebook[setting.language].book }
  private var setting: RehearsalSetting { session.setting }
  private var rehearsal: Rehearsal { session.rehearsal }
  private var ledger: LedgerText { LedgerText(setting: setting) }

  // MARK: - Beginning and end

  func opening() -> [ScreenLine] {
    let scenario = setting.scenario
    let title = interface(
      .rehearseTitle,
      [
        "title": scenario.title, "style": book.styles[scenario.style]?.name ?? "",
        "difficulty": "\(scenario.difficulty)",
      ])
    // In an exam the trainee has to find out the style alone.
    var lines = [ScreenLine(setting.isExam ? scenario.title : title, .bold), ScreenLine(scenario.briefing)]
    if !setting.isExam, !scenario.goals.isEmpty {
      let goals = scenario.goals.joined(separator: interface(.ledgerSeparator))
      lines.append(ScreenLine(interface(.rehearseGoals, ["goals": goals]), .dim))
    }
    let start: InterfaceKey = setting.isExam ? .rehearseStartExam : .rehearseStart
    lines.append(ScreenLine(interface(start, ["name": scenario.customer.name]), .dim))
    return lines + [said(rehearsal.opening)]
  }

  func closing() -> [ScreenLine] {
    let key: InterfaceKey =
      switch rehearsal.ending {
      case .satisfied: .endingSatisfied
      case .grudging: .endingGrudging
      case .escalates: .endingEscalates
      case .threatens: .endingThreatens
      case .hangsUp: .endingHangsUp
      case nil: .endingLeft
      }
    let record = rehearsal.record()
    var lines = [ScreenLine(interface(.rehearseEnded, ["ending": interface(key)]), .bold)]
    let flags = record.turns.reduce(0) { $0 + $1.agentReading.flags.count }
    lines.append(
      ScreenLine(
        interface(
          .rehearseTallies,
          [
            "turns": "\(record.turns.count)", "facts": "\(record.facts.count)",
            "all": "\(setting.scenario.facts.count)", "flags": "\(flags)",
            "before": LedgerText.points(record.opening.anger),
            "after": LedgerText.points(record.customer.anger),
            "trust-before": LedgerText.points(record.opening.trust),
            "trust-after": LedgerText.points(record.customer.trust),
          ])))
    if let name = session.caseName {
      lines.append(ScreenLine(interface(.rehearseKept, ["case": name]), .dim))
    }
    return lines
  }

  // MARK: - Turns

  func said(_ turn: Turn) -> ScreenLine {
    let who = interface(turn.speaker == .agent ? .promptAgent : .promptCustomer)
    return ScreenLine(
      who + interface(.promptEnd) + turn.text, turn.speaker == .agent ? .plain : .bold)
  }

  /// The customer's answer and, in practice, why the mood moved.
  func answer(_ turn: RecordedTurn) -> [ScreenLine] {
    let words = turn.customer.text.isEmpty ? [] : [said(turn.customer)]
    guard !setting.isExam else { return words }
    return words + [ScreenLine("  " + ledger.summary(turn.ledger), .dim)]
  }

  /// The live assistant's hints, at most two lines.
  func hints(_ advice: Advice) -> [ScreenLine] {
    let screen = LiveScreen(session: session.coach)
    let words = advice.hints.map(screen.words).joined(separator: " ")
    return words.isEmpty ? [] : [ScreenLine("  " + interface(.adviceNow, ["hint": words]), .yellow)]
  }

  // MARK: - Commands

  func help() -> [ScreenLine] {
    interface(.rehearseHelp).split(separator: "\n", omittingEmptySubsequences: false).map {
      ScreenLine(String($0))
    }
  }

  func commandHint(_ line: String) -> [ScreenLine] {
    let begun = line.dropFirst().prefix { !$0.isWhitespace }.lowercased()
    let shown = RehearsalCommand.allCases.compactMap { command -> String? in
      let names = (interface.commands[command.rawValue] ?? []) + [command.rawValue]
      return names.first { $0.hasPrefix(begun) }.map { "/" + $0 }
    }
    return [ScreenLine(shown.joined(separator: " "), .dim)]
  }

  /// The whole ledger of the last turn and the state it led to.
  func why() -> [ScreenLine] {
    let lines = rehearsal.turns.last?.ledger.map { ScreenLine("  " + ledger.line($0)) } ?? []
    return lines + [ScreenLine(ledger.state(rehearsal.customer), .bold)]
  }

  func facts() -> [ScreenLine] {
    let customer = rehearsal.customer
    return setting.scenario.facts.indices.map { place in
      let fact = setting.scenario.facts[place]
      let isKnown = customer.revealed.contains(place)
      let name = fact.kind.flatMap { kind in book.facts.first { $0.kind == kind }?.name }
      let value = isKnown ? fact.tells : name ?? interface(.rehearseFactHidden)
      return ScreenLine(
        interface(
          .rehearseFact, ["mark": interface(isKnown ? .factKnown : .factMissing), "fact": value]),
        isKnown ? .green : .dim)
    }
  }

  /// What to do now, and words to say.
  func card(_ advice: Advice?) -> [ScreenLine] {
    guard let advice else { return [] }
    let screen = LiveScreen(session: session.coach)
    let hints = advice.hints.map { ScreenLine(screen.words($0), .yellow) }
    let filled = advice.say.map { Blanks(call: rehearsal.call).fill($0) }
    return hints + screen.numbered(filled)
  }
}

/// The ledger in words.
struct LedgerText {
  let setting: RehearsalSetting
  private var book: LanguageBook { setting.reader.phrasebook[setting.language].book }
  private var interface: Interface { book.interface }

  /// Tenths as points: 65 is 6.5.
  static func points(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths) % 10)"
  }

  private static func change(_ tenths: Int) -> String {
    (tenths < 0 ? "\u{2212}" : "+") + points(abs(tenths))
  }

  /// One entry with its words and what it moved.
  func line(_ entry: LedgerEntry, isShort: Bool = false) -> String {
    let law = interface(InterfaceKey(rawValue: "law." + entry.law.rawValue) ?? .rehearseNothingMoved)
    let named = Interface.fill(law, ["about": about(entry)])
    let changes = self.changes(entry)
    return entry.words.isEmpty || isShort
      ? interface(.ledgerEntry, ["law": named, "changes": changes])
      : interface(.ledgerEntryWords, ["law": named, "words": entry.words, "changes": changes])
  }

  /// What an entry is about: the fact by its name, a way to solve it by the words in which it was offered.
  private func about(_ entry: LedgerEntry) -> String {
    let facts = setting.scenario.facts
    guard let fact = facts.first(where: { $0.id == entry.about }) else {
      return entry.words.isEmpty ? entry.about ?? "" : interface(.quote, ["text": entry.words])
    }
    let name = fact.kind.flatMap { kind in book.facts.first { $0.kind == kind }?.name }
    return name ?? interface(.quote, ["text": fact.tells.truncated(toWidth: 28)])
  }

  private func changes(_ entry: LedgerEntry) -> String {
    var parts: [String] = []
    if entry.anger != 0 { parts.append(interface(.ledgerAnger, ["change": Self.change(entry.anger)])) }
    if entry.trust != 0 { parts.append(interface(.ledgerTrust, ["change": Self.change(entry.trust)])) }
    if entry.patience != 0 {
      parts.append(interface(.ledgerPatience, ["change": Self.change(entry.patience)]))
    }
    guard !parts.isEmpty else { return "" }
    return interface(.ledgerChanges, ["changes": parts.joined(separator: interface(.listSeparator))])
  }

  /// A turn's ledger in one line: what moved something, without the words.
  func summary(_ ledger: [LedgerEntry]) -> String {
    let entries = ledger.map { line($0, isShort: true) }
    guard !entries.isEmpty else { return interface(.rehearseNothingMoved) }
    return interface(.rehearseWhy, ["entries": entries.joined(separator: interface(.ledgerSeparator))])
  }

  func state(_ customer: Customer) -> String {
    interface(
      .rehearseState,
      [
        "anger": Self.points(customer.anger), "trust": Self.points(customer.trust),
        "patience": Self.points(customer.patience),
      ])
  }
}
