import Testing
import TextLayout

@Suite struct DisplayWidthTests {
  /// One row a kind of text, so that a failure names the kind.
  static let rows: [(text: String, width: Int)] = [
    ("", 0), ("hello", 5), ("客户", 4), ("ｆｕｌｌ", 8), ("客户> ", 6), ("こんにちは", 10), ("한국어", 6),
    ("e\u{301}", 1), ("a\u{200B}b", 2), ("\u{200D}", 0), ("\u{FEFF}x", 1), ("नि", 1), ("\u{AD}", 0),
    ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇨🇳", 2), ("🇨🇳🇬🇧", 4), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("🏳️‍🌈", 2),
    ("…", 1), ("—", 1), ("“引号”", 6), ("·", 1), ("①", 1), ("α", 1), ("，。！", 6), ("\u{1B}[31m红\u{1B}[0m", 2),
    ("\u{1B}[31", 3), ("\t", 0), ("\r\n", 0), ("𠮷", 2), ("한", 2), ("é", 1),
  ]

  @Test(arguments: rows) func width(of row: (text: String, width: Int)) {
    #expect(row.text.displayWidth == row.width)
  }
}
