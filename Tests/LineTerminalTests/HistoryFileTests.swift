import Glibc
import Testing

@testable import LineTerminal

@Suite struct HistoryFileTests {
  /// A path in a folder of its own.
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array((P_tmpdir + "/hearout-test-XXXXXX").utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
      for name in ["history", "history.lock", "history.new"] { unlink(path + "/" + name) }
      rmdir(path)
    }
    try body(path + "/history")
  }

  private func mode(of path: String) -> mode_t {
    var information = stat()
    return stat(path, &information) == 0 ? information.st_mode & 0o777 : 0
  }

  @Test func escapingKeepsEveryLineOnOneRow() {
    for line in ["plain", "two\nrows", "back\\slash", "\\n", "\r\n", "中文\n信", "\\", ""] {
      let row = HistoryFile.escaped(line)
      #expect(!row.utf8.contains(0x0A) && !row.utf8.contains(0x0D))
      #expect(HistoryFile.unescaped(row) == line)
    }
  }

  @Test func linesComeBackInOrder() throws {
    try withFolder { path in
      let file = HistoryFile(path: path)
      #expect(try file.load() == [])
      try file.append(["一", "two\nrows"])
      try file.append(["three"])
      #expect(try file.load() == ["一", "two\nrows", "three"])
      #expect(mode(of: path) == 0o600)
    }
  }

  @Test func theOldestLinesGo() throws {
    try withFolder { path in
      let file = HistoryFile(path: path)
      try file.append((1...HistoryFile.entriesMax).map { "line \($0)" })
      try file.append(["new"])
      let lines = try file.load()
      #expect(lines.count == HistoryFile.entriesMax && lines.first == "line 2" && lines.last == "new")
    }
  }

  @Test func aFileThatOthersCouldReadBecomesPrivate() throws {
    try withFolder { path in
      let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
      Descriptors.write("old\n", to: descriptor)
      close(descriptor)
      try HistoryFile(path: path).append(["new"])
      #expect(mode(of: path) == 0o600)
      #expect(try HistoryFile(path: path).load() == ["old", "new"])
    }
  }

  @Test func troubleNamesThePath() {
    let path = "/nonexistent/folder/history"
    #expect(throws: LineTerminalError.historyUnwritable(path: path, errorNumber: ENOENT)) {
      try HistoryFile(path: path).append(["x"])
    }
  }
}
