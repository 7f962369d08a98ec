public import HearoutCore

/// How the call could have gone on from the first mistake: the scenario's own good lines, played by the same director.
public struct ModelAnswer: Sendable, Codable, Hashable {
  /// The turn from which it differs from what was said, from 0.
  public var fromTurn: Int
  public var lines: [Line]
  /// `nil` where the lines lead to no end.
  public var ending: Ending?

  /// A turn of the agent and the answer to it.
  public struct Line: Sendable, Codable, Hashable {
    public var agent: String
    public var customer: String
    /// Tenths of a point, after it.
    public var anger: Int
    public var trust: Int
  }

  /// - Returns: `nil` where nothing was done wrong or the scenario has no good lines.
  public init?(
    _ setting: RehearsalSetting, _ beginning: Beginning, _ record: RehearsalRecord, _ debrief: Debrief
  ) {
    let good = setting.scenario.model.isEmpty ? setting.scenario.good?.lines ?? [] : setting.scenario.model
    guard !good.isEmpty, let mistake = Self.firstMistake(debrief) else { return nil }
    var stage = Rehearsal(setting, beginning: beginning)
    for turn in record.turns.prefix(mistake) { stage.respond(to: turn.agent.text, at: turn.agent.clock) }
    fromTurn = mistake
    lines = []
    let clock = record.turns[mistake].agent.clock ?? beginning.clock
    // Where the talk stands is the first choice; who was cut short needs more listening than the good lines hold there,
    // so the other beginnings are tried until one ends well.
    let standing = Self.place(for: stage, good, setting, beginning)
    for start in [standing] + good.indices.filter({ $0 != standing }) {
      let (played, end) = Self.play(good.dropFirst(start), on: stage, at: clock)
      guard !played.isEmpty else { continue }
      if lines.isEmpty || Self.rank(end) > Self.rank(ending) { (lines, ending) = (played, end) }
      if ending == .satisfied { break }
    }
    guard !lines.isEmpty else { return nil }
  }

  private static func rank(_ ending: Ending?) -> Int {
    switch ending {
    case .satisfied: 3
    case .grudging: 2
    case nil: 1
    case .escalates, .threatens, .hangsUp: 0
    }
  }

  /// Plays good lines on from a stage.
  private static func play(_ good: ArraySlice<String>, on stage: Rehearsal, at clock: Clock?) -> (
    lines: [Line], ending: Ending?
  ) {
    var stage = stage
    var lines: [Line] = []
    for line in good {
      guard stage.ending == nil, let turn = stage.respond(to: line, at: clock) else { break }
      // What the trainee had found out already is not asked again.
      if turn.ledger.contains(where: { $0.law == .factAskedAgain }) {
        _ = stage.undo()
        continue
      }
      lines.append(
        Line(agent: line, customer: turn.customer.text, anger: turn.after.anger, trust: turn.after.trust))
    }
    if !lines.isEmpty { stage.leave() }
    return (lines, stage.ending)
  }

  /// The first turn in which something wrong was said; else the first in which something was left out.
  private static func firstMistake(_ debrief: Debrief) -> Int? {
    let costly = debrief.findings.filter { $0.points > 0 }
    return costly.filter { !$0.isMissing }.map(\.turn).min() ?? costly.map(\.turn).min()
  }

  /// Where in the good lines to go on: where the talk stands as it does here, or at least as much of the story is told.
  private static func place(
    for stage: Rehearsal, _ good: [String], _ setting: RehearsalSetting, _ beginning: Beginning
  ) -> Int {
    var other = Rehearsal(setting, beginning: beginning)
    var told: Int?
    for (place, line) in good.enumerated() {
      let (there, here) = (other.customer, stage.customer)
      if there.vented >= here.vented {
        told = told ?? place
        let isAsFar =
          there.revealed.count >= here.revealed.count && there.sorriesNamed >= min(here.sorriesNamed, 1)
          && (there.agreed != nil) == (here.agreed != nil)
        if isAsFar { return place }
      }
      other.respond(to: line, at: beginning.clock)
    }
    return told ?? 0
  }
}
