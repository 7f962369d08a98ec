import TextLayout

/// A small terminal: it takes the bytes a program writes and knows what a person would see.
///
/// It understands what `Screen` and `ReadlineSource` may send and notes everything else as a violation, so that
/// a test also fails when something unexpected reaches the terminal.
struct ScreenModel {
  private(set) var columns: Int
  private(set) var rows: Int
  /// One array a row; nil is blank, the empty string the second cell of a wide character.
  private(set) var cells: [[String?]]
  private(set) var row = 0
  private(set) var column = 0
  private(set) var scrolledOff: [String] = []
  private(set) var violations: [String] = []
  private(set) var isPasteBracketed = false
  private(set) var bellCount = 0

  private var wraps = true
  private var isWrapPending = false
  private var undecoded: [UInt8] = []
  private var sequence = ""
  /// A character that the next bytes may still extend.
  private var pending = ""

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: nil, count: columns), count: rows)
  }

  /// The screen's rows, without the blanks at their ends and without empty rows at the bottom.
  var text: [String] {
    var lines = cells.map { line in
      let end = line.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
      return line[..<end].map { $0 ?? " " }.joined()
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  var all: [String] { scrolledOff + text }

  mutating func write(_ bytes: some Sequence<UInt8>) {
    undecoded += bytes
    // Keep an unfinished character for the next write.
    var end = undecoded.count
    var back = 1
    while back <= min(3, undecoded.count) {
      let byte = undecoded[undecoded.count - back]
      if byte & 0xC0 != 0x80 {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
        if length > back { end -= back }
        break
      }
      back += 1
    }
    let scalars = String(decoding: undecoded[..<end], as: UTF8.self).unicodeScalars
    undecoded.removeFirst(end)
    for scalar in scalars { take(scalar) }
    flush()
  }

  mutating func write(_ text: String) { write(Array(text.utf8)) }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty {
      sequence.unicodeScalars.append(scalar)
      if sequence == "\u{1B}[" { return }
      if sequence.hasPrefix("\u{1B}[") ? scalar.value >= 0x40 : true { obey() }
      return
    }
    if scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80..<0xA0).contains(scalar.value) {
      let longer = pending + String(Character(scalar))
      if longer.count > 1 { flush() }
      pending.unicodeScalars.append(scalar)
      return
    }
    flush()
    switch scalar {
    case "\u{1B}": sequence = "\u{1B}"
    case "\r":
      column = 0
      isWrapPending = false
    case "\n": lineFeed()
    case "\u{7}": bellCount += 1
    default: violations.append("control \(scalar.value)")
    }
  }

  private mutating func flush() {
    if pending.isEmpty { return }
    defer { pending = "" }
    let width = pending.displayWidth
    if width == 0 { return }
    if isWrapPending || column + width > columns {
      if wraps {
        column = 0
        lineFeed()
      } else {
        column = max(0, columns - width)
      }
      isWrapPending = false
    }
    blank(row, column)
    cells[row][column] = pending
    if width == 2, column + 1 < columns {
      blank(row, column + 1)
      cells[row][column + 1] = ""
      cells[row][column] = pending
    }
    column += width
    if column >= columns {
      column = columns - 1
      isWrapPending = wraps
    }
  }

  /// Overwriting one half of a wide character blanks the other.
  private mutating func blank(_ row: Int, _ column: Int) {
    if cells[row][column] == "", column > 0 { cells[row][column - 1] = nil }
    if column + 1 < columns, cells[row][column + 1] == "" { cells[row][column + 1] = nil }
    cells[row][column] = nil
  }

  private mutating func lineFeed() {
    isWrapPending = false
    if row + 1 < rows {
      row += 1
      return
    }
    scrolledOff.append(cells.removeFirst().compactMap { $0 }.joined())
    cells.append(Array(repeating: nil, count: columns))
  }

  private mutating func obey() {
    defer { sequence = "" }
    isWrapPending = false
    let body = sequence.dropFirst(2)
    guard sequence.hasPrefix("\u{1B}["), let command = body.last else {
      violations.append(visible(sequence))
      return
    }
    let parameters = body.dropLast()
    let number = max(1, Int(parameters) ?? 1)
    switch (command, parameters) {
    case ("A", _): row = max(0, row - number)
    case ("B", _): row = min(rows - 1, row + number)
    case ("C", _): column = min(columns - 1, column + number)
    case ("H", ""): (row, column) = (0, 0)
    case ("K", ""): for place in column..<columns { blank(row, place) }
    case ("J", ""), ("J", "2"):
      if parameters.isEmpty { for place in column..<columns { blank(row, place) } }
      for line in (parameters.isEmpty ? row + 1 : 0)..<max(rows, row + 1) where line < rows {
        cells[line] = Array(repeating: nil, count: columns)
      }
    case ("m", _): break
    case ("h", "?7"), ("l", "?7"): wraps = command == "h"
    case ("h", "?2004"), ("l", "?2004"): isPasteBracketed = command == "h"
    default: violations.append(visible(sequence))
    }
  }

  /// Changes the width as most terminals do: rows too wide are folded, and the cursor stays on its character.
  mutating func resize(columns newColumns: Int) {
    flush()
    var folded: [[String?]] = []
    var cursor = (row: 0, column: 0)
    for (index, line) in cells.enumerated() {
      let end = line.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
      var out: [String?] = []
      for place in 0..<max(end, index == row ? column + 1 : 0) {
        let cell = place < columns ? line[place] : nil
        let isWide = place + 1 < columns && line[place + 1] == ""
        if out.count + (isWide ? 2 : 1) > newColumns && cell != "" {
          folded.append(out)
          out = []
        }
        if index == row && place == column { cursor = (folded.count, out.count) }
        if place < end { out.append(cell) }
      }
      folded.append(out)
    }
    columns = newColumns
    while folded.count > rows, folded.last?.isEmpty == true, folded.count - 1 > cursor.row {
      folded.removeLast()
    }
    while folded.count > rows {
      scrolledOff.append(folded.removeFirst().compactMap { $0 }.joined())
      cursor.row -= 1
    }
    cells = folded.map { $0 + Array(repeating: nil, count: max(0, newColumns - $0.count)) }
    while cells.count < rows { cells.append(Array(repeating: nil, count: newColumns)) }
    (row, column) = (max(0, cursor.row), min(cursor.column, newColumns - 1))
    isWrapPending = false
  }
}
