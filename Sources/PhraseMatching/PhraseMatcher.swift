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
  /// Instructions of the longest program.
  private let longestProgram: Int

  public init(_ tables: MatcherTables) {
    self.tables = tables
    isNumberWord = Set(tables.numberWords)
    let ends = tables.programStart.dropFirst().map(Int.init) + [tables.code.count]
    longestProgram = zip(tables.programStart, ends).map { $1 - Int($0) }.max() ?? 0
  }

  /// Whether any pattern uses this word.
  public func knows(_ hash: UInt64) -> Bool { id(hash) != 0 }

  /// All matches, each owner once per place, sorted by place; matches of one owner that overlap are
  /// joined.
  public func matches(in text: FoldedText) -> [PhraseMatch] {
    guard tables.failure.count > 1 else { return [] }
    var found: [PhraseMatch] = []
    withExtendedLifetime(tables) {
      scan(text.tokens, text: text, into: &found)
      if let tokens = text.withoutFillers { scan(tokens, text: text, into: &found) }
    }
    return found.count < 2 ? found : Self.merged(found)
  }

  private func scan(_ tokens: [Token], text: FoldedText, into found: inout [PhraseMatch]) {
    guard !tokens.isEmpty else { return }
    let rows = Rows(tables)
    let ids = tokens.map { token in
      let known = rows.id(token.hash)
      return known == 0 && token.alternateHash != token.hash ? rows.id(token.alternateHash) : known
    }
    tokens.withUnsafeBufferPointer { tokens in
      ids.withUnsafeBufferPointer { ids in
        text.isQuestion.withUnsafeBufferPointer { isQuestion in
          var machine = Machine(
            rows: rows, isNumberWord: isNumberWord, tokens: tokens, ids: ids, isQuestion: isQuestion,
            longestProgram: longestProgram)
          defer { machine.free() }
          machine.scan(into: &found)
        }
      }
    }
  }

  private func id(_ hash: UInt64) -> Int32 { withExtendedLifetime(tables) { Rows(tables).id(hash) } }

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

/// Pairs of instruction and word that were tried: a bit each, and which pieces of the bits were touched. The memory is
/// its maker's to free: the inner loop must not ask before every bit whether it may be written to.
private struct Visited {
  private let bits: UnsafeMutableBufferPointer<UInt64>
  private let touched: UnsafeMutableBufferPointer<Int>
  private var touchedCount = 0

  /// - Parameter count: numbers of pairs that may be asked for.
  init(count: Int) {
    let pieces = count / 64 + 1
    bits = .allocate(capacity: pieces)
    bits.initialize(repeating: 0)
    touched = .allocate(capacity: pieces)
  }

  func free() {
    bits.deallocate()
    touched.deallocate()
  }

  /// Whether the pair, by its number from 0, is new.
  @inline(__always) mutating func insert(_ pair: Int) -> Bool {
    let piece = pair >> 6
    let bit = UInt64(1) << UInt64(pair & 63)
    let known = bits[piece]
    if known & bit != 0 { return false }
    if known == 0 {
      touched[touchedCount] = piece
      touchedCount += 1
    }
    bits[piece] = known | bit
    return true
  }

  @inline(__always) mutating func clear() {
    for index in 0..<touchedCount { bits[touched[index]] = 0 }
    touchedCount = 0
  }
}

/// The tables as bare rows: inside the loops not even counting references is cheap enough. Good for as long as the tables
/// are; whoever filled them also wrote the numbers in them, so no number leads out of a row.
private struct Rows {
  let wordHashes: UnsafePointer<UInt64>
  let wordIDs: UnsafePointer<Int32>
  let wordCapacity: Int
  let edgeKeys: UnsafePointer<UInt64>
  let edgeTargets: UnsafePointer<Int32>
  let edgeCapacity: Int
  let failure: UnsafePointer<Int32>
  let suffix: UnsafePointer<Int32>
  let outputStart: UnsafePointer<Int32>
  let outputs: UnsafePointer<Int32>
  let anchorProgram: UnsafePointer<Int32>
  let anchorLength: UnsafePointer<Int32>
  let anchorLeast: UnsafePointer<Int32>
  let anchorMost: UnsafePointer<Int32>
  let programStart: UnsafePointer<Int32>
  let programOwner: UnsafePointer<Int32>
  let code: UnsafePointer<Int32>
  let companionStart: UnsafePointer<Int32>
  let companions: UnsafePointer<Int32>
  let gapWords: Double
  let gapCharacters: Double

  init(_ tables: MatcherTables) {
    wordHashes = tables.wordHashes.pointer
    wordIDs = tables.wordIDs.pointer
    wordCapacity = tables.wordHashes.count
    edgeKeys = tables.edgeKeys.pointer
    edgeTargets = tables.edgeTargets.pointer
    edgeCapacity = tables.edgeKeys.count
    failure = tables.failure.pointer
    suffix = tables.suffix.pointer
    outputStart = tables.outputStart.pointer
    outputs = tables.outputs.pointer
    anchorProgram = tables.anchorProgram.pointer
    anchorLength = tables.anchorLength.pointer
    anchorLeast = tables.anchorLeast.pointer
    anchorMost = tables.anchorMost.pointer
    programStart = tables.programStart.pointer
    programOwner = tables.programOwner.pointer
    code = tables.code.pointer
    companionStart = tables.companionStart.pointer
    companions = tables.companions.pointer
    gapWords = Double(tables.gaps[0])
    gapCharacters = Double(tables.gaps[1])
  }

