/// A half-open range of Unicode scalars of a turn's text as given.
public struct Span: Sendable, Codable, Hashable, Comparable {
  public var start: Int
  public var end: Int
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
  public var length: Int { end - start }
  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }
  public static func < (a: Span, b: Span) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

/// What made a reader judge as it did, in a form a person can check.
public struct Evidence: Sendable, Codable, Hashable {
  public enum Source: String, Sendable, Codable {
    /// A cue or rule of the phrasebook; `name` is its id.
    case pattern
    /// A learnt reader; `name` is the label it gave.
    case learnt
    /// The call so far.
    case context
    /// Set by hand.
    case agent
  }
  public var source: Source
  public var name: String
  /// The words that caused it, as they stand in the turn.
  public var quote: String
  public var span: Span?
  /// Likelihood from 0 to 1 (patterns: 1).
  public var weight: Double

  public init(_ source: Source, _ name: String, quote: String, span: Span? = nil, weight: Double = 1) {
    self.source = source
    self.name = name
    self.quote = quote
    self.span = span
    self.weight = weight
  }
}

/// A better wording.
public struct Alternative: Sendable, Codable, Hashable {
  public var nuance: Nuance
  public var text: String
  public init(nuance: Nuance, text: String) {
    self.nuance = nuance
    self.text = text
  }
}

/// A forbidden wording found in an agent's turn.
public struct Flag: Sendable, Codable, Hashable {
  public var rule: RuleID
  public var category: Category
  public var severity: Severity
  public var span: Span
  /// The words of the turn that were met.
  public var match: String
  public var why: String
  public var instead: [Alternative]
  /// Nearest labelled examples, where a learnt reader raised it.
  public var readsLike: [String]
  /// How likely the wording is forbidden, 0 to 1, where a learnt reader raised it; `nil` for a rule.
  public var likelihood: Double?

  public init(
    rule: RuleID, category: Category, severity: Severity, span: Span, match: String, why: String,
    instead: [Alternative], readsLike: [String] = [], likelihood: Double? = nil
  ) {
    self.rule = rule
    self.category = category
    self.severity = severity
    self.span = span
    self.match = match
    self.why = why
    self.instead = instead
    self.readsLike = readsLike
    self.likelihood = likelihood
  }
}

/// The customer's mood in one turn.
public struct Mood: Sendable, Codable, Hashable {
  /// 0 calm, 1 annoyed, 2 clearly annoyed or disappointed, 3 angry, 4 rage.
  public var anger: Int
  public var satisfied: Bool
  public var abusive: Bool
  public var threat: Threat

  public init(anger: Int = 0, satisfied: Bool = false, abusive: Bool = false, threat: Threat = .none) {
    self.anger = anger
    self.satisfied = satisfied
    self.abusive = abusive
    self.threat = threat
  }
}

/// A kind of fact that a complaint needs.
public enum FactKind: String, Sendable, Codable, Hashable, CaseIterable {
  case name, contact, order, account, product, place
  case happenedAt = "happened_at"
  case amount, problem
  /// What somebody of the company promised, and who.
  case promised
  /// What it cost the customer: money, time, energy.
  case cost
  case tried
  /// What the customer wants in the end.
  case want
  /// By when the customer needs it.
  case deadline
}

/// Something heard that nobody should have to ask twice.
public struct Fact: Sendable, Codable, Hashable {
  public var kind: FactKind
  /// The value in a form to show and to fill a blank with.
  public var value: String
  public var span: Span
  /// The words as they were said.
  public var quote: String
  /// Dates and times resolved against the call's clock.
  public var when: Instant?
  /// Whether it replaces an earlier value of the same kind ("no, the fifteenth").
  public var corrects: Bool

  public init(
    kind: FactKind, value: String, span: Span, quote: String, when: Instant? = nil, corrects: Bool = false
  ) {
    self.kind = kind
    self.value = value
    self.span = span
    self.quote = quote
    self.when = when
    self.corrects = corrects
  }
}

/// Something the agent promised.
public struct Promise: Sendable, Codable, Hashable {
  public var what: String
  public var span: Span
  public var due: Instant?
  public init(what: String, span: Span, due: Instant? = nil) {
    self.what = what
    self.span = span
    self.due = due
  }
}

/// Something the customer demands.
public struct Demand: Sendable, Codable, Hashable {
  public var what: String
  public var span: Span
  public init(what: String, span: Span) {
    self.what = what
    self.span = span
  }
}

/// What a customer's turn tells about where the venting stands.
public struct CourseSigns: Sendable, Codable, Hashable {
  /// The venting is running out, or the customer asks what will be done.
  public var ventFinished = false
  /// The customer was cut short and says so.
  public var cutShort = false
  /// The customer agrees in words.
  public var consents = false
  /// The customer rejects what was offered.
  public var rejects = false
  public init() {}
}

/// Weight of one turn on the two axes of social style.
public struct StyleSign: Sendable, Codable, Hashable {
  /// Positive: tells, orders; negative: asks, hedges.
  public var assertive: Double
  /// Positive: feelings and people; negative: things and figures.
  public var responsive: Double
  public var evidence: Evidence
  public init(assertive: Double, responsive: Double, evidence: Evidence) {
    self.assertive = assertive
    self.responsive = responsive
    self.evidence = evidence
  }
}

/// Everything understood from an agent's turn.
public struct AgentReading: Sendable, Codable, Hashable {
  public var flags: [Flag] = []
  public var acts: [Act] = []
  /// The step in which the agent acts with this turn.
  public var step: Step = .vent
  public var promises: [Promise] = []
  public var evidence: [Evidence] = []
  /// Whether the turn asks for the customer's own deadline.
  public var asksDeadline = false
  /// How many ways to solve it the turn offers.
  public var options = 0
  /// Length in words (Han characters count as one each).
  public var words = 0
  public init() {}
}

/// Everything understood from a customer's turn.
public struct CustomerReading: Sendable, Codable, Hashable {
  public var mood = Mood()
  public var reaction = Reaction.none
  public var styleSigns: [StyleSign] = []
  /// Likelihood of each style from the learnt reader, if it ran.
  public var styleLikelihood: [SocialStyle: Double] = [:]
  public var facts: [Fact] = []
  public var demands: [Demand] = []
  public var course = CourseSigns()
  public var evidence: [Evidence] = []
  public var words = 0
  public init() {}

  /// From here on a learnt reaction or threat is sure enough to act on; below it is only the likeliest.
  static let sureFrom = 0.6

  /// Whether the reaction may be put before an agent: told by a cue, or learnt and likely. Of who is content it is not:
  /// no hurt is to be sought behind a calm voice.
  public var isReactionSure: Bool {
    !mood.satisfied && isSure(reaction.rawValue)
  }

  /// Whether the threat is certain enough to go on from: told by a cue, or learnt and likely.
  public var isThreatSure: Bool { isSure(mood.threat.rawValue) }

  private func isSure(_ name: String) -> Bool {
    evidence.allSatisfy { $0.source != .learnt || $0.name != name || $0.weight >= Self.sureFrom }
  }
}

/// Everything understood from one turn, each with its evidence.
public enum Reading: Sendable, Codable, Hashable {
  case agent(AgentReading)
  case customer(CustomerReading)
}
