import HearoutCore

extension Vocabulary {
  private static let matterWords = 6

  /// The words of a text that are about the matter, as they stand there, for saying them back.
  public func matter(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var spans: [(start: Int, end: Int)] = []
    for word in words(text) where weight(of: [word], told: [word.key]) >= 0.5 {
      if let last = spans.last, word.span.start <= last.end + 1 {
        spans[spans.count - 1].end = max(last.end, word.span.end)
      } else if spans.count < Self.matterWords {
        spans.append((word.span.start, word.span.end))
      }
    }
    let parts = spans.map { span in
      String(String.UnicodeScalarView(scalars[span.start..<min(span.end, scalars.count)]))
    }
    let isHan = parts.contains { $0.unicodeScalars.contains { $0.value >= 0x2E80 } }
    return parts.joined(separator: isHan ? "\u{3001}" : ", ")
  }
}
