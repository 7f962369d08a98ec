import Foundation
import HearoutCore
public import Rehearsal

/// A rehearsal as JSON lines: `opening`, a `turn` for each of the agent's, and `end`. Same input, same bytes.
public struct RehearsalJSON {
  private let encoder: JSONEncoder

  public init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
  }

  private struct State: Encodable {
    var anger: Double
    var trust: Double
    var patience: Double

    init(_ customer: Customer) {
      anger = Double(customer.anger) / 10
      trust = Double(customer.trust) / 10
      patience = Double(customer.patience) / 10
    }
  }

  private struct Entry: Encodable {
    var law: Law
    var anger: Double
    var trust: Double
    var patience: Double
    var words: String
    var start: Int?
    var end: Int?
    var rule: RuleID?
    var about: String?

    init(_ entry: LedgerEntry) {
      law = entry.law
      anger = Double(entry.anger) / 10
      trust = Double(entry.trust) / 10
      patience = Double(entry.patience) / 10
      words = entry.words
      start = entry.span?.start
      end = entry.span?.end
      rule = entry.rule
      about = entry.about
    }
  }

  private struct Opening: Encodable {
    var event = "opening"
    var scenario: String
    var lang: String
    var seed: UInt64
    var customer: String
    var state: State
  }

  private struct TurnLine: Encodable {
    var event = "turn"
    var turn: Int
    var agent: String
    var acts: [Act]
    var step: Step
    var flags: [String]
    var customer: String
    var moves: [String]
    var ledger: [Entry]
    var state: State
    var venting: Bool
  }

  private struct End: Encodable {
    var event = "end"
    var ending: String
    var turns: Int
    var facts: [RevealedFact]
    var offers: [OfferedWay]
    var state: State
  }

  /// The customer's first words.
  public func opening(_ rehearsal: Rehearsal) -> String {
    let setting = rehearsal.setting
    return line(
      Opening(
        scenario: setting.scenario.id, lang: setting.language.rawValue, seed: setting.seed,
        customer: rehearsal.opening.text, state: State(rehearsal.customer)))
  }

  /// A turn with its answer.
  /// - Parameter number: from 1.
  public func turn(_ turn: RecordedTurn, number: Int, isVenting: Bool) -> String {
    line(
      TurnLine(
        turn: number, agent: turn.agent.text, acts: turn.agentReading.acts, step: turn.agentReading.step,
        flags: turn.agentReading.flags.map(\.rule.rawValue), customer: turn.customer.text,
        moves: turn.moves.map(\.name), ledger: turn.ledger.map(Entry.init), state: State(turn.after),
        venting: isVenting))
  }

  public func end(_ record: RehearsalRecord) -> String {
    line(
      End(
        ending: record.ending?.rawValue ?? "left", turns: record.turns.count, facts: record.facts,
        offers: record.offers, state: State(record.customer)))
  }

  private func line(_ value: some Encodable) -> String {
    (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
