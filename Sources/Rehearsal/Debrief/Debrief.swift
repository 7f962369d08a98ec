public import HearoutCore

/// The scored, reasoned account of a finished rehearsal. The same record gives the same debrief.
public struct Debrief: Sendable, Codable, Hashable {
  public var scenario: String
  public var language: Language
  /// `nil` where the trainee left before the end.
  public var ending: Ending?
  public var score: DebriefScore
  /// All checks, in their order.
  public var checks: [CheckResult]
  /// What cost points or failed a check, in the order of the turns. Every point lost stands in exactly one.
  public var findings: [Finding]
  public var course: [StepTrace]
  public var service: Service
  public var facts: [FactOutcome]
  public var offers: [OfferedWay]
  /// The most ways to choose from that one turn offered.
  public var options: Int
  public var apologies: Apologies
  public var promises: [RecordedPromise]
  /// Forbidden wordings with what to say instead, in their order.
  public var wordings: [SaidWording]
  public var mood: MoodCurve
  /// Up to three.
  public var strengths: [Strength]
  /// `nil` where nothing was lost.
  public var practice: Practice?

  /// Steps the agent never acted in, in their order.
  public var skipped: [Step] { course.filter { $0.turn == nil }.map(\.step) }

  /// Steps in the order in which they were first reached.
  public var reached: [StepTrace] {
    course.filter { $0.turn != nil }.sorted { ($0.turn ?? 0, $0.step) < ($1.turn ?? 0, $1.step) }
  }

  /// Findings that cost points, the dearest first. Where the customer broke off, what was said comes before what it
  /// left no time for.
  public var costly: [Finding] {
    let brokeOff = ending?.isGood == false
    func rank(_ finding: Finding) -> Int { finding.points - (brokeOff && finding.isMissing ? 100 : 0) }
    return findings.enumerated().filter { $0.element.points > 0 }.sorted {
      rank($0.element) != rank($1.element)
        ? rank($0.element) > rank($1.element) : $0.offset < $1.offset
    }.map(\.element)
  }
}

/// How one check came out.
public struct CheckResult: Sendable, Codable, Hashable {
  public enum Outcome: String, Sendable, Codable, Hashable, CaseIterable {
    case passed, failed
    case notApplicable = "not_applicable"
  }
  public var check: ProcessCheck
  public var outcome: Outcome
  /// Turns that failed it, from 0.
  public var turns: [Int]
}

/// Something that went wrong, and what would have kept the point.
public struct Finding: Sendable, Codable, Hashable {
  public var check: ProcessCheck
  /// Place in the record's turns, from 0. For something left out: the turn by which it was due.
  public var turn: Int
  /// Whether it was left out, rather than said.
  public var isMissing: Bool
  /// Where the words stand in the agent's turn, in Unicode scalars.
  public var span: Span?
  /// The words, as said; empty for something left out.
  public var words: String
  public var rule: RuleID?
  public var law: Law?
  /// Why it hurts, for rules.
  public var why: String?
  /// The fact or resolution it is about, by its id in the scenario.
  public var about: String?
  /// Better wordings, or what to do; the first is the best.
  public var better: [String]
  public var lost: [Loss]

  /// Points lost in all, 0 and more.
  public var points: Int { lost.reduce(0) { $0 + $1.points } }
}

/// Where a step was first reached.
public struct StepTrace: Sendable, Codable, Hashable {
  public var step: Step
  /// From 0; `nil` for a step that was skipped.
  public var turn: Int?
}

/// The two sides of the service and the kind they give.
public struct Service: Sendable, Codable, Hashable {
  /// 0 to 100: share of the procedural checks that were passed.
  public var procedural: Int
  /// 0 to 100.
  public var personal: Int
  public var kind: ServiceKind
}

/// What became of a fact of the scenario.
public struct FactOutcome: Sendable, Codable, Hashable {
  public var id: String
  public var kind: FactKind?
  /// `nil` for a fact that never came out.
  public var how: RevealedFact.How?
  /// From 0; -1 for the opening line.
  public var turn: Int?
  public var timesAsked: Int
}

/// Apologies by their kind; turns are counted.
public struct Apologies: Sendable, Codable, Hashable {
  /// The problem was named.
  public var full: Int
  public var bare: Int
  /// With "if" or "but", or otherwise insincere.
  public var conditional: Int
}

/// A forbidden wording that was said.
public struct SaidWording: Sendable, Codable, Hashable {
  public var turn: Int
  public var span: Span
  public var words: String
  public var rule: RuleID
  public var severity: Severity
  public var why: String
  public var better: [String]
}

/// The mood after every turn.
public struct MoodCurve: Sendable, Codable, Hashable {
  /// Opening first, then one a turn.
  public var points: [Point]
  /// What raised it most and what soothed it most.
  public var worst: Mover?
  public var best: Mover?

  public struct Point: Sendable, Codable, Hashable {
    /// 0 to 100, tenths of a point.
    public var anger: Int
    /// 0 to 100, tenths of a point.
    public var trust: Int
  }

  public struct Mover: Sendable, Codable, Hashable {
    public var turn: Int
    public var law: Law
    public var words: String
    public var about: String?
    /// Change in tenths of a point.
    public var anger: Int
    public var trust: Int
  }
}

/// Something done well.
public struct Strength: Sendable, Codable, Hashable {
  public var turn: Int
  public var law: Law
  public var words: String
  public var about: String?
}

/// What to practise next.
public struct Practice: Sendable, Codable, Hashable {
  public var drill: DrillKind
  /// The check that lost most of it.
  public var check: ProcessCheck
  /// Points it cost in all.
  public var points: Int
  /// Turn to look at again, from 0.
  public var turn: Int
}