  @inline(__always) func id(_ hash: UInt64) -> Int32 {
    guard wordCapacity > 0 else { return 0 }
    var slot = tableSlot(hash, wordCapacity)
    while wordHashes[slot] != 0 {
      if wordHashes[slot] == hash { return wordIDs[slot] }
      slot = (slot + 1) & (wordCapacity - 1)
    }
    return 0
  }

  @inline(__always) func next(_ from: Int32, _ word: Int32) -> Int32 {
    var state = from
    while true {
      if let target = edge(state, word) { return target }
      if state == 0 { return 0 }
      state = failure[Int(state)]
    }
  }

  @inline(__always) private func edge(_ state: Int32, _ word: Int32) -> Int32? {
    guard edgeCapacity > 0 else { return nil }
    let key = UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(bitPattern: word))
    var slot = tableSlot(mixed(key), edgeCapacity)
    while edgeKeys[slot] != 0 {
      if edgeKeys[slot] == key { return edgeTargets[slot] }
      slot = (slot + 1) & (edgeCapacity - 1)
    }
    return nil
  }
}

/// Walks through the words, and where a fixed part stands tries the code of its patterns: backtracking that never visits
/// a pair of instruction and word twice.
private struct Machine {
  let rows: Rows
  let isNumberWord: Set<Int32>
  let tokens: UnsafeBufferPointer<Token>
  let ids: UnsafeBufferPointer<Int32>
  let isQuestion: UnsafeBufferPointer<Bool>
  private let present: WordsPresent
  private var visited: Visited
  private var codeStart = 0

  init(
    rows: Rows, isNumberWord: Set<Int32>, tokens: UnsafeBufferPointer<Token>,
    ids: UnsafeBufferPointer<Int32>, isQuestion: UnsafeBufferPointer<Bool>, longestProgram: Int
  ) {
    present = WordsPresent(ids)
    visited = Visited(count: (longestProgram + 1) * (tokens.count + 1))
    self.rows = rows
    self.isNumberWord = isNumberWord
    self.tokens = tokens
    self.ids = ids
    self.isQuestion = isQuestion
  }

  /// To be called once, at the end.
  func free() {
    visited.free()
    present.free()
  }

  mutating func scan(into found: inout [PhraseMatch]) {
    var state: Int32 = 0
    for index in tokens.indices {
      if index > 0, tokens[index].sentence != tokens[index - 1].sentence { state = 0 }
      let word = ids[index]
      if word == 0 {
        state = 0
        continue
      }
      state = rows.next(state, word)
      var ending = state
      if rows.outputStart[Int(state)] == rows.outputStart[Int(state) + 1] {
        ending = rows.suffix[Int(state)]
      }
      while ending != 0 {
        for output in rows.outputStart[Int(ending)]..<rows.outputStart[Int(ending) + 1] {
          verify(anchor: Int(rows.outputs[Int(output)]), endingAt: index, &found)
        }
        ending = rows.suffix[Int(ending)]
      }
    }
  }

  private mutating func verify(anchor: Int, endingAt index: Int, _ found: inout [PhraseMatch]) {
    let anchorStart = index + 1 - Int(rows.anchorLength[anchor])
    let first = max(anchorStart - Int(rows.anchorMost[anchor]), 0)
    var start = anchorStart - Int(rows.anchorLeast[anchor])
    guard start >= 0 else { return }
    let program = Int(rows.anchorProgram[anchor])
    guard hasCompanion(program) else { return }
    let sentence = tokens[index].sentence
    codeStart = Int(rows.programStart[program])
    visited.clear()
    while start >= first, tokens[start].sentence == sentence {
      if let end = step(codeStart, start, sentence: sentence), end > start {
        found.append(
          PhraseMatch(
            owner: Int(rows.programOwner[program]), start: Int(tokens[start].start),
            end: Int(tokens[end - 1].end), sentence: Int(sentence)))
        return
      }
      start -= 1
    }
  }

  private func hasCompanion(_ program: Int) -> Bool {
    let words = Int(rows.companionStart[program])..<Int(rows.companionStart[program + 1])
    return words.isEmpty || words.contains { present.mayContain(rows.companions[$0]) }
  }

  private mutating func isNew(_ pc: Int, _ position: Int) -> Bool {
    visited.insert((pc - codeStart) * (tokens.count + 1) + position)
  }

  /// End of the match (behind its last word), or `nil`.
  private mutating func step(_ pc: Int, _ position: Int, sentence: Int32) -> Int? {
    var pc = pc
    var position = position
    while true {
      switch rows.code[pc] {
      case Operation.word:
        guard inSentence(position, sentence), ids[position] == rows.code[pc + 1] else { return nil }
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
        pc = Int(rows.code[pc + 1])
      case Operation.jump: pc = Int(rows.code[pc + 1])
      case Operation.clauseStart:
        guard position < tokens.count, tokens[position].startsClause else { return nil }
        pc += 1
      case Operation.clauseEnd:
        guard position == tokens.count || tokens[position].startsClause else { return nil }
        pc += 1
      case Operation.question:
        guard Int(sentence) < isQuestion.count, isQuestion[Int(sentence)] else { return nil }
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
      left -= 1 / (tokens[reached].isHan ? rows.gapCharacters : rows.gapWords)
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
