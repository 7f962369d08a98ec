import GRDB
public import HearoutCore

extension CaseLog {
  /// Begins a case and gives it an id.
  public func begin(_ beginning: Beginning) throws(LogTrouble) -> CaseID {
    try save(try prepare([.began(beginning)]), to: nil)
  }

  /// Adds an event; when it returns, the event is on the disk.
  public func append(_ event: CallEvent, to id: CaseID) throws(LogTrouble) {
    try append([event], to: id)
  }

  /// Adds events in their order: all of them or, if it throws, none.
  public func append(_ events: [CallEvent], to id: CaseID) throws(LogTrouble) {
    _ = try save(try prepare(events), to: id)
  }

  /// What happened in a case, in order, undone things and their undoing included: `Call(folding:)` takes it.
  public func events(of id: CaseID) throws(LogTrouble) -> [CallEvent] {
    try entries(of: id).map(\.event)
  }

  /// The same with its positions; `after` skips what was read before.
  public func entries(of id: CaseID, after sequence: Int = 0) throws(LogTrouble) -> [LogEntry] {
    try read { db in
      guard try exists(id, db) else { throw LogTrouble.noSuchCase(id) }
      return try Self.entries(of: id, after: sequence, db)
    }
  }

  // MARK: - Saving

  private func prepare(_ events: [CallEvent]) throws(LogTrouble) -> [PreparedEvent] {
    var stamps = StampSource()
    var prepared: [PreparedEvent] = []
    for event in events { prepared.append(try PreparedEvent(masker.masked(event), stamp: stamps.next())) }
    return prepared
  }

  /// Saves events that may have been saved before, each once.
  ///
  /// A commit that failed may have reached the disk nevertheless (when the sync after it failed, and the file
  /// was then opened again); so a second attempt looks for the stamps first.
  ///
  /// - Parameter id: `nil` to begin a case with the first event.
  func save(_ prepared: [PreparedEvent], to id: CaseID?) throws(LogTrouble) -> CaseID {
    try write { db in
      let id = try id ?? begin(with: prepared, db)
      guard try exists(id, db) else { throw LogTrouble.noSuchCase(id) }
      for item in prepared where try caseHolding(item.stamp, db) == nil {
        try insert(item, into: id, db)
        try derive(from: item.event, of: id, db)
      }
      return id
    }
  }

  private func begin(with prepared: [PreparedEvent], _ db: Database) throws -> CaseID {
    guard let first = prepared.first, case .began(let beginning) = first.event else {
      throw LogTrouble.notBegun
    }
    if let id = try caseHolding(first.stamp, db) { return id }
    try db.execute(
      sql: """
        INSERT INTO cases (began, offset_seconds, door, language, scenario, seed, person)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        beginning.clock.now.seconds, beginning.clock.offsetSeconds, beginning.door.rawValue,
        beginning.language.rawValue, beginning.scenario, beginning.seed.map(Int64.init(bitPattern:)),
        beginning.person,
      ])
    return CaseID(number: Int(db.lastInsertedRowID))
  }

  private func caseHolding(_ stamp: EventStamp, _ db: Database) throws -> CaseID? {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT case_number FROM events WHERE writer = ? AND writer_number = ?"),
      arguments: [stamp.writer, stamp.number]
    ).map(CaseID.init(number:))
  }

  private func insert(_ item: PreparedEvent, into id: CaseID, _ db: Database) throws {
    // The number is found inside the transaction that uses it, so two programs cannot find the same one.
    try db.cachedStatement(
      sql: """
        INSERT INTO events (case_number, seq, at, kind, payload, reader, writer, writer_number)
        SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM events WHERE case_number = ?1
        """
    ).execute(arguments: [
      id.number, item.event.clock?.now.seconds, item.event.kind, item.payload, item.event.reader,
      item.stamp.writer, item.stamp.number,
    ])
  }

  // MARK: - Reading

  func exists(_ id: CaseID, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM cases WHERE number = ?)"), arguments: [id.number]
    ) ?? false
  }

  static func entries(of id: CaseID, after sequence: Int, _ db: Database) throws -> [LogEntry] {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT seq, payload FROM events WHERE case_number = ? AND seq > ? ORDER BY seq",
      arguments: [id.number, sequence])
    var entries: [LogEntry] = []
    while let row = try rows.next() {
      let sequence = try row.value("seq", as: Int.self)
      guard let event = EventCoding.decodeEvent(try row.value("payload")) else {
        throw LogTrouble.unreadableEvent(id, sequence: sequence)
      }
      entries.append(LogEntry(sequence: sequence, event: event))
    }
    return entries
  }
}
