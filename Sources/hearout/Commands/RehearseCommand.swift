import ArgumentParser
import CaseLog
import Doors
import HearoutCore
import LineTerminal
import PhrasebookLoading
import Privacy
import Rehearsal
import SystemPackage
import TextLayout

/// `hearout rehearse`: a simulated customer.
struct RehearseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rehearse")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RehearsalOptions
  @Option(name: .long) var drill: String?
  @Argument var scenario: String?

  func run() throws {
    let desk = try Desk(shared.choices, isConversation: true)
    if let drill { return try SkillRoom(desk: desk, seed: options.seed).run(drill) }
    try RehearsalRoom(desk, options).run(scenario)
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
  @Option(name: .customLong("duel")) var rival: String?
}

/// Wires a rehearsal: scenario, terminal or pipe, log, clock.
struct RehearsalRoom {
  let desk: Desk
  private var options: RehearsalOptions
  private var duel: Duel?

  init(_ desk: Desk, _ options: RehearsalOptions) {
    self.desk = desk
    self.options = options
  }

  private var shelf: ScenarioShelf {
    ScenarioShelf(desk.library.source, language: desk.opened.phrasebook[desk.language])
  }
  private var ending: RehearsalEnding {
    RehearsalEnding(desk: desk, page: options.html, person: desk.trainee(options.person))
  }
  private var isPiped: Bool { !desk.surroundings.inputIsTerminal }

  /// Rehearses with the scenario named, or with the one that is chosen.
  func run(_ named: String?) throws {
    if let rival = options.rival {
      let duel = try Duel(rival, scenario: named, desk)
      var room = self
      room.duel = duel
      room.options.seed = duel.seed
      return try room.run(duel.scenario, Terminals?.none)
    }
    if let named { return try run(named, Terminals?.none) }
    let chooser = RehearsalChooser(desk: desk, shelf: shelf, person: desk.trainee(options.person))
    if options.format == .jsonl { return try run(chooser.choose(nil), nil) }
    // One source for the choice and the talk: a pipe's lines would be lost with the first.
    let source = try Terminals.source(desk)
    let id: String
    do {
      id = try chooser.choose(source.lines)
    } catch {
      source.close()
      throw error
    }
    try run(id, source)
  }

  private func run(_ id: String, _ source: Terminals?) throws {
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
    try converse(setting, beginning, source)
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

  private func converse(_ setting: RehearsalSetting, _ beginning: Beginning, _ opened: Terminals?) throws {
    let masker = Masker()
    let log = DurableLog(path: desk.surroundings.places.cases, masker: masker)
    let source = try opened ?? Terminals.source(desk)
    if let duel {
      let text = desk.interface(
        .duelStart, ["name": duel.name, "scenario": duel.scenario, "seed": "\(duel.seed)"])
      source.lines.printAbove(visible(text))
    }
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
    let rehearsal = door.session.rehearsal
    let told = try ending.finish(rehearsal, caseID: log.caseID)
    for line in told + (duel?.lines(rehearsal, desk.interface) ?? []) { try desk.say(line) }
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
