import Foundation
import GRDB
import HearoutCore
import Privacy
import Testing

@testable import CaseLog

@Suite struct DurableLogTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func note(_ number: Int) -> CallEvent { .noted("note \(number)", at(Double(number))) }

  @Test func opensNothingBeforeTheFirstEvent() throws {
    let log = DurableLog(path: folder.log)
    #expect(log.pendingCount == 0)
    #expect(log.flush() == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    #expect(log.append(.began(beginning())) == nil)
    #expect(log.caseID == CaseID(number: 1))
  }

  @Test func savesAtOnce() throws {
    let log = DurableLog(path: folder.log)
    #expect(log.append(.began(beginning())) == nil)
    #expect(log.append(note(1)) == nil)
    let id = try #require(log.caseID)
    #expect(try notes(CaseLog(path: folder.log).events(of: id)) == ["note 1"])
  }

  @Test(arguments: [Double.infinity, -1, .nan])
  func oddPatienceIsHarmless(seconds: Double) {
    #expect(DurableLog(path: folder.log, patienceSeconds: seconds).append(.began(beginning())) == nil)
  }

  @Test func resumes() throws {
    let first = DurableLog(path: folder.log)
    _ = first.append(.began(beginning()))
    let second = DurableLog(path: folder.log, resuming: first.caseID)
    #expect(try second.events() == [.began(beginning())])
    #expect(second.append(note(1)) == nil)
    #expect(try second.events().count == 2)
  }

  /// A call that cannot be kept at all goes on; as soon as there is a place, it is kept from its beginning.
  @Test func opensLaterIfItCannotNow() throws {
    let blocked = folder.path + "/data"
    try Data().write(to: URL(fileURLWithPath: blocked))
    let log = DurableLog(path: folder.log)
    #expect(log.append(.began(beginning())) == .noPlace)
    for number in 0..<5 { #expect(log.append(note(number)) == .noPlace) }
    #expect(log.pendingCount == 6)
    #expect(log.caseID == nil)
    try FileManager.default.removeItem(atPath: blocked)
    #expect(log.append(note(5)) == nil)
    #expect(log.pendingCount == 0)
    #expect(log.trouble == nil)
    let id = try #require(log.caseID)
    #expect(try notes(log.events()) == (0...5).map { "note \($0)" })
    #expect(try CaseLog(path: folder.log).openCases().map(\.id) == [id])
  }

  @Test func aFullFileDelaysButLosesNothing() throws {
    let queue = try DatabaseQueue(path: folder.path + "/small.sqlite")
    let log = DurableLog(
      path: folder.path + "/small.sqlite", resuming: nil, masker: Masker(), patienceSeconds: 1
    ) {
      (_, masker, patience) throws(LogTrouble) in
      do { return try CaseLog(writer: queue, masker: masker, patienceSeconds: patience) } catch {
        throw LogTrouble(error)
      }
    }
    #expect(log.append(.began(beginning())) == nil)
    func setLimit(_ pages: Int) throws {
      try queue.writeWithoutTransaction { db in
        _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
      }
    }
    try setLimit(30)
    let filler = String(repeating: "x", count: 3_000)
    var number = 0
    while log.append(.noted("\(number) \(filler)", at(0))) == nil, number < 1_000 { number += 1 }
    #expect(log.trouble == .diskFull)
    #expect(log.pendingCount == 1)
    #expect(log.append(.noted("\(number + 1) \(filler)", at(0))) == .diskFull)
    #expect(log.append(.noted("\(number + 2)", at(0))) == .diskFull, "nothing overtakes what waits")
    #expect(log.pendingCount == 3)
    try setLimit(100_000)
    #expect(log.flush() == nil)
    #expect(log.pendingCount == 0)
    let kept = try notes(log.events()).map { $0.split(separator: " ")[0] }
    #expect(kept == (0...(number + 2)).map { "\($0)" })
  }

  @Test func aLockedLogIsNamedSoonAndCaughtUp() throws {
    let log = DurableLog(path: folder.log, patienceSeconds: 0.2)
    #expect(log.append(.began(beginning())) == nil)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.log, configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let start = ContinuousClock.now
    for number in 0..<10 { #expect(log.append(note(number)) == .locked) }
    // One full wait, then only short ones: the agent is typing meanwhile.
    #expect(ContinuousClock.now - start < .seconds(3))
    #expect(log.pendingCount == 10)
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(log.append(note(10)) == nil)
    #expect(try notes(log.events()) == (0...10).map { "note \($0)" })
  }

  /// A commit can fail after it reached the disk. Trying again must not double anything.
  @Test func savingTwiceKeepsOnce() throws {
    let log = try CaseLog(path: folder.log)
    var stamps = StampSource()
    let events = try [.began(beginning()), agentSaid("x", promises: [promise("y")]), note(1)].map {
      try PreparedEvent($0, stamp: stamps.next())
    }
    let id = try log.save(Array(events.prefix(2)), to: nil)
    #expect(try log.save(events, to: nil) == id)
    #expect(try log.save(events, to: id) == id)
    #expect(try log.entries(of: id).map(\.sequence) == [1, 2, 3])
    #expect(try log.followUps().count == 1)
    #expect(try log.openCases().count == 1)
  }

  /// SQLite goes on writing to a file that has no name any more, as if all were well.
  @Test func aDeletedFileIsMadeAgain() throws {
    let log = DurableLog(path: folder.log)
    for event in [.began(beginning()), note(1)] { #expect(log.append(event) == nil) }
    try FileManager.default.removeItem(atPath: folder.path + "/data")
    #expect(log.append(note(2)) == nil)
    let id = try #require(log.caseID)
    #expect(try notes(CaseLog(path: folder.log).events(of: id)) == ["note 1", "note 2"])
  }

  @Test func aFileThatWasMovedAwayAndBackIsContinued() throws {
    let log = DurableLog(path: folder.log)
    for event in [.began(beginning()), note(1)] { #expect(log.append(event) == nil) }
    let id = log.caseID
    try FileManager.default.moveItem(atPath: folder.path + "/data", toPath: folder.path + "/elsewhere")
    try Data().write(to: URL(fileURLWithPath: folder.path + "/data"))
    #expect(log.append(note(2)) == .noPlace)
    #expect(log.pendingCount == 3)
    try FileManager.default.removeItem(atPath: folder.path + "/data")
    try FileManager.default.moveItem(atPath: folder.path + "/elsewhere", toPath: folder.path + "/data")
    #expect(log.append(note(3)) == nil)
    #expect(log.caseID == id)
    #expect(try notes(log.events()) == ["note 1", "note 2", "note 3"])
  }

  @Test func aForgottenCaseIsNotBroughtBack() throws {
    let log = DurableLog(path: folder.log)
    #expect(log.append(.began(beginning())) == nil)
    let id = try #require(log.caseID)
    try CaseLog(path: folder.log).forget(id)
    #expect(log.append(note(1)) == .noSuchCase(id))
    #expect(log.append(note(2)) == .noSuchCase(id))
    #expect(log.pendingCount == 2)
    #expect(try CaseLog(path: folder.log).cases(matching: CaseQuery()).isEmpty)
  }

  @Test func aCaseNeedsABeginning() {
    let log = DurableLog(path: folder.log)
    #expect(log.append(note(1)) == .notBegun)
    #expect(log.pendingCount == 1)
  }
}
