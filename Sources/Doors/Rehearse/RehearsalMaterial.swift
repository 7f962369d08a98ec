public import HearoutCore
public import PhrasebookLoading
public import Rehearsal

/// What a rehearsal needs from the phrasebook, loaded when it is needed.
public struct RehearsalMaterial: Sendable {
  public var scenario: Scenario
  public var stock: Stock

  /// What all rehearsals of a language share.
  public struct Stock: Sendable {
    public var bank: Bank
    public var asks: Asks
    public var vocabulary: Vocabulary

    public init(_ shelf: ScenarioShelf) throws(Trouble) {
      let (bank, asks) = (shelf.bank(), shelf.asks())
      guard let bankValue = bank.value, let asksValue = asks.value else {
        throw .broken(bank.problems + asks.problems)
      }
      self.bank = bankValue
      self.asks = asksValue
      vocabulary = Vocabulary(bankValue, folder: shelf.folder)
    }
  }

  /// Why there is no rehearsal.
  public enum Trouble: Error, Sendable {
    /// No scenario has this id; the ids there are.
    case unknown(String, known: [String])
    case broken([Diagnostic])
  }

  public init(_ id: String, from shelf: ScenarioShelf) throws(Trouble) {
    guard shelf.ids.contains(id) else { throw .unknown(id, known: shelf.ids) }
    try self.init(id, from: shelf, stock: Stock(shelf))
  }

  public init(_ id: String, from shelf: ScenarioShelf, stock: Stock) throws(Trouble) {
    guard let loaded = shelf.scenario(id) else { throw .unknown(id, known: shelf.ids) }
    guard let scenario = loaded.value else { throw .broken(loaded.problems) }
    self.scenario = scenario
    self.stock = stock
  }

  /// The setting of a rehearsal with this material.
  public func setting(
    reader: TurnReader, language: Language, seed: UInt64, person: String? = nil, isExam: Bool = false,
    usesMildOaths: Bool = false
  ) -> RehearsalSetting {
    RehearsalSetting(
      scenario: scenario, bank: stock.bank, asks: stock.asks, vocabulary: stock.vocabulary, reader: reader,
      language: language, seed: seed, person: person, isExam: isExam, usesMildOaths: usesMildOaths)
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
