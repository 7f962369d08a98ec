/// Outside text made harmless: whatever would move the cursor, change colours or reorder text becomes a
/// visible sign.
///
/// Control characters become control pictures (`␛`, `␀`, `␊`), so escape sequences lose their power; C1
/// controls, bidi overrides and isolates, line and paragraph separators and similar format characters become
/// `\u{202e}` and the like. Joiners and emoji tags stay, since languages and emoji need them.
/// - Parameter keepingNewlines: leaves `\n` alone, and takes `\r\n` for it, for text of several lines.
public func visible(_ text: some StringProtocol, keepingNewlines: Bool = false) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  var scalars = text.unicodeScalars.makeIterator()
  var pending = scalars.next()
  while let scalar = pending {
    pending = scalars.next()
    if keepingNewlines {
      if scalar == "\r", pending == "\n" { continue }
      if scalar == "\n" {
        result.unicodeScalars.append(scalar)
        continue
      }
    }
    if let sign = scalar.visibleSign {
      result += sign
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension Unicode.Scalar {
  /// What `visible(_:)` shows instead of this scalar, or nothing where it may stay.
  public var visibleSign: String? {
    switch value {
    case 0x20..<0x7F: nil
    case 0..<0x20: Unicode.Scalar(0x2400 + value).map { String(Character($0)) }
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060, 0x2066...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
      "\\u{" + String(value, radix: 16) + "}"
    default: nil
    }
  }
}
