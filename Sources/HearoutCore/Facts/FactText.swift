import PhraseMatching

/// A turn as the readers of facts see it: its words, and for each the entries of the lexicon that start there.
struct FactText {
  let hearing: Hearing
  let lexicon: FactLexicon
  /// The words without fillers.
  let tokens: [Token]
  private var hits: [Hit] = []
  /// Index of the first hit of each token, and one more at the end.
  private var firstHit: [Int32] = []

  private struct Hit {
    var list: FactList
    var length: Int32
    var entry: Int32
  }

  /// An entry met: where it ends and what it means.
  struct Match {
    /// Index of the token behind it.
    var end: Int
    var number: Double
    var second: Double
    var third: Double
    /// Index into the lexicon's entries.
    var entry: Int32
  }

  init(_ hearing: Hearing, _ lexicon: FactLexicon) {
    self.hearing = hearing
    self.lexicon = lexicon
    let tokens = hearing.folded.withoutFillers ?? hearing.folded.tokens
    self.tokens = tokens
    firstHit.reserveCapacity(tokens.count + 1)
    hits.reserveCapacity(tokens.count)
    for index in tokens.indices {
      firstHit.append(Int32(truncatingIfNeeded: hits.count))
      guard let range = lexicon.candidates(tokens[index].hash) else { continue }
      for candidate in range {
        let entry = lexicon.entries[Int(candidate)]
        guard index + entry.rest.count < tokens.count, Self.stands(entry.rest, in: tokens, behind: index)
        else {
          continue
        }
        hits.append(Hit(list: entry.list, length: Int32(entry.rest.count + 1), entry: candidate))
      }
    }
    firstHit.append(Int32(truncatingIfNeeded: hits.count))
  }

  private static func stands(_ rest: [UInt64], in tokens: [Token], behind index: Int) -> Bool {
    guard !rest.isEmpty else { return true }
    for offset in rest.indices where tokens[index + 1 + offset].hash != rest[offset] { return false }
    return tokens[index + rest.count].sentence == tokens[index].sentence
  }

  var count: Int { tokens.count }

  /// The longest entry of a list that starts at a token.
  func match(_ list: FactList, at index: Int) -> Match? {
    guard index >= 0, index < tokens.count else { return nil }
    for position in Int(firstHit[index])..<Int(firstHit[index + 1]) where hits[position].list == list {
      let hit = hits[position]
      let numbers = lexicon.entries[Int(hit.entry)].numbers
      return Match(
        end: index + Int(hit.length), number: numbers.0, second: numbers.1, third: numbers.2, entry: hit.entry
      )
    }
    return nil
  }

  /// All entries of a list that start at a token, longest first.
  func matches(_ list: FactList, at index: Int) -> [Match] {
    guard index >= 0, index < tokens.count else { return [] }
    var found: [Match] = []
    for position in Int(firstHit[index])..<Int(firstHit[index + 1]) where hits[position].list == list {
      let numbers = lexicon.entries[Int(hits[position].entry)].numbers
      found.append(
        Match(
          end: index + Int(hits[position].length), number: numbers.0, second: numbers.1, third: numbers.2,
          entry: hits[position].entry))
    }
    return found
  }

  /// The token behind an entry of a list that starts here, or `index` itself where there is none.
  func skip(_ list: FactList, at index: Int) -> Int { match(list, at: index)?.end ?? index }

  func has(_ list: FactList, at index: Int) -> Bool { match(list, at: index) != nil }

  /// Whether any list has an entry here.
  func isKnown(_ index: Int) -> Bool { firstHit[index] < firstHit[index + 1] }

  /// Whether an entry of a list starts within some tokens.
  func has(_ list: FactList, in range: Range<Int>) -> Bool {
    for index in range.clamped(to: 0..<tokens.count) where has(list, at: index) { return true }
    return false
  }

  /// Whether an entry of a list ends right before a token; where it starts.
  func start(_ list: FactList, endingAt index: Int, within reach: Int = 4) -> Int? {
    var best: Int?
    for start in stride(from: index - 1, through: max(0, index - reach), by: -1) {
      if matches(list, at: start).contains(where: { $0.end == index }) { best = start }
    }
    return best
  }

  func meaning(_ match: Match) -> String { lexicon.entries[Int(match.entry)].meaning }

  // MARK: - Places

  func isSameSentence(_ a: Int, _ b: Int) -> Bool {
    tokens.indices.contains(a) && tokens.indices.contains(b) && tokens[a].sentence == tokens[b].sentence
  }

  /// Whether a clause ends before this token: it starts one, or there is none.
  func isBoundary(_ index: Int) -> Bool { index >= tokens.count || tokens[index].startsClause }

  /// The first token of the clause a token stands in, at most `reach` tokens away.
  func clauseStart(_ index: Int, reach: Int = 40) -> Int {
    var start = index
    while start > 0, index - start < reach, !tokens[start].startsClause { start -= 1 }
    return start
  }

  /// The token behind the clause a token stands in, at most `reach` tokens away.
  func clauseEnd(_ index: Int, reach: Int = 40) -> Int {
    var end = index + 1
    while end < tokens.count, end - index < reach, !tokens[end].startsClause { end += 1 }
    return min(end, tokens.count)
  }

  /// The token behind the sentence a token stands in, at most `reach` tokens away.
  func sentenceEnd(_ index: Int, reach: Int = 60) -> Int {
    var end = index + 1
    while end < tokens.count, end - index < reach, tokens[end].sentence == tokens[index].sentence { end += 1 }
    return min(end, tokens.count)
  }

  func isQuestion(_ index: Int) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    let sentence = Int(tokens[index].sentence)
    return hearing.folded.isQuestion.indices.contains(sentence) && hearing.folded.isQuestion[sentence]
  }

  func span(_ range: Range<Int>) -> Span {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= tokens.count else {
      return Span(start: 0, end: 0)
    }
    return Span(start: Int(tokens[range.lowerBound].start), end: Int(tokens[range.upperBound - 1].end))
  }

  func quote(_ range: Range<Int>) -> String { hearing.quote(span(range)) }

  // MARK: - Scalars

  /// Case and width folded for the characters of codes and numbers.
  static func plain(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x41...0x5A: scalar.value + 32
    case 0xFF21...0xFF3A: scalar.value - 0xFEE0 + 32
    case 0xFF01...0xFF5E: scalar.value - 0xFEE0
    case 0x3000: 0x20
    case 0x2010...0x2015, 0x2212: 0x2D
    default: scalar.value
    }
  }

  func plain(_ index: Int) -> UInt32? {
    hearing.scalars.indices.contains(index) ? Self.plain(hearing.scalars[index]) : nil
  }

  /// Whether only this character stands between two neighbouring tokens.
  func isJoined(_ index: Int, by mark: UInt32) -> Bool {
    guard index > 0, index < tokens.count else { return false }
    // Two tokens made of one word, as "one's" is, overlap.
    let end = Int(tokens[index - 1].end)
    return Int(tokens[index].start) - end == 1 && plain(end) == mark
  }

  /// Whether a token begins with a capital letter.
  func isCapital(_ index: Int) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    let scalar = hearing.scalars[Int(tokens[index].start)]
    return ("A"..."Z").contains(scalar) || (scalar.value > 0x7F && scalar.properties.isUppercase)
  }

  /// Whether two tokens were made of one word, as `I'm` is.
  func isSameWord(_ a: Int, _ b: Int) -> Bool {
    tokens.indices.contains(a) && tokens.indices.contains(b) && tokens[a].start == tokens[b].start
  }
}
