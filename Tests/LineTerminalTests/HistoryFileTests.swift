import Glibc
import Testing

@testable import LineTerminal

@Suite struct HistoryFileTests {
  @Test func escapingKeepsEveryLineOnOneRow() {
    for line in ["plain", "two\nrows", "back\\slash", "\\n", "\r\n", "中文\n信", "\\", ""] {
      let row = HistoryFile.escaped(line)
      #expect(!row.contains("\n") && !row.contains("\r\n"))
      #expect(HistoryFile.unescaped(row) == line)
    }
  }
}
