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
    let desk = try Desk(shared.choices)
    let reader = desk.opened.reader
    let patterns = TurnReader(desk.opened.phrasebook, version: "")
    let examples = desk.library.source.examples(desk.language).examples.filter { $0.text.count > 8 }
    let sample = examples.map(\.text).prefix(max(1, rounds))
    // Whole lines of agents: the last keystroke of each, which has most to check.
    let lines = examples.filter(\.isAgents).map(\.text).prefix(max(1, rounds))
    // Once round first: what is measured is the steady state.
    for text in sample { _ = reader.learntFlags(text, language: desk.language) }
    try tell(
      "keystroke, patterns",
      lines.map { text in measure { _ = patterns.flags(text, language: desk.language) } })
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

  /// The best of three: what else the machine does meanwhile is not ours.
  private func measure(_ work: () -> Void) -> Double {
    let times = (0..<3).map { _ in
      let start = ContinuousClock.now
      work()
      return Double((ContinuousClock.now - start).components.attoseconds) / 1e15
    }
    return times.min() ?? 0
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
      guard let time = start(command) else { return nil }
      times.append(time)
    }
    return times.sorted()[times.count / 2]
  }

  /// Milliseconds of one run. Foundation's way of waiting looks only every 50 ms, so the system is asked itself.
  private func start(_ command: [String]) -> Double? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = command.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    var status: Int32 = 0
    let begin = ContinuousClock.now
    guard posix_spawn(&child, command[0], &actions, nil, words, environ) == 0,
      waitpid(child, &status, 0) == child, status == 0
    else { return nil }
    return Double((ContinuousClock.now - begin).components.attoseconds) / 1e15
  }
}
