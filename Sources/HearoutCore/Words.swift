/// Who said a turn.
public enum Speaker: String, Sendable, Codable, Hashable, CaseIterable {
  case agent, customer

  /// The one who listens when this one speaks.
  public var other: Speaker { self == .agent ? .customer : .agent }
}

/// A language of the phrasebook, named by its folder.
///
/// A language is a folder, so this is a name and not an enumeration: a third folder needs no Swift.
public struct Language: RawRepresentable, Sendable, Codable, Hashable, Comparable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: Language, b: Language) -> Bool { a.rawValue < b.rawValue }

  public static let english = Language(rawValue: "en")
  public static let chinese = Language(rawValue: "zh")
}

/// The six steps of a complaint, in their order.
public enum Step: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
  case vent, apologise, gather, propose, consult
  case followUp = "follow_up"

  /// Position in the flow, from 0.
  public var order: Int {
    switch self {
    case .vent: 0
    case .apologise: 1
    case .gather: 2
    case .propose: 3
    case .consult: 4
    case .followUp: 5
    }
  }
  public static func < (a: Step, b: Step) -> Bool { a.order < b.order }
}

/// How bad a forbidden wording is.
public enum Severity: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
  /// It could be better.
  case low
  /// Say it otherwise.
  case medium
  /// Never say it.
  case high

  private var rank: Int { self == .low ? 0 : self == .medium ? 1 : 2 }
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// What an agent's turn does (a dialogue act); a turn can do several things.
public enum Act: String, Sendable, Codable, Hashable, CaseIterable {
  case acknowledge, apologise, empathise, paraphrase
  case askOpen = "ask_open"
  case askClosed = "ask_closed"
  case inform, propose
  case offerChoice = "offer_choice"
  case consult, commit
  case followUp = "follow_up"
  case thank, greet, close, refuse, defend
}

/// What a customer threatens to do.
public enum Threat: String, Sendable, Codable, Hashable, CaseIterable {
  case none, leave, media, regulator, legal
  case selfHarm = "self_harm"
  case violence

  /// Whether a person may come to harm: shown above everything else.
  public var endangersSomebody: Bool { self == .selfHarm || self == .violence }
}

/// How a hurt customer reacts (the frustration model of the lecture course).
public enum Reaction: String, Sendable, Codable, Hashable, CaseIterable {
  case none
  case directAggression = "direct_aggression"
  case displacedAggression = "displaced_aggression"
  case freeFloatingIrritation = "free_floating_irritation"
  case selfBlame = "self_blame"
  case regression, fixation, apathy, fantasy
}

/// The four social styles (Merrill and Reid).
public enum SocialStyle: String, Sendable, Codable, CodingKeyRepresentable, Hashable, CaseIterable {
  case driver, expressive, amiable, analytical

  /// Whether the style is assertive: tells rather than asks.
  public var isAssertive: Bool { self == .driver || self == .expressive }
  /// Whether the style is responsive: people and feelings before things.
  public var isResponsive: Bool { self == .expressive || self == .amiable }
}

/// The nuance of a better wording.
public enum Nuance: String, Sendable, Codable, Hashable, CaseIterable {
  case warm, brief, formal
}

/// The class of forbidden wordings a rule belongs to. Teams may add their own, so it is a name.
public struct Category: RawRepresentable, Sendable, Codable, Hashable, Comparable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: Category, b: Category) -> Bool { a.rawValue < b.rawValue }

  /// The categories that other programs rely on (DESIGN 4.1), in that order, and those of the four wrong stances
  /// and of conduct.
  public static let shipped: [Category] = [
    "deny_knowledge", "blame_customer", "impossible", "policy_shield", "not_my_job", "calm_down", "challenge",
    "must", "refuse_flat", "pass_back", "dont_know", "minimise", "argue_facts", "insincere_apology",
    "deflect",
    "stance_facts", "stance_manners", "stance_strict", "stance_excuse", "conduct",
  ].map(Category.init(rawValue:))
}

/// The permanent name of a rule, in kebab-case.
public struct RuleID: RawRepresentable, Sendable, Codable, Hashable, Comparable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: RuleID, b: RuleID) -> Bool { a.rawValue < b.rawValue }
}

/// The permanent name of a cue, in kebab-case.
public struct CueID: RawRepresentable, Sendable, Codable, Hashable, Comparable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: CueID, b: CueID) -> Bool { a.rawValue < b.rawValue }
}
