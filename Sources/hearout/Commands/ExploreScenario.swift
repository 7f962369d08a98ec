import ArgumentParser
import Doors
import HearoutCore
import PhrasebookLoading
import Rehearsal
import Reporting
import TextLayout

/// `hearout scenario explore`: plays scenarios by itself and tells what no call reached.
struct ExploreScenarios: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explore")
  @OptionGroup var shared: SharedOptions
  @Argument var ids: [String] = []
  @Option(name: .long) var rounds = 1000
  @Option(name: .long) var seed: UInt64 = 1

  func run() throws {
    let bench = try ScenarioBench(shared)
    for id in ids where !bench.languages.contains(where: { bench.shelf($0).ids.contains(id) }) {
      throw bench.unknown(id)
    }
    var count = 0
    for language in bench.languages {
      let shelf = bench.shelf(language)
      let wanted = ids.isEmpty ? shelf.ids : shelf.ids.filter(ids.contains)
      if wanted.isEmpty { continue }
      let stock = try bench.stock(shelf)
      for id in wanted { count += try explore(id, shelf, stock, language, bench) }
    }
    if count > 0 { throw Failure.silent(.findings) }
  }

  /// - Returns: the number of findings.
  private func explore(
    _ id: String, _ shelf: ScenarioShelf, _ stock: RehearsalMaterial.Stock, _ language: Language,
    _ bench: ScenarioBench
  ) throws -> Int {
    guard let material = try bench.material(id, shelf, stock) else { return 1 }
    let book = bench.desk.opened.phrasebook[language].book
    let repertoire = ScenarioRepertoire(material.scenario, book: book, vocabulary: stock.vocabulary)
    let setting = material.setting(reader: bench.desk.opened.reader, language: language, seed: seed)
    var explorer = Explorer(setting, repertoire.repertoire(), clock: SteadyClock.start)
    let found = explorer.explore(rounds: rounds, seed: seed)
    let text = ExplorationText(interface: bench.desk.interface, scenario: material.scenario)
    let diagnostics = DiagnosticText(interface: bench.desk.interface, painter: bench.desk.painter)
    try bench.desk.say(visible(text.summary(found, language: book.name)))
    for finding in found.findings {
      let place = text.place(finding)
      let line = bench.desk.library.line(at: place)
      try Output.error.line(
        diagnostics.text(visible(text.words(finding)), at: place, length: 1, line: line))
    }
    return found.findings.count
  }
}

/// What the explorer found, in words.
struct ExplorationText {
  let interface: Interface
  let scenario: Scenario

  func summary(_ found: Exploration, language: String) -> String {
    let endings = Ending.allCases.map { ending in
      let count =
        found.ruledOut.contains(ending)
        ? interface(.exploreRuledOut) : "\(found.endings[ending] ?? 0)"
      return interface(.exploreEnding, ["ending": ending.rawValue, "count": count])
    }
    return interface(
      .exploreSummary,
      [
        "id": scenario.id, "language": language, "calls": "\(found.calls)",
        "turns": "\(Double(Int(found.averageTurns * 10)) / 10)",
        "endings": endings.joined(separator: interface(.listSeparator)), "open": "\(found.unfinished)",
        "kind": "\(found.kindCalls)", "satisfied": "\(found.kindSatisfied)",
        "findings": "\(found.findings.count)",
      ])
  }

  func words(_ finding: Exploration.Finding) -> String {
    switch finding {
    case .neverSaid(let move, let words): interface(.exploreNeverSaid, ["move": move.name, "text": words])
    case .factHidden(let place): interface(.exploreFactHidden, ["found": scenario.facts[place].id])
    case .neverEnds(let ending): interface(.exploreNeverEnds, ["found": ending.rawValue])
    case .standsStill(let calls, let example):
      interface(.exploreStandsStill, ["count": "\(calls)", "text": example])
    case .saidTwice(_, let words, let calls):
      interface(.exploreSaidTwice, ["count": "\(calls)", "text": words])
    case .kindWordsSettle(let calls): interface(.exploreKindWords, ["count": "\(calls)"])
    }
  }

  func place(_ finding: Exploration.Finding) -> Place {
    let place: Place? =
      switch finding {
      case .neverSaid(let move, _): scenario.places[move]
      case .factHidden(let place): scenario.places[.tell(place)]
      case .neverEnds(let ending): scenario.places[.end(ending)]
      case .saidTwice(let move, _, _): move.flatMap { scenario.places[$0] }
      case .standsStill, .kindWordsSettle: nil
      }
    return place ?? scenario.place
  }
}
