import TextLayout

/// What stands on the terminal now, and the bytes that turn it into something else.
///
/// Rows are addressed relative to the cursor, never absolutely, so it does not matter where on the screen the
/// line stands or whether writing below it made the screen scroll. A change comes out as one string, to be
/// written at once, and only rows that differ are written, so nothing flickers.
struct Screen {
  private(set) var shown: EditorFrame?
  var size = TerminalSize(columns: 80, rows: 24)

  private static let wrapOff = "\u{1B}[?7l"
  private static let wrapOn = "\u{1B}[?7h"
  private static let eraseToEndOfRow = "\u{1B}[K"
  private static let eraseBelow = "\u{1B}[J"

  /// Shows a frame in place of what is shown now.
  mutating func show(_ frame: EditorFrame) -> String {
    guard let old = shown else {
      shown = frame
      return Self.wrapOff + "\r" + Self.eraseBelow + write(frame.rows) + Self.wrapOn
        + move(from: frame.rows.count - 1, to: frame)
    }
    if old == frame { return "" }
    shown = frame
    var out = ""
    var row = old.cursorRow
    var existing = old.rows.count
    for (index, new) in frame.rows.enumerated() where index >= existing || old.rows[index] != new {
      out += vertical(from: row, to: min(index, existing - 1)) + "\r"
      if index >= existing {
        out += "\n"
        existing = index + 1
      }
      out += new.text + Self.eraseToEndOfRow
      row = index
    }
    if old.rows.count > frame.rows.count {
      out += vertical(from: row, to: frame.rows.count) + "\r" + Self.eraseBelow
      row = frame.rows.count
    }
    // A terminal that draws a character wider than we think must cut the row, not push the rest of it down.
    return (out.isEmpty ? "" : Self.wrapOff + out + Self.wrapOn) + move(from: row, to: frame)
  }

  /// Leaves the line on the screen as it is to stay, with the cursor at the start of the row below.
  mutating func finish(_ frame: EditorFrame) -> String {
    let mustRewrite = shown?.isWindowed == true || frame.rows.count > size.rows
    let out = mustRewrite ? erase() + show(frame) : show(frame)
    shown = nil
    return out + vertical(from: frame.cursorRow, to: frame.rows.count - 1) + "\r\n"
  }

  /// Takes everything off the screen; the cursor is then where the first row began.
  mutating func erase() -> String {
    guard let old = shown else { return "" }
    shown = nil
    return vertical(from: old.cursorRow, to: 0) + "\r" + Self.eraseBelow
  }

  /// Takes everything off a screen whose width has just changed.
  ///
  /// Most terminals fold rows that have become too wide, which moves the cursor away from the first row;
  /// rows that they could join again were never joined, since each ended in a newline.
  mutating func eraseAfterResize(to size: TerminalSize, terminalFolds: Bool) -> String {
    self.size = size
    guard let old = shown else { return "" }
    shown = nil
    var rowsAbove = old.cursorRow
    if terminalFolds {
      rowsAbove = old.rows[..<old.cursorRow].reduce(0) { $0 + foldedRows($1.text) }
      rowsAbove += foldedRows(old.rows[old.cursorRow].text, upTo: old.cursorColumn) - 1
    }
    return vertical(from: rowsAbove, to: 0) + "\r" + Self.eraseBelow
  }

  /// Forgets what is shown without touching it, for when something else has cleared the screen.
  mutating func forget() { shown = nil }

  private func write(_ rows: [FrameRow]) -> String {
    rows.map { $0.text + Self.eraseToEndOfRow }.joined(separator: "\r\n")
  }

  private func move(from row: Int, to frame: EditorFrame) -> String {
    vertical(from: row, to: frame.cursorRow) + "\r"
      + (frame.cursorColumn > 0 ? "\u{1B}[\(frame.cursorColumn)C" : "")
  }

  private func vertical(from row: Int, to target: Int) -> String {
    if target < row { return "\u{1B}[\(row - target)A" }
    return target > row ? "\u{1B}[\(target - row)B" : ""
  }

  /// How many rows a terminal of the present width makes of the first `limit` cells of a row.
  private func foldedRows(_ text: String, upTo limit: Int = .max) -> Int {
    var rows = 1
    var column = 0
    var total = 0
    var pieces = PaintedPieces(text)
    while let piece = pieces.next() {
      guard case .character(let character) = piece else { continue }
      let cells = character.cellWidth
      if total + cells > limit { break }
      total += cells
      if column + cells > size.columns {
        rows += 1
        column = 0
      }
      column += cells
    }
    if limit != .max && column >= size.columns { rows += 1 }
    return rows
  }
}
