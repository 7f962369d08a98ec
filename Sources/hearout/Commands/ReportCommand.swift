import ArgumentParser
import CaseLog
import Doors
import HearoutCore
import LineTerminal
import Reporting
import TextLayout

/// `hearout report`: what became of the practice.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", subcommands: [ReportProgress.self], defaultSubcommand: ReportProgress.self)
}

/// `hearout report progress`: rehearsals by date, with the trend.
struct ReportProgress: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "progress")
  @OptionGroup var shared: SharedOptions
  @Option(name: .customLong("as")) var person: String?

  func run() throws {
    let desk = try Desk(shared.choices)
    let log = try desk.openLog()
    let results = try desk.reading { () throws(LogTrouble) in try log.results(of: person) }
    if results.isEmpty { return try desk.say(desk.interface(.reportNone)) }
    let report = ProgressReport(
      results, interface: desk.interface, spark: Spark(isPlain: desk.isPlain),
      offsetSeconds: desk.surroundings.clock().offsetSeconds)
    for line in report.lines() { try desk.say(line) }
  }
}

/// `hearout drill`: the wordings that this person keeps saying, spaced over days.
struct DrillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "drill")
  @OptionGroup var shared: SharedOptions
  @Option(name: .customLong("as")) var person: String?
  @ArgumentParser.Flag(name: .long) var all = false

  func run() throws {
    let desk = try Desk(shared.choices)
    let log = try desk.openLog()
    let person = desk.trainee(self.person)
    let now = desk.surroundings.clock().now
    let items = try desk.reading { () throws(LogTrouble) in
      try log.drillItems(of: person, dueBy: all ? nil : now)
    }
    let results = try desk.reading { () throws(LogTrouble) in try log.results(of: person) }
    let session = DrillSession(
      items, results: results, reader: desk.opened.readerAtOnce, language: desk.language)
    if session.cards.isEmpty { return try desk.say(desk.interface(.drillNothing)) }
    try DrillRoom(desk: desk, log: log, person: person).run(session)
  }
}

/// Wires the drill: lines, log, clock.
struct DrillRoom {
  let desk: Desk
  let log: CaseLog
  let person: String

  func run(_ session: DrillSession) throws {
    var session = session
    let text = DrillText(desk.interface, offsetSeconds: desk.surroundings.clock().offsetSeconds)
    let source = try Terminals.source(desk)
    defer { source.close() }
    func show(_ lines: [String]) { source.lines.printAbove(lines.joined(separator: "\n")) }
    while let card = session.card {
      show(text.question(card, number: session.number, of: session.cards.count))
      guard let line = next(source.lines) else { break }
      let verdict = session.take(line)
      show(text.answer(verdict, card, due: try keep(verdict, card)))
    }
    show([text.summary(session)])
  }

  private func next(_ lines: any LineSource) -> String? {
    while true {
      switch lines.next(prompt: desk.interface(.promptAgent) + desk.interface(.promptEnd)) {
      case .line(let line): return line
      case .end: return nil
      default: continue
      }
    }
  }

  /// - Returns: when it comes back.
  private func keep(_ verdict: DrillSession.Verdict, _ card: DrillSession.Card) throws -> Instant? {
    guard verdict != .skipped else { return nil }
    let now = desk.surroundings.clock().now
    return try desk.reading { () throws(LogTrouble) in
      try log.recordDrill(card.item.rule, by: person, succeeded: verdict == .good, at: now)
      return try log.drillItems(of: person).first { $0.rule == card.item.rule }?.due
    }
  }
}
