import ArgumentParser
import CaseLog
import Doors
import HearoutCore
import LineTerminal
import TextLayout

/// `hearout` alone: what can I do, what is open, what is due. A number or a name is enough.
struct HomeScreen {
  let desk: Desk

  init(_ desk: Desk) { self.desk = desk }

  private var interface: Interface { desk.interface }

  func run() throws {
    let log = try? desk.openLog()
    let open = try? log?.lastOpenCase(through: .call)
    try show(log, open ?? nil)
    guard desk.surroundings.inputIsTerminal, desk.surroundings.outputIsTerminal else { return }
    let source = try Terminals.source(desk)
    defer { source.close() }
    while true {
      switch source.lines.next(prompt: interface(.homePrompt)) {
      case .line(let line):
        let choice = line.filter { !$0.isWhitespace }.lowercased()
        if choice.isEmpty { continue }
        guard let picked = Choice(choice, interface) else {
          source.lines.printAbove(visible(interface(.homeUnknown, ["found": choice])))
          continue
        }
        if picked == .quit { return }
        source.close()
        return try go(picked, log, open ?? nil)
      case .end: return
      default: continue
      }
    }
  }

  private func show(_ log: CaseLog?, _ open: CaseRecord?) throws {
    try desk.say(desk.painter.paint(interface(.homeTitle), .bold))
    try showCard()
    if let open, let log, let events = try? log.events(of: open.id) {
      let call = Call(folding: events)
      let last = call.events.last?.clock ?? open.began
      try desk.say(
        interface(
          .homeResume,
          [
            "case": open.id.description,
            "step": desk.opened.phrasebook[desk.language].book.steps[call.step]?.name ?? "",
            "turns": "\(call.customerTurns + call.agentTurns)",
            "time": LiveScreen.date(last.now, offset: last.offsetSeconds),
          ]))
    }
    try desk.say(interface(.homeChoices))
    let soon = desk.surroundings.clock().now.advanced(bySeconds: 86_400)
    let due = (try? log?.followUps(dueBefore: soon)) ?? nil
    if let due, !due.isEmpty {
      try desk.say(desk.painter.paint(interface(.homeFollowUps, ["count": "\(due.count)"]), .yellow))
      for followUp in due.prefix(5) { try desk.say(CaseText(desk).line(followUp)) }
    }
  }

  /// The card of the day, if there is a handbook.
  private func showCard() throws {
    let phrasebook = desk.opened.phrasebook
    guard let topic = desk.library.card(desk.language, at: desk.surroundings.clock(), in: phrasebook),
      let card = topic.card
    else { return }
    let text = visible(interface(.homeCard, ["text": card, "topic": topic.id]))
    for line in text.wrapped(width: TerminalSize.current().columns - 1, indent: "  ") {
      try desk.say(desk.painter.paint(line, .dim))
    }
  }

  private func go(_ choice: Choice, _ log: CaseLog?, _ open: CaseRecord?) throws {
    switch choice {
    case .resume:
      guard let open else { throw Failure.told(interface(.resumeNothing), .usage) }
      try CallRoom(desk).run(resuming: open.id, feed: nil)
    case .call: try CallRoom(desk).run(resuming: nil, feed: nil)
    case .rehearse: try run(["rehearse"])
    case .scenarios: try run(["scenario", "list"])
    case .handbook: try run(["handbook"])
    case .drills: try run(["drill"])
    case .cases: try run(["cases"])
    case .followUps: try run(["followups"])
    case .help: try desk.say(interface.help["hearout"] ?? "")
    case .quit: return
    }
  }

  private func run(_ arguments: [String]) throws {
    var command = try Hearout.parseAsRoot(arguments + ["--lang", desk.language.rawValue])
    try command.run()
  }

  private enum Choice: String, CaseIterable {
    case resume, call, rehearse, scenarios, handbook, drills, cases
    case followUps = "followups"
    case help, quit

    init?(_ typed: String, _ interface: Interface) {
      let keys = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "q"]
      let found = zip(keys, Self.allCases).first { key, choice in
        key == typed || choice.rawValue == typed
          || (interface.commands["home-" + choice.rawValue] ?? []).contains(typed)
      }
      guard let found else { return nil }
      self = found.1
    }
  }
}
