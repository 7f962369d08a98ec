import ArgumentParser
import Doors
import HearoutCore
import PhrasebookLoading
import Rehearsal
import Reporting
import TextLayout

/// `hearout scenario`: the trainer's tools for simulated customers.
struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    subcommands: [
      ListScenarios.self, ShowScenario.self, ValidateScenarios.self, TestScenarios.self, PlayScenario.self,
      GraphScenario.self, ExploreScenarios.self, NewScenario.self,
    ],
    defaultSubcommand: ListScenarios.self)
}

struct ListScenarios: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list")
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let bench = try ScenarioBench(shared)
    let text = ScenarioText(bench.desk)
    let shelf = bench.shelf(bench.desk.language)
    if shelf.ids.isEmpty { return try bench.desk.say(bench.desk.interface(.scenarioNone)) }
    for id in shelf.ids {
      if let scenario = shelf.scenario(id)?.value { try bench.desk.say(text.line(scenario)) }
    }
  }
}

struct ShowScenario: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show")
  @OptionGroup var shared: SharedOptions
  @Argument var id: String

  func run() throws {
    let bench = try ScenarioBench(shared)
    guard let loaded = bench.shelf(bench.desk.language).scenario(id) else { throw bench.unknown(id) }
    guard let scenario = loaded.value else { throw Failure.brokenBook(loaded.problems, bench.desk.library) }
    for line in ScenarioText(bench.desk).card(scenario) { try bench.desk.say(line) }
  }
}

/// `hearout scenario validate`: every mistake, with its place.
struct ValidateScenarios: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "validate")
  @OptionGroup var shared: SharedOptions
  @Argument var files: [String] = []

  func run() throws {
    let bench = try ScenarioBench(shared)
    let failed = try files.isEmpty ? bench.validateAll() : bench.validate(files)
    if failed { throw Failure.silent(.badData) }
  }
}

/// `hearout scenario test`: plays the transcripts; fails like a compiler, at the test's own line.
struct TestScenarios: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "test")
  @OptionGroup var shared: SharedOptions
  @Argument var ids: [String] = []

  func run() throws {
    let bench = try ScenarioBench(shared)
    var failed = false
    for language in bench.languages {
      let shelf = bench.shelf(language)
      let wanted = ids.isEmpty ? shelf.ids : shelf.ids.filter(ids.contains)
      if wanted.isEmpty { continue }
      let stock = try bench.stock(shelf)
      let failures = try wanted.reduce(0) { try $0 + bench.test($1, shelf, stock, language) }
      failed = failed || failures > 0
      try bench.desk.say(
        bench.desk.interface(
          .scenarioTested,
          [
            "language": bench.desk.opened.phrasebook[language].book.name, "count": "\(wanted.count)",
            "failures": "\(failures)",
          ]))
    }
    for id in ids where !bench.languages.contains(where: { bench.shelf($0).ids.contains(id) }) {
      throw bench.unknown(id)
    }
    if failed { throw Failure.silent(.findings) }
  }
}

struct PlayScenario: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "play")
  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RehearsalOptions
  @Argument var id: String

  func run() throws { try RehearsalRoom(Desk(shared.choices), options).run(id) }
}

/// What the trainer's tools for scenarios share.
struct ScenarioBench {
  let desk: Desk
  /// The language named, or all of them.
  let languages: [Language]

  init(_ shared: SharedOptions) throws {
    desk = try Desk(shared.choices)
    languages = shared.lang == nil ? desk.opened.phrasebook.known : [desk.language]
  }

  func shelf(_ language: Language) -> ScenarioShelf {
    ScenarioShelf(desk.library.source, language: desk.opened.phrasebook[language])
  }

  private func tell(_ problems: [Diagnostic]) {
    let text = DiagnosticText(interface: desk.interface, painter: desk.painter)
    for problem in problems {
      try? Output.error.line(text.text(problem, line: desk.library.line(at: problem.place)))
    }
  }

  func unknown(_ id: String) -> Failure {
    var text = desk.interface(.scenarioUnknown, ["found": id])
    if let near = NearestName.find(id, among: shelf(desk.language).ids) {
      text += desk.interface(.problemNearest, ["nearest": near])
    }
    return .told(text, .notFound)
  }

  /// - Returns: whether something is wrong.
  func validateAll() throws -> Bool {
    var failed = false
    for language in languages {
      let shelf = self.shelf(language)
      let problems =
        shelf.bank().problems + shelf.asks().problems
        + shelf.ids.flatMap { shelf.scenario($0)?.problems ?? [] }
      tell(problems)
      if problems.isEmpty {
        let name = desk.opened.phrasebook[language].book.name
        try desk.say(
          desk.interface(.scenarioValid, ["language": name, "count": "\(shelf.ids.count)"]))
      }
      failed = failed || !problems.isEmpty
    }
    return failed
  }

  /// - Returns: whether something is wrong.
  func validate(_ files: [String]) throws -> Bool {
    var failed = false
    for file in files {
      guard Files.exists(file), !Files.isFolder(file) else {
        throw Failure.told(desk.interface(.fileNotFound, ["path": file]), .notFound)
      }
      let problems = shelf(language(of: file)).scenario(path: file, shown: file).problems
      tell(problems)
      if problems.isEmpty { try desk.say(desk.interface(.scenarioFileValid, ["path": visible(file)])) }
      failed = failed || !problems.isEmpty
    }
    return failed
  }

