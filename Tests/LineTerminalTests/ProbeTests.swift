import Glibc
import Testing
import TextLayout

@testable import LineTerminal

/// What a person at a terminal sees. Each test types, then reads until the screen is right.
@Suite struct ProbeTests {
  static let swapKey = "\u{F}"
  static let undoKey = "\u{1F}"
  static let interruptKey = "\u{3}"
  static let endKey = "\u{4}"

  @Test func aHintStandsUnderTheLineFromTheKeyThatCausesIt() throws {
    let probe = try ProbeSession()
    try probe.wait(for: ["客户>"], cursor: (0, 6))
    probe.type("请您冷")
    try probe.wait(for: ["客户> 请您冷"], cursor: (0, 12))
    probe.type("静")
    try probe.wait(for: ["客户> 请您冷静", "hint: 冷静 → 慢慢说 at 4"], cursor: (0, 14))
    probe.type("\u{7F}")
    try probe.wait(for: ["客户> 请您冷"], cursor: (0, 12))
  }

  @Test func aCharacterMayArriveByteByByte() throws {
    let probe = try ProbeSession()
    try probe.wait(for: ["客户>"])
    for byte in Array("冷静\r\r".utf8) { probe.type(bytes: [byte]) }
    try probe.wait(for: ["line[2]: 冷静", "客户>"])
  }

  @Test func theSwapIsUndoneByOneKey() throws {
    let probe = try ProbeSession()
    probe.type("please calm down sir")
    try probe.wait(for: ["客户> please calm down sir", "hint: calm down → take your time at 20"])
    probe.type(Self.swapKey)
    try probe.wait(for: ["客户> please take your time sir"], cursor: (0, 27))
    probe.type(Self.undoKey)
    try probe.wait("the old text") { trimmed($0.text).first == "客户> please calm down sir" }
    probe.type(Self.swapKey + " now")
    try probe.wait(for: ["客户> please take your time now sir"])
    probe.type("\r")
    try probe.wait(for: ["line[29]: please take your time now sir", "客户>"])
  }

  @Test func aSwapWithNothingBetterRingsTheBell() throws {
    let probe = try ProbeSession()
    probe.type("fine")
    try probe.wait(for: ["客户> fine"])
    probe.type(Self.swapKey)
    try probe.wait("bell") { $0.bellCount == 1 }
    #expect(probe.screen.text == ["客户> fine"])
  }

  @Test func enterHoldsAFlaggedLineOnce() throws {
    let probe = try ProbeSession()
    probe.type("calm down\r")
    try probe.wait(for: ["客户> calm down", "held: calm down → take your time at 9"], cursor: (0, 15))
    probe.type("\r")
    try probe.wait(for: ["客户> calm down", "line[9]: calm down", "客户>"], cursor: (2, 6))
  }

  @Test func aHoldMayMoveTheCursor() throws {
    let probe = try ProbeSession()
    probe.type("您好{name}先生\r")
    try probe.wait(for: ["客户> 您好{name}先生"], cursor: (0, 10))
    probe.type("\u{1B}[3~\u{1B}[3~\u{1B}[3~\u{1B}[3~\u{1B}[3~\u{1B}[3~王\r")
    try probe.wait(for: ["line[5]: 您好王先生", "客户>"])
  }

  @Test func undoSurvivesAHold() throws {
    let probe = try ProbeSession()
    probe.type("I say calm down\r")
    try probe.wait("held") { $0.text.contains { $0.hasPrefix("held") } }
    probe.type(Self.swapKey)
    try probe.wait(for: ["客户> I say take your time"])
    probe.type(Self.undoKey)
    try probe.wait("the old text") { $0.text.first == "客户> I say calm down" }
  }

