import FoundationEssentials
public import Rehearsal

/// A debrief as one JSON line: `{"debrief": …, "model": …}`, turns counted from 1. The same debrief gives the same bytes.
public struct DebriefJSON: Sendable {
  private struct Line: Encodable {
    var debrief: Debrief
    var model: ModelAnswer?
  }

  public init() {}

  /// - Returns: the line without its end.
  public func line(_ debrief: Debrief, model: ModelAnswer?) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let line = Line(debrief: debrief.countingFromOne, model: model?.countingFromOne)
    return (try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
