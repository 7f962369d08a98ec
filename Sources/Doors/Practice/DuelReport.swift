public import HearoutCore
import Rehearsal
import TextLayout

/// Two debriefs of the same scenario side by side.
public struct DuelReport: Sendable {
  private let interface: Interface
  private let name: String
  private let theirs: RehearsalScore
  private let own: RehearsalScore

  /// - Parameter name: the colleague's.
  public init(_ own: RehearsalScore, against theirs: RehearsalScore, of name: String, interface: Interface) {
    self.own = own
    self.theirs = theirs
    self.name = name
    self.interface = interface
  }

  /// A table, and who is ahead.
  public func lines() -> [String] {
    let rows = self.rows()
    let widths = (0..<3).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    let table = rows.map { row in
      let cells = row.enumerated().map { $0 == 2 ? $1 : $1.padded(toWidth: widths[$0]) }
      return cells.joined(separator: "  ")
    }
    return table + [visible(verdict())]
  }

  private func verdict() -> String {
    let ahead = own.total - theirs.total
    if ahead == 0 { return interface(.duelEven) }
    return ahead > 0
      ? interface(.duelWon, ["points": "\(ahead)"])
      : interface(.duelLost, ["name": name, "points": "\(-ahead)"])
  }

  private func rows() -> [[String]] {
    var rows = [[title(0), interface(.duelYou), visible(name)], [title(1), total(own), total(theirs)]]
    for (place, part) in ScorePart.allCases.enumerated() {
      rows.append([interface.list(.debriefParts, at: place), points(part, own), points(part, theirs)])
    }
    rows.append([title(2), ending(own), ending(theirs)])
    rows.append([title(3), "\(own.said.count)", "\(theirs.said.count)"])
    rows.append([title(4), service(own), service(theirs)])
    rows.append([title(5), drill(own), drill(theirs)])
    return rows
  }

  private func title(_ place: Int) -> String { interface.list(.duelRows, at: place) }

  private func total(_ score: RehearsalScore) -> String { "\(score.total)" }

  private func points(_ part: ScorePart, _ score: RehearsalScore) -> String {
    score.parts.first { $0.part == part }.map { "\($0.points)/\($0.most)" } ?? ""
  }

  private func ending(_ score: RehearsalScore) -> String {
    let key: InterfaceKey =
      score.ending.flatMap { InterfaceKey(rawValue: "ending." + $0.rawValue) } ?? .endingLeft
    return interface(key)
  }

  private func service(_ score: RehearsalScore) -> String {
    interface.list(.debriefKinds, at: ServiceKind.allCases.firstIndex(of: score.service) ?? 0)
  }

  private func drill(_ score: RehearsalScore) -> String {
    guard let kind = score.drill, let place = DrillKind.allCases.firstIndex(of: kind) else {
      return interface(.reportNothingLost)
    }
    return interface.list(.debriefDrills, at: place)
  }
}
