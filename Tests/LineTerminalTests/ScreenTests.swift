import Testing
import TextLayout

@testable import LineTerminal

/// A generator whose seed a failing test prints.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct ScreenTests {
  private static let pieces = [
    "a", "bc ", "客", "户您好", "，", "👨‍👩‍👧‍👦", "🇨🇳", "e\u{301}", "\n", "\t", "\u{1B}[31m", "\u{202E}", "x", "…", "“",
  ]

  private static func someText(_ most: Int, using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...most, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  private static func someView(_ size: TerminalSize, using generator: inout SeededGenerator) -> EditorView {
    let line = someText(Bool.random(using: &generator) ? 12 : 120, using: &generator)
    let hints = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      HintRow([Span(someText(30, using: &generator), .red), Span("!", .bold)])
    }
    return EditorView(
      prompt: ["> ", "客户> ", "\u{1B}[32m坐席\u{1B}[0m> ", ""].randomElement(using: &generator) ?? "",
      line: line, cursor: Int.random(in: 0...line.unicodeScalars.count, using: &generator), hints: hints,
      painter: Painter(isColored: true), size: size)
  }

  /// What a terminal of our own making shows after each change must be the frame, whatever came before, at
  /// every size, wherever on the screen the line began, and with everything printed above it still there.
  @Test(arguments: 1...150) func anyHistoryOfFramesEndsInTheLastFrame(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var size = TerminalSize(
      columns: Int.random(in: 10...40, using: &generator), rows: Int.random(in: 3...30, using: &generator))
    var model = ScreenModel(columns: size.columns, rows: size.rows)
    var screen = Screen()
    screen.size = size
    var above: [String] = []
    for number in 0..<Int.random(in: 0...32, using: &generator) {
      above.append("line \(number)")
      model.write("line \(number)\r\n")
    }
    var view = Self.someView(size, using: &generator)
    for _ in 0..<40 {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0 where screen.shown != nil:
        let final = view.finalFrame()
        model.write(screen.finish(final))
        above += final.rows.map { plainText($0.text) }
      case 1:
        model.write(screen.erase() + "said\r\n")
        above.append("said")
      case 2:
        // Folding a line that fills the screen pushes rows of it out at the top, where nothing can erase them.
        guard (screen.shown?.rows.count ?? 0) * 4 < size.rows else { break }
        size.columns = Int.random(in: max(10, size.columns - 8)...40, using: &generator)
        model.resize(columns: size.columns)
        model.write(screen.eraseAfterResize(to: size, terminalFolds: true))
      default: view = Self.someView(size, using: &generator)
      }
      view.size = size
      let frame = view.frame(top: screen.shown?.top ?? 0)
      model.write(screen.show(frame))
      let rows = frame.rows.map { plainText($0.text) }
      let last = trimmed(rows).suffix(model.rows)
      // Folding may have broken the rows above into more of them, but must not have changed their text.
      let isRight =
        model.all.joined().filter { $0 != " " } == (above + rows).joined().filter { $0 != " " }
        && trimmed(model.text).suffix(last.count) == last
      #expect(isRight, "seed \(seed)\n\(model.text.suffix(12))\n\(last.suffix(12)) \(size)")
      #expect(model.column == frame.cursorColumn, "seed \(seed)")
      #expect(frame.rows.allSatisfy { $0.width < size.columns && $0.width == $0.text.displayWidth })
      #expect(model.violations == [])
      if !isRight { return }
    }
  }

  @Test func anUnchangedFrameWritesNothing() {
    var screen = Screen()
    let view = EditorView(prompt: "> ", line: "你好", cursor: 2)
    _ = screen.show(view.frame())
    #expect(screen.show(view.frame()) == "")
  }

  @Test func typingRewritesOnlyTheRowTypedIn() {
    var screen = Screen()
    var view = EditorView(prompt: "> ", line: "ab", cursor: 2, hints: [HintRow("a hint")])
    _ = screen.show(view.frame())
    view.line = "abc"
    view.cursor = 3
    #expect(screen.show(view.frame()) == "\u{1B}[?7l\r> abc\u{1B}[K\u{1B}[?7h\r\u{1B}[5C")
  }

  @Test func aLongLineShowsTheRowsAroundTheCursor() {
    var view = EditorView(prompt: "> ", line: (1...30).map { "row \($0)" }.joined(separator: "\n"))
    view.size = TerminalSize(columns: 20, rows: 6)
    view.hints = [HintRow("hint")]
    #expect(view.frame().rows.map(\.text) == ["> row 1↵", "row 2↵", "row 3↵", "row 4↵", "row 5↵", "hint"])
    view.cursor = view.line.unicodeScalars.count
    let atEnd = view.frame()
    #expect(atEnd.rows.map(\.text) == ["row 26↵", "row 27↵", "row 28↵", "row 29↵", "row 30", "hint"])
    #expect(atEnd.cursorRow == 4)
    view.cursor -= 8
    #expect(view.frame(top: atEnd.top).rows == atEnd.rows, "the window stays while the cursor is inside it")
  }

  @Test func aCharacterTooWideForTheRowGoesToTheNext() {
    var view = EditorView(prompt: "> ", line: "一二三四五", cursor: 5)
    view.size = TerminalSize(columns: 10, rows: 6)
    let frame = view.frame()
    #expect(frame.rows.map(\.text) == ["> 一二三", "四五"])
    #expect(frame.cursorRow == 1 && frame.cursorColumn == 4)
  }

  @Test func hintsGiveWayToTheLineOnATinyScreen() {
    var view = EditorView(prompt: "> ", line: "x", cursor: 1)
    view.hints = [HintRow("one"), HintRow("two"), HintRow("three")]
    view.size = TerminalSize(columns: 20, rows: 2)
    #expect(view.frame().rows.map(\.text) == ["> x", "one"])
    view.size.rows = 1
    #expect(view.frame().rows.map(\.text) == ["> x"])
  }

  @Test func aHintIsCutAndCannotReachTheTerminal() {
    var view = EditorView(line: "", hints: [HintRow("\u{1B}]0;title\u{7}退款退款退款退款", .red)])
    view.size = TerminalSize(columns: 20, rows: 4)
    #expect(view.frame().rows.last?.text == "␛]0;title␇退款退款…")
  }

  @Test func aColouredPromptKeepsItsColourAcrossRows() {
    var view = EditorView(prompt: "\u{1B}[31m一二三四五六七\u{1B}[0m> ", line: "x", cursor: 1)
    view.size = TerminalSize(columns: 10, rows: 6)
    #expect(
      view.frame().rows.map(\.text)
        == ["\u{1B}[31m一二三四\u{1B}[0m", "\u{1B}[31m五六七\u{1B}[0m> x"])
  }
}

/// A row as a person reads it.
func plainText(_ painted: String) -> String {
  var text = ""
  var pieces = PaintedPieces(painted)
  while let piece = pieces.next() {
    if case .character(let character) = piece { text.append(character) }
  }
  return text
}

func trimmed(_ rows: [String]) -> [String] {
  var rows = rows.map { row in
    var row = row
    while row.hasSuffix(" ") { row.removeLast() }
    return row
  }
  while rows.last?.isEmpty == true { rows.removeLast() }
  return rows
}
