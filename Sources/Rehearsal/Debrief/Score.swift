import HearoutCore

/// The parts of the score.
public enum ScorePart: String, Sendable, Codable, Hashable, CaseIterable {
  /// Process order: six steps of five points.
  case order
  case phrases, venting
  /// Stances and tone that fits the customer.
  case stance
  case facts, consent
  case followUp = "follow_up"

  /// Points there are for it; all parts together make 100.
  public var most: Int {
    switch self {
    case .order: 30
    case .phrases: 25
    case .venting: 15
    case .stance, .facts: 10
    case .consent, .followUp: 5
    }
  }
}

/// Points of one part.
public struct PartScore: Sendable, Codable, Hashable {
  public var part: ScorePart
  /// 0 to `most`.
  public var points: Int
  public var most: Int
}

/// How good a score is.
public enum ScoreBand: String, Sendable, Codable, Hashable, CaseIterable {
  case again, pass, good, excellent

  /// - Parameter score: 0 to 100.
  public init(score: Int) {
    self = score >= 90 ? .excellent : score >= 75 ? .good : score >= 60 ? .pass : .again
  }
}

/// The score with its parts.
public struct DebriefScore: Sendable, Codable, Hashable {
  /// 0 to 100.
  public var total: Int
  public var band: ScoreBand
  public var parts: [PartScore]

  /// - Parameter losses: points lost, by part; nobody loses more than there is.
  init(losses: [Loss]) {
    parts = ScorePart.allCases.map { part in
      let lost = losses.reduce(0) { $1.part == part ? $0 + $1.points : $0 }
      return PartScore(part: part, points: max(0, part.most - lost), most: part.most)
    }
    total = parts.reduce(0) { $0 + $1.points }
    band = ScoreBand(score: total)
  }
}

/// Points lost in one part.
public struct Loss: Sendable, Codable, Hashable {
  public var part: ScorePart
  public var points: Int
}

/// Where points are kept: a part, or a share of one that can be lost by itself.
enum Account: Sendable, Hashable {
  case step(Step)
  case phrases
  case venting(ProcessCheck)
  case stance, facts, consent, followUp

  var part: ScorePart {
    switch self {
    case .step: .order
    case .phrases: .phrases
    case .venting: .venting
    case .stance: .stance
    case .facts: .facts
    case .consent: .consent
    case .followUp: .followUp
    }
  }

  /// Points in it before anything is lost.
  var most: Int {
    switch self {
    case .step: 5
    case .venting(let check):
      switch check {
      case .cleanVenting, .noEarlyAnswer: 4
      case .earlySorry, .backchannels: 2
      case .heardOut: 3
      default: 0
      }
    case .phrases, .stance, .facts, .consent, .followUp: part.most
    }
  }
}

/// Points that something takes out of an account.
struct Charge: Sendable, Hashable {
  var account: Account
  var points: Int

  init(_ account: Account, _ points: Int) {
    self.account = account
    self.points = points
  }
}

/// What is left in the accounts.
struct Ledgers {
  private var spent: [Account: Int] = [:]

  /// Takes points out, as far as there are any.
  /// - Returns: what was really lost, by part in their order.
  mutating func take(_ charges: [Charge]) -> [Loss] {
    var lost: [ScorePart: Int] = [:]
    for charge in charges {
      let taken = min(charge.points, charge.account.most - spent[charge.account, default: 0])
      guard taken > 0 else { continue }
      spent[charge.account, default: 0] += taken
      lost[charge.account.part, default: 0] += taken
    }
    return ScorePart.allCases.compactMap { part in lost[part].map { Loss(part: part, points: $0) } }
  }
}
