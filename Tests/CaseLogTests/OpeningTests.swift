import Foundation
import GRDB
import HearoutCore
import Testing

@testable import CaseLog

@Suite struct OpeningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func onlyTheOwnerMayRead() throws {
    let log = try CaseLog(path: folder.log)
    _ = try log.begin(beginning())
    #expect(mode(folder.path + "/data") == 0o700)
    #expect(mode(folder.path + "/data/hearout") == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/hearout") {
      #expect(mode(folder.path + "/data/hearout/" + name) == 0o600, "\(name)")
    }
  }

  @Test func wideModesOfTheFileAreNarrowedAndThoseOfTheFolderLeft() throws {
    let path = folder.path + "/cases.sqlite"
    try Data().write(to: URL(fileURLWithPath: path))
    chmod(path, 0o644)
    chmod(folder.path, 0o755)
    _ = try CaseLog(path: path)
    #expect(mode(path) == 0o600)
    #expect(mode(folder.path) == 0o755)
  }

  @Test func writesAheadInFull() throws {
    let log = try CaseLog(path: folder.log)
    let settings = try log.writer.writeWithoutTransaction { db in
      try ["journal_mode", "synchronous", "secure_delete", "foreign_keys"].map {
        try String.fetchOne(db, sql: "PRAGMA \($0)")
      }
    }
    #expect(settings == ["wal", "2", "1", "1"])
  }

  @Test func eventsCannotBeChanged() throws {
    let log = try CaseLog(path: folder.log)
    _ = try log.begin(beginning())
    #expect(throws: LogTrouble.self) {
      try log.write { try $0.execute(sql: "UPDATE events SET payload = ''") }
    }
  }

  @Test func otherFilesAreLeftAlone() throws {
    let path = folder.path + "/picture.png"
    let picture = Data(repeating: 7, count: 5_000)
    try picture.write(to: URL(fileURLWithPath: path))
    #expect(throws: LogTrouble.notACaseLog) { try CaseLog(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == picture)

    let foreign = folder.path + "/foreign.sqlite"
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT)") }
    #expect(throws: LogTrouble.notACaseLog) { try CaseLog(path: foreign) }
  }

  @Test func newerFormatsAreNamed() throws {
    let log = try CaseLog(path: folder.log)
    try log.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(throws: LogTrouble.newerFormat(version: 99)) { try CaseLog(path: folder.log) }
  }

  @Test func placesThatCannotBeAreNamed() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    #expect(throws: LogTrouble.noPlace) { try CaseLog(path: folder.path + "/file/cases.sqlite") }
    #expect(throws: LogTrouble.noPlace) { try CaseLog(path: folder.path) }
  }

  /// Content that is not what the columns promise is an error and not the end of the program.
  @Test func damagedRowsAreErrors() throws {
    let log = try CaseLog(path: folder.log)
    let id = try log.begin(beginning())
    try log.write { db in
      try db.execute(sql: "DROP TRIGGER events_are_not_changed")
      try db.execute(sql: "UPDATE events SET payload = '{\"sung\":{}}'")
      try db.execute(sql: "UPDATE cases SET door = 'window'")
    }
    #expect(throws: LogTrouble.unreadableEvent(id, sequence: 1)) { try log.events(of: id) }
    #expect(throws: LogTrouble.damaged) { try log.openCases() }
  }

  @Test func damagedFilesAreErrors() throws {
    let log = try CaseLog(path: folder.log)
    for _ in 0..<50 { _ = try log.begin(beginning()) }
    try log.writer.close()
    let file = try #require(FileHandle(forUpdatingAtPath: folder.log))
    try file.seek(toOffset: 4_096)
    file.write(Data(repeating: 0xA5, count: 60_000))
    try file.close()
    #expect(throws: LogTrouble.damaged) { _ = try CaseLog(path: folder.log).openCases() }
  }

  /// A log of an older version lacks fields that readings have now.
  @Test func olderReadingsAreCompleted() throws {
    let log = try CaseLog(path: folder.log)
    let id = try log.begin(beginning())
    try log.append([customerSaid("I'm Anna."), agentSaid("Hello")], to: id)
    try log.write { db in
      try db.execute(sql: "DROP TRIGGER events_are_not_changed")
      try db.execute(
        sql: """
          UPDATE events SET payload = json_remove(
            payload, '$.said._1.customer._0.course', '$.said._1.customer._0.mood.abusive',
            '$.said._1.agent._0.options') WHERE kind = 'said'
          """)
    }
    #expect(
      try log.events(of: id) == [.began(beginning()), customerSaid("I'm Anna."), agentSaid("Hello")])
  }

  @Test func timestampsAreLocal() {
    func stamp(_ seconds: Double, _ offset: Int) -> String {
      Clock(now: Instant(seconds: seconds), offsetSeconds: offset).timestamp
    }
    #expect(stamp(0, 0) == "1970-01-01T00:00:00Z")
    #expect(stamp(1_795_000_000.9, 28_800) == "2026-11-18T19:06:40+08:00")
    #expect(stamp(951_782_400, -12_600) == "2000-02-28T20:30:00-03:30")
    #expect(stamp(-1, 0) == "1969-12-31T23:59:59Z")
    #expect(stamp(.nan, 0) == "1970-01-01T00:00:00Z")
  }
}
