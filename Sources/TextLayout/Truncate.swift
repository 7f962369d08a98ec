/// Where the text stands in a field that is wider than it.
public enum Alignment: Sendable {
  case left, right, center
}

extension StringProtocol {
  /// The text cut to at most `width` cells, ending in `ellipsis` if anything was cut off.
  ///
  /// Never cuts through a character. Colour codes are kept and, if any was met before the cut, reset after it.
  public func truncated(toWidth width: Int, ellipsis: String = "…") -> String {
    if utf8.count <= width && !utf8.contains(0x1B) || displayWidth <= width { return String(self) }
    let mark = ellipsis.displayWidth <= width ? ellipsis : ""
    let room = width - mark.displayWidth
    var result = ""
    var used = 0
    var isPainted = false
    var pieces = PaintedPieces(self)
    while let piece = pieces.next() {
      switch piece {
      case .code(let code):
        result += code
        isPainted = true
      case .character(let character):
        used += character.cellWidth
        if used > room { return result + mark + (isPainted ? Painter.reset : "") }
        result.append(character)
      }
    }
    return result
  }

  /// The text with spaces added until it takes `width` cells; unchanged if it already does.
  public func padded(toWidth width: Int, alignment: Alignment = .left) -> String {
    let missing = width - displayWidth
    if missing <= 0 { return String(self) }
    let before =
      switch alignment {
      case .left: 0
      case .right: missing
      case .center: missing / 2
      }
    return String(repeating: " ", count: before) + self + String(repeating: " ", count: missing - before)
  }

  /// The text in exactly `width` cells: cut if it is longer, padded if it is shorter.
  public func fitted(toWidth width: Int, alignment: Alignment = .left) -> String {
    truncated(toWidth: width).padded(toWidth: width, alignment: alignment)
  }
}
