import Foundation
import Testing

/// Rules of the house that the compiler does not check.
struct TidyTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func sources(_ folder: String) throws -> [(name: String, text: String)] {
    let base = root.appendingPathComponent("Sources/" + folder)
    let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOf: base.appendingPathComponent($0), encoding: .utf8))
    }
  }

  /// What each module may import; the pure ones have neither files nor clocks nor terminals.
  @Test(
    arguments: [
      ("PhraseMatching", []), ("TextLayout", []), ("Privacy", []),
      ("Learning", ["CVectorMath", "PhraseMatching"]),
      ("HearoutCore", ["PhraseMatching", "Learning", "Synchronization"]),
      ("Rehearsal", ["HearoutCore", "PhraseMatching"]),
    ] as [(String, Set<String>)])
  func pureModulesImportOnlyPureOnes(module: String, allowed: Set<String>) throws {
    let files = try Self.sources(module)
    #expect(!files.isEmpty)
    for (name, text) in files {
      for line in text.split(separator: "\n")
      where line.hasPrefix("import ") || line.hasPrefix("public import ") {
        let imported = String(line.split(separator: " ").last ?? "")
        #expect(allowed.contains(imported), "\(module)/\(name) imports \(imported)")
      }
    }
  }

  @Test func nothingTrapsOnInput() throws {
    for (name, text) in try Self.sources("") {
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
        for word in ["try!", "fatalError(", " as! ", "print(", "@unchecked"] {
          let isMethod = word == "print(" && (line.contains(".print(") || line.contains("func print("))
          #expect(!line.contains(word) || isMethod, "\(name):\(index + 1): \(word)")
        }
      }
    }
  }

  @Test func filesStayReadable() throws {
    for (name, text) in try Self.sources("") {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      // A list of names is as long as there are names.
      let isList = name.hasSuffix("InterfaceKey.swift")
      #expect(isList || lines.count <= 400, "\(name) has \(lines.count) lines")
      for (index, line) in lines.enumerated() {
        #expect(line.last != " ", "\(name):\(index + 1) ends with a space")
      }
    }
  }
}
