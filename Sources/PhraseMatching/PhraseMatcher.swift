/// A place where a pattern stands.
public struct PhraseMatch: Sendable, Hashable {
  /// The number the pattern was added with.
  public var owner: Int
  /// Range in Unicode scalars of the text as given.
  public var start: Int
  public var end: Int
  public var sentence: Int

  public init(owner: Int, start: Int, end: Int, sentence: Int) {
    self.owner = owner
    self.start = start
    self.end = end
    self.sentence = sentence
  }
}

/// Finds all patterns of a book in a text, whose time hardly depends on how many they are.
public struct PhraseMatcher: Sendable {
  private let tables: MatcherTables
  private let isNumberWord: Set<Int32>

  public init(_ tables: MatcherTables) {
    self.tables = tables
    isNumberWord = Set(tables.numberWords)
  }

  /// Whether any pattern uses this word.
  public func knows(_ hash: UInt64) -> Bool { id(hash) != 0 }

  /// All matches, each owner once per place, sorted by place; matches of one owner that overlap are
  /// joined.
  public func matches(in text: FoldedText) -> [PhraseMatch] {
    guard tables.failure.count > 1 else { return [] }
    var found: [PhraseMatch] = []
    scan(text.tokens, text: text, into: &found)
    if let tokens = text.withoutFillers { scan(tokens, text: text, into: &found) }
    return found.count < 2 ? found : Self.merged(found)
  }

  private func scan(_ tokens: [Token], text: FoldedText, into found: inout [PhraseMatch]) {
    guard !tokens.isEmpty else { return }
    var ids = [Int32](repeating: 0, count: tokens.count)
    for index in tokens.indices {
      var known = id(tokens[index].hash)
      if known == 0, tokens[index].alternateHash != tokens[index].hash {
        known = id(tokens[index].alternateHash)
      }
      ids[index] = known
    }
    var machine = Machine(tables: tables, isNumberWord: isNumberWord, tokens: tokens, ids: ids, text: text)
    var state: Int32 = 0
    for index in tokens.indices {
      if index > 0, tokens[index].sentence != tokens[index - 1].sentence { state = 0 }
      let word = ids[index]
      if word == 0 {
        state = 0
        continue
      }
      state = next(state, word)
      var ending = state
      if tables.outputStart[Int(state)] == tables.outputStart[Int(state) + 1] {
        ending = tables.suffix[Int(state)]
      }
      while ending != 0 {
        for output in tables.outputStart[Int(ending)]..<tables.outputStart[Int(ending) + 1] {
          verify(anchor: Int(tables.outputs[Int(output)]), endingAt: index, &machine, &found)
        }
        ending = tables.suffix[Int(ending)]
      }
    }
  }

  private func verify(
    anchor: Int, endingAt index: Int, _ machine: inout Machine, _ found: inout [PhraseMatch]
  ) {
    let anchorStart = index + 1 - Int(tables.anchorLength[anchor])
    let first = anchorStart - Int(tables.anchorMost[anchor])
    let last = anchorStart - Int(tables.anchorLeast[anchor])
    guard last >= 0 else { return }
    let program = Int(tables.anchorProgram[anchor])
    machine.reset(codeStart: Int(tables.programStart[program]))
    for start in stride(from: last, through: max(first, 0), by: -1) {
      guard machine.tokens[start].sentence == machine.tokens[index].sentence else { break }
      guard let end = machine.run(from: start), end > start else { continue }
      let owner = Int(tables.programOwner[program])
      let token = machine.tokens[start]
      found.append(
        PhraseMatch(
          owner: owner, start: Int(token.start), end: Int(machine.tokens[end - 1].end),
          sentence: Int(token.sentence)))
      return
    }
  }

  @inline(__always) private func id(_ hash: UInt64) -> Int32 {
    let capacity = tables.wordHashes.count
    guard capacity > 0 else { return 0 }
    var slot = tableSlot(hash, capacity)
    while tables.wordHashes[slot] != 0 {
      if tables.wordHashes[slot] == hash { return tables.wordIDs[slot] }
      slot = (slot + 1) & (capacity - 1)
    }
    return 0
  }

  private func next(_ from: Int32, _ word: Int32) -> Int32 {
    var state = from
    while true {
      if let target = edge(state, word) { return target }
      if state == 0 { return 0 }
      state = tables.failure[Int(state)]
    }
  }

