import CaseLog
import Doors
import HearoutCore
import Rehearsal

/// The rehearsal of a colleague to measure up to.
struct Duel {
  let name: String
  let scenario: String
  let seed: UInt64
  let score: RehearsalScore

  /// The colleague's last rehearsal in this language, with a scenario where one is named.
  init(_ name: String, scenario: String?, _ desk: Desk) throws {
    let log = try desk.openLog()
    let results = try desk.reading { () throws(LogTrouble) in try log.results(of: name) }
    for result in results.reversed() where scenario == nil || result.scenario == scenario {
      guard let score = result.score(as: RehearsalScore.self), score.language == desk.language else {
        continue
      }
      self.name = name
      self.scenario = result.scenario
      seed = result.seed
      self.score = score
      return
    }
    throw Failure.told(desk.interface(.duelNone, ["name": name]), .notFound)
  }

  /// Both debriefs side by side.
  func lines(_ rehearsal: Rehearsal, _ interface: Interface) -> [String] {
    guard let debrief = RehearsalDebrief(rehearsal) else { return [] }
    return DuelReport(RehearsalScore(debrief), against: score, of: name, interface: interface).lines()
  }
}
