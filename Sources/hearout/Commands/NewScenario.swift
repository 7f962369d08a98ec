import ArgumentParser
import CaseLog
import Doors
import Foundation
import HearoutCore
import PhrasebookLoading
import Privacy
import Rehearsal
import TextLayout

/// `hearout scenario new`: asks a few questions and writes a scenario to go on with.
struct NewScenario: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new")
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var into: String?
  @Option(name: .long) var fromCall: String?

  func run() throws {
    let bench = try ScenarioBench(shared)
    let call = try fromCall.map { try kept($0, bench.desk) }
    let interview = try Interview(bench.desk)
    defer { interview.close() }
    var draft = try ScenarioQuestions(desk: bench.desk, interview: interview).draft(with: call)
    if let call {
      let masker = Masker()
      draft.take(call) { masker.mask($0) }
    }
    try write(draft, bench)
  }

  /// A call that the log keeps.
  private func kept(_ name: String, _ desk: Desk) throws -> Call {
    guard let id = CaseID(name) else {
      throw Failure.told(desk.interface(.casesUnknown, ["found": name]), .usage)
    }
    let log = try desk.openLog()
    let record = try desk.reading { () throws(LogTrouble) in try log.record(of: id) }
    guard record != nil else { throw Failure.told(desk.interface(.casesUnknown, ["found": name]), .notFound) }
    let events = try desk.reading { () throws(LogTrouble) in try log.events(of: id) }
    let call = Call(folding: events)
    guard call.customerTurns > 0 else {
      throw Failure.told(desk.interface(.draftNoWords, ["case": id.description]), .badData)
    }
    return call
  }

  private func write(_ draft: ScenarioDraft, _ bench: ScenarioBench) throws {
    let desk = bench.desk
    let base = into ?? desk.surroundings.places.phrasebook
    let folder = "\(base)/\(desk.language.rawValue)/scenarios"
    let path = "\(folder)/\(draft.id).yaml"
    guard !Files.exists(path) else {
      throw Failure.told(visible(desk.interface(.draftExists, ["path": path])), .badData)
    }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = draft.yaml()
    guard Files.writePrivately(text, to: path) else {
      throw Failure.told(visible(desk.interface(.fileNotWritable, ["path": path])), .cannotCreate)
    }
    if try bench.validate([path]) { throw Failure.silent(.badData) }
    let blanks = text.split(separator: draft.mark).count - 2
    try desk.say(
      visible(
        desk.interface(.draftWritten, ["path": path, "count": "\(blanks)", "mark": draft.mark])))
    try desk.say(desk.interface(.draftNext, ["id": draft.id]))
    if into != nil, !shared.phrasebook.contains(base) {
      try desk.say(visible(desk.interface(.newUseFolder, ["path": base])))
    }
  }
}

/// Asks a trainer for what a scenario begins with.
struct ScenarioQuestions {
  let desk: Desk
  let interview: Interview

  /// Places in the list `draft.questions`.
  private enum Question: Int {
    case id, title, sector, style, difficulty, name, opening, vent, demand, way
  }

  /// - Parameter call: where there is one, it answers what the customer says.
  func draft(with call: Call?) throws -> ScenarioDraft {
    var draft = ScenarioDraft(id: try id(), interface: desk.interface)
    draft.title = try answer(.title)
    draft.sector = try sector()
    let style = try answer(.style).lowercased()
    let styles = desk.opened.phrasebook[desk.language].book.styles
    draft.style =
      SocialStyle.allCases.first { $0.rawValue == style || styles[$0]?.name.lowercased() == style } ?? .driver
    draft.difficulty = min(max(Int(try answer(.difficulty)) ?? 2, 1), 3)
    draft.name = try answer(.name)
    if call == nil {
      draft.opening = try answer(.opening)
      draft.vent = try interview.askSeveral(words(.vent))
      let demand = try answer(.demand)
      draft.demands = demand.isEmpty ? [] : [demand]
    }
    draft.way = try answer(.way)
    return draft
  }

  private func id() throws -> String {
    while true {
      let found = try answer(.id)
      if ScenarioDraft.isID(found) { return found }
      let text = desk.interface(.draftBadId, ["found": found])
      guard interview.isAtTerminal, !found.isEmpty else { throw Failure.told(visible(text), .usage) }
      interview.say(text, .yellow)
    }
  }

  private func sector() throws -> String {
    let found = try answer(.sector)
    if Scenario.sectors.contains(found) { return found }
    return NearestName.find(found, among: Scenario.sectors)
      ?? ScenarioDraft(id: "", interface: desk.interface).sector
  }

  private func words(_ question: Question) -> String {
    let sectors = Scenario.sectors.joined(separator: desk.interface(.listSeparator))
    return Interface.fill(
      desk.interface.list(.draftQuestions, at: question.rawValue), ["sectors": sectors])
  }

  private func answer(_ question: Question) throws -> String { try interview.ask(words(question)) ?? "" }
}
