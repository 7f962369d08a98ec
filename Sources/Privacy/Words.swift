/// Words in folded form, found by their last or first scalar, because most places in a text have neither.
struct Words: Sendable {
  /// The longest first.
  fileprivate let byLast: [UInt32: [[UInt32]]]
  fileprivate let byFirst: [UInt32: [[UInt32]]]

  init(_ words: String...) { self.init(all: words) }

  init(all words: [String]) {
    let folded = words.map { $0.unicodeScalars.map(\.value) }.filter { !$0.isEmpty }.sorted {
      $0.count > $1.count
    }
    byLast = Dictionary(grouping: folded) { $0[$0.count - 1] }
    byFirst = Dictionary(grouping: folded) { $0[0] }
  }
}

extension ScannedText {
  /// Length of the longest of the words that ends before a place; 0 if there is none. A word in letters must
  /// not be the end of a longer one.
  func length(ofAnyOf words: Words, endingAt end: Int) -> Int {
    guard end > 0, let candidates = words.byLast[self[end - 1]] else { return 0 }
    for word in candidates where word.count <= end && matches(word, at: end - word.count) {
      let start = end - word.count
      if Self.isLetter(folded[start]), start > 0, Self.isLetter(folded[start - 1]) { continue }
      return word.count
    }
    return 0
  }

  func ends(at end: Int, withAnyOf words: Words) -> Bool { length(ofAnyOf: words, endingAt: end) > 0 }

  func begins(at start: Int, withAnyOf words: Words) -> Bool {
    words.byFirst[self[start]]?.contains { matches($0, at: start) } ?? false
  }

  func contains(anyOf words: Words) -> Bool {
    folded.indices.contains { begins(at: $0, withAnyOf: words) }
  }

  private func matches(_ word: [UInt32], at start: Int) -> Bool {
    guard start + word.count <= count else { return false }
    for (offset, scalar) in word.enumerated() where folded[start + offset] != scalar { return false }
    return true
  }
}
