import Foundation
import HearoutCore
import Testing

/// The ways to practise and the trainer's tools from a pipe.
@Suite(.serialized) struct PipedToolTests {
  private func files() throws -> ScenarioFiles {
    let files = try ScenarioFiles()
    try files.write(ScenarioFiles.kettle, "scenarios/kettle.yaml")
    return files
  }

  private func home() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("hearout-home-\(UUID().uuidString)")
  }

  @Test func theLadderTakesItsAnswerFromTheFirstLine() throws {
    let files = try files()
    let home = home()
    defer { try? FileManager.default.removeItem(at: home) }
    func rehearse(_ lines: [String]) throws -> PipedTests.Outcome {
      try PipedTests.run(["rehearse", "--as", "Mia"], lines, files, home: home)
    }
    let first = try rehearse(["", "Go on."])
    #expect(first.status == 0 && first.output.contains("Next for you: balance-unknown"))
    #expect(first.output.contains("you: Go on."))
    // The first style is met; the next proposal is of another one.
    let second = try rehearse(["kettle", "Go on."])
    #expect(second.output.contains("Your first ") && second.output.contains("The kettle burst on Sunday."))
    #expect(try rehearse(["no-such"]).status == 66)
    #expect(try rehearse([]).status == 0)
    let duel = try PipedTests.run(
      ["rehearse", "--duel", "Mia", "--as", "Bo"], ["Calm down, it is only a kettle."], files, home: home)
    #expect(duel.output.contains("Duel with Mia: kettle, seed 1."))
    #expect(duel.output.contains("Mia is ") && duel.output.contains("The kettle burst on Sunday."))
    #expect(try PipedTests.run(["rehearse", "--duel", "Zoe"], [], files, home: home).status == 66)
  }

  @Test func exploringFailsWithFindingsAtTheirLines() throws {
    let outcome = try PipedTests.run(["scenario", "explore", "kettle", "--rounds", "50"], [], try files())
    #expect(outcome.status == 1 && outcome.output.contains("kettle (English): 50 calls"))
    #expect(try PipedTests.run(["scenario", "explore", "kettel"], [], try files()).status == 66)
  }

  @Test func aNewScenarioCanBeListedAndDrawn() throws {
    let files = try files()
    let answers = [
      "late-van", "The late van", "delivery", "amiable", "1", "Ms Bell", "No van came!", "", "", "today",
    ]
    let made = try PipedTests.run(["scenario", "new", "--into", files.root.path], answers, files)
    #expect(made.status == 0 && made.output.contains("late-van.yaml: valid"))
    #expect(try PipedTests.run(["scenario", "new", "--into", files.root.path], answers, files).status == 65)
    #expect(try PipedTests.run(["scenario", "new", "--into", files.root.path], [], files).status == 64)
    let graph = try PipedTests.run(["scenario", "graph", "late-van", "--format", "mermaid"], [], files)
    #expect(graph.status == 0 && graph.output.contains("No van came!"))
  }

  @Test func aDrillJudgesEachAnswer() throws {
    let files = try files()
    let drill = try PipedTests.run(["rehearse", "--drill", "apology"], ["Calm down.", "", "", ""], files)
    #expect(drill.status == 0 && drill.output.contains("✗ There is no sorry in it.\n"))
    #expect(drill.output.hasSuffix("0 of 1.\n"))
    #expect(try PipedTests.run(["rehearse", "--drill", "apolgy"], [], files).status == 64)
  }
}
