import ArgumentParser
import CaseLog
import Doors
import HearoutCore
import LineTerminal
import PhrasebookLoading
import Privacy
import Rehearsal
import SystemPackage

/// `hearout rehearse`: a simulated customer.
struct RehearseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rehearse")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RehearsalOptions
  @Argument var scenario: String?

  func run() throws {
    let desk = try Desk(shared, isConversation: true)
    try RehearsalRoom(desk, options).run(scenario ?? RehearsalRoom(desk, options).choose())
  }
}

/// How to rehearse.
struct RehearsalOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument { case text, jsonl }

  @Option(name: .long) var seed: UInt64 = 1
  @Option(name: .customLong("as")) var person: String?
  @ArgumentParser.Flag(name: .long) var exam = false
  @Option(name: .long) var format = Format.text
  @ArgumentParser.Flag(name: .long) var mildOaths = false
  @ArgumentParser.Flag(name: .long) var realTime = false
  @Option(name: .long) var html: String?
}

/// Wires a rehearsal: scenario, terminal or pipe, log, clock.
struct RehearsalRoom {
  let desk: Desk
  let options: RehearsalOptions

  init(_ desk: Desk, _ options: RehearsalOptions) {
    self.desk = desk
    self.options = options
  }

  private var shelf: ScenarioShelf {
    ScenarioShelf(desk.library.source, language: desk.opened.phrasebook[desk.language])
  }
  private var ending: RehearsalEnding {
    RehearsalEnding(desk: desk, page: options.html, person: options.person)
  }
  private var isPiped: Bool { !desk.surroundings.inputIsTerminal }

  /// Lets a person at a terminal pick a customer by number or name.
  func choose() throws -> String {
    let ids = shelf.ids
    guard !ids.isEmpty else { throw Failure.told(desk.interface(.scenarioNone), .notFound) }
    guard !isPiped else {
      let names = ids.joined(separator: desk.interface(.listSeparator))
      throw Failure.told(desk.interface(.rehearseNeedName, ["names": names]), .usage)
    }
    for (number, id) in ids.enumerated() {
      guard let scenario = shelf.scenario(id)?.value else { continue }
      try desk.say("  \(number + 1)  " + ScenarioText(desk).line(scenario))
    }
    let source = try Terminals.source(desk)
    defer { source.close() }
    while true {
      switch source.lines.next(prompt: desk.interface(.rehearseChoose) + " ") {
      case .line(let line):
        let typed = line.filter { !$0.isWhitespace }
        if let number = Int(typed), ids.indices.contains(number - 1) { return ids[number - 1] }
        if ids.contains(typed) { return typed }
        source.lines.printAbove(desk.interface(.scenarioUnknown, ["found": typed]))
      case .end: throw Failure.silent(.done)
      default: continue
      }
    }
  }

  func run(_ id: String) throws {
    try ending.checkPage()
    let material: RehearsalMaterial
    do throws(RehearsalMaterial.Trouble) {
      material = try RehearsalMaterial(id, from: shelf)
    } catch {
      throw failure(error)
    }
    if !isPiped { desk.opened.prepareLearnt() }
    let setting = material.setting(
      reader: isPiped ? desk.opened.reader : desk.opened.readerAtOnce, language: desk.language,
      seed: options.seed, person: options.person, isExam: options.exam, usesMildOaths: options.mildOaths)
    let beginning = Beginning(
      door: .rehearsal, language: desk.language,
      clock: isPiped ? SteadyClock.start : desk.surroundings.clock(), scenario: id, seed: options.seed,
      person: options.person)
    if options.format == .jsonl { return try stream(setting, beginning) }
    try converse(setting, beginning)
  }

  private func failure(_ trouble: RehearsalMaterial.Trouble) -> Failure {
    switch trouble {
    case .unknown(let id, let known):
      var text = desk.interface(.scenarioUnknown, ["found": id])
      if let near = NearestName.find(id, among: known) {
        text += desk.interface(.problemNearest, ["nearest": near])
      }
      return .told(text, .notFound)
    case .broken(let problems): return .brokenBook(problems, desk.library)
    }
  }

  private func converse(_ setting: RehearsalSetting, _ beginning: Beginning) throws {
    let masker = Masker()
    let log = DurableLog(path: desk.surroundings.places.cases, masker: masker)
    let source = try Terminals.source(desk)
    if options.realTime { (source.lines as? ReadlineSource)?.returnsTicks = true }
    var steady = SteadyClock()
    let clock = isPiped ? { steady.next() } : desk.surroundings.clock
    let door = RehearsalDoor(
      session: RehearsalSession(setting, beginning: beginning), source: source.lines, log: log,
      painter: desk.painter,
      manner: RehearsalDoor.Manner(isPlain: desk.isPlain, echoes: isPiped, isRealTime: options.realTime),
      clock: clock, mask: { (line: String) in masker.mask(line) })
    door.run()
    source.close()
    if log.pendingCount > 0 {
      throw Failure.told(
        TroubleText(desk.interface).text(log.trouble ?? .locked, path: log.path), .cannotWrite)
    }
    for line in try ending.finish(door.session.rehearsal, caseID: log.caseID) { try desk.say(line) }
  }

  /// Events as JSON lines, each answered at once.
  private func stream(_ setting: RehearsalSetting, _ beginning: Beginning) throws {
    let log = DurableLog(path: desk.surroundings.places.cases, masker: Masker())
    var rehearsal = Rehearsal(setting, beginning: beginning)
    var kept = 0
    func keep() {
      for event in rehearsal.events.dropFirst(kept) { _ = log.append(event) }
      kept = rehearsal.events.count
    }
    keep()
    let json = RehearsalJSON()
    try Output.standard.line(json.opening(rehearsal))
    var clock = SteadyClock()
    var lines = LineStream(.standardInput)
    while let bytes = try lines.next() {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let turn = rehearsal.respond(to: text, at: clock.next()) else { break }
      keep()
      try Output.standard.line(
        json.turn(turn, number: rehearsal.turns.count, isVenting: rehearsal.isVenting))
    }
    rehearsal.leave()
    _ = log.append(.ended(clock.next()))
    try Output.standard.line(json.end(rehearsal.record()))
    if let debrief = RehearsalDebrief(rehearsal) { try Output.standard.line(debrief.json()) }
    _ = try ending.finish(rehearsal, caseID: log.caseID)
  }
}
