import Testing
import TextLayout

@Suite struct VisibleTests {
  @Test func whatCouldReachTheTerminalIsShown() {
    #expect(visible("plain 客户 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿") == "plain 客户 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿")
    #expect(visible("\u{1B}]0;title\u{7}\u{1B}[2J") == "␛]0;title␇␛[2J")
    #expect(visible("\0\t\r\n\u{7F}") == "␀␉␍␊␡")
    #expect(visible("\u{9B}31m\u{85}") == "\\u{9b}31m\\u{85}")
    #expect(visible("a\u{202E}b\u{2066}c\u{2028}d\u{200F}") == "a\\u{202e}b\\u{2066}c\\u{2028}d\\u{200f}")
    #expect(visible("\u{FEFF}x\u{FFF9}") == "\\u{feff}x\\u{fff9}")
  }

  @Test func newlinesMayStay() {
    #expect(visible("a\r\nb\nc\rd", keepingNewlines: true) == "a\nb\nc␍d")
  }

  /// No scalar that a terminal acts on gets through.
  @Test func noScalarMovesTheCursor() {
    for value in (0 as UInt32)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let category = scalar.properties.generalCategory
      if category == .control || category == .lineSeparator || category == .paragraphSeparator
        || scalar.properties.isBidiControl
      {
        #expect(scalar.visibleSign != nil, "U+\(String(value, radix: 16))")
      }
    }
  }
}
