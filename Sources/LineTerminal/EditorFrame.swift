import TextLayout

/// One screen row as it is to be written, and the cells it takes.
struct FrameRow: Hashable {
  var text = ""
  var width = 0
}

/// Everything the editor shows: the prompt with the line, the hint under it, and where the cursor stands.
struct EditorFrame: Hashable {
  var rows: [FrameRow]
  var cursorRow: Int
  var cursorColumn: Int
  /// The first row of the line that is shown, where the line has more rows than the screen.
  var top = 0
  /// Whether rows of the line are out of sight.
  var isWindowed = false
}

/// What an `EditorFrame` is made from.
struct EditorView {
  var prompt = ""
  var line = ""
  /// In scalars.
  var cursor = 0
  var hints: [HintRow] = []
  var painter = Painter.plain
  var size = TerminalSize(columns: 80, rows: 24)

  /// Lays the view out. No row reaches the last column, so no terminal ever wraps one by itself.
  /// - Parameter top: the first row shown last time, so that a long line does not jump about.
  func frame(top: Int = 0) -> EditorFrame {
    let laid = layLine()
    let hintCount = min(hints.count, max(0, size.rows - 1))
    let room = max(1, size.rows - hintCount)
    var frame = EditorFrame(rows: laid.rows, cursorRow: laid.cursorRow, cursorColumn: laid.cursorColumn)
    if laid.rows.count > room {
      var first = min(top, laid.rows.count - room)
      first = min(first, laid.cursorRow)
      first = max(first, laid.cursorRow - room + 1)
      frame.rows = Array(laid.rows[first..<first + room])
      frame.cursorRow -= first
      frame.top = first
      frame.isWindowed = true
    }
    frame.rows += hints.prefix(hintCount).map(row(of:))
    return frame
  }

  /// The line as it stays on the screen once it is accepted: whole, and without a hint.
  func finalFrame() -> EditorFrame {
    let laid = layLine()
    return EditorFrame(
      rows: laid.rows, cursorRow: laid.rows.count - 1, cursorColumn: laid.rows.last?.width ?? 0)
  }

  private var usableWidth: Int { max(2, size.columns - 1) }

  private func row(of hint: HintRow) -> FrameRow {
    var room = usableWidth
    var text = ""
    for span in hint.spans {
      let part = visible(span.text).truncated(toWidth: room)
      room -= part.displayWidth
      text += painter.paint(part, span.style)
      if room <= 0 { break }
    }
    return FrameRow(text: text, width: usableWidth - room)
  }

  private func layLine() -> RowBuilder {
    var builder = RowBuilder(width: usableWidth)
    builder.layPrompt(prompt)
    var offset = 0
    for character in line {
      let count = character.unicodeScalars.count
      let holdsCursor = cursor >= offset && cursor < offset + count
      if character == "\n" {
        builder.put(painter.paint("↵", .dim), cells: 1, holdsCursor: holdsCursor)
        builder.breakRow()
      } else {
        builder.put(character, holdsCursor: holdsCursor)
      }
      offset += count
    }
    if cursor >= offset { builder.markCursor() }
    return builder
  }
}

/// Fills rows from left to right.
private struct RowBuilder {
  let width: Int
  var rows: [FrameRow] = [FrameRow()]
  var cursorRow = 0
  var cursorColumn = 0
  /// Colour codes in force, which a row must repeat because each row is written by itself.
  var codes = ""

  init(width: Int) { self.width = width }

  mutating func layPrompt(_ prompt: String) {
    var pieces = PaintedPieces(prompt)
    while let piece = pieces.next() {
      switch piece {
      case .code(let code):
        codes = code == Painter.reset || code == "\u{1B}[m" ? "" : codes + code
        rows[rows.count - 1].text += code
      case .character("\n"): breakRow()
      case .character(let character): put(character, holdsCursor: false)
      }
    }
    if !codes.isEmpty { rows[rows.count - 1].text += Painter.reset }
    codes = ""
  }

  mutating func put(_ character: Character, holdsCursor: Bool) {
    if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
      put(String(character), cells: 1, holdsCursor: holdsCursor)
    } else if character.unicodeScalars.contains(where: { $0.visibleSign != nil }) {
      // A sign such as \u{202e} has several cells; each may stand on its own row.
      for (index, part) in visible(String(character)).enumerated() {
        put(String(part), cells: part.cellWidth, holdsCursor: holdsCursor && index == 0)
      }
    } else {
      put(String(character), cells: character.cellWidth, holdsCursor: holdsCursor)
    }
  }

  mutating func put(_ text: String, cells: Int, holdsCursor: Bool) {
    if rows[rows.count - 1].width + cells > width { breakRow() }
    if holdsCursor { markCursor() }
    rows[rows.count - 1].text += text
    rows[rows.count - 1].width += cells
  }

  mutating func breakRow() {
    if !codes.isEmpty { rows[rows.count - 1].text += Painter.reset }
    rows.append(FrameRow(text: codes, width: 0))
  }

  mutating func markCursor() {
    cursorRow = rows.count - 1
    cursorColumn = rows[cursorRow].width
  }
}