  @inline(__always) private func edge(_ state: Int32, _ word: Int32) -> Int32? {
    let key = UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(bitPattern: word))
    let capacity = tables.edgeKeys.count
    var slot = tableSlot(mixed(key), capacity)
    while tables.edgeKeys[slot] != 0 {
      if tables.edgeKeys[slot] == key { return tables.edgeTargets[slot] }
      slot = (slot + 1) & (capacity - 1)
    }
    return nil
  }

  private static func merged(_ found: [PhraseMatch]) -> [PhraseMatch] {
    let sorted = found.sorted { a, b in
      (a.owner, a.start, -a.end) < (b.owner, b.start, -b.end)
    }
    var kept: [PhraseMatch] = []
    for match in sorted {
      if let last = kept.last, last.owner == match.owner, match.start < last.end {
        kept[kept.count - 1].end = max(last.end, match.end)
      } else {
        kept.append(match)
      }
    }
    return kept.sorted { ($0.start, $0.end, $0.owner) < ($1.start, $1.end, $1.owner) }
  }
}

/// Pairs of instruction and word that were tried: a bit each, and which pieces of the bits were touched.
private struct Visited {
  private var bits: [UInt64] = []
  private var touched: [Int] = []

  /// Whether the pair, by its number from 0, is new.
  mutating func insert(_ pair: Int) -> Bool {
    let piece = pair >> 6
    let bit = UInt64(1) << UInt64(pair & 63)
    if piece >= bits.count {
      bits.append(contentsOf: repeatElement(0, count: piece + 16 - bits.count))
    }
    if bits[piece] & bit != 0 { return false }
    if bits[piece] == 0 { touched.append(piece) }
    bits[piece] |= bit
    return true
  }

  mutating func clear() {
    guard !touched.isEmpty else { return }
    for piece in touched { bits[piece] = 0 }
    touched.removeAll(keepingCapacity: true)
  }
}

/// Tries the code of one pattern at a place: backtracking that never visits a pair of instruction and word twice.
private struct Machine {
  let tables: MatcherTables
  let isNumberWord: Set<Int32>
  let tokens: [Token]
  let ids: [Int32]
  let text: FoldedText
  private var visited = Visited()
  private var codeStart = 0

  init(tables: MatcherTables, isNumberWord: Set<Int32>, tokens: [Token], ids: [Int32], text: FoldedText) {
    self.tables = tables
    self.isNumberWord = isNumberWord
    self.tokens = tokens
    self.ids = ids
    self.text = text
  }

  mutating func reset(codeStart: Int) {
    self.codeStart = codeStart
    visited.clear()
  }

  private mutating func isNew(_ pc: Int, _ position: Int) -> Bool {
    visited.insert((pc - codeStart) * (tokens.count + 1) + position)
  }

  /// End of the match (behind its last word), or `nil`.
  mutating func run(from start: Int) -> Int? { step(codeStart, start, sentence: tokens[start].sentence) }

  private mutating func step(_ pc: Int, _ position: Int, sentence: Int32) -> Int? {
    var pc = pc
    var position = position
    while true {
      switch tables.code[pc] {
      case Operation.word:
        guard inSentence(position, sentence), ids[position] == tables.code[pc + 1] else { return nil }
        pc += 2
        position += 1
      case Operation.any:
        guard inSentence(position, sentence) else { return nil }
        pc += 1
        position += 1
      case Operation.number:
        guard let end = number(at: position, sentence) else { return nil }
        pc += 1
        position = end
      case Operation.gap: return gap(pc, position, sentence)
      case Operation.split:
        guard isNew(pc, position) else { return nil }
        if let end = step(pc + 2, position, sentence: sentence) { return end }
        pc = Int(tables.code[pc + 1])
      case Operation.jump: pc = Int(tables.code[pc + 1])
      case Operation.clauseStart:
        guard position < tokens.count, tokens[position].startsClause else { return nil }
        pc += 1
      case Operation.clauseEnd:
        guard position == tokens.count || tokens[position].startsClause else { return nil }
        pc += 1
      case Operation.question:
        guard Int(sentence) < text.isQuestion.count, text.isQuestion[Int(sentence)] else { return nil }
        pc += 1
      default: return position
      }
    }
  }

  private mutating func gap(_ pc: Int, _ position: Int, _ sentence: Int32) -> Int? {
    guard isNew(pc, position) else { return nil }
    var reached = position
    var left = 1.0
    while true {
      if let end = step(pc + 1, reached, sentence: sentence) { return end }
      guard inSentence(reached, sentence) else { return nil }
      left -= 1 / Double(tokens[reached].isHan ? tables.gaps[1] : tables.gaps[0])
      guard left > -1e-9 else { return nil }
      reached += 1
    }
  }

  private func number(at position: Int, _ sentence: Int32) -> Int? {
    guard inSentence(position, sentence) else { return nil }
    if tokens[position].isNumber { return position + 1 }
    var end = position
    while inSentence(end, sentence), isNumberWord.contains(ids[end]) { end += 1 }
    return end > position ? end : nil
  }

  @inline(__always) private func inSentence(_ position: Int, _ sentence: Int32) -> Bool {
    position < tokens.count && tokens[position].sentence == sentence
  }
}
