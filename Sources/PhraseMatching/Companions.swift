/// The words of which one must stand in a text beside a pattern's anchor: where none does, the pattern need not be tried.
/// Most anchors of a language with short words stand in every other sentence, the rest of their patterns hardly ever.
struct Companions {
  /// More words than this cost as much to look for as the pattern to try.
  private static let limit = 48

  /// The set that is said least.
  let words: [UInt64]

  /// - Parameter anchor: the part of the pattern that was found already.
  init(_ nodes: [PatternNode], anchor: Range<Int>, frequency: (UInt64) -> Double) {
    let rest = nodes[..<anchor.lowerBound] + nodes[anchor.upperBound...]
    words = Self.rarest(in: rest, frequency)?.sorted() ?? []
  }

  /// Of the sets that the pieces ask for, the one that is said least.
  private static func rarest(in nodes: some Sequence<PatternNode>, _ frequency: (UInt64) -> Double) -> Set<
    UInt64
  >? {
    var best: (words: Set<UInt64>, share: Double)?
    for node in nodes {
      guard let words = asked(by: node, frequency), words.count <= limit else { continue }
      // In a fixed order: the sum of fractions hangs on it.
      let share = words.sorted().reduce(0) { $0 + frequency($1) }
      if share < best?.share ?? .infinity { best = (words, share) }
    }
    return best?.words
  }

  /// `nil` where the piece stands without any word that is known.
  private static func asked(by node: PatternNode, _ frequency: (UInt64) -> Double) -> Set<UInt64>? {
    switch node {
    case .word(let word): return [word]
    case .choice(let ways):
      var words: Set<UInt64> = []
      for way in ways {
        guard let some = rarest(in: way, frequency) else { return nil }
        words.formUnion(some)
      }
      return words
    case .number, .any, .gap, .clauseStart, .clauseEnd, .question: return nil
    }
  }
}

/// Which words stand in a text, by the last digits of their ids: one that is not among them surely does not. The memory
/// is its maker's to free.
struct WordsPresent {
  private static let pieces = 64
  private let bits: UnsafeMutablePointer<UInt64>

  init(_ ids: UnsafeBufferPointer<Int32>) {
    bits = .allocate(capacity: Self.pieces)
    bits.initialize(repeating: 0, count: Self.pieces)
    for id in ids { bits[Self.piece(id)] |= Self.bit(id) }
  }

  func free() { bits.deallocate() }

  @inline(__always) func mayContain(_ id: Int32) -> Bool { bits[Self.piece(id)] & Self.bit(id) != 0 }

  @inline(__always) private static func piece(_ id: Int32) -> Int { Int(id >> 6) & (pieces - 1) }

  @inline(__always) private static func bit(_ id: Int32) -> UInt64 { 1 << UInt64(id & 63) }
}
