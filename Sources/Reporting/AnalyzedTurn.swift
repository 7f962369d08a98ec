public import HearoutCore

/// What `hearout analyze` writes for a turn: the contract of one output line.
public struct AnalyzedTurn: Encodable, Sendable {
  struct FlagOut: Encodable {
    var rule: String
    var category: String
    var severity: Severity
    var start: Int
    var end: Int
    var match: String
    var why: String
    var instead: [String]
    var readsLike: [String]?
    /// How likely it is forbidden, where no rule says so.
    var likelihood: Double?

    enum CodingKeys: String, CodingKey {
      case rule, category, severity, start, end, match, why, instead, likelihood
      case readsLike = "reads_like"
    }
  }
  struct MoodOut: Encodable {
    var anger: Int
    var satisfied: Bool
    var abusive: Bool
    var threat: Threat
  }
  struct StyleOut: Encodable {
    var driver: Double
    var expressive: Double
    var amiable: Double
    var analytical: Double
    var best: SocialStyle?
    var evidence: [String]

    enum CodingKeys: String, CodingKey { case driver, expressive, amiable, analytical, best, evidence }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(driver, forKey: .driver)
      try container.encode(expressive, forKey: .expressive)
      try container.encode(amiable, forKey: .amiable)
      try container.encode(analytical, forKey: .analytical)
      // `null` is an answer here: too early to say.
      try container.encode(best, forKey: .best)
      try container.encode(evidence, forKey: .evidence)
    }
  }
  struct FactOut: Encodable {
    var value: String
    var start: Int
    var end: Int
    var at: String?
  }
  /// Likelihood that the call ends badly, and the turn that moved it most for the worse.
  struct DerailmentOut: Encodable {
    var chance: Double
    var turn: Int?
    var quote: String?
  }
  struct PromiseOut: Encodable {
    var what: String
    var due: String?
  }

  var id: JSONValue?
  var call: JSONValue?
  var speaker: Speaker
  var lang: String
  var flags: [FlagOut]?
  var acts: [Act]?
  var step: Step?
  var mood: MoodOut?
  var reaction: Reaction?
  var style: StyleOut
  var callStep: Step
  var facts: [String: [FactOut]]
  var promises: [PromiseOut]
  var demands: Int
  var derailment: DerailmentOut
  var evidence: [Evidence]

  enum CodingKeys: String, CodingKey {
    case id, call, speaker, lang, flags, acts, step, mood, reaction, style, facts, promises, demands,
      derailment,
      evidence
    case callStep = "call_step"
  }

  /// - Parameters:
  ///   - call: the call after this turn.
  public init(id: JSONValue?, callName: JSONValue?, turn: Turn, reading: Reading, call: Call) {
    self.id = id
    self.call = callName
    speaker = turn.speaker
    lang = turn.language.rawValue
    let offset = turn.clock?.offsetSeconds ?? 0
    switch reading {
    case .agent(let reading):
      flags = reading.flags.map(Self.flag)
      acts = reading.acts
      step = reading.step
      evidence = reading.evidence
    case .customer(let reading):
      mood = MoodOut(
        anger: reading.mood.anger, satisfied: reading.mood.satisfied, abusive: reading.mood.abusive,
        threat: reading.mood.threat)
      reaction = reading.reaction
      evidence = reading.evidence
    }
    style = Self.style(call.style)
    callStep = call.step
    facts = [:]
    for (kind, values) in call.facts {
      facts[kind.rawValue] = values.map {
        FactOut(
          value: $0.value, start: $0.span.start, end: $0.span.end,
          at: $0.when?.rfc3339(offsetSeconds: offset))
      }
    }
    promises = call.promises.map {
      PromiseOut(what: $0.promise.what, due: $0.promise.due?.rfc3339(offsetSeconds: offset))
    }
    demands = call.demands.count
    derailment = DerailmentOut(
      chance: (call.derailment.chance * 1_000).rounded() / 1_000, turn: call.derailment.worst?.turn,
      quote: call.derailment.worst?.quote)
  }

  private static func flag(_ flag: Flag) -> FlagOut {
    FlagOut(
      rule: flag.rule.rawValue, category: flag.category.rawValue, severity: flag.severity,
      start: flag.span.start,
      end: flag.span.end, match: flag.match, why: flag.why, instead: flag.instead.map(\.text),
      readsLike: flag.readsLike.isEmpty ? nil : flag.readsLike, likelihood: flag.likelihood)
  }

  private static func style(_ style: StyleEstimate) -> StyleOut {
    let chances = style.likelihood
    func chance(_ style: SocialStyle) -> Double { ((chances[style] ?? 0) * 1_000).rounded() / 1_000 }
    return StyleOut(
      driver: chance(.driver), expressive: chance(.expressive), amiable: chance(.amiable),
      analytical: chance(.analytical), best: style.working, evidence: style.evidence.map(\.quote))
  }
}

/// A line of input that could not be read, answered in its place.
public struct RefusedLine: Encodable, Sendable {
  struct Problem: Encodable {
    var line: Int
    var message: String
  }
  var error: Problem

  /// - Parameter line: counted from 1.
  public init(line: Int, message: String) { error = Problem(line: line, message: message) }
}

/// A JSON value that is handed back as it came.
public enum JSONValue: Codable, Sendable, Hashable {
  case text(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case null

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .bool(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }
}
