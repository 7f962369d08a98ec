import Foundation
import GRDB
public import Privacy

/// All cases that were kept, with the events they consist of, and what trainees achieved.
///
/// Everything is masked before it is written. A call that returns has put its data on the disk: what was
/// acknowledged survives `kill -9` and a power cut. Several programs can use one file at the same time.
///
/// Events are only ever appended; `undone` is an event too. Titles, customers and follow-ups are derived from
/// them.
public struct CaseLog: Sendable {
  let writer: any DatabaseWriter
  /// What is hidden before the first write.
  public let masker: Masker

  /// Opens the log, and creates it where there is none: file 0600, in a folder 0700 if that is missing too.
  ///
  /// - Parameter patienceSeconds: how long to wait for another program that is writing.
  public init(path: String, masker: Masker = Masker(), patienceSeconds: Double = 5) throws(LogTrouble) {
    // SQLite counts in milliseconds of 32 bits.
    let patienceSeconds = patienceSeconds.isNaN ? 0 : min(max(patienceSeconds, 0), 86_400)
    try PrivateFile.prepare(path)
    var configuration = Configuration()
    configuration.label = "hearout.cases"
    configuration.busyMode = .timeout(patienceSeconds)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try self.init(writer: queue, masker: masker, patienceSeconds: patienceSeconds)
    } catch {
      throw LogTrouble(error)
    }
  }

  /// Sets up a database that is already open; for tests.
  init(writer: any DatabaseWriter, masker: Masker, patienceSeconds: Double) throws {
    self.writer = writer
    self.masker = masker
    try writer.writeWithoutTransaction { db in
      try Self.useWriteAheadLog(db, patienceSeconds: patienceSeconds)
      // FULL: a commit returns only after the log was synced. The full syncs matter on Apple's systems only.
      // What is deleted is overwritten, and no copy of the content may go to a temporary folder.
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA fullfsync = ON;
          PRAGMA checkpoint_fullfsync = ON;
          PRAGMA secure_delete = ON;
          PRAGMA temp_store = MEMORY;
          """)
    }
    try Schema.migrate(writer)
  }

  /// SQLite may refuse this at once, without waiting, while another program does the same on a new file.
  private static func useWriteAheadLog(_ db: Database, patienceSeconds: Double) throws {
    if try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" { return }
    let end = ContinuousClock.now + .seconds(patienceSeconds)
    while true {
      do {
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        return
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
        usleep(5_000)
      }
    }
  }

  // MARK: - Transactions

  func read<Value>(_ body: (Database) throws -> Value) throws(LogTrouble) -> Value {
    do { return try writer.read(body) } catch { throw LogTrouble(error) }
  }

  /// One transaction that takes the lock for writing at its start, so that what it reads stays true.
  func write<Value>(_ body: (Database) throws -> Value) throws(LogTrouble) -> Value {
    do { return try writer.write(body) } catch { throw LogTrouble(error) }
  }

  /// How long this log waits from now on for another program that is writing.
  func setPatience(seconds: Double) {
    let milliseconds = seconds.isNaN ? 0 : Int(min(max(seconds, 0), 86_400) * 1000)
    // It touches no file, so there is nothing to report.
    try? writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = \(milliseconds)") }
  }
}

extension Row {
  /// A column's value, or an error where a damaged or foreign file has something else there; GRDB's subscript
  /// would end the program.
  func value<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws
    -> Value
  {
    guard let stored: DatabaseValue = self[column], let value = Value.fromDatabaseValue(stored) else {
      throw LogTrouble.damaged
    }
    return value
  }

  /// The same for a column that can be empty.
  func optional<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value? {
    guard let stored: DatabaseValue = self[column] else { throw LogTrouble.damaged }
    if stored.isNull { return nil }
    guard let value = Value.fromDatabaseValue(stored) else { throw LogTrouble.damaged }
    return value
  }
}
