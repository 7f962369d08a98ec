import Foundation
import Testing

/// The built program, run as a person or another program would.
struct Program {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The program lies beside the test bundle.
  private static func path() throws -> URL {
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

  /// Runs it to its end.
  /// - Parameter home: kept afterwards; else one that is thrown away.
  func run(
    _ arguments: [String], input: Data = Data(), phrasebook: String? = nil,
    environment: [String: String] = [:], home kept: URL? = nil
  ) throws -> Outcome {
    let home =
      kept ?? FileManager.default.temporaryDirectory.appendingPathComponent("hearout-\(UUID().uuidString)")
    defer { if kept == nil { try? FileManager.default.removeItem(at: home) } }
    let process = Process()
    process.executableURL = try Self.path()
    process.arguments = arguments
    // A bare environment: what a program started by another one gets. Nothing is learnt, so that the tests are quick
    // and say what the patterns do; the compiled phrasebook is shared by all runs.
    process.environment = [
      "HOME": home.path, "HEAROUT_PATTERNS_ONLY": "1",
      "XDG_CACHE_HOME": Self.root.appendingPathComponent(".build/test-cache").path,
      "HEAROUT_PHRASEBOOK": phrasebook ?? Self.root.appendingPathComponent("Phrasebook").path,
    ].merging(environment) { _, new in new }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    DispatchQueue.global().async {
      try? stdin.fileHandleForWriting.write(contentsOf: input)
      try? stdin.fileHandleForWriting.close()
    }
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let errors = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "ended by a signal")
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }
}
