/// Takes pastes out of the bytes that a terminal sends.
///
/// A terminal in bracketed-paste mode puts marks round pasted text. Everything between them becomes one
/// `.paste`, however many reads it takes to arrive and whatever keys it looks like; the rest stays `.keys`.
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
        if pasted == nil { keys.append(first) } else { keep(first) }
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
