import Foundation
import Testing

/// Runs the built program as a person or another program would.
@Suite(.serialized) struct CommandTests {
  private let program = Program()

  private func run(
    _ arguments: [String], input: Data = Data(), phrasebook: String? = nil
  ) throws -> Program.Outcome { try program.run(arguments, input: input, phrasebook: phrasebook) }

  private func answers(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try outcome.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func analyzeAnswersEachLineInItsPlace() throws {
    let lines = [
      #"{"id":7,"speaker":"agent","text":"Sir, calm down.","lang":"en"}"#, "not json",
      #"{"speaker":"customer","text":"你们太过分了！","call":"a"}"#, #"{"speaker":"robot","text":"x"}"#,
      #"{"speaker":"agent","text":"I'm sorry.","at":"yesterday"}"#, #"{"speaker":"agent"}"#, "[1]",
    ]
    let outcome = try run(["analyze"], input: Data(lines.joined(separator: "\n").utf8))
    #expect(outcome.status == 65)
    let answers = try answers(outcome)
    try #require(answers.count == lines.count)
    #expect(answers[0]["id"] as? Int == 7)
    let flags = try #require(answers[0]["flags"] as? [[String: Any]])
    let flag = try #require(flags.first)
    #expect(flag["category"] as? String == "calm_down")
    #expect((flag["instead"] as? [String])?.isEmpty == false)
    for index in [1, 3, 4, 5, 6] {
      let error = try #require(answers[index]["error"] as? [String: Any], "line \(index + 1)")
      #expect(error["line"] as? Int == index + 1)
    }
    #expect(answers[2]["lang"] as? String == "zh")
    #expect((answers[2]["mood"] as? [String: Any])?["anger"] is Int)
  }

  @Test func analyzeGivesEveryFieldOfTheContract() throws {
    let input = #"{"speaker":"agent","text":"Thanks."}"# + "\n" + #"{"speaker":"customer","text":"OK."}"#
    let answers = try answers(run(["analyze", "--lang", "en"], input: Data(input.utf8)))
    try #require(answers.count == 2)
    let shared = ["call_step", "facts", "lang", "promises", "speaker", "style"]
    for key in shared + ["flags", "acts", "step"] { #expect(answers[0][key] != nil, "\(key)") }
    for key in shared + ["mood", "reaction"] { #expect(answers[1][key] != nil, "\(key)") }
    let style = try #require(answers[1]["style"] as? [String: Any])
    #expect(Set(style.keys) == ["driver", "expressive", "amiable", "analytical", "best", "evidence"])
  }

  @Test func spansCountUnicodeScalars() throws {
    let text = "🙂 e\u{301} 您先冷静一下。"
    let input = try JSONSerialization.data(withJSONObject: ["speaker": "agent", "text": text])
    let answers = try answers(run(["analyze"], input: input))
    let flags = try #require(answers.first?["flags"] as? [[String: Any]])
    let flag = try #require(flags.first)
    let start = try #require(flag["start"] as? Int)
    let end = try #require(flag["end"] as? Int)
    let scalars = Array(text.unicodeScalars)
    #expect(String(String.UnicodeScalarView(scalars[start..<end])) == flag["match"] as? String)
  }

  @Test func badBytesAreAnsweredLineByLine() throws {
    var input = Data(#"{"speaker":"agent","text":"a"}"#.utf8) + Data([0x0A, 0xFF, 0xFE, 0x0A, 0x00, 0x0A])
    input += Data(#"{"speaker":"agent","text":"\u001b[2Jclear\u0000"}"#.utf8)
    let outcome = try run(["analyze"], input: input)
    #expect(outcome.status == 65)
    let answers = try answers(outcome)
    try #require(answers.count == 4)
    #expect(answers[1]["error"] != nil && answers[2]["error"] != nil && answers[3]["error"] == nil)
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func aLineOfTenMegabytesIsRefusedAndTheNextAnswered() throws {
    let long = #"{"speaker":"agent","text":""# + String(repeating: "no way ", count: 1_500_000) + #""}"#
    let outcome = try run(["analyze"], input: Data((long + "\n" + #"{"speaker":"agent","text":"Hi."}"#).utf8))
    #expect(outcome.status == 65)
    let answers = try answers(outcome)
    #expect(answers.count == 2 && answers[0]["error"] != nil && answers[1]["error"] == nil)
  }

  @Test func pipedCallIsPlainText() throws {
    let outcome = try run(
      ["call", "--lang", "en"],
      input: Data("I have waited three weeks!\nPlease calm down.\n\u{1B}[31mred\n".utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.output.contains("calm down"))
  }

  @Test(arguments: [
    (["call", "--fed", "x"], "--feed"), (["rehers"], "rehearse"),
    (["--lang", "zh", "call", "--plian"], "--plain"),
  ])
  func aWrongCommandLineIsToldWithTheNearestName(arguments: [String], nearest: String) throws {
    let result = try run(arguments)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(nearest))
    #expect(!result.errors.contains("Usage:"), "the words come from the language folder")
  }

  @Test func exitStatuses() throws {
    #expect(try run(["--nonsense"]).status == 64)
    #expect(try run(["analyze", "/no/such/file"]).status == 66)
    #expect(try run(["--version"]).output == "0.1.0\n")
    #expect(try run(["--help"]).status == 0)
    #expect(try run(["call", "--lang", "tlh"]).status == 64)
  }

  @Test func aBrokenPhrasebookTellsEveryMistakeWithItsPlace() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("book-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(at: Program.root.appendingPathComponent("Phrasebook"), to: copy)
    let rules = """
      rules:
      - id: broken-rule
        category: calm_donw
        severity: high
        steps: [proposing]
        patterns: ["you (must|may have", "no"]
        why: "Because."
        instead: [{for: warm, say: "Please go on."}]
        exampels:
          flag: ["x"]
          clean: ["y"]
      """
    try rules.write(
      to: copy.appendingPathComponent("en/rules/broken.yaml"), atomically: true, encoding: .utf8)
    let outcome = try run(["analyze"], phrasebook: copy.path)
    #expect(outcome.status == 65)
    for expected in [
      "broken.yaml:3:13", "calm_down", "broken.yaml:5:11", "propose", "broken.yaml:6:", "broken.yaml:9:3",
      "examples",
    ] { #expect(outcome.errors.contains(expected), "\(expected) in \(outcome.errors)") }
  }

  @Test func checkMarksTheWordingAndSkipsQuotations() throws {
    let letter = "Dear customer,\n> calm down\n```\ncalm down\n```\nPlease calm down.\n"
    let outcome = try run(["check", "--lang", "en"], input: Data(letter.utf8))
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("stdin:6:"))
    #expect(!outcome.output.contains("stdin:2:") && !outcome.output.contains("stdin:4:"))
    let sarif = try run(["check", "--format", "sarif"], input: Data(letter.utf8))
    let parsed = try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) as? [String: Any]
    #expect(parsed?["version"] as? String == "2.1.0")
    #expect(try run(["check"], input: Data("Thank you for telling us.\n".utf8)).status == 0)
  }
}
