import GRDB
import HearoutCore

/// Titles, customers, ends and follow-ups: kept up to date event by event in the transaction that writes the
/// event, and worked out anew when something is undone. They say the same as `Call(folding:)`, without
/// folding every case for a list.
extension CaseLog {
  func derive(from event: CallEvent, of id: CaseID, _ db: Database) throws {
    switch event {
    case .said(let turn, .customer(let reading), _):
      // The first words are a title until the problem is named.
      try db.execute(
        sql: "UPDATE cases SET title = ? WHERE number = ? AND title IS NULL",
        arguments: [Self.title(from: turn.text), id.number])
      for fact in reading.facts { try derive(fact.kind, fact.value, of: id, db) }
    case .said(_, .agent(let reading), _):
      for promise in reading.promises { try addFollowUp(promise.what, due: promise.due, to: id, db) }
    case .factSet(let kind, let value, _): try derive(kind, value, of: id, db)
    case .followUpSet(let what, let due, _): try addFollowUp(what, due: due, to: id, db)
    case .promiseClosed(let number, let clock):
      try db.execute(
        sql: "UPDATE follow_ups SET closed = ? WHERE case_number = ? AND number = ? AND closed IS NULL",
        arguments: [clock.now.seconds, id.number, number])
    case .ended(let clock):
      try db.execute(
        sql: "UPDATE cases SET ended = coalesce(ended, ?) WHERE number = ?",
        arguments: [clock.now.seconds, id.number])
    case .undone: try deriveAnew(id, db)
    case .began, .styleSet, .stepSet, .noted: break
    }
  }

  private func derive(_ kind: FactKind, _ value: String, of id: CaseID, _ db: Database) throws {
    let column: String
    switch kind {
    case .name: column = "customer"
    case .problem: column = "title"
    default: return
    }
    try db.execute(
      sql: "UPDATE cases SET \(column) = ? WHERE number = ?", arguments: [Self.title(from: value), id.number])
  }

  private func addFollowUp(_ what: String, due: Instant?, to id: CaseID, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO follow_ups (case_number, number, what, due)
        SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3 FROM follow_ups WHERE case_number = ?1
        """,
      arguments: [id.number, what, due?.seconds])
  }

  private func deriveAnew(_ id: CaseID, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE cases SET title = NULL, customer = NULL, ended = NULL WHERE number = ?",
      arguments: [id.number])
    try db.execute(sql: "DELETE FROM follow_ups WHERE case_number = ?", arguments: [id.number])
    let log = try Self.entries(of: id, after: 0, db).map(\.event)
    for event in Call(folding: log).events { try derive(from: event, of: id, db) }
  }

  /// One line of at most 80 scalars.
  private static func title(from text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.unicodeScalars.count > 80 else { return words }
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(79))) + "…"
  }
}
