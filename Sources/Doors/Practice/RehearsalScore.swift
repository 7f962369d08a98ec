public import CaseLog
public import HearoutCore
public import Rehearsal

/// What is kept of a debrief for the report and the drill.
public struct RehearsalScore: Sendable, Codable, Hashable {
  /// 0 to 100.
  public var total: Int
  public var band: ScoreBand
  public var parts: [PartScore]
  public var service: ServiceKind
  public var isExam: Bool
  public var language: Language
  public var ending: Ending?
  /// What to practise next; `nil` where nothing was lost.
  public var drill: DrillKind?
  public var said: [Said]

  /// A forbidden wording with the sentence it stood in.
  public struct Said: Sendable, Codable, Hashable {
    public var rule: RuleID
    public var words: String
    public var sentence: String
  }

  public init(_ debrief: RehearsalDebrief) {
    let value = debrief.debrief
    total = value.score.total
    band = value.score.band
    parts = value.score.parts
    service = value.service.kind
    isExam = debrief.record.isExam
    language = value.language
    ending = value.ending
    drill = value.practice?.drill
    said = value.wordings.map { wording in
      let sentence = debrief.record.turns[wording.turn].agent.text
      return Said(rule: wording.rule, words: wording.words, sentence: sentence)
    }
  }
}

extension RehearsalDebrief {
  /// Keeps the result, and notes each forbidden wording for the drill, once a rehearsal.
  /// - Parameters:
  ///   - person: the name of who practised; empty where none was given.
  ///   - now: when it ended.
  public func keep(in log: CaseLog, caseID: CaseID?, person: String, at now: Instant) throws(LogTrouble) {
    let score = RehearsalScore(self)
    try log.recordResult(
      RehearsalResult(
        person: person, scenario: record.scenario.id, seed: record.seed, at: now, caseID: caseID,
        encoding: score))
    var noted: Set<RuleID> = []
    for said in score.said where noted.insert(said.rule).inserted {
      try log.recordMiss(said.rule, by: person, at: now)
    }
  }
}
