public import CaseLog
public import HearoutCore
import Rehearsal
public import Reporting
import TextLayout

/// Rehearsals in a table, oldest first: when, with whom, how it went and where it leads.
public struct ProgressReport: Sendable {
  private let results: [RehearsalResult]
  private let interface: Interface
  private let spark: Spark
  private let offsetSeconds: Int

  /// Rehearsals that the trend shows.
  private static let trendLength = 8

  /// - Parameters:
  ///   - results: oldest first.
  ///   - offsetSeconds: seconds east of UTC, for dates.
  public init(_ results: [RehearsalResult], interface: Interface, spark: Spark, offsetSeconds: Int) {
    self.results = results
    self.interface = interface
    self.spark = spark
    self.offsetSeconds = offsetSeconds
  }

  /// The lines; a table for each person, the name above it where there are several.
  public func lines() -> [String] {
    let people = Set(results.map(\.person)).sorted()
    return people.flatMap { person -> [String] in
      let own = results.filter { $0.person == person }
      let heading = people.count > 1 && !person.isEmpty ? [visible(person)] : []
      return heading + table(own)
    }
  }

  private func table(_ results: [RehearsalResult]) -> [String] {
    var rows = [(0..<5).map { interface.list(.reportHeader, at: $0) }]
    var totals: [Int] = []
    for result in results {
      guard let score = result.score(as: RehearsalScore.self) else { continue }
      totals.append(score.total)
      rows.append([
        LiveScreen.date(result.at, offset: offsetSeconds), visible(result.scenario), "\(score.total)",
        spark.curve(Array(totals.suffix(Self.trendLength)), most: 100), drill(score.drill),
      ])
    }
    let widths = (0..<5).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == 4 ? cell : cell.padded(toWidth: widths[column], alignment: column == 2 ? .right : .left)
      }.joined(separator: "  ")
    }
  }

  private func drill(_ kind: DrillKind?) -> String {
    guard let kind, let place = DrillKind.allCases.firstIndex(of: kind) else {
      return interface(.reportNothingLost)
    }
    return interface.list(.debriefDrills, at: place)
  }
}
