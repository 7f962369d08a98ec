import ArgumentParser
import Doors
import Foundation
import HearoutCore
import PhrasebookLoading

/// `hearout benchmark`: how long a keystroke's check and a whole reading take, at the median and the 99th percentile,
/// and the start of the program as a ratio to `sqlite3`'s in the same run.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "benchmark", shouldDisplay: false)
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var rounds = 200

  func run() throws {
    let desk = try Desk(shared)
    let reader = desk.opened.reader
    let patterns = TurnReader(desk.opened.phrasebook, version: "")
    let texts = desk.library.source.examples(desk.language).examples.filter { $0.text.count > 8 }.map(\.text)
    let sample = texts.prefix(max(1, rounds))
    // Once round first: what is measured is the steady state.
    for text in sample { _ = reader.learntFlags(text, language: desk.language) }
    try tell(
      "keystroke, patterns",
      sample.map { text in measure { _ = patterns.flags(text, language: desk.language) } })
    try tell(
      "turn, patterns", sample.map { text in measure { _ = patterns.read(turn(text, desk), in: Call()) } })
    try tell("turn, all", sample.map { text in measure { _ = reader.read(turn(text, desk), in: Call()) } })
    let own = starts([desk.surroundings.executable, "call", "--lang", desk.language.rawValue])
    let peer = starts(["/usr/bin/env", "sqlite3", ":memory:", "select 1"])
    guard let own, let peer else { return }
    let ratio = (own / peer * 100).rounded() / 100
    try desk.say("start \(round(own)) ms, sqlite3 \(round(peer)) ms, ratio \(ratio)")
  }

  private func turn(_ text: String, _ desk: Desk) -> Turn {
    Turn(speaker: .customer, text: text, language: desk.language, clock: desk.surroundings.clock())
  }

  private func measure(_ work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    return Double((ContinuousClock.now - start).components.attoseconds) / 1e15
  }

  private func tell(_ name: String, _ milliseconds: [Double]) throws {
    let sorted = milliseconds.sorted()
    let last = sorted.count - 1
    guard last >= 0 else { return }
    try Output.standard.line(
      "\(name): p50 \(round(sorted[last / 2])) ms, p99 \(round(sorted[last * 99 / 100])) ms")
  }

  private func round(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }

  /// Median milliseconds of a command with nothing to read, whole process; `nil` where it cannot be run.
  private func starts(_ command: [String]) -> Double? {
    var times: [Double] = []
    for _ in 0..<15 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: command[0])
      process.arguments = Array(command.dropFirst())
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let start = ContinuousClock.now
      guard (try? process.run()) != nil else { return nil }
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return nil }
      times.append(Double((ContinuousClock.now - start).components.attoseconds) / 1e15)
    }
    return times.sorted()[times.count / 2]
  }
}
