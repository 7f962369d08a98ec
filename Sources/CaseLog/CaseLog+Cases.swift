import GRDB
public import HearoutCore
import Privacy

extension CaseLog {
  /// A case; `nil` if there is none of that id.
  public func record(of id: CaseID) throws(LogTrouble) -> CaseRecord? {
    try records(where: "number = ?", [id.number]).first
  }

  /// Cases that have not ended, the one that was worked on last first.
  public func openCases() throws(LogTrouble) -> [CaseRecord] {
    try records(where: "ended IS NULL", [], orderedBy: Self.lastEvent)
  }

  /// The open case that was worked on last.
  public func lastOpenCase(through door: Door? = nil) throws(LogTrouble) -> CaseRecord? {
    try records(
      where: "ended IS NULL AND (?1 IS NULL OR door = ?1)", [door?.rawValue], orderedBy: Self.lastEvent,
      limit: 1
    ).first
  }

  /// Cases that a query describes, newest first.
  public func cases(matching query: CaseQuery = CaseQuery()) throws(LogTrouble) -> [CaseRecord] {
    var conditions: [String] = []
    var arguments: StatementArguments = []
    func require(_ condition: String, _ values: [(any DatabaseValueConvertible)?]) {
      conditions.append(condition)
      arguments += StatementArguments(values)
    }
    if let door = query.door { require("door = ?", [door.rawValue]) }
    if let person = query.person { require("person = ?", [person]) }
    if let isOpen = query.isOpen { require("(ended IS NULL) = ?", [isOpen]) }
    if let since = query.since { require("began >= ?", [since.seconds]) }
    if let before = query.before { require("began < ?", [before.seconds]) }
    if let words = query.words, !words.isEmpty {
      // What was said is masked, so somebody who looks for a number has to look for its mask as well.
      let patterns = Set([words, masker.mask(words)]).sorted().map(Self.likePattern)
      let found = patterns.map { _ in Self.containsWords }.joined(separator: " OR ")
      require("(\(found))", patterns.flatMap { pattern in Array(repeating: pattern, count: 6) })
    }
    let condition = conditions.isEmpty ? "1" : conditions.joined(separator: " AND ")
    return try records(where: condition, arguments, limit: query.limit)
  }

  /// Promises and follow-ups that are still open, the most urgent first and those without a date last.
  ///
  /// - Parameters:
  ///   - due: only what is due before this moment; `nil` for all, with or without a date.
  ///   - id: only those of one case.
  public func followUps(dueBefore due: Instant? = nil, of id: CaseID? = nil) throws(LogTrouble) -> [FollowUp]
  {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT f.*, c.customer FROM follow_ups f JOIN cases c ON c.number = f.case_number
          WHERE f.closed IS NULL AND (?1 IS NULL OR f.due < ?1) AND (?2 IS NULL OR f.case_number = ?2)
          ORDER BY f.due IS NULL, f.due, f.case_number, f.number
          """,
        arguments: [due?.seconds, id?.number])
      return try rows.map(FollowUp.init(row:))
    }
  }

  /// Marks a promise or follow-up as kept or dropped, by an event in its case.
  public func closeFollowUp(_ number: Int, of id: CaseID, at clock: Clock) throws(LogTrouble) {
    let isThere = try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM follow_ups WHERE case_number = ? AND number = ?)",
        arguments: [id.number, number])
    }
    guard isThere == true else { throw .noSuchFollowUp(id, number: number) }
    try append(.promiseClosed(number, clock), to: id)
  }

  // MARK: - Rows

  private static let lastEvent = "(SELECT max(id) FROM events e WHERE e.case_number = cases.number) DESC"

  private static let containsWords = """
    title LIKE ? ESCAPE '\\' OR customer LIKE ? ESCAPE '\\' OR person LIKE ? ESCAPE '\\'
    OR scenario LIKE ? ESCAPE '\\' OR printf('c-%04d', number) LIKE ? ESCAPE '\\'
    OR EXISTS (
      SELECT 1 FROM events e WHERE e.case_number = cases.number AND e.kind IN ('said', 'noted')
      AND coalesce(json_extract(e.payload, '$.said._0.text'), json_extract(e.payload, '$.noted._0'))
        LIKE ? ESCAPE '\\')
    """

  private static func likePattern(_ words: String) -> String {
    var escaped = ""
    for character in words {
      if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return "%\(escaped)%"
  }

  private func records(
    where condition: String, _ arguments: StatementArguments, orderedBy order: String = "number DESC",
    limit: Int? = nil
  ) throws(LogTrouble) -> [CaseRecord] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT cases.*,
            (SELECT count(*) FROM follow_ups f WHERE f.case_number = cases.number AND f.closed IS NULL)
              AS open_follow_ups
          FROM cases WHERE \(condition) ORDER BY \(order) LIMIT \(limit.map { max(0, $0) } ?? -1)
          """,
        arguments: arguments)
      return try rows.map(CaseRecord.init(row:))
    }
  }
}

extension CaseRecord {
  fileprivate init(row: Row) throws {
    guard let door = Door(rawValue: try row.value("door")) else { throw LogTrouble.damaged }
    self.init(
      id: CaseID(number: try row.value("number")),
      began: Clock(
        now: Instant(seconds: try row.value("began")), offsetSeconds: try row.value("offset_seconds")),
      ended: try row.optional("ended").map(Instant.init(seconds:)),
      door: door,
      language: Language(rawValue: try row.value("language")),
      scenario: try row.optional("scenario"),
      seed: try row.optional("seed", as: Int64.self).map(UInt64.init(bitPattern:)),
      person: try row.optional("person"),
      title: try row.optional("title"),
      customer: try row.optional("customer"),
      openFollowUps: try row.value("open_follow_ups"))
  }
}

extension FollowUp {
  fileprivate init(row: Row) throws {
    self.init(
      caseID: CaseID(number: try row.value("case_number")),
      number: try row.value("number"),
      what: try row.value("what"),
      due: try row.optional("due").map(Instant.init(seconds:)),
      closed: try row.optional("closed").map(Instant.init(seconds:)),
      customer: try row.optional("customer"))
  }
}
