import ArgumentParser
import Doors
import HearoutCore
import PhrasebookLoading
import Rehearsal

/// `hearout scenario graph ID`: how a scenario hangs together.
struct GraphScenario: ParsableCommand {
  enum Format: String, ExpressibleByArgument { case text, mermaid }

  static let configuration = CommandConfiguration(commandName: "graph")
  @OptionGroup var shared: SharedOptions
  @Argument var id: String
  @Option(name: .long) var format = Format.text

  func run() throws {
    let bench = try ScenarioBench(shared)
    guard let loaded = bench.shelf(bench.desk.language).scenario(id) else { throw bench.unknown(id) }
    guard let scenario = loaded.value else { throw Failure.brokenBook(loaded.problems, bench.desk.library) }
    let graph = ScenarioGraph(scenario, book: bench.desk.opened.phrasebook[bench.desk.language].book)
    try bench.desk.say(format == .mermaid ? graph.mermaid() : graph.text())
  }
}
