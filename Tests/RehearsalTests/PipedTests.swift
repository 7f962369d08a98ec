import Foundation
import HearoutCore
import Testing

/// `hearout rehearse` from a pipe, as another program would run it.
@Suite(.serialized) struct PipedTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func program() throws -> URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("hearout")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    let built = root.appendingPathComponent(".build/debug/hearout")
    try #require(FileManager.default.isExecutableFile(atPath: built.path), "the program is not built")
    return built
  }

  struct Outcome: Equatable {
    var status: Int32
    var output: String
  }

  /// - Parameter home: kept after the run; a new one is made and removed where there is none.
  static func run(
    _ arguments: [String], _ lines: [String], _ files: ScenarioFiles, home named: URL? = nil
  ) throws -> Outcome {
    let own = FileManager.default.temporaryDirectory.appendingPathComponent("hearout-\(UUID().uuidString)")
    let home = named ?? own
    defer { try? FileManager.default.removeItem(at: own) }
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = arguments + ["--lang", "en", "--phrasebook", files.root.path]
    // A cache of its own: the overlay makes this another book than the other tests' one.
    process.environment = [
      "HOME": home.path, "HEAROUT_PATTERNS_ONLY": "1",
      "XDG_CACHE_HOME": Self.root.appendingPathComponent(".build/test-cache-rehearsal").path,
      "HEAROUT_PHRASEBOOK": Self.root.appendingPathComponent("Phrasebook").path,
    ]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "ended by a signal")
    return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }

  private let lines = [
    "I'm so sorry. I'm listening, please go on.", "I see. Go on.",
    "I'm sorry, Ms Moss, the kettle burst on Sunday, there was boiling water over the worktop and nobody rang you.",
    "What is the order number?", "By when do you need it sorted?",
    "I'd suggest a new kettle, sent today. Would that suit you?",
    "You'll have it tomorrow before noon, and I'll ring you at one. Is there anything else?",
    "Thank you, Ms Moss. Goodbye.",
  ]

  @Test func aWholeRehearsalFromAPipe() throws {
    let files = try ScenarioFiles()
    try files.write(
      ScenarioFiles.kettle.replacing(
        "id: order, kind: order,", with: "id: order, asked_by: [\"order number\"],"),
      "scenarios/kettle.yaml")
    let first = try Self.run(["rehearse", "kettle", "--seed", "3"], lines, files)
    #expect(first.status == 0)
    #expect(first.output.contains("customer: The kettle burst on Sunday."))
    #expect(first.output.contains("customer: Yes, swap it."))
    #expect(first.output.contains("customer: Good."))
    #expect(first.output.contains("why: "))
    #expect(try Self.run(["rehearse", "kettle", "--seed", "3"], lines, files) == first)
    let exam = try Self.run(["rehearse", "kettle", "--exam"], lines, files)
    #expect(exam.output.contains("customer: Good.") && !exam.output.contains("why: "))
  }

  @Test func eventsAsJSON() throws {
    let files = try ScenarioFiles()
    try files.write(ScenarioFiles.kettle, "scenarios/kettle.yaml")
    let outcome = try Self.run(["rehearse", "kettle", "--format", "jsonl"], ["hello", ""], files)
    let events = try outcome.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(events.compactMap { $0["event"] as? String } == ["opening", "turn", "turn", "end"])
    #expect(events[1]["moves"] as? [String] == ["vent:1"])
    #expect(events[2]["moves"] as? [String] == ["silence"])
    #expect(events[3]["ending"] as? String == "left")
  }

  @Test func testsOfAScenarioFailAtTheirLine() throws {
    let files = try ScenarioFiles()
    try files.write(ScenarioFiles.kettle, "scenarios/kettle.yaml")
    let outcome = try Self.run(["scenario", "test", "kettle"], [], files)
    #expect(outcome.status == 1 && outcome.output.contains("3 failures"))
    #expect(try Self.run(["rehearse", "kettel"], [], files).status == 66)
  }
}
