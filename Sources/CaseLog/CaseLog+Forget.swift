import GRDB

extension CaseLog {
  /// Forgets a case: its events, what was derived from them and results that came of it, down to the bytes in
  /// all files of the log.
  ///
  /// If this throws `locked`, another program was reading: the case is gone from every query, but bytes of it
  /// may wait in the files until `scrub` (or this again) succeeds, or until the last program closes the log.
  ///
  /// - Returns: whether there was such a case.
  @discardableResult
  public func forget(_ id: CaseID) throws(LogTrouble) -> Bool {
    let existed = try write { db in
      for table in ["events", "follow_ups", "results"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE case_number = ?", arguments: [id.number])
      }
      try db.execute(sql: "DELETE FROM cases WHERE number = ?", arguments: [id.number])
      return db.changesCount > 0
    }
    try scrub()
    return existed
  }

  /// Removes the bytes of everything deleted from the files.
  ///
  /// Overwriting on deletion is not enough: the write-ahead log still holds the old pages, and pages that
  /// were split or merged can hold stale copies of rows between their cells.
  public func scrub() throws(LogTrouble) {
    do {
      // The first truncation makes room, so that forgetting also works, and helps, on a disk that is nearly
      // full.
      try truncateLog()
      try writer.vacuum()
      try truncateLog()
    } catch {
      throw LogTrouble(error)
    }
  }

  private func truncateLog() throws {
    try writer.writeWithoutTransaction { db in
      // Nothing to do for a database in memory.
      guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" else { return }
      try db.checkpoint(.truncate)
    }
  }
}
