public import PhraseMatching

/// Takes features from a folded text: word and character n-grams, how it is written, and what the caller adds.
///
/// Pure and the same on every machine: a feature's name is a hash of what it stands for.
public struct FeatureExtractor: Sendable {
  public init() {}

  /// - Parameters:
  ///   - extra: names of further features (cues heard, context of the call) with their values.
  public func features(
    _ folded: FoldedText, scalars: [Unicode.Scalar], extra: [(name: UInt64, value: Float)] = [],
    dense: [Float] = []
  ) -> FeatureVector {
    var collector = Collector()
    wordGrams(folded.tokens, into: &collector)
    clauseEdges(folded.tokens, into: &collector)
    letterGrams(folded.tokens, scalars, into: &collector)
    manner(folded, scalars, into: &collector)
    for feature in extra { collector.add(feature.name, feature.value, 0..<0) }
    var vector = FeatureVector(
      names: collector.names, values: collector.values, dense: dense, places: collector.places)
    vector.normalise()
    return vector
  }

  /// Name of a feature that is no n-gram.
  public static func name(_ kind: String, _ value: String) -> UInt64 {
    var hash = mix(0, 0x5EED)
    for byte in kind.utf8 { hash = mix(hash, UInt64(byte)) }
    hash = mix(hash, 0xFFFF)
    for byte in value.utf8 { hash = mix(hash, UInt64(byte)) }
    return hash
  }

  @inline(__always) static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    var mixed = (hash ^ value) &* 0x9e37_79b9_7f4a_7c15
    mixed ^= mixed >> 29
    return mixed
  }

  private struct Collector {
    var names: [UInt64] = []
    var values: [Float] = []
    var places: [Range<Int32>] = []
    private var seen: Set<UInt64> = []

    mutating func add(_ name: UInt64, _ value: Float, _ place: Range<Int32>) {
      guard seen.insert(name).inserted else { return }
      names.append(name)
      values.append(value)
      places.append(place)
    }
  }

  /// One to four words (Han characters) in a row; the text's ends count as words, and single Han characters weigh less.
  private func wordGrams(_ tokens: [Token], into collector: inout Collector) {
    let limit = 400
    for start in tokens.indices.prefix(limit) {
      var hash: UInt64 = 0x11
      for length in 1...4 where start + length <= tokens.count {
        let token = tokens[start + length - 1]
        hash = Self.mix(hash, token.hash)
        if length == 4, !token.isHan { break }
        let weight: Float = length == 1 ? (token.isHan ? 0.6 : 1) : length == 4 ? 0.8 : 1
        collector.add(hash, weight, tokens[start].start..<token.end)
        if length <= 2, start == 0 {
          collector.add(Self.mix(hash, 0x57A7), 1, tokens[start].start..<token.end)
        }
        if length <= 2, start + length == tokens.count {
          collector.add(Self.mix(hash, 0xE2D), 1, tokens[start].start..<token.end)
        }
      }
      // A pair with one word between them.
      if start + 2 < tokens.count {
        let third = tokens[start + 2]
        collector.add(
          Self.mix(Self.mix(0x5C1B, tokens[start].hash), third.hash), 0.6, tokens[start].start..<third.end)
      }
    }
  }

  /// The first and the last one and two words of each clause: where a clause sets out tells what it is up to.
  private func clauseEdges(_ tokens: [Token], into collector: inout Collector) {
    let tokens = tokens.prefix(400)
    for (index, token) in tokens.enumerated() {
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if token.startsClause || index == 0 {
        let hash = Self.mix(0xC1A0, token.hash)
        collector.add(hash, 0.5, token.start..<token.end)
        if let next, !next.startsClause {
          collector.add(Self.mix(hash, next.hash), 0.5, token.start..<next.end)
        }
      }
      if next?.startsClause ?? true {
        let hash = Self.mix(0xC1A9, token.hash)
        collector.add(hash, 0.5, token.start..<token.end)
        if index > 0, !token.startsClause {
          let before = tokens[index - 1]
          collector.add(Self.mix(hash, before.hash), 0.5, before.start..<token.end)
        }
      }
    }
  }

  /// Three and four letters in a row inside Latin words, with the word's ends, for slips of the pen and endings.
  private func letterGrams(_ tokens: [Token], _ scalars: [Unicode.Scalar], into collector: inout Collector) {
    for token in tokens.prefix(200) where !token.isHan {
      var letters: [UInt64] = [0x20]
      for scalar in scalars[Int(token.start)..<Int(token.end)].prefix(24) {
        let value = UInt64(scalar.value)
        letters.append((0x41...0x5A).contains(value) ? value + 32 : value == 0x2019 ? 0x27 : value)
      }
      letters.append(0x20)
      for length in 3...4 where letters.count >= length {
        for start in 0...(letters.count - length) {
          var hash: UInt64 = 0xC4A2
          for letter in letters[start..<start + length] { hash = Self.mix(hash, letter) }
          collector.add(hash, 0.35, token.start..<token.end)
        }
      }
    }
  }

  /// Marks, capitals and length.
  private func manner(_ folded: FoldedText, _ scalars: [Unicode.Scalar], into collector: inout Collector) {
    var marks: [String: Int] = [:]
    var capitals = 0
    var letters = 0
    for scalar in scalars {
      switch scalar {
      case "!", "\u{FF01}": marks["!", default: 0] += 1
      case "?", "\u{FF1F}": marks["?", default: 0] += 1
      case "\u{2026}": marks["…", default: 0] += 1
      case "\"", "\u{201C}", "\u{300C}": marks["\"", default: 0] += 1
      case "A"..."Z":
        capitals += 1
        letters += 1
      case "a"..."z": letters += 1
      default:
        if scalar.properties.isEmojiPresentation { marks["emoji", default: 0] += 1 }
      }
    }
    let whole = 0..<Int32(scalars.count)
    for (mark, count) in marks.sorted(by: { $0.key < $1.key }) {
      collector.add(Self.name("mark", mark), 1, whole)
      if count >= 2 { collector.add(Self.name("marks", mark), 1, whole) }
    }
    if letters >= 6, capitals * 2 > letters { collector.add(Self.name("capitals", "most"), 1.5, whole) }
    if folded.isQuestion.last == true { collector.add(Self.name("ends", "question"), 1, whole) }
    let count = folded.tokens.count
    let length = count <= 3 ? "tiny" : count <= 8 ? "short" : count <= 20 ? "medium" : "long"
    collector.add(Self.name("length", length), 0.7, whole)
    collector.add(Self.name("sentences", "\(min(folded.isQuestion.count, 4))"), 0.5, whole)
  }
}
