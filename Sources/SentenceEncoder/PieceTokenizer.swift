/// Cuts text into the pieces that the encoder was trained with: SentencePiece's normalisation (NFKC and spaces) and its
/// most likely segmentation (unigram language model, Viterbi; Kudo 2018). Gives the same ids as the library, from
/// tables that are mapped and not loaded.
struct PieceTokenizer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let starts: UnsafeBufferPointer<Int32>
  private let scores: UnsafeBufferPointer<Float>
  private let table: UnsafeBufferPointer<Int32>
  private let trie: UnsafeBufferPointer<UInt32>
  private let replacements: UnsafeBufferPointer<UInt8>
  private let extent: Extent

  /// What must be known of all pieces together.
  struct Extent: Sendable {
    /// Bytes of the longest piece that begins with some four bytes, at a number made of these: most beginnings have no
    /// long piece, so that nobody looks for one.
    private let longest: [UInt8]
    let unknownScore: Float

    private static let beginning = 4

    init(_ file: EncoderFile) {
      let starts: UnsafeBufferPointer<Int32> = file.array(.pieceStarts)
      let scores: UnsafeBufferPointer<Float> = file.array(.pieceScores)
      let bytes = file.bytes(.pieceBytes)
      var longest = [UInt8](repeating: 0, count: 1 << 16)
      var lowest: Float = 0
      for index in scores.indices {
        lowest = min(lowest, scores[index])
        let (start, end) = (Int(starts[index]), Int(starts[index + 1]))
        guard end - start >= Self.beginning, start >= 0, end <= bytes.count else { continue }
        let slot = Self.slot(bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3])
        longest[slot] = max(longest[slot], UInt8(clamping: end - start))
      }
      self.longest = longest
      unknownScore = lowest - 10
    }

    /// Where the longest piece that may begin at a place ends at the latest.
    func end(_ text: [UInt8], from start: Int) -> Int {
      guard start + Self.beginning <= text.count else { return text.count }
      let length = longest[Self.slot(text[start], text[start + 1], text[start + 2], text[start + 3])]
      return length == .max ? text.count : min(text.count, start + max(Self.beginning, Int(length)))
    }

    private static func slot(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Int {
      let word = UInt32(a) | UInt32(b) << 8 | UInt32(c) << 16 | UInt32(d) << 24
      return Int((word &* 0x9E37_79B1) >> 16)
    }
  }

  /// Numbers of the special pieces.
  private static let unknown: Int32 = 0
  private static let begin: Int32 = 1
  private static let end: Int32 = 2
  /// U+2581, which stands for a space.
  private static let space: [UInt8] = [0xE2, 0x96, 0x81]

  init(_ file: EncoderFile, _ extent: Extent) {
    self.extent = extent
    bytes = file.bytes(.pieceBytes)
    starts = file.array(.pieceStarts)
    scores = file.array(.pieceScores)
    table = file.array(.pieceTable)
    trie = file.array(.trie)
    replacements = file.bytes(.replacements)
  }

  /// Ids with the marks of begin and end around them; at most `limit` pieces between.
  func ids(_ text: String, limit: Int) -> [Int32] {
    let normal = normalise(Array(text.utf8))
    var ids = normal.isEmpty ? [Self.unknown] : segment(normal)
    if ids.count > limit { ids.removeLast(ids.count - limit) }
    return [Self.begin] + ids + [Self.end]
  }

  // MARK: - Normalising

  private func normalise(_ raw: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(raw.count + raw.count / 2 + 3)
    var position = 0
    var wasSpace = true
    var started = false
    while position < raw.count {
      let (range, literal, advance) = prefix(raw, position)
      var piece: [UInt8] = range.map { Array(replacements[$0]) } ?? Array(raw[literal])
      position += advance
      if wasSpace { piece.removeFirst(piece.prefix { $0 == 0x20 }.count) }
      guard !piece.isEmpty else { continue }
      if !started {
        output += Self.space
        started = true
      }
      for byte in piece {
        if byte == 0x20 { output += Self.space } else { output.append(byte) }
      }
      wasSpace = piece.last == 0x20
    }
    while output.count >= 3, output.suffix(3).elementsEqual(Self.space) { output.removeLast(3) }
    return output
  }

  /// The longest key of the trie at a place: its replacement, or the character as it stands.
  private func prefix(_ raw: [UInt8], _ position: Int) -> (Range<Int>?, Range<Int>, Int) {
    var best = 0
    var value = 0
    if let first = trie.first {
      var node = Self.offset(first)
      var index = position
      while index < raw.count {
        let byte = UInt32(raw[index])
        node ^= Int(byte)
        guard node < trie.count else { break }
        let unit = trie[node]
        guard unit & 0x8000_00FF == byte else { break }
        node ^= Self.offset(unit)
        index += 1
        if unit & 0x100 != 0, node < trie.count {
          best = index - position
          value = Int(trie[node] & 0x7FFF_FFFF)
        }
      }
    }
    guard best > 0, value < replacements.count else {
      let length = Self.characterLength(raw, position)
      return (nil, position..<position + length, length)
    }
    var end = value
    while end < replacements.count, replacements[end] != 0 { end += 1 }
    return (value..<end, 0..<0, best)
  }

  private static func offset(_ unit: UInt32) -> Int { Int((unit >> 10) << ((unit & 0x200) >> 6)) }

  private static func characterLength(_ raw: [UInt8], _ position: Int) -> Int {
    let first = raw[position]
    let length = first < 0x80 ? 1 : first >> 5 == 0x6 ? 2 : first >> 4 == 0xE ? 3 : first >> 3 == 0x1E ? 4 : 1
    guard position + length <= raw.count else { return 1 }
    for index in 1..<max(length, 2) where index < length && raw[position + index] & 0xC0 != 0x80 { return 1 }
    return length
  }

  // MARK: - Segmenting

  private func segment(_ text: [UInt8]) -> [Int32] {
    let count = text.count
    var best = [Float](repeating: -Float.greatestFiniteMagnitude, count: count + 1)
    var from = [Int32](repeating: 0, count: count + 1)
    var piece = [Int32](repeating: Self.unknown, count: count + 1)
    best[0] = 0
    var start = 0
    while start < count {
      let length = Self.characterLength(text, start)
      var hasSingle = false
      var hash: UInt32 = 2_166_136_261
      var end = start
      let stop = extent.end(text, from: start)
      while end < stop {
        hash = (hash ^ UInt32(text[end])) &* 16_777_619
        end += 1
        // Only whole characters make a piece.
        if end < count, text[end] & 0xC0 == 0x80 { continue }
        guard let id = find(text, start, end, hash) else { continue }
        let score = best[start] + scores[Int(id)]
        if score > best[end] {
          best[end] = score
          from[end] = Int32(start)
          piece[end] = id
        }
        if end - start == length { hasSingle = true }
      }
      if !hasSingle, best[start] + extent.unknownScore > best[start + length] {
        best[start + length] = best[start] + extent.unknownScore
        from[start + length] = Int32(start)
        piece[start + length] = Self.unknown
      }
      start += length
    }
    var ids: [Int32] = []
    var end = count
    while end > 0 {
      ids.append(piece[end])
      end = Int(from[end])
    }
    return ids.reversed()
  }

  private func find(_ text: [UInt8], _ start: Int, _ end: Int, _ hash: UInt32) -> Int32? {
    let mask = table.count - 1
    var slot = Int(hash ^ (hash >> 15)) & mask
    while table[slot] != 0 {
      let id = Int(table[slot]) - 1
      let first = Int(starts[id])
      if Int(starts[id + 1]) - first == end - start {
        var same = true
        for offset in 0..<(end - start) where bytes[first + offset] != text[start + offset] {
          same = false
          break
        }
        if same { return Int32(id) }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
