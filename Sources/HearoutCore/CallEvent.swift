/// What a call was for.
public enum Door: String, Sendable, Codable, Hashable, CaseIterable {
  case call, rehearsal
}

/// How a call began.
public struct Beginning: Sendable, Codable, Hashable {
  public var door: Door
  public var language: Language
  public var clock: Clock
  /// The scenario's id, for a rehearsal.
  public var scenario: String?
  /// Seed of the rehearsal.
  public var seed: UInt64?
  /// Who plays or speaks (`--as`).
  public var person: String?

  public init(
    door: Door, language: Language, clock: Clock, scenario: String? = nil, seed: UInt64? = nil,
    person: String? = nil
  ) {
    self.door = door
    self.language = language
    self.clock = clock
    self.scenario = scenario
    self.seed = seed
    self.person = person
  }
}

/// One thing that happened in a call. The log is a list of these; the call is their fold.
public enum CallEvent: Sendable, Codable, Hashable {
  case began(Beginning)
  /// A turn with the reading it was given then, so that folding the log again gives the same call even when the
  /// readers have learnt since; `reader` names their version.
  case said(Turn, Reading, reader: String)
  /// Takes back the last turn or setting.
  case undone(Clock)
  /// The agent set the customer's style by hand (`nil`: let it be guessed again).
  case styleSet(SocialStyle?, Clock)
  case stepSet(Step, Clock)
  case factSet(FactKind, String, Clock)
  case noted(String, Clock)
  /// A promise, by its number in the call, was kept or dropped.
  case promiseClosed(Int, Clock)
  /// A follow-up arranged by hand.
  case followUpSet(String, due: Instant?, Clock)
  case ended(Clock)

  /// When it happened.
  public var clock: Clock? {
    switch self {
    case .began(let beginning): beginning.clock
    case .said(let turn, _, _): turn.clock
    case .undone(let clock), .styleSet(_, let clock), .stepSet(_, let clock), .factSet(_, _, let clock),
      .noted(_, let clock), .promiseClosed(_, let clock), .followUpSet(_, _, let clock), .ended(let clock):
      clock
    }
  }

  /// Whether `/undo` can take it back.
  public var isUndoable: Bool {
    switch self {
    case .began, .undone, .ended: false
    case .said, .styleSet, .stepSet, .factSet, .noted, .promiseClosed, .followUpSet: true
    }
  }
}
