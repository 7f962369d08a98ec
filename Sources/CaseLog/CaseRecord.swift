public import HearoutCore

/// A case as a list shows it.
public struct CaseRecord: Sendable, Hashable, Codable {
  public var id: CaseID
  /// When it began, with the local offset of that moment.
  public var began: Clock
  /// `nil` while it is open.
  public var ended: Instant?
  public var door: Door
  public var language: Language
  public var scenario: String?
  public var seed: UInt64?
  public var person: String?
  /// What it is about: the problem where one was heard, else the customer's first words.
  public var title: String?
  /// The customer's name, once it was heard.
  public var customer: String?
  /// How many promises and follow-ups are still open.
  public var openFollowUps: Int

  public var isOpen: Bool { ended == nil }

  public init(
    id: CaseID, began: Clock, ended: Instant? = nil, door: Door, language: Language, scenario: String? = nil,
    seed: UInt64? = nil, person: String? = nil, title: String? = nil, customer: String? = nil,
    openFollowUps: Int = 0
  ) {
    self.id = id
    self.began = began
    self.ended = ended
    self.door = door
    self.language = language
    self.scenario = scenario
    self.seed = seed
    self.person = person
    self.title = title
    self.customer = customer
    self.openFollowUps = openFollowUps
  }
}

/// One event as the log keeps it.
public struct LogEntry: Sendable, Hashable {
  /// Position in the case, from 1, without gaps.
  public var sequence: Int
  public var event: CallEvent

  public init(sequence: Int, event: CallEvent) {
    self.sequence = sequence
    self.event = event
  }
}

/// Something that was promised to a customer and has to be done.
public struct FollowUp: Sendable, Hashable, Codable {
  public var caseID: CaseID
  /// Its number in the call, from 1: the number that `CallEvent.promiseClosed` names.
  public var number: Int
  public var what: String
  /// `nil` where nobody said by when.
  public var due: Instant?
  /// When it was kept or dropped; `nil` while it is open.
  public var closed: Instant?
  /// Whom it was promised to, where the name is known.
  public var customer: String?

  public init(
    caseID: CaseID, number: Int, what: String, due: Instant? = nil, closed: Instant? = nil,
    customer: String? = nil
  ) {
    self.caseID = caseID
    self.number = number
    self.what = what
    self.due = due
    self.closed = closed
    self.customer = customer
  }
}

/// Which cases to list. An empty query means all of them.
public struct CaseQuery: Sendable, Hashable {
  /// Words that stand in the title, the customer's name, the person, the scenario or in what was said.
  public var words: String?
  public var door: Door?
  public var person: String?
  public var isOpen: Bool?
  /// Begun at this moment or later.
  public var since: Instant?
  /// Begun before this moment.
  public var before: Instant?
  /// At most so many, newest first.
  public var limit: Int?

  public init(
    words: String? = nil, door: Door? = nil, person: String? = nil, isOpen: Bool? = nil,
    since: Instant? = nil, before: Instant? = nil, limit: Int? = nil
  ) {
    self.words = words
    self.door = door
    self.person = person
    self.isOpen = isOpen
    self.since = since
    self.before = before
    self.limit = limit
  }
}
