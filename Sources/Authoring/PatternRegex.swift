import HearoutCore
import PhraseMatching
import PhrasebookLoading

/// Writes patterns as regular expressions with look-around, of the kind that Vale reads.
///
/// What folding does to a text has no like in a regular expression, so what matters most of it is written out:
/// contractions, variants of Han characters, gaps. Fillers between words and stretched letters are not.
struct PatternRegex {
  private let spelling: PatternSpelling
  private let folding: FoldingRules
  private let numbers: String
  /// What may stand at either end of a clause without counting, in a language without spaces.
  private let fillers: String
  /// Contractions by the two words that they stand for.
  private var contractions: [String: [String]] = [:]

  private static let sentenceEnds = ".!?;。！？；\\n"
  private static let marks = ",.;:!?()~–—…，。；：！？（）、"
  private static let quotes = "[\"'“”‘’\\s]*"

  init(_ loaded: LoadedLanguage, spelling: PatternSpelling) {
    self.spelling = spelling
    folding = loaded.book.folding
    let words = Set(loaded.book.numberWords).sorted { ($0.count, $0) > ($1.count, $1) }
    numbers = (["[\\d０-９][\\d０-９.,:]*"] + words.map(Self.escaped)).joined(separator: "|")
    let loose = folding.fillers.filter { $0.contains(where: \.isHan) }.sorted {
      ($0.count, $0) > ($1.count, $1)
    }
    fillers = loose.isEmpty ? "" : "(?:\(loose.map(Self.escaped).joined(separator: "|")))*"
    for (key, value) in folding.words.sorted(by: { $0.key < $1.key }) where value.count == 2 {
      contractions[value.joined(separator: " "), default: []].append(key)
    }
  }

  /// The patterns of a rule as one expression; what takes a match back is looked for in the whole sentence first.
  func expression(_ patterns: [[PatternNode]], unless: [[PatternNode]]) -> String {
    let body = patterns.map(expression).joined(separator: "|")
    let guards = unless.map(expression).filter { !$0.isEmpty }
    guard !guards.isEmpty else { return "(?:\(body))" }
    let inner = "[^\(Self.sentenceEnds)]*"
    return
      "(?<=(?:^|[\(Self.sentenceEnds)])(?!\(inner)(?:\(guards.joined(separator: "|"))))\(inner))(?:\(body))"
  }

  func expression(_ nodes: [PatternNode]) -> String { expression(nodes, isHan: hasHan(nodes)) }

  private func expression(_ nodes: [PatternNode], isHan: Bool) -> String {
    var result = ""
    var index = 0
    while index < nodes.count {
      let isLast = index == nodes.count - 1
      if case .word(let first) = nodes[index], !isLast, case .word(let second) = nodes[index + 1],
        let pair = pair(spelling.word(first), spelling.word(second))
      {
        result += pair + (index + 2 == nodes.count ? "" : Self.gap(isHan))
        index += 2
        continue
      }
      result += piece(nodes[index], isHan: isHan)
      if !isLast, needsSpace(after: nodes[index], before: nodes[index + 1]) { result += Self.gap(isHan) }
      index += 1
    }
    return result
  }

  /// Between two words: anything that is no word, within the sentence.
  private static func gap(_ isHan: Bool) -> String { isHan ? "[\\s，、]*" : "[^\\w\(sentenceEnds)]*?" }

  private func needsSpace(after: PatternNode, before: PatternNode) -> Bool {
    if case .word(let first) = after, case .word(let second) = before {
      return !(isHan(first) && isHan(second))
    }
    switch before {
    case .clauseEnd, .question: return false
    default: return after != .clauseStart
    }
  }

  private func piece(_ node: PatternNode, isHan: Bool) -> String {
    switch node {
    case .word(let hash): return word(hash)
    case .number: return isHan ? "(?:\(numbers))+" : "\\b(?:\(numbers))\\w*"
    case .any: return isHan ? "(?:[A-Za-z0-9]+|[^\\s\\p{P}])" : "\\b[\\w'’-]+"
    case .gap:
      return isHan
        ? "[^\(Self.sentenceEnds)]{0,\(folding.gapCharacters)}?"
        : "(?:\\b[\\w'’-]+[^\\w\(Self.sentenceEnds)]*?){0,\(folding.gapWords)}?"
    case .clauseStart: return "(?<=(?:^|[\(Self.marks)])\(Self.quotes)\(isHan ? fillers : ""))"
    case .clauseEnd: return (isHan ? fillers : "\\b") + "(?=\(Self.quotes)(?:$|[\(Self.marks)]))"
    case .question: return (isHan ? "" : "\\b") + "(?=[^.!;。！；\\n]*[?？])"
    case .choice(let ways):
      return "(?:" + ways.map { expression($0, isHan: isHan) }.joined(separator: "|") + ")"
    }
  }

  private func word(_ hash: UInt64) -> String {
    let letters = spelling.hanForms(hash)
    if letters.isEmpty { return word(spelling.word(hash)) }
    return letters.count == 1 ? String(letters) : "[\(String(letters))]"
  }

  private func word(_ word: String) -> String {
    let endings = folding.endings.filter { $0.value == word }.map(\.key).sorted()
    let plain = "\\b" + Self.escaped(word)
    if endings.isEmpty { return plain }
    return "(?:" + ([plain] + endings.map(Self.escaped)).joined(separator: "|") + ")"
  }

  private func pair(_ first: String, _ second: String) -> String? {
    guard let short = contractions[first + " " + second] else { return nil }
    let long = word(first) + Self.gap(false) + word(second)
    return "(?:" + ([long] + short.map { "\\b" + Self.escaped($0) }).joined(separator: "|") + ")"
  }

  private func hasHan(_ nodes: [PatternNode]) -> Bool {
    nodes.contains { node in
      switch node {
      case .word(let hash): isHan(hash)
      case .choice(let ways): ways.contains { hasHan($0) }
      default: false
      }
    }
  }

  private func isHan(_ hash: UInt64) -> Bool { spelling.word(hash).first?.isHan == true }

  static func escaped(_ word: String) -> String {
    word.map { character in
      if character == "'" { return "['’]" }
      let isPlain = character.isLetter || character.isNumber || character == "-" || character == " "
      return isPlain ? String(character) : "\\" + String(character)
    }.joined()
  }
}