  @Test func ctrlCClearsTheLineAndSaysWhatWasInIt() throws {
    let probe = try ProbeSession(["--quit-on-interrupt"])
    probe.type("calm down")
    try probe.wait("hint") { $0.text.count == 2 }
    probe.type(Self.interruptKey)
    try probe.wait(for: ["interrupted: calm down", "客户>"], cursor: (1, 6))
    probe.type("你好\r")
    try probe.wait(for: ["line[2]: 你好", "客户>"])
    probe.type(Self.interruptKey)
    try probe.wait(for: ["interrupted:", "客户>", "bye"])
    #expect(try probe.waitForExit() == 0)
    #expect(!probe.screen.isPasteBracketed)
  }

  @Test func ctrlCBringsBackWhatWasTypedWithOneUndo() throws {
    let probe = try ProbeSession()
    probe.type("a long sentence")
    try probe.wait(for: ["客户> a long sentence"])
    probe.type(Self.interruptKey)
    try probe.wait(for: ["interrupted: a long sentence", "客户>"])
    probe.type(Self.undoKey)
    try probe.wait(for: ["客户> a long sentence"], cursor: (0, 21))
  }

  @Test func manyInterruptsLoseNothing() throws {
    let probe = try ProbeSession()
    try probe.wait(for: ["客户>"])
    for number in 1...25 {
      probe.type("x\(number)")
      try probe.wait(for: ["客户> x\(number)"])
      probe.type(Self.interruptKey)
      try probe.wait("interrupt \(number)") { $0.all.contains("interrupted: x\(number)") }
    }
  }

  @Test func ctrlCEndsASearch() throws {
    let probe = try ProbeSession()
    probe.type("你好吗\r")
    try probe.wait(for: ["line[3]: 你好吗", "客户>"])
    probe.type("\u{12}好")
    try probe.wait(for: ["(reverse-i-search)`好': 你好吗"])
    probe.type(Self.interruptKey)
    try probe.wait(for: ["客户>"])
    probe.type("z\r")
    try probe.wait(for: ["line[1]: z", "客户>"])
    probe.type("\u{1B}[A\u{1B}[A")
    try probe.wait(for: ["客户> 你好吗"])
  }

  @Test func ctrlDEndsOnlyOnAnEmptyLine() throws {
    let probe = try ProbeSession()
    probe.type("ab\u{1}" + Self.endKey)
    try probe.wait(for: ["客户> b"], cursor: (0, 6))
    probe.type(Self.endKey)
    try probe.wait(for: ["客户>"])
    probe.type(Self.endKey)
    try probe.wait(for: ["客户>", "end", "bye"])
    #expect(try probe.waitForExit() == 0)
  }

  @Test func aProgramMayAskWhetherCtrlDWasMeant() throws {
    let probe = try ProbeSession(["--ask"])
    probe.type(Self.endKey)
    try probe.wait(for: ["客户>", "end", "客户>"])
    probe.type("no\r")
    try probe.wait(for: ["line[2]: no", "客户>"])
    probe.type(Self.endKey)
    try probe.wait(for: ["客户>", "end", "bye"])
    #expect(try probe.waitForExit() == 0)
  }

  @Test func aPastedLetterIsOneLine() throws {
    let probe = try ProbeSession()
    try probe.wait("paste mode") { $0.isPasteBracketed }
    probe.type("A: \u{1B}[200~Dear Sir,\r\rcalm\tdown\u{1B}[31m\r\n你好\r\u{1B}[201~!")
    try probe.wait(for: ["客户> A: Dear Sir,↵", "↵", "calm␉down␛[31m↵", "你好↵", "!"], cursor: (4, 1))
    probe.type("\r")
    try probe.wait(for: ["line[33]: A: Dear Sir,␊␊calm␉down␛[31m␊你好␊!", "客户>"])
    #expect(!probe.screen.all.contains { $0.hasPrefix("interrupted") })
    probe.type("\u{1B}[A")
    try probe.wait(for: ["客户> A: Dear Sir,↵", "↵", "calm␉down␛[31m↵", "你好↵", "!"])
  }

