import CaseLog
import Foundation
import HearoutCore

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hearout-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where the log of a test lies: in a folder that does not exist yet.
  var log: String { path + "/data/hearout/cases.sqlite" }

  /// Every byte of every file below.
  func bytes() throws -> Data {
    var all = Data()
    let files = FileManager.default.enumerator(atPath: path)
    while let name = files?.nextObject() as? String {
      if let data = FileManager.default.contents(atPath: path + "/" + name) { all += data }
    }
    return all
  }

  func contains(_ text: String) throws -> Bool { try bytes().range(of: Data(text.utf8)) != nil }
}

let start = 1_795_000_000.0

/// A moment, in seconds after the start of the test's call.
func at(_ seconds: Double) -> Clock { Clock(now: Instant(seconds: start + seconds), offsetSeconds: 28_800) }

func beginning(
  _ door: Door = .call, scenario: String? = nil, person: String? = nil, after seconds: Double = 0
) -> Beginning {
  Beginning(door: door, language: .english, clock: at(seconds), scenario: scenario, seed: nil, person: person)
}

func customerSaid(_ text: String, facts: [Fact] = [], at seconds: Double = 1) -> CallEvent {
  var reading = CustomerReading()
  reading.facts = facts
  reading.styleLikelihood = [.driver: 0.5]
  let turn = Turn(speaker: .customer, text: text, language: .english, clock: at(seconds))
  return .said(turn, .customer(reading), reader: "patterns-1")
}

func agentSaid(_ text: String, promises: [Promise] = [], at seconds: Double = 1) -> CallEvent {
  var reading = AgentReading()
  reading.promises = promises
  let turn = Turn(speaker: .agent, text: text, language: .english, clock: at(seconds))
  return .said(turn, .agent(reading), reader: "patterns-1")
}

func fact(_ kind: FactKind, _ value: String) -> Fact {
  Fact(kind: kind, value: value, span: Span(start: 0, end: 0), quote: "")
}

func promise(_ what: String, due seconds: Double? = nil) -> Promise {
  Promise(what: what, span: Span(start: 0, end: 0), due: seconds.map { Instant(seconds: start + $0) })
}

/// The texts of the notes among events.
func notes(_ events: [CallEvent]) -> [String] {
  events.compactMap { if case .noted(let text, _) = $0 { text } else { nil } }
}
