import HearoutCore
public import PhraseMatching

/// Tells words about the matter from words that everybody says. The bank names no thing, sum or date, so what stands in
/// it often is no matter of the case; and a turn whose words are mostly known can be answered.
public struct Vocabulary: Sendable {
  let folder: TextFolder
  /// Word → number of bank lines that have it.
  private var counts: [UInt64: Int] = [:]

  public init(_ bank: Bank, folder: TextFolder) {
    self.folder = folder
    for line in bank.allLines { for word in words(line) { counts[word.key, default: 0] += 1 } }
  }

  /// A word or, in Han script, a pair of characters.
  struct Word: Sendable, Hashable {
    var key: UInt64
    var isNumber: Bool
    var isPair: Bool
    var span: Span
  }

  /// Words of a text, each once. Latin words are cut to four letters, so that endings do not matter.
  func words(_ text: String) -> [Word] {
    let scalars = text.unicodeScalars.map(\.value)
    let tokens = folder.fold(scalars).tokens
    var seen: Set<UInt64> = []
    var words: [Word] = []
    for index in tokens.indices {
      guard let word = word(at: index, tokens, scalars), seen.insert(word.key).inserted else { continue }
      words.append(word)
    }
    return words
  }

  private func word(at index: Int, _ tokens: [Token], _ scalars: [UInt32]) -> Word? {
    let token = tokens[index]
    let span = Span(start: Int(token.start), end: Int(token.end))
    if token.isNumber {
      return Word(key: token.hash, isNumber: true, isPair: false, span: span)
    }
    if token.isHan {
      guard index + 1 < tokens.count, tokens[index + 1].isHan, tokens[index + 1].start == token.end else {
        return nil
      }
      let next = tokens[index + 1]
      let key = token.hash &* 31 ^ next.hash
      return Word(
        key: key, isNumber: false, isPair: true, span: Span(start: span.start, end: Int(next.end)))
    }
    guard span.length >= 3 else { return nil }
    var key: UInt64 = 0xcbf2_9ce4_8422_2325
    for scalar in scalars[span.start..<min(span.end, span.start + 4)] {
      let lower = (0x41...0x5A).contains(scalar) ? scalar + 32 : scalar
      key = (key ^ UInt64(lower)) &* 0x0000_0100_0000_01b3
    }
    return Word(key: key, isNumber: false, isPair: false, span: span)
  }

  /// How much the words of a turn are about what the customer told: 1 and more names it.
  func weight(of turn: [Word], told: Set<UInt64>) -> Double {
    turn.reduce(0) { sum, word in told.contains(word.key) ? sum + weight(word) : sum }
  }

  /// The words of a turn that name the matter, for showing.
  func naming(_ turn: [Word], told: Set<UInt64>) -> [Word] {
    turn.filter { told.contains($0.key) && weight($0) >= 0.5 }
  }

  private func weight(_ word: Word) -> Double {
    let count = counts[word.key] ?? 0
    let full = word.isPair ? 0.6 : 1.0
    switch count {
    case 0: return full
    case 1...2: return full * 0.6
    case 3...8: return full * 0.35
    default: return 0
    }
  }

  /// Share of the words that are known at all, 0 to 1; 0 for no words.
  func share(known turn: [Word], told: Set<UInt64>) -> Double {
    guard !turn.isEmpty else { return 0 }
    let known = turn.count { counts[$0.key] != nil || told.contains($0.key) }
    return Double(known) / Double(turn.count)
  }
}
