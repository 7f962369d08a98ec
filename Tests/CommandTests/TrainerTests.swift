import Foundation
import Testing

/// The trainer's tools, run as a trainer would, with a phrasebook of few rules.
@Suite(.serialized) struct TrainerTests {
  private let program = Program()
  private let home: URL
  private let book: URL

  init() throws {
    let base = FileManager.default.temporaryDirectory
    home = base.appendingPathComponent("trainer-\(UUID().uuidString)")
    book = home.appendingPathComponent("book")
    for language in ["en", "zh"] {
      let from = Program.root.appendingPathComponent("Phrasebook/\(language)")
      let to = book.appendingPathComponent(language)
      try FileManager.default.createDirectory(
        at: to.appendingPathComponent("rules"), withIntermediateDirectories: true)
      for name in try FileManager.default.contentsOfDirectory(atPath: from.path) where name.hasSuffix(".yaml")
      {
        try FileManager.default.copyItem(
          at: from.appendingPathComponent(name), to: to.appendingPathComponent(name))
      }
      let rules = "rules/calm-down.yaml"
      try FileManager.default.copyItem(
        at: from.appendingPathComponent(rules), to: to.appendingPathComponent(rules))
    }
  }

  private func run(_ arguments: [String], input: String = "") throws -> Program.Outcome {
    try program.run(arguments, input: Data(input.utf8), phrasebook: book.path, home: home)
  }

  private var own: URL { home.appendingPathComponent(".config/hearout/phrasebook") }

