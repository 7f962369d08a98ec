import HearoutCore
public import Privacy

/// What an export is for.
public enum ExportFormat: String, Sendable, Codable, CaseIterable {
  /// Every event with all that was understood from it, undone ones included.
  case events
  /// The turns that count, as `hearout analyze` and `hearout audit` read them.
  case turns
}

extension CaseLog {
  /// A case as JSON, one object a line.
  ///
  /// - Parameter masker: what to hide in the export, even if the log was written with that kind switched off.
  public func export(
    _ id: CaseID, as format: ExportFormat, masker: Masker = Masker()
  ) throws(LogTrouble) -> [String] {
    let entries = try entries(of: id)
    var lines: [String] = []
    switch format {
    case .events:
      for entry in entries {
        lines.append(
          try EventCoding.encode(
            EventLine(
              case: id, sequence: entry.sequence, at: entry.event.clock?.timestamp,
              event: masker.masked(entry.event))))
      }
    case .turns:
      for (index, event) in Call(folding: entries.map(\.event)).events.enumerated() {
        guard case .said(let turn, _, _) = masker.masked(event) else { continue }
        lines.append(
          try EventCoding.encode(
            TurnLine(
              id: "\(id)-\(index + 1)", call: id, speaker: turn.speaker, text: turn.text, lang: turn.language,
              at: turn.clock?.timestamp)))
      }
    }
    return lines
  }
}

private struct EventLine: Encodable {
  var `case`: CaseID
  var sequence: Int
  var at: String?
  var event: CallEvent

  enum CodingKeys: String, CodingKey {
    case `case`
    case sequence = "seq"
    case at, event
  }
}

/// A turn as DESIGN 4.1 has it.
private struct TurnLine: Encodable {
  var id: String
  var call: CaseID
  var speaker: Speaker
  var text: String
  var lang: Language
  var at: String?
}
