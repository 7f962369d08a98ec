import GRDB

/// The tables, as a list of steps; the file's `user_version` says how many of them it has taken.
///
/// This is not GRDB's migrator because that looks at what is applied and then applies the rest in separate
/// transactions: of two programs that start at once on a new file, one would fail.
enum Schema {
  static let steps: [String] = [
    """
    CREATE TABLE cases (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      began REAL NOT NULL,
      offset_seconds INTEGER NOT NULL,
      ended REAL,
      door TEXT NOT NULL,
      language TEXT NOT NULL,
      scenario TEXT,
      seed INTEGER,
      person TEXT,
      title TEXT,
      customer TEXT
    ) STRICT;
    CREATE INDEX cases_open ON cases (number) WHERE ended IS NULL;

    CREATE TABLE events (
      id INTEGER PRIMARY KEY,
      case_number INTEGER NOT NULL REFERENCES cases (number),
      seq INTEGER NOT NULL,
      at REAL,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL,
      reader TEXT,
      -- Who wrote it and which of theirs it is: a second attempt to save the same event finds the first one.
      writer INTEGER NOT NULL,
      writer_number INTEGER NOT NULL,
      UNIQUE (case_number, seq),
      UNIQUE (writer, writer_number)
    ) STRICT;
    CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

    CREATE TABLE follow_ups (
      case_number INTEGER NOT NULL REFERENCES cases (number),
      number INTEGER NOT NULL,
      what TEXT NOT NULL,
      due REAL,
      closed REAL,
      PRIMARY KEY (case_number, number)
    ) STRICT;
    CREATE INDEX follow_ups_open ON follow_ups (due) WHERE closed IS NULL;

    CREATE TABLE results (
      id INTEGER PRIMARY KEY,
      person TEXT NOT NULL,
      scenario TEXT NOT NULL,
      seed INTEGER NOT NULL,
      at REAL NOT NULL,
      case_number INTEGER REFERENCES cases (number),
      score TEXT NOT NULL
    ) STRICT;
    CREATE INDEX results_of_person ON results (person, at);
    CREATE INDEX results_of_case ON results (case_number);

    CREATE TABLE drill_items (
      person TEXT NOT NULL,
      rule TEXT NOT NULL,
      misses INTEGER NOT NULL,
      box INTEGER NOT NULL,
      due REAL NOT NULL,
      PRIMARY KEY (person, rule)
    ) STRICT;
    CREATE INDEX drill_items_due ON drill_items (person, due);
    """,
    """
    CREATE TABLE skill_ratings (
      id INTEGER PRIMARY KEY,
      person TEXT NOT NULL,
      at REAL NOT NULL,
      ratings TEXT NOT NULL
    ) STRICT;
    CREATE INDEX skill_ratings_of_person ON skill_ratings (person, at);
    """,
  ]

  /// Brings the file to this version's tables; does nothing, and takes no lock for writing, where it has
  /// them.
  static func migrate(_ writer: any DatabaseWriter) throws {
    let found = try writer.unsafeReentrantRead(version)
    if found == steps.count { return }
    try writer.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        // Read again: another program may have done it while this one waited for the lock.
        let version = try version(db)
        if version > steps.count { throw LogTrouble.newerFormat(version: version) }
        if version == 0, try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") != 0 {
          throw LogTrouble.notACaseLog
        }
        for step in steps[version...] { try db.execute(sql: step) }
        try db.execute(sql: "PRAGMA user_version = \(steps.count)")
        return .commit
      }
    }
  }

  private static func version(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }
}
