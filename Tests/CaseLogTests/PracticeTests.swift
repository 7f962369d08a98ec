import Foundation
import GRDB
import HearoutCore
import Privacy
import Testing

@testable import CaseLog

@Suite struct PracticeTests {
  let folder: TemporaryFolder
  let log: CaseLog
  let rule = RuleID(rawValue: "calm-down")

  init() throws {
    folder = try TemporaryFolder()
    log = try CaseLog(path: folder.log)
  }

  private struct Score: Codable, Equatable {
    var total: Double
    var account: Int
    var quote: String
  }

  @Test func resultsAreKeptInOrderAndMasked() throws {
    let score = Score(total: 71.5, account: 4_111_111_111_111_111, quote: "pay \"4111 1111 1111 1111\"\nnow")
    for (index, person) in ["Ben", "Cem", "Ben"].enumerated() {
      try log.recordResult(
        RehearsalResult(
          person: person, scenario: "kettle", seed: .max, at: Instant(seconds: Double(-index)),
          encoding: score))
    }
    let results = try log.results(of: "Ben")
    #expect(results.map(\.at.seconds) == [-2, 0])
    #expect(results.map(\.seed) == [.max, .max])
    var masked = score
    masked.quote = "pay \"•••• •••• •••• 1111\"\nnow"
    #expect(results[0].score(as: Score.self) == masked, "figures of the program are not the customer's")
    #expect(try log.results().count == 3)
    #expect(try log.people() == ["Ben", "Cem"])
  }

  /// A wording comes back after 1, 3, 7 … days, and at once when it was said again.
  @Test func drillIsSpaced() throws {
    let day = 86_400.0
    try log.recordMiss(rule, by: "Ben", at: Instant(seconds: 0))
    try log.recordMiss(rule, by: "Ben", at: Instant(seconds: 10))
    try log.recordMiss(RuleID(rawValue: "policy"), by: "Ben", at: Instant(seconds: 10))
    #expect(
      try log.drillItems(of: "Ben", dueBy: Instant(seconds: 10)).map(\.rule.rawValue) == [
        "calm-down", "policy",
      ])

    var now = Instant(seconds: 20)
    var waits: [Double] = []
    for _ in 0..<6 {
      try log.recordDrill(rule, by: "Ben", succeeded: true, at: now)
      let item = try #require(try log.drillItems(of: "Ben").first { $0.rule == rule })
      waits.append((item.due.seconds - now.seconds) / day)
      now = item.due
    }
    #expect(waits == [1, 3, 7, 16, 35, 35])
    try log.recordDrill(rule, by: "Ben", succeeded: false, at: now)
    #expect(
      try log.drillItems(of: "Ben", dueBy: now).first
        == DrillItem(person: "Ben", rule: rule, misses: 3, box: 0, due: now))
    #expect(try log.drillItems(of: "Cem").isEmpty)
  }

  @Test func exportsTurnsForOtherPrograms() throws {
    let open = try CaseLog(path: folder.log, masker: Masker(kinds: []))
    let id = try open.begin(beginning())
    try open.append(customerSaid("my mail: anna@example.com", at: 1), to: id)
    try open.append([agentSaid("wrong", at: 2), .undone(at(3)), agentSaid("Thank you", at: 4)], to: id)
    #expect(
      try open.export(id, as: .turns) == [
        #"{"at":"2026-11-18T19:06:41+08:00","call":"c-0001","id":"c-0001-2","lang":"en","speaker":"customer","#
          + #""text":"my mail: ••••@•••••••.com"}"#,
        #"{"at":"2026-11-18T19:06:44+08:00","call":"c-0001","id":"c-0001-3","lang":"en","speaker":"agent","#
          + #""text":"Thank you"}"#,
      ])
    #expect(try open.export(id, as: .turns, masker: Masker(kinds: []))[0].contains("anna@example.com"))
    let lines = try open.export(id, as: .events)
    #expect(lines.count == 5)
    #expect(
      lines[3] == #"{"at":"2026-11-18T19:06:43+08:00","case":"c-0001","event":{"undone":{"_0":{"now":"#
        + #"{"seconds":1795000003},"offsetSeconds":28800}}},"seq":4}"#)
  }

  /// Ratings are kept in order, and forgotten with the person; a log of an earlier version gets the table.
  @Test func skillRatingsAreKeptAndForgotten() throws {
    try log.write {
      try $0.execute(sql: "DROP TABLE skill_ratings")
      try $0.execute(sql: "PRAGMA user_version = 1")
    }
    let log = try CaseLog(path: folder.log)
    let ratings = [8.0, 3].map {
      SkillRating(person: "Ben", at: Instant(seconds: $0), ratings: ["listen": 4, "notes": Int($0 / 2)])
    }
    for rating in ratings { try log.recordSkills(rating) }
    #expect(try log.skillRatings(of: "Ben") == ratings.reversed())
    #expect(ratings[0].total == 8)
    #expect(try log.people() == ["Ben"])
    try log.forgetPractice(of: "Ben")
    #expect(try log.skillRatings(of: "Ben").isEmpty)
  }
}
