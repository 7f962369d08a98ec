public import HearoutCore

/// The next customer that suits a trainee: those never met before, easier ones first; on each grade those below the pass
/// mark once more before the next grade; in all this styles and reactions not met yet come first.
public struct Ladder: Sendable {
  /// A scenario as far as the ladder needs to know it.
  public struct Rung: Sendable, Hashable {
    public var id: String
    /// 1 first rounds, 2 usual, 3 hard.
    public var difficulty: Int
    public var style: SocialStyle
    public var reaction: Reaction

    public init(id: String, difficulty: Int, style: SocialStyle, reaction: Reaction) {
      self.id = id
      self.difficulty = difficulty
      self.style = style
      self.reaction = reaction
    }

    public init(_ scenario: Scenario) {
      self.init(
        id: scenario.id, difficulty: scenario.difficulty, style: scenario.style, reaction: scenario.reaction)
    }
  }

  /// A rehearsal of the trainee.
  public struct Past: Sendable, Hashable {
    public var scenario: String
    /// 0 to 100.
    public var score: Int

    public init(scenario: String, score: Int) {
      self.scenario = scenario
      self.score = score
    }
  }

  /// Why a scenario is proposed.
  public enum Reason: Sendable, Hashable {
    /// Never played.
    case fresh(difficulty: Int)
    /// Never played, and of a style never met.
    case newStyle(SocialStyle)
    /// Never played, and of a reaction never met.
    case newReaction(Reaction)
    /// The best score so far is below the pass mark.
    case again(best: Int)
    /// All are passed; this one has the lowest best score.
    case weakest(best: Int)
  }

  /// What is proposed.
  public struct Proposal: Sendable, Hashable {
    public var id: String
    public var reason: Reason
  }

  /// Points from which a scenario counts as passed.
  public static let passMark = 75

  private let rungs: [Rung]
  private let best: [String: Int]
  private let lastPlayed: [String: Int]

  /// - Parameters:
  ///   - rungs: all scenarios.
  ///   - past: the trainee's rehearsals, oldest first.
  public init(_ rungs: [Rung], past: [Past]) {
    self.rungs = rungs.sorted { ($0.difficulty, $0.id) < ($1.difficulty, $1.id) }
    var best: [String: Int] = [:]
    var last: [String: Int] = [:]
    for (place, rehearsal) in past.enumerated() {
      best[rehearsal.scenario] = max(best[rehearsal.scenario] ?? 0, rehearsal.score)
      last[rehearsal.scenario] = place
    }
    self.best = best
    lastPlayed = last
  }

  /// `nil` where there are no scenarios.
  public func next() -> Proposal? {
    for difficulty in Set(rungs.map(\.difficulty)).sorted() {
      let grade = rungs.filter { $0.difficulty == difficulty }
      if let fresh = fresh(grade) { return fresh }
      // The one that was played longest ago, so that two hard ones take turns.
      let failed = grade.filter { best[$0.id, default: 0] < Self.passMark }
      if let rung = failed.min(by: { lastPlayed[$0.id, default: 0] < lastPlayed[$1.id, default: 0] }) {
        return Proposal(id: rung.id, reason: .again(best: best[rung.id] ?? 0))
      }
    }
    let weakest = rungs.min { (best[$0.id] ?? 0, $0.id) < (best[$1.id] ?? 0, $1.id) }
    return weakest.map { Proposal(id: $0.id, reason: .weakest(best: best[$0.id] ?? 0)) }
  }

  private func fresh(_ grade: [Rung]) -> Proposal? {
    let fresh = grade.filter { best[$0.id] == nil }
    guard let first = fresh.first else { return nil }
    let met = rungs.filter { best[$0.id] != nil }
    guard !met.isEmpty else { return Proposal(id: first.id, reason: .fresh(difficulty: first.difficulty)) }
    let (styles, reactions) = (Set(met.map(\.style)), Set(met.map(\.reaction)))
    if let rung = fresh.first(where: { !styles.contains($0.style) }) {
      return Proposal(id: rung.id, reason: .newStyle(rung.style))
    }
    if let rung = fresh.first(where: { !reactions.contains($0.reaction) }) {
      return Proposal(id: rung.id, reason: .newReaction(rung.reaction))
    }
    return Proposal(id: first.id, reason: .fresh(difficulty: first.difficulty))
  }
}
