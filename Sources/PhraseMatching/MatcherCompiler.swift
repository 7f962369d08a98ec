/// Compiles patterns into one automaton: the fixed parts of all patterns are looked for at once, the rest of a
/// pattern is tried only where a fixed part of it stands. So the time per turn hardly depends on their number.
public struct MatcherCompiler: Sendable {
  private struct Entry {
    var nodes: [PatternNode]
    var owner: Int32
  }
  private var entries: [Entry] = []
  private let folder: TextFolder
  private let numberWords: [String]
  private var spoken = WordFrequencies()

  /// - Parameter numberWords: words that `<number>` accepts beside digits.
  public init(folder: TextFolder, numberWords: [String] = []) {
    self.folder = folder
    self.numberWords = numberWords
  }

  /// Adds a text as people say it: the words that are rare in such texts make the best anchors.
  public mutating func hear(_ text: String) {
    for token in folder.fold(text).tokens { spoken.count(token.hash) }
  }

  /// Adds a parsed pattern; `owner` comes back with each match.
  /// - Throws: `PatternError` when nothing in it is fixed or it stands for too many wordings.
  public mutating func add(_ nodes: [PatternNode], owner: Int) throws(PatternError) {
    for way in try Self.separated(nodes) {
      guard !Windows(way, frequency: { _ in 0 }).all.isEmpty else {
        throw PatternError(.nothingFixed, column: 0)
      }
      entries.append(Entry(nodes: way, owner: Int32(owner)))
    }
  }

  public func tables() -> MatcherTables {
    var tables = MatcherDraft()
    tables.gapWords = Int32(folder.gapWords)
    tables.gapCharacters = Int32(folder.gapCharacters)
    var words = WordTable()
    tables.numberWords = numberWords.flatMap { folder.fold($0).tokens.map { words.id($0.hash) } }.sorted()
    let frequencies = spoken.isEmpty ? frequenciesInPatterns() : spoken
    var trie = TrieBuilder()

    for entry in entries {
      let program = Int32(tables.programStart.count)
      tables.programStart.append(Int32(tables.code.count))
      tables.programOwner.append(entry.owner)
      var emitter = Emitter(base: tables.code.count)
      emitter.emit(entry.nodes) { words.id($0) }
      tables.code += emitter.finished()

      let windows = Windows(entry.nodes) { frequencies[$0] }
      let window = windows.best
      if let window {
        let companions = Companions(entry.nodes, anchor: window.range) { frequencies[$0] }
        tables.companions += companions.words.map { words.id($0) }
      }
      tables.companionStart.append(Int32(tables.companions.count))
      guard let window else { continue }
      let before = Reach(
        entry.nodes[..<window.range.lowerBound], gap: max(folder.gapWords, folder.gapCharacters))
      for wording in window.wordings {
        let anchor = Int32(tables.anchorProgram.count)
        tables.anchorProgram.append(program)
        tables.anchorLength.append(Int32(wording.count))
        tables.anchorLeast.append(Int32(before.least))
        tables.anchorMost.append(Int32(before.most))
        trie.insert(wording.map { words.id($0) }, anchor: anchor)
      }
    }
    trie.write(to: &tables)
    words.write(to: &tables)
    return MatcherTables(tables)
  }

  /// Where no text was heard, the patterns themselves tell which words are common.
  private func frequenciesInPatterns() -> WordFrequencies {
    var frequencies = WordFrequencies()
    func count(_ nodes: [PatternNode]) {
      for node in nodes {
        switch node {
        case .word(let word): frequencies.count(word)
        case .choice(let ways): for way in ways { count(way) }
        default: break
        }
      }
    }
    for entry in entries { count(entry.nodes) }
    return frequencies
  }

  /// Choices that hold gaps cannot be part of a fixed stretch, so they are taken apart into patterns of their own.
  static func separated(_ nodes: [PatternNode]) throws(PatternError) -> [[PatternNode]] {
    var results: [[PatternNode]] = [[]]
    for node in nodes {
      var ways: [[PatternNode]] = [[node]]
      if case .choice(let choices) = node, !node.isFixed {
        ways = []
        for choice in choices { ways += try separated(choice) }
      }
      results = results.flatMap { result in ways.map { result + $0 } }
      if results.count > combinationLimit {
        throw PatternError(.tooManyCombinations(results.count), column: 0)
      }
    }
    return results
  }
}

/// How often words are said.
struct WordFrequencies {
  private var counts: [UInt64: Int] = [:]
  private var total = 0

  var isEmpty: Bool { counts.isEmpty }

  mutating func count(_ word: UInt64) {
    counts[word, default: 0] += 1
    total += 1
  }

  /// Share of a word among all words; one that was never heard counts as heard half a time.
  subscript(_ word: UInt64) -> Double {
    total == 0 ? 0 : max(Double(counts[word] ?? 0), 0.5) / Double(total)
  }
}