  /// A file's language: that of the folder it lies in, else the one spoken.
  private func language(of file: String) -> Language {
    let parts = file.split(separator: "/").map(String.init)
    return desk.opened.phrasebook.known.first { parts.contains($0.rawValue) } ?? desk.language
  }

  /// - Parameter stock: the bank and the questions, loaded once for all.
  /// - Returns: the number of failures.
  func test(
    _ id: String, _ shelf: ScenarioShelf, _ stock: RehearsalMaterial.Stock, _ language: Language
  ) throws -> Int {
    guard let material = try material(id, shelf, stock) else { return 1 }
    let trial = ScenarioTrial(material, reader: desk.opened.reader, language: language)
    let failures = trial.failures()
    let text = DiagnosticText(interface: desk.interface, painter: desk.painter)
    for failure in failures {
      let line = desk.library.line(at: failure.place)
      try Output.error.line(
        text.text(ScenarioText(desk).message(failure), at: failure.place, length: 1, line: line))
    }
    return failures.count
  }

  /// A scenario with what it needs; `nil` where it is broken, which is told: the others are still used.
  func material(
    _ id: String, _ shelf: ScenarioShelf, _ stock: RehearsalMaterial.Stock
  ) throws -> RehearsalMaterial? {
    do throws(RehearsalMaterial.Trouble) {
      return try RehearsalMaterial(id, from: shelf, stock: stock)
    } catch {
      guard case .broken(let problems) = error else { throw failure(error) }
      tell(problems)
      return nil
    }
  }

  func stock(_ shelf: ScenarioShelf) throws -> RehearsalMaterial.Stock {
    do throws(RehearsalMaterial.Trouble) {
      return try RehearsalMaterial.Stock(shelf)
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ trouble: RehearsalMaterial.Trouble) -> Failure {
    switch trouble {
    case .unknown(let id, _): return unknown(id)
    case .broken(let problems):
      tell(problems)
      return .silent(.badData)
    }
  }
}

/// Scenarios in words.
struct ScenarioText {
  let desk: Desk
  private var interface: Interface { desk.interface }
  private var book: LanguageBook { desk.opened.phrasebook[desk.language].book }

  init(_ desk: Desk) { self.desk = desk }

  func line(_ scenario: Scenario) -> String {
    visible(
      interface(
        .scenarioLine,
        [
          "id": scenario.id, "difficulty": "\(scenario.difficulty)", "style": styleName(scenario),
          "sector": sectorName(scenario), "title": scenario.title,
        ]))
  }

  private func sectorName(_ scenario: Scenario) -> String {
    let index = Scenario.sectors.firstIndex(of: scenario.sector)
    return index.map { interface.list(.rehearseSectors, at: $0) } ?? scenario.sector
  }

  private func styleName(_ scenario: Scenario) -> String { book.styles[scenario.style]?.name ?? "" }

  /// Everything about a scenario; it gives all away.
  func card(_ scenario: Scenario) -> [String] {
    let opening = scenario.opening
    var lines = [
      interface(.scenarioHeading, ["id": scenario.id, "title": scenario.title]),
      interface(
        .scenarioShown,
        [
          "style": styleName(scenario), "reaction": book.reactions[scenario.reaction]?.name ?? "–",
          "sector": sectorName(scenario), "difficulty": "\(scenario.difficulty)", "anger": "\(opening.anger)",
          "trust": "\(opening.trust)", "patience": "\(opening.patience)", "loss": "\(scenario.loss)",
        ]),
      interface(.rehearseGoals, ["goals": scenario.goals.joined(separator: interface(.ledgerSeparator))]),
      scenario.briefing,
      interface(
        .scenarioWho, ["name": scenario.customer.name, "about": scenario.customer.about]),
      interface(.scenarioSays, ["text": scenario.openingLine]),
    ]
    lines += scenario.vent.map { interface(.scenarioSays, ["text": $0.say]) }
    lines += scenario.facts.map { interface(.scenarioFact, ["id": $0.id, "text": $0.tells]) }
    lines += (scenario.demands + scenario.addedIfCut).map {
      interface(.scenarioDemand, ["id": $0.id, "text": $0.say])
    }
    lines += scenario.resolutions.map {
      interface(.scenarioWay, ["id": $0.id, "ending": $0.ending.rawValue, "text": $0.accept])
    }
    return lines.map { visible($0) }
  }

  func message(_ failure: ScenarioTrial.Failure) -> String {
    switch failure.reason {
    case .ending(let found, let expected, let isGood):
      interface(
        .scenarioTestEnding,
        [
          "which": interface.list(.scenarioTestNames, at: isGood ? 0 : 1),
          "found": found?.rawValue ?? interface.list(.scenarioTestNames, at: 2),
          "expected": expected.rawValue,
        ])
    case .neverRevealed(let id): interface(.scenarioTestReveal, ["found": id])
    }
  }
}
