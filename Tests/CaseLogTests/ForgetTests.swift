import Foundation
import GRDB
import HearoutCore
import Testing

@testable import CaseLog

@Suite struct ForgetTests {
  let folder: TemporaryFolder
  let log: CaseLog

  init() throws {
    folder = try TemporaryFolder()
    log = try CaseLog(path: folder.log)
  }

  /// Words of a forgotten case are in no file of the log any more: long ones, short ones, and what was
  /// derived.
  @Test func bytesAreGone() throws {
    let id = try log.begin(beginning(.rehearsal, scenario: "sc-forgotten", person: "pupil-forgotten"))
    var others: [CaseID] = []
    for index in 0..<40 {
      let other = try log.begin(beginning())
      others.append(other)
      // Rows of both cases share pages, and some need pages of their own.
      let long = String(repeating: "forgotten-filler-\(index) ", count: index % 8 == 0 ? 600 : 3)
      try log.append(customerSaid(long, facts: [fact(.name, "forgotten-name")]), to: id)
      try log.append(customerSaid(String(repeating: "kept-\(index) ", count: 40)), to: other)
      try log.append(.followUpSet("forgotten-promise", due: nil, at(1)), to: id)
      if index % 5 == 0 { try log.append(.undone(at(2)), to: id) }
    }
    try log.recordResult(
      RehearsalResult(
        person: "pupil-forgotten", scenario: "sc-forgotten", seed: 1, at: at(0).now, caseID: id,
        score: #"{"quote":"forgotten-quote"}"#))
    #expect(try folder.contains("forgotten"), "the test would prove nothing")

    #expect(try log.forget(id))
    #expect(try !folder.contains("forgotten"))
    #expect(try log.record(of: id) == nil)
    #expect(try log.followUps().isEmpty)
    #expect(try log.results().isEmpty)
    for (index, other) in others.enumerated() {
      #expect(try log.events(of: other).last == customerSaid(String(repeating: "kept-\(index) ", count: 40)))
    }
    #expect(try log.begin(beginning()).number == 42, "ids are not given again")
  }

  @Test func bytesAreGoneWhileAnotherProgramHasTheLogOpen() throws {
    let other = try CaseLog(path: folder.log)
    let id = try other.begin(beginning())
    try other.append(.noted("forgotten", at(0)), to: id)
    #expect(try log.forget(id))
    #expect(try !folder.contains("forgotten"))
    #expect(try other.openCases().isEmpty)
  }

  @Test func aReaderIsWaitedForAndNamed() throws {
    let hasty = try CaseLog(path: folder.log, patienceSeconds: 0.05)
    let id = try log.begin(beginning())
    try log.append(.noted("forgotten", at(0)), to: id)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: folder.log, configuration: configuration)
    try reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN; SELECT * FROM cases") }
    #expect(throws: LogTrouble.locked) { try hasty.forget(id) }
    try reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try hasty.forget(id) == false, "it is deleted already, and the bytes go now")
    #expect(try !folder.contains("forgotten"))
  }

  @Test func forgettingWhatIsNotThereIsNoError() throws {
    #expect(try log.forget(CaseID(number: 5)) == false)
  }

  @Test func practiceOfAPersonIsForgotten() throws {
    try log.recordMiss(RuleID(rawValue: "calm-down"), by: "forgotten-person", at: at(0).now)
    try log.recordResult(
      RehearsalResult(person: "forgotten-person", scenario: "s", seed: 1, at: at(0).now, score: "{}"))
    try log.forgetPractice(of: "forgotten-person")
    #expect(try log.people().isEmpty)
    #expect(try !folder.contains("forgotten"))
  }
}