extension PatternNode {
  /// Whether the piece consists of words and choices of words only.
  var isFixed: Bool {
    switch self {
    case .word: true
    case .choice(let ways): ways.allSatisfy { $0.allSatisfy(\.isFixed) }
    case .number, .any, .gap, .clauseStart, .clauseEnd, .question: false
    }
  }
}

/// Least and most words that a part of a pattern spans.
struct Reach {
  private(set) var least = 0
  private(set) var most = 0

  init(_ nodes: some Sequence<PatternNode>, gap: Int) {
    for node in nodes {
      switch node {
      case .word, .any:
        least += 1
        most += 1
      case .number:
        least += 1
        most += 6
      case .gap: most += gap
      case .choice(let ways):
        let reaches = ways.map { Reach($0, gap: gap) }
        least += reaches.map(\.least).min() ?? 0
        most += reaches.map(\.most).max() ?? 0
      case .clauseStart, .clauseEnd, .question: break
      }
    }
  }
}

/// The fixed stretches of a pattern and all their wordings.
struct Windows {
  struct Window {
    var range: Range<Int>
    var wordings: [[UInt64]]
    var score: Double
  }
  private(set) var all: [Window] = []

  private static let wordingLimit = 160
  /// A single choice may be a long list of words; there is no shorter anchor to take.
  private static let listLimit = 1_024
  /// What a path in the automaton costs against a try for each word of a text.
  private static let wordingCost = 1e-5
  /// How much rarer a stretch is for each word that must follow.
  private static let following = 0.3

  init(_ nodes: [PatternNode], frequency: (UInt64) -> Double) {
    for start in nodes.indices where nodes[start].isFixed {
      var wordings: [[UInt64]] = [[]]
      for end in start..<nodes.count where nodes[end].isFixed {
        let limit = end == start ? Self.listLimit : Self.wordingLimit
        guard let longer = Self.extend(wordings, by: nodes[end], limit: limit) else { break }
        wordings = longer
        if wordings.allSatisfy({ !$0.isEmpty }) {
          // Each time a wording stands in a text its pattern is tried.
          let tries = wordings.reduce(0) { $0 + Self.likelihood($1, frequency) }
          let score = -tries - Double(wordings.count) * Self.wordingCost
          all.append(Window(range: start..<end + 1, wordings: wordings, score: score))
        }
        if end + 1 < nodes.count, !nodes[end + 1].isFixed { break }
      }
    }
  }

  private static func likelihood(_ wording: [UInt64], _ frequency: (UInt64) -> Double) -> Double {
    var likelihood = wording.map(frequency).min() ?? 0
    for _ in wording.dropFirst() { likelihood *= following }
    return likelihood
  }

  var best: Window? { all.max { $0.score < $1.score } }

  private static func extend(_ wordings: [[UInt64]], by node: PatternNode, limit: Int) -> [[UInt64]]? {
    let pieces = expand(node)
    guard pieces.count * wordings.count <= limit else { return nil }
    var seen: Set<[UInt64]> = []
    var result: [[UInt64]] = []
    for wording in wordings {
      for piece in pieces where seen.insert(wording + piece).inserted { result.append(wording + piece) }
    }
    return result
  }

  private static func expand(_ node: PatternNode) -> [[UInt64]] {
    switch node {
    case .word(let word): return [[word]]
    case .choice(let ways):
      return ways.flatMap { way in
        way.reduce([[]]) { sofar, node in
          let pieces = expand(node)
          return sofar.count * pieces.count > combinationLimit
            ? sofar : sofar.flatMap { prefix in pieces.map { prefix + $0 } }
        }
      }
    default: return []
    }
  }
}

/// Writes the code of one pattern.
struct Emitter {
  private let base: Int
  private var code: [Int32] = []

  init(base: Int) { self.base = base }

  mutating func emit(_ nodes: [PatternNode], id: (UInt64) -> Int32) {
    for node in nodes {
      switch node {
      case .word(let word): code += [Operation.word, id(word)]
      case .number: code.append(Operation.number)
      case .any: code.append(Operation.any)
      case .gap: code.append(Operation.gap)
      case .clauseStart: code.append(Operation.clauseStart)
      case .clauseEnd: code.append(Operation.clauseEnd)
      case .question: code.append(Operation.question)
      case .choice(let ways): emit(choice: ways, id: id)
      }
    }
  }

  func finished() -> [Int32] { code + [Operation.done] }

  private mutating func emit(choice ways: [[PatternNode]], id: (UInt64) -> Int32) {
    var jumps: [Int] = []
    for (index, way) in ways.enumerated() {
      guard index < ways.count - 1 else {
        emit(way, id: id)
        break
      }
      code += [Operation.split, 0]
      let split = code.count - 1
      emit(way, id: id)
      code += [Operation.jump, 0]
      jumps.append(code.count - 1)
      code[split] = Int32(base + code.count)
    }
    for jump in jumps { code[jump] = Int32(base + code.count) }
  }
}