  @Test func aNewRuleIsWrittenProvedAndUsed() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let made = try run([
      "phrasebook", "new", "--lang", "en", "--phrase", "that is above my head", "--why", "Nobody will help.",
      "--instead", "Let me bring in somebody who can decide this.",
    ])
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("team-that-is-above-my-head"))
    let check = try run(["check", "--lang", "en"], input: "Sorry, that's above my head.\n")
    #expect(check.status == 1 && check.output.contains("Nobody will help."), "\(check.output)\(check.errors)")
    // The same name again is not replaced in silence.
    let again = [
      "phrasebook", "new", "--lang", "en", "--id", "team-that-is-above-my-head", "--phrase",
      "this is above my head",
      "--why", "Said anew.", "--instead", "I'll ask.",
    ]
    let refused = try run(again)
    #expect(refused.status == 65 && refused.errors.contains("team.yaml:2"), "\(refused.errors)")
    let replaced = try run(again + ["--replace"])
    #expect(replaced.status == 0, "\(replaced.errors)")
    let text = try String(contentsOf: own.appendingPathComponent("en/rules/team.yaml"), encoding: .utf8)
    #expect(text.contains("Said anew.") && !text.contains("Nobody will help."))
  }

  /// Each run of a program mixes its dictionaries anew; what is learnt must not hang on that. Without the encoder, which
  /// a machine that tests need not have.
  @Test func theSameExamplesTeachTheSame() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let examples = book.appendingPathComponent("en/examples")
    try FileManager.default.createDirectory(at: examples, withIntermediateDirectories: true)
    for kind in ["acts-a", "emotion-a", "forbidden-a", "reactions-a"] {
      let shipped = Program.root.appendingPathComponent("Phrasebook/en/examples/\(kind).jsonl")
      let lines = try String(contentsOf: shipped, encoding: .utf8).split(separator: "\n").prefix(80)
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(
        to: examples.appendingPathComponent("\(kind).jsonl"))
    }
    let learnt = try (1...3).map { time in
      let cache = home.appendingPathComponent("cache-\(time)")
      let outcome = try program.run(
        ["learn"], phrasebook: book.path,
        environment: ["XDG_CACHE_HOME": cache.path, "HEAROUT_ENCODER": "/nonexistent"], home: home)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let kept = cache.appendingPathComponent("hearout")
      let names = try FileManager.default.contentsOfDirectory(atPath: kept.path)
      let name = try #require(names.first { $0.hasPrefix("learnt-") }, "\(names)")
      return try Data(contentsOf: kept.appendingPathComponent(name))
    }
    #expect(Set(learnt).count == 1)
  }

  @Test func answersMayComeFromAPipe() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let team = home.appendingPathComponent("team")
    let answers = ["这事您爱找谁找谁", "推开了客户。", "我帮您找对人。", "", "conduct", "high", "那您爱找谁找谁吧，这事您爱找谁找谁。", "", "", ""]
    let made = try run(
      ["phrasebook", "new", "--into", team.path], input: answers.joined(separator: "\n"))
    #expect(made.status == 0, "\(made.errors)")
    let text = try String(contentsOf: team.appendingPathComponent("zh/rules/team.yaml"), encoding: .utf8)
    #expect(text.contains("category: conduct") && text.contains("severity: high"))
    #expect(try run(["phrasebook", "new"], input: "我不管这些破事\n").status == 64, "answers are missing")
    #expect(try run(["phrasebook", "new", "--lang", "en", "--phrase", "soon"]).status == 65)
  }

  @Test func aTableIsAnsweredLineByLine() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let table = home.appendingPathComponent("table.csv")
    let text = "\u{FEFF}话术;原因;改说\n您爱找谁找谁;推开客户;我来帮您找对人，您稍等。\n的;短;好的呢。\n冷静一下;急;您慢慢说\n\"坏;a;b\n"
    try text.write(to: table, atomically: true, encoding: .utf8)
    let dry = try run(["phrasebook", "import", table.path, "--lang", "zh"])
    #expect(dry.status == 65)
    let lines = dry.output.split(separator: "\n")
    try #require(lines.count == 6, "\(dry.output)\(dry.errors)")
    #expect(lines[0].hasPrefix("\(table.path):2:") && lines[0].contains("team-nin-ai-zhao-shei"))
    #expect(lines[1].hasPrefix("\(table.path):3:") && lines[2].contains("calm-order"))
    #expect(lines[3].hasPrefix("\(table.path):5:"))
    #expect(!FileManager.default.fileExists(atPath: own.path), "nothing is written without --yes")
    let written = try run(["phrasebook", "import", table.path, "--lang", "zh", "--yes"])
    #expect(written.status == 65, "\(written.errors)")
    #expect(try run(["phrasebook", "validate"]).status == 0)
    #expect(try run(["phrasebook", "test", "team.yaml"]).status == 0)
    let again = try run(["phrasebook", "import", table.path, "--lang", "zh", "--yes"])
    #expect(again.output.contains("team-nin-ai-zhao-shei") && !again.output.contains("将加为"))
  }

  @Test func whatIsExportedComesBack() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let made = try run([
      "phrasebook", "new", "--lang", "en", "--phrase", "that is above my head", "--why",
      "Nobody will, ever, help.",
      "--instead", "Let me ask.",
    ])
    #expect(made.status == 0, "\(made.errors)")
    let table = home.appendingPathComponent("own.csv")
    #expect(try run(["phrasebook", "export", "--own", "--out", table.path]).status == 0)
    #expect(
      try run(["phrasebook", "export", "--own", "--out", table.path]).status == 73, "never written over")
    let first = try String(contentsOf: own.appendingPathComponent("en/rules/team.yaml"), encoding: .utf8)
    try FileManager.default.removeItem(at: own)
    #expect(try run(["phrasebook", "import", table.path, "--yes"]).status == 0)
    #expect(
      try String(contentsOf: own.appendingPathComponent("en/rules/team.yaml"), encoding: .utf8) == first)
    let json = try run(["phrasebook", "export", "--own", "--format", "json"])
    let rules = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(rules?.first?["id"] as? String == "team-that-is-above-my-head")
    let style = home.appendingPathComponent("style")
    #expect(try run(["phrasebook", "export", "--format", "vale", "--out", style.path]).status == 0)
    #expect(FileManager.default.fileExists(atPath: style.appendingPathComponent(".vale.ini").path))
  }
}
