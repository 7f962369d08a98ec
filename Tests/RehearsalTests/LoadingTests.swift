import HearoutCore
import PhrasebookLoading
import Testing

@testable import Rehearsal

/// Scenario files: what is read, and how mistakes are told.
struct LoadingTests {
  @Test func aWholeScenarioIsRead() throws {
    let files = try ScenarioFiles()
    try files.write(ScenarioFiles.kettle, "scenarios/kettle.yaml")
    let loaded = try #require(files.shelf.scenario("kettle"))
    #expect(loaded.problems.isEmpty)
    let scenario = try #require(loaded.value)
    #expect(scenario.vent.map(\.gives) == [[], ["room"]])
    #expect(scenario.facts.map(\.kind) == [.order, nil, .deadline])
    #expect(scenario.resolutions.first?.needsFacts == ["order"])
    #expect(scenario.model == ["Go on."])
    #expect(scenario.bad?.ending == .hangsUp)
    #expect(files.shelf.ids == ["kettle"])
    #expect(files.shelf.bank().problems.isEmpty && files.shelf.asks().problems.isEmpty)
    #expect(files.shelf.scenario("../kettle") == nil && files.shelf.scenario("nobody") == nil)
  }

  @Test(arguments: [
    ("style: driver", "style: drivr", "unknown-style", 5),
    ("gives: [room]", "gives: [roof]", "unknown-scenario-fact", 15),
    ("reveals: [order]", "reveals: [odrer]", "unknown-scenario-fact", 44),
    ("id: kettle", "id: kettles", "id-differs", 1),
    ("loss: 1", "loss: 9", "out-of-range", 11),
    ("briefing:", "briefin:", "unknown-key", 8),
    ("sector: appliances", "sector: applianses", "unknown-sector", 3),
    ("\"which room\"", "\"which (room\"", "pattern-unclosed", 18),
    ("ending: hangs_up", "ending: satisfied", "unknown-ending", 47),
  ])
  func mistakesAreToldAtTheirLine(right: String, wrong: String, code: String, line: Int) throws {
    let files = try ScenarioFiles()
    try files.write(ScenarioFiles.kettle.replacing(right, with: wrong), "scenarios/kettle.yaml")
    let loaded = try #require(files.shelf.scenario("kettle"))
    #expect(loaded.value == nil)
    let problem = try #require(loaded.problems.first { $0.code == code }, "\(loaded.problems)")
    #expect(problem.place.line == line)
  }

  @Test func aMissingKeyIsNamed() throws {
    let files = try ScenarioFiles()
    try files.write(
      ScenarioFiles.kettle.replacing("opening_line: \"The kettle burst on Sunday.\"\n", with: ""),
      "scenarios/kettle.yaml")
    let problems = try #require(files.shelf.scenario("kettle")).problems
    #expect(problems.contains { $0.code == "missing-key" && $0.arguments["expected"] == "opening_line" })
  }

  @Test func aPoorBankIsRefused() throws {
    let files = try ScenarioFiles()
    let thin = ScenarioFiles.bank().replacing(", \"Well ack 4. hot\"", with: "")
    try files.write(thin.replacing("  dream:\n", with: "  dreams:\n"), "bank.yaml")
    let bank = files.shelf.bank()
    #expect(bank.value == nil)
    #expect(bank.problems.contains { $0.code == "too-few-variants" && $0.arguments["found"] == "3" })
    #expect(bank.problems.contains { $0.code == "unknown-move" && $0.arguments["nearest"] == "dream" })
    #expect(bank.problems.contains { $0.code == "missing-key" && $0.arguments["expected"] == "dream" })
  }

  @Test func aHugeFileIsNotRead() throws {
    let files = try ScenarioFiles()
    try files.write(String(repeating: "# x\n", count: 100_000), "scenarios/kettle.yaml")
    #expect(files.shelf.scenario("kettle")?.problems.map(\.code) == ["file-too-large"])
  }
}
