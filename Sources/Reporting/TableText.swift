public import TextLayout

/// A table in columns of display width; cells that are too wide are wrapped within their column.
public struct TableText: Sendable {
  private static let between = "  "
  private static let leastColumn = 6
  private let head: [String]
  private let rows: [[String]]
  private let width: Int

  /// - Parameter width: cells of a line; a table that cannot be made so narrow stays wider.
  public init(head: [String], rows: [[String]], width: Int) {
    self.head = head.map { visible($0) }
    self.rows = rows.map { $0.map { visible($0) } }
    self.width = width
  }

  public func lines(_ painter: Painter) -> [String] {
    let widths = columns()
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.between)
    return row(head, widths).map { painter.paint($0, .bold) } + [painter.paint(rule, .dim)]
      + rows.flatMap { row($0, widths) }
  }

  private func columns() -> [Int] {
    var widths = head.indices.map { column in
      ([head] + rows).map { $0.indices.contains(column) ? $0[column].displayWidth : 0 }.max() ?? 0
    }
    let room = width - Self.between.count * max(0, head.count - 1)
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > Self.leastColumn,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
    }
    return widths
  }

  private func row(_ cells: [String], _ widths: [Int]) -> [String] {
    let wrapped = widths.indices.map { column in
      cells.indices.contains(column) ? cells[column].wrapped(width: widths[column]) : [""]
    }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let parts = widths.indices.map { column -> String in
        let cell = wrapped[column].indices.contains(line) ? wrapped[column][line] : ""
        return column == widths.count - 1 ? cell : cell.padded(toWidth: widths[column])
      }
      var text = parts.joined(separator: Self.between)
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}
