import HearoutCore
import PhraseMatching
import PhrasebookLoading

/// Finds the written form of the words in parsed patterns, which know words by their hashes only.
struct PatternSpelling {
  private let folder: TextFolder
  private let folding: FoldingRules
  private var words: [UInt64: String] = [:]
  /// Han characters that are folded to the same one.
  private var forms: [UInt64: [Character]] = [:]

  init(_ loaded: LoadedLanguage, folder: TextFolder) {
    self.folder = folder
    folding = loaded.book.folding
    for text in folding.characters.keys.sorted() + folding.characters.values.sorted() + folding.homophones {
      for character in text where character.isHan {
        guard let token = folder.fold(String(character)).tokens.first else { continue }
        if forms[token.hash]?.contains(character) != true { forms[token.hash, default: []].append(character) }
      }
    }
    for entry in loaded.lists.values.flatMap({ $0 }) { learn(entry) }
  }

  /// Learns the words of a text.
  mutating func learn(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    let tokens = folder.fold(text).tokens
    var index = 0
    while index < tokens.count {
      let (start, end) = (tokens[index].start, tokens[index].end)
      var next = index + 1
      while next < tokens.count, tokens[next].start == start, tokens[next].end == end { next += 1 }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[Int(start)..<Int(end)])
      let written = String(view).lowercased().replacing("’", with: "'")
      let parts = next - index == 1 ? [written] : expansion(of: written, count: next - index)
      for (token, word) in zip(tokens[index..<next], parts) where words[token.hash] == nil {
        words[token.hash] = word
      }
      index = next
    }
  }

  /// The words that stand for a contraction.
  private func expansion(of written: String, count: Int) -> [String] {
    if let parts = folding.words[written] { return parts }
    let ending = folding.endings.filter { written.hasSuffix($0.key) }.max { $0.key.count < $1.key.count }
    guard let ending, count == 2 else { return Array(repeating: written, count: count) }
    return [String(written.dropLast(ending.key.count)), ending.value]
  }

  /// The written form of a word.
  func word(_ hash: UInt64) -> String { words[hash] ?? "" }

  /// A Han character and all others that are read as the same one.
  func hanForms(_ hash: UInt64) -> [Character] {
    guard let written = words[hash]?.first, written.isHan else { return [] }
    return [written] + (forms[hash] ?? []).filter { $0 != written }
  }

  /// A sentence that a pattern meets: the shortest way through its choices, without its gaps.
  func sample(_ nodes: [PatternNode]) -> String {
    var sample = Sample()
    add(nodes, to: &sample)
    return sample.text
  }

  private func add(_ nodes: [PatternNode], to sample: inout Sample) {
    for node in nodes {
      switch node {
      case .word(let hash): sample.add(word(hash))
      case .number: sample.add("3")
      case .any: sample.add("X")
      case .gap: continue
      case .clauseStart, .clauseEnd: sample.breakClause()
      case .question: sample.isQuestion = true
      case .choice(let ways):
        if let way = ways.contains([]) ? [] : ways.first { add(way, to: &sample) }
      }
    }
  }

  private struct Sample {
    private(set) var words = ""
    private var owesComma = false
    var isQuestion = false

    mutating func add(_ word: String) {
      guard !word.isEmpty else { return }
      if owesComma, !words.isEmpty { words += "," }
      owesComma = false
      let isTight = words.last?.isHan == true && word.first?.isHan == true
      if !words.isEmpty, !isTight { words += " " }
      words += word
    }

    mutating func breakClause() { owesComma = true }

    var text: String { isQuestion ? words + "?" : words }
  }
}

extension Character {
  /// Whether it is a Han character of the ranges that patterns fold one by one.
  var isHan: Bool {
    guard let value = unicodeScalars.first?.value else { return false }
    return (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value)
      || (0x20000...0x323AF).contains(value)
  }
}
