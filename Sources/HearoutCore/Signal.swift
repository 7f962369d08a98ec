/// What a cue means when it stands in a turn.
public enum Signal: Sendable, Hashable {
  case act(Act)
  /// At least this anger, 1 to 4.
  case anger(Int)
  /// The words make it calmer than it sounds.
  case calm
  case satisfied
  case abusive
  case threat(Threat)
  case reaction(Reaction)
  /// Moves the customer on the axes of social style.
  case style
  case course(CourseSign)
  /// The agent's turn acts in this step.
  case step(Step)

  /// A sign about where the call stands.
  public enum CourseSign: String, Sendable, Hashable, CaseIterable {
    case ventFinished = "vent-finished"
    case cutShort = "cut-short"
    case consent, reject, demand
    /// The customer states what they want in the end.
    case wish
    case asksDeadline = "asks-deadline"
    /// The agent names another way to solve it.
    case option
  }

  /// The name used in cue files; `nil` for an unknown one.
  public init?(name: String) {
    guard let found = Self.byName[name] else { return nil }
    self = found
  }

  public var name: String {
    switch self {
    case .act(let act): "act-" + act.rawValue.hyphenated
    case .anger(let grade): "anger-\(grade)"
    case .calm: "calm"
    case .satisfied: "satisfied"
    case .abusive: "abusive"
    case .threat(let threat): "threat-" + threat.rawValue.hyphenated
    case .reaction(let reaction): "reaction-" + reaction.rawValue.hyphenated
    case .style: "style"
    case .course(let sign): sign.rawValue
    case .step(let step): "step-" + step.rawValue.hyphenated
    }
  }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Every signal that a cue may give.
  public static let all: [Signal] =
    Act.allCases.map(Signal.act) + (1...4).map(Signal.anger) + [.calm, .satisfied, .abusive]
    + Threat.allCases.filter { $0 != .none }.map(Signal.threat)
    + Reaction.allCases.map(Signal.reaction) + [.style] + CourseSign.allCases.map(Signal.course)
    + Step.allCases.map(Signal.step)

  /// Whether the cue is heard in the agent's turns; otherwise in the customer's.
  public var isAgents: Bool {
    switch self {
    case .act, .step, .course(.asksDeadline), .course(.option): true
    default: false
    }
  }
}

extension String {
  fileprivate var hyphenated: String { String(map { $0 == "_" ? "-" : $0 }) }
}
