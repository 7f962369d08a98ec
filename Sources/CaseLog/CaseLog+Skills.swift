import GRDB
public import HearoutCore

/// How a person rated their own skills at one time.
public struct SkillRating: Sendable, Hashable {
  public var person: String
  public var at: Instant
  /// By skill id, 1 to 5.
  public var ratings: [String: Int]

  public init(person: String, at: Instant, ratings: [String: Int]) {
    self.person = person
    self.at = at
    self.ratings = ratings
  }

  public var total: Int { ratings.values.reduce(0, +) }
}

extension CaseLog {
  /// Keeps a self-assessment.
  public func recordSkills(_ rating: SkillRating) throws(LogTrouble) {
    let ratings = try EventCoding.encode(rating.ratings)
    try write { db in
      try db.execute(
        sql: "INSERT INTO skill_ratings (person, at, ratings) VALUES (?, ?, ?)",
        arguments: [rating.person, rating.at.seconds, ratings])
    }
  }

  /// Self-assessments of a person, oldest first.
  public func skillRatings(of person: String) throws(LogTrouble) -> [SkillRating] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM skill_ratings WHERE person = ? ORDER BY at, id", arguments: [person]
      ).map { row in
        let text: String = try row.value("ratings")
        guard let ratings = EventCoding.decode([String: Int].self, from: text) else {
          throw LogTrouble.damaged
        }
        return SkillRating(
          person: try row.value("person"), at: Instant(seconds: try row.value("at")), ratings: ratings)
      }
    }
  }
}
