import Foundation
import Testing

/// The handbook as a person without a terminal uses it: plain text, answers from a pipe.
@Suite(.serialized) struct HandbookCommandTests {
  private let program = Program()
  private let home: URL
  private let overlay: URL

  init() throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("handbook-\(UUID().uuidString)")
    overlay = home.appendingPathComponent("overlay")
    for language in ["en", "zh"] {
      let folder = overlay.appendingPathComponent(language)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: Program.root.appendingPathComponent("Tests/Fixtures/handbook/\(language)"),
        to: folder.appendingPathComponent("handbook"))
    }
  }

  private func run(_ arguments: [String], input: String = "") throws -> Program.Outcome {
    try program.run(
      arguments + ["--phrasebook", overlay.path], input: Data(input.utf8), home: home)
  }

  @Test func pagesAndSearch() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let page = try run(["handbook", "catharsis", "--lang", "en"])
    #expect(page.status == 0 && page.output.contains("service-training slides"), "\(page.errors)")
    #expect(try run(["handbook", "宣泄", "--lang", "zh"]).output.contains("投诉的两个阶段"))
    #expect(try run(["handbook", "--lang", "en"]).output.contains("two-phases"))
    #expect(try run(["handbook", "--search", "追加条件", "--lang", "zh"]).output.contains("two-phases"))
    let unknown = try run(["handbook", "ventin", "--lang", "en"])
    #expect(unknown.status == 65 && unknown.errors.contains("venting"))
    #expect(try run(["handbook", "--search", "zzyzxq", "--lang", "en"]).status == 1)
  }

  @Test func exercisesAndSkillsFromAPipe() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let exercise = try run(
      ["handbook", "--exercises", "priority-list", "--lang", "en"], input: "Calm down, 5,000 first.\n")
    #expect(exercise.status == 0, "\(exercise.errors)")
    #expect(exercise.output.contains("✗ a welcome") && exercise.output.contains("✓ the true figure"))
    #expect(exercise.output.contains("✗ “Calm down”") && exercise.output.contains("You're very welcome"))
    #expect(!exercise.output.contains("\u{1B}"))
    #expect(try run(["handbook", "--exercises", "priority", "--lang", "en"]).status == 65)
    let arguments = ["handbook", "--skills", "--as", "Ben", "--lang", "en"]
    _ = try run(arguments, input: "5\nten\n1\n1\n1\n")
    let second = try run(arguments, input: "5\n3\n3\n5\n")
    #expect(
      second.output.contains("16") && second.output.contains(" 8 → "), "\(second.output)\(second.errors)")
    #expect(try run(arguments, input: "5\n").status == 64)
  }

  @Test func cardsInTheCallAndOnTheHomeScreen() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    let call = try run(["call", "--lang", "en"], input: "/card catharsis\n/卡片 宣泄\n/card\n")
    #expect(call.output.contains("Let them finish: whoever is cut short adds demands."), "\(call.output)")
    #expect(call.output.contains("投诉的两个阶段"))
    let start = try run(["--lang", "en"])
    #expect(start.status == 0 && start.output.contains("handbook"))
  }
}