  @Test func aPasteIsUndoneByOneKeyAndMayArriveInPieces() throws {
    let probe = try ProbeSession()
    probe.type("x")
    try probe.wait(for: ["客户> x"])
    for piece in ["\u{1B}[20", "0~一封", "信\u{1B}[2", "01~"] { probe.type(piece) }
    try probe.wait(for: ["客户> x一封信"])
    probe.type(Self.undoKey)
    try probe.wait(for: ["客户> x"])
  }

  @Test func aLetterTallerThanTheScreenCanBeEdited() throws {
    let probe = try ProbeSession(rows: 8)
    let letter = (1...30).map { "行 \($0)" }
    probe.type("\u{1B}[200~" + letter.joined(separator: "\r") + "\u{1B}[201~")
    try probe.wait(for: ["行 29↵", "行 30"], cursor: (1, 5))
    probe.type("\u{1}")
    try probe.wait("the first rows") { $0.text.first == "客户> 行 1↵" && $0.row == 0 && $0.column == 6 }
    probe.type("您\u{5}冷静")
    try probe.wait(for: ["行 30冷静", "hint: 冷静 → 慢慢说 at 143"], cursor: (0, 9))
    probe.type("\r\r")
    try probe.wait("the line") { $0.all.joined().contains("line[143]: 您行 1␊行 2␊") }
    let shown = probe.screen.all
    let start = try #require(shown.firstIndex(of: "客户> 您行 1↵"))
    #expect(Array(shown[(start + 1)..<(start + 29)]) == letter[1..<29].map { $0 + "↵" })
  }

  @Test func resizingFoldsTheLineAndKeepsTheHint() throws {
    let probe = try ProbeSession(columns: 40)
    probe.type("早上好\r")
    try probe.wait(for: ["line[3]: 早上好", "客户>"])
    probe.type("我想请您先冷静一下然后我们再谈")
    try probe.wait(for: ["客户> 我想请您先冷静一下然后我们再谈", "hint: 冷静 → 慢慢说 at 15"])
    probe.resize(columns: 21)
    let narrow = ["客户> 我想请您先冷静", "一下然后我们再谈", "hint: 冷静 → 慢慢说…"]
    try probe.wait(for: ["客户> 早上好", "line[3]: 早上好"] + narrow, cursor: (3, 16))
    probe.resize(columns: 60)
    let wide = ["客户> 我想请您先冷静一下然后我们再谈", "hint: 冷静 → 慢慢说 at 15"]
    try probe.wait(for: ["客户> 早上好", "line[3]: 早上好"] + wide, cursor: (2, 36))
    #expect(probe.screen.text.count == 4)
  }

  @Test func aTickChangesThePromptAndNotTheText() throws {
    let probe = try ProbeSession(["--tick", "40", "--prompt", "T"])
    try probe.wait("ticks") { $0.text.first?.hasPrefix("T3> ") == true || $0.text.first == "T3>" }
    probe.type("你好\u{1B}[D")
    try probe.wait("ticks after typing, with the cursor where it was") { screen in
      guard let row = screen.text.first, row.hasSuffix("> 你好"), row != "T3> 你好" else { return false }
      return screen.column == row.displayWidth - 2
    }
    #expect(probe.screen.text.count == 1)
  }

  @Test func aPauseMayChangeTheHint() throws {
    let probe = try ProbeSession()
    probe.type("slowly")
    try probe.wait(for: ["客户> slowly", "paused"], cursor: (0, 12))
    probe.type("!")
    try probe.wait(for: ["客户> slowly!", "paused"])
  }

  @Test func hintsAtTheBottomScrollAndGoAway() throws {
    let probe = try ProbeSession(rows: 5)
    for word in ["一", "二", "三"] { probe.type(word + "\r") }
    try probe.wait(for: ["line[1]: 三", "客户>"])
    probe.type("!rows")
    try probe.wait(for: ["line[1]: 三", "客户> !rows", "row 1", "row 2", "row 3"], cursor: (1, 11))
    probe.type("\u{7F}")
    try probe.wait(for: ["line[1]: 三", "客户> !row"], cursor: (1, 10))
    #expect(probe.screen.text.count == 2)
  }
}
