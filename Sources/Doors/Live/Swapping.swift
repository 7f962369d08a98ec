import HearoutCore

/// Swaps the sentence that holds a flag for the better wording; asked again, for the next one.
struct Swapping: Sendable, Hashable {
  private var result: String?
  private var original = ""
  private var alternatives: [String] = []
  private var next = 0
  private var sentence = Span(start: 0, end: 0)

  /// - Returns: the new line and where the cursor stands (Unicode scalars), or `nil` where nothing is flagged.
  mutating func swap(_ line: String, flags: [Flag], call: Call) -> (line: String, cursor: Int)? {
    if line != result {
      guard let flag = flags.max(by: { ($0.severity, $1.span.start) < ($1.severity, $0.span.start) }),
        !flag.instead.isEmpty
      else { return nil }
      original = line
      alternatives = flag.instead.map { Blanks(call: call).fill($0.text) }
      sentence = Self.sentence(around: flag.span, in: Array(line.unicodeScalars))
      next = 0
    }
    let scalars = Array(original.unicodeScalars)
    let better = alternatives[next % alternatives.count]
    next += 1
    let before = String(String.UnicodeScalarView(scalars[..<sentence.start]))
    let after = String(String.UnicodeScalarView(scalars[sentence.end...]))
    let line = before + better + after
    result = line
    let start = before.unicodeScalars.count
    let cursor =
      Blanks.firstOpen(in: better).map { start + $0.span.start } ?? start + better.unicodeScalars.count
    return (line, cursor)
  }

  /// The sentence around a span, its end mark included, the space before it not.
  static func sentence(around span: Span, in scalars: [Unicode.Scalar]) -> Span {
    func ends(_ index: Int) -> Bool {
      switch scalars[index] {
      case "!", "?", "。", "\u{FF01}", "\u{FF1F}", ";", "\u{FF1B}", "\n": true
      case ".": index + 1 >= scalars.count || scalars[index + 1] == " "
      default: false
      }
    }
    var start = min(span.start, scalars.count)
    while start > 0, !ends(start - 1) { start -= 1 }
    while start < span.start, scalars[start] == " " { start += 1 }
    var end = min(max(span.end, start), scalars.count)
    while end < scalars.count, !ends(end) { end += 1 }
    if end < scalars.count { end += 1 }
    return Span(start: start, end: end)
  }
}
