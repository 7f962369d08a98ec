import ArgumentParser
import CaseLog
import Doors
import HearoutCore

/// `hearout cases`: what was kept.
struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases", subcommands: [ListCases.self, ShowCase.self, ForgetCase.self],
    defaultSubcommand: ListCases.self)
}

struct ListCases: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list")
  @OptionGroup var shared: SharedOptions
  @Argument var words: String?

  func run() throws {
    let desk = try Desk(shared.choices)
    let log = try desk.openLog()
    let records = try desk.reading { () throws(LogTrouble) in try log.cases(matching: CaseQuery(words: words))
    }
    if records.isEmpty { return try desk.say(desk.interface(.casesNone)) }
    for record in records {
      let call = try desk.reading { () throws(LogTrouble) in Call(folding: try log.events(of: record.id)) }
      try desk.say(CaseText(desk).line(record, call))
    }
  }
}

struct ShowCase: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show")
  @OptionGroup var shared: SharedOptions
  @Argument var id: String

  func run() throws {
    let desk = try Desk(shared.choices)
    let log = try desk.openLog()
    let id = try desk.caseID(self.id)
    let events = try desk.reading { () throws(LogTrouble) in try log.events(of: id) }
    for line in CaseText(desk).transcript(events) { try desk.say(line) }
  }
}

struct ForgetCase: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "forget")
  @OptionGroup var shared: SharedOptions
  @Argument var id: String
  @ArgumentParser.Flag(name: .long) var yes = false

  func run() throws {
    let desk = try Desk(shared.choices)
    let id = try desk.caseID(self.id)
    guard yes else { throw Failure.told(desk.interface(.casesAskForget, ["case": id.description]), .usage) }
    let log = try desk.openLog()
    let wasThere = try desk.reading { () throws(LogTrouble) in try log.forget(id) }
    guard wasThere else { throw Failure.told(desk.interface(.casesUnknown, ["found": self.id]), .badData) }
    try desk.say(desk.interface(.casesForgotten, ["case": id.description]))
  }
}

/// `hearout followups`: what was promised and is due.
struct FollowUpsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "followups")
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var done: String?
  @Option(name: .long) var number: Int?

  func run() throws {
    let desk = try Desk(shared.choices)
    let log = try desk.openLog()
    if let done {
      let id = try desk.caseID(done)
      try desk.reading { () throws(LogTrouble) in
        try log.closeFollowUp(number ?? 1, of: id, at: desk.surroundings.clock())
      }
    }
    let open = try desk.reading { () throws(LogTrouble) in try log.followUps() }
    if open.isEmpty { return try desk.say(desk.interface(.homeNoFollowUps)) }
    for followUp in open { try desk.say(CaseText(desk).line(followUp)) }
  }
}

extension Desk {
  func caseID(_ text: String) throws -> CaseID {
    guard let id = CaseID(text) else { throw Failure.told(interface(.casesUnknown, ["found": text]), .usage) }
    return id
  }

  /// Does something with the log, its trouble put into words.
  func reading<Value>(_ work: () throws(LogTrouble) -> Value) throws -> Value {
    do throws(LogTrouble) {
      return try work()
    } catch {
      throw Failure.told(TroubleText(interface).text(error, path: surroundings.places.cases), .badData)
    }
  }
}
