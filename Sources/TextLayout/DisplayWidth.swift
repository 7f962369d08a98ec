extension Unicode.Scalar {
  /// The cells this scalar takes when it stands alone: 0, 1 or 2.
  ///
  /// Control characters count 0 because they draw nothing; `visible(_:)` gives them a shape. Characters whose
  /// width East Asian terminals dispute count 1, as all terminals here do unless told otherwise.
  public var cellWidth: Int {
    let value = self.value
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0xA0 { return 0 }
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    if value >= 0x4E00 && value <= 0x9FFF { return 2 }
    if value >= 0x1160 && value <= 0x11FF { return 0 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      return WideScalars.contains(value) ? 2 : 1
    }
  }

  var isRegionalIndicator: Bool { value >= 0x1F1E6 && value <= 0x1F1FF }
}

extension Character {
  /// The cells this character takes, combining marks and joined emoji taken as one.
  public var cellWidth: Int {
    var iterator = unicodeScalars.makeIterator()
    guard let first = iterator.next() else { return 0 }
    var width = first.cellWidth
    guard var scalar = iterator.next() else { return width }
    if first.isRegionalIndicator { return 2 }
    while true {
      // The emoji selector and the joiner both turn what they touch into one picture of two cells.
      if scalar.value == 0xFE0F || scalar.value == 0x200D && width > 0 && first.properties.isEmoji {
        return 2
      }
      width = max(width, scalar.cellWidth)
      guard let next = iterator.next() else { return width }
      scalar = next
    }
  }
}

extension StringProtocol {
  /// The cells this text takes on one line of a terminal.
  ///
  /// Han, kana, hangul, full-width forms and emoji count 2 (a joined sequence or a flag once), combining
  /// marks and zero-width characters 0, all else 1. Colour codes count nothing, so painted text can be
  /// measured; other control characters count nothing either, so pass outside text through `visible(_:)` first.
  public var displayWidth: Int {
    var narrow = 0
    for byte in utf8 {
      if byte < 0x20 || byte > 0x7E { return generalDisplayWidth }
      narrow += 1
    }
    return narrow
  }

  private var generalDisplayWidth: Int {
    var width = 0
    var pieces = PaintedPieces(self)
    while let piece = pieces.next() {
      if case .character(let character) = piece { width += character.cellWidth }
    }
    return width
  }
}
