public import HearoutCore
public import PhrasebookLoading
public import Rehearsal

/// What a rehearsal needs from the phrasebook, loaded when it is needed.
public struct RehearsalMaterial: Sendable {
  public var scenario: Scenario
  public var bank: Bank
  public var asks: Asks

  /// Why there is no rehearsal.
  public enum Trouble: Error, Sendable {
    /// No scenario has this id; the ids there are.
    case unknown(String, known: [String])
    case broken([Diagnostic])
  }

  public init(_ id: String, from shelf: ScenarioShelf) throws(Trouble) {
    guard let loaded = shelf.scenario(id) else { throw .unknown(id, known: shelf.ids) }
    let (bank, asks) = (shelf.bank(), shelf.asks())
    guard let scenario = loaded.value, let bankValue = bank.value, let asksValue = asks.value else {
      throw .broken(loaded.problems + bank.problems + asks.problems)
    }
    self.scenario = scenario
    self.bank = bankValue
    self.asks = asksValue
  }

  public init(scenario: Scenario, bank: Bank, asks: Asks) {
    self.scenario = scenario
    self.bank = bank
    self.asks = asks
  }
}

/// Times for rehearsals without a person at the keyboard: always the same, so that the same lines give the same bytes.
public struct SteadyClock: Sendable {
  /// 2026-01-05T09:00:00Z, a Monday.
  public static let start = Clock(now: Instant(seconds: 1_767_603_600), offsetSeconds: 0)
  /// Seconds that a turn takes.
  public static let secondsPerTurn = 30.0

  private var turns = 0

  public init() {}

  /// The time of the next turn.
  public mutating func next() -> Clock {
    turns += 1
    return Clock(
      now: Self.start.now.advanced(bySeconds: Double(turns) * Self.secondsPerTurn), offsetSeconds: 0)
  }
}
