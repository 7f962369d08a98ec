/// Takes pastes out of the bytes that a terminal sends.
///
/// A terminal in bracketed-paste mode puts marks round pasted text. Everything between them becomes one
/// `.paste`, however many reads it takes to arrive and whatever keys it looks like; the rest stays `.keys`.
/// Keys are whole UTF-8 characters: readline's commands can run for ever on a line that is not valid.
struct InputSplitter {
  enum Chunk: Equatable {
    case keys([UInt8])
    case paste(String)
  }

  /// Longer pastes are cut: the line is laid out anew at each key.
  static let pasteBytesMax = 1 << 20

  private static let begin = Array("\u{1B}[200~".utf8)
  private static let end = Array("\u{1B}[201~".utf8)

  private var pasted: [UInt8]?
  private var characters = WholeCharacters()
  /// Bytes that may be the beginning of a mark.
  private var held: [UInt8] = []

  /// Whether bytes wait for more; after a moment of silence, `release()` them.
  var isHolding: Bool { !held.isEmpty && pasted == nil }

  mutating func add(_ bytes: some Sequence<UInt8>) -> [Chunk] {
    var chunks: [Chunk] = []
    var keys: [UInt8] = []
    for byte in bytes {
      let mark = pasted == nil ? Self.begin : Self.end
      held.append(byte)
      while !held.isEmpty, !mark.starts(with: held) {
        let first = held.removeFirst()
        if pasted == nil { keys += characters.add(first) } else { keep(first) }
      }
      if held.count < mark.count { continue }
      held = []
      if let bytes = pasted {
        pasted = nil
        chunks.append(.paste(Self.text(of: bytes)))
      } else {
        if !keys.isEmpty { chunks.append(.keys(keys)) }
        keys = []
        pasted = []
      }
    }
    if !keys.isEmpty { chunks.append(.keys(keys)) }
    return chunks
  }

  /// Gives up the held bytes: what looked like the beginning of a mark was a key.
  mutating func release() -> [Chunk] {
    guard isHolding else { return [] }
    defer { held = [] }
    return [.keys(held)]
  }

  private mutating func keep(_ byte: UInt8) {
    if let count = pasted?.count, count < Self.pasteBytesMax { pasted?.append(byte) }
  }

  /// Terminals send the newlines of a paste as carriage returns. NUL cannot stand in readline's line.
  private static func text(of bytes: [UInt8]) -> String {
    var text = ""
    var previous: Unicode.Scalar?
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\0": continue
      case "\n" where previous == "\r": continue
      case "\r": text.unicodeScalars.append("\n")
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// Lets bytes through once they make a whole character, and drops those that cannot belong to one.
struct WholeCharacters {
  private var begun: [UInt8] = []
  private var missing = 0

  mutating func add(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x00..<0x80:
      begin([], missing: 0)
      return [byte]
    case 0x80..<0xC0 where missing > 0:
      begun.append(byte)
      missing -= 1
      if missing > 0 { return [] }
      // Some sequences of the right length are none: overlong ones, surrogates, beyond U+10FFFF.
      return String(validating: begun, as: UTF8.self) == nil ? [] : begun
    case 0xC2..<0xE0: begin([byte], missing: 1)
    case 0xE0..<0xF0: begin([byte], missing: 2)
    case 0xF0..<0xF5: begin([byte], missing: 3)
    default: begin([], missing: 0)
    }
    return []
  }

  private mutating func begin(_ bytes: [UInt8], missing count: Int) {
    begun = bytes
    missing = count
  }
}
