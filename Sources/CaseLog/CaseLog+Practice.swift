import GRDB
public import HearoutCore

/// How a rehearsal went.
public struct RehearsalResult: Sendable, Hashable {
  public var person: String
  public var scenario: String
  public var seed: UInt64
  public var at: Instant
  /// The case that keeps the rehearsal; forgetting that forgets this.
  public var caseID: CaseID?
  /// The debrief's score, as JSON.
  public var score: String

  public init(
    person: String, scenario: String, seed: UInt64, at: Instant, caseID: CaseID? = nil, score: String
  ) {
    self.person = person
    self.scenario = scenario
    self.seed = seed
    self.at = at
    self.caseID = caseID
    self.score = score
  }

  /// Encodes the score.
  public init(
    person: String, scenario: String, seed: UInt64, at: Instant, caseID: CaseID? = nil,
    encoding score: some Encodable
  ) throws(LogTrouble) {
    self.init(
      person: person, scenario: scenario, seed: seed, at: at, caseID: caseID,
      score: try EventCoding.encode(score))
  }

  /// The score as a value; `nil` if it was written in another form.
  public func score<Score: Decodable>(as type: Score.Type) -> Score? { EventCoding.decode(type, from: score) }
}

/// A wording that a person keeps saying, in spaced repetition.
public struct DrillItem: Sendable, Hashable, Codable {
  public var person: String
  public var rule: RuleID
  /// How often it was said.
  public var misses: Int
  /// 0 for one that was just said; each success moves it up.
  public var box: Int
  /// When to ask for it again.
  public var due: Instant

  public init(person: String, rule: RuleID, misses: Int, box: Int, due: Instant) {
    self.person = person
    self.rule = rule
    self.misses = misses
    self.box = box
    self.due = due
  }

  /// Days until an item that has arrived in each box comes back. One that was just said is due at once.
  static let daysByBox: [Double] = [0, 1, 3, 7, 16, 35]

  /// The item after the wording was said again.
  func missed(at now: Instant) -> DrillItem {
    DrillItem(person: person, rule: rule, misses: misses + 1, box: 0, due: now)
  }

  /// The item after the person found better words.
  func mastered(at now: Instant) -> DrillItem {
    let box = min(self.box + 1, Self.daysByBox.count - 1)
    return DrillItem(
      person: person, rule: rule, misses: misses, box: box,
      due: now.advanced(bySeconds: Self.daysByBox[box] * 86_400))
  }
}

extension CaseLog {
  /// Keeps the result of a rehearsal. Quotes in the score are masked as turns are.
  public func recordResult(_ result: RehearsalResult) throws(LogTrouble) {
    try write { db in
      if let id = result.caseID, try !exists(id, db) { throw LogTrouble.noSuchCase(id) }
      try db.execute(
        sql: """
          INSERT INTO results (person, scenario, seed, at, case_number, score) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          result.person, result.scenario, Int64(bitPattern: result.seed), result.at.seconds,
          result.caseID?.number,
          masker.masked(json: result.score),
        ])
    }
  }

  /// What a person achieved, oldest first; `nil` for everybody.
  public func results(of person: String? = nil) throws(LogTrouble) -> [RehearsalResult] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM results WHERE ?1 IS NULL OR person = ?1 ORDER BY at, id", arguments: [person]
      ).map { row in
        RehearsalResult(
          person: try row.value("person"), scenario: try row.value("scenario"),
          seed: UInt64(bitPattern: try row.value("seed", as: Int64.self)),
          at: Instant(seconds: try row.value("at")),
          caseID: try row.optional("case_number").map(CaseID.init(number:)), score: try row.value("score"))
      }
    }
  }

  /// Everybody who has results, drill items or rated skills, sorted.
  public func people() throws(LogTrouble) -> [String] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT person FROM results UNION SELECT person FROM drill_items UNION SELECT person FROM skill_ratings
          ORDER BY 1
          """
      ).map { try $0.value("person") }
    }
  }

  /// Notes that a person said a forbidden wording: it is due for drill at once.
  public func recordMiss(_ rule: RuleID, by person: String, at now: Instant) throws(LogTrouble) {
    try write { db in
      let new = DrillItem(person: person, rule: rule, misses: 0, box: 0, due: now)
      try keep((try item(rule, of: person, db) ?? new).missed(at: now), db)
    }
  }

  /// Notes how a drill of a wording went: success moves it on, a miss brings it back.
  public func recordDrill(_ rule: RuleID, by person: String, succeeded: Bool, at now: Instant)
    throws(LogTrouble)
  {
    try write { db in
      let item =
        try item(rule, of: person, db) ?? DrillItem(person: person, rule: rule, misses: 0, box: 0, due: now)
      try keep(succeeded ? item.mastered(at: now) : item.missed(at: now), db)
    }
  }

  /// What a person should practise now, what was missed most first; `nil` for all their items.
  public func drillItems(of person: String, dueBy now: Instant? = nil) throws(LogTrouble) -> [DrillItem] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM drill_items WHERE person = ?1 AND (?2 IS NULL OR due <= ?2) ORDER BY misses DESC, due, rule
          """,
        arguments: [person, now?.seconds]
      ).map(DrillItem.init(row:))
    }
  }

  /// Forgets the results, drill items and rated skills of a person, down to the bytes; their cases are forgotten one by
  /// one.
  public func forgetPractice(of person: String) throws(LogTrouble) {
    try write { db in
      for table in ["results", "drill_items", "skill_ratings"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE person = ?", arguments: [person])
      }
    }
    try scrub()
  }

  private func item(_ rule: RuleID, of person: String, _ db: Database) throws -> DrillItem? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM drill_items WHERE person = ? AND rule = ?", arguments: [person, rule.rawValue]
    ).map(DrillItem.init(row:))
  }

  private func keep(_ item: DrillItem, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO drill_items (person, rule, misses, box, due) VALUES (?, ?, ?, ?, ?)",
      arguments: [item.person, item.rule.rawValue, item.misses, item.box, item.due.seconds])
  }
}

extension DrillItem {
  fileprivate init(row: Row) throws {
    self.init(
      person: try row.value("person"), rule: RuleID(rawValue: try row.value("rule")),
      misses: try row.value("misses"), box: try row.value("box"), due: Instant(seconds: try row.value("due")))
  }
}
