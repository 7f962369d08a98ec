/// One pass over a text: words, clauses, sentences, quotations.
struct Scanner {
  let folder: TextFolder
  let scalars: [UInt32]
  private(set) var tokens: [Token] = []
  private(set) var isQuestion: [Bool] = []
  private(set) var quotations: [Range<Int32>] = []

  private var position = 0
  private var clauseStarts = true
  private var sentence: Int32 = 0
  private var sentenceHasTokens = false
  private var openQuote: (mark: UInt32, start: Int)?

  init(folder: TextFolder, scalars: [UInt32]) {
    self.folder = folder
    self.scalars = scalars
  }

  mutating func run() {
    tokens.reserveCapacity(scalars.count / 2 + 4)
    while position < scalars.count {
      let scalar = TextFolder.folded(scalars[position])
      if TextFolder.isHan(scalar) {
        takeHan(scalar)
      } else if Self.isDigit(scalar) {
        takeNumber()
      } else if Self.isLetter(scalar) {
        takeWord()
      } else {
        takeMark(scalar)
      }
    }
    if sentenceHasTokens { isQuestion.append(false) }
  }

  private mutating func takeHan(_ scalar: UInt32) {
    let folded = folder.foldHan(scalar)
    append(hash: WordHash.of(CollectionOfOne(folded)), from: position, to: position + 1, isHan: true)
    position += 1
  }

  /// Digits with inner points, commas and colons: `46.3`, `1,200`, `2:15`; the commas do not count.
  private mutating func takeNumber() {
    let start = position
    var hash = WordHash()
    while position < scalars.count {
      let scalar = TextFolder.folded(scalars[position])
      if Self.isDigit(scalar) {
        hash.add(scalar)
      } else if scalar == 0x2E || scalar == 0x2C || scalar == 0x3A, position + 1 < scalars.count,
        Self.isDigit(TextFolder.folded(scalars[position + 1]))
      {
        if scalar != 0x2C { hash.add(scalar) }
      } else if Self.isLetter(scalar) {
        // "15th", "3pm", "B12x": letters that hang on a number belong to it.
        hash.add(scalar)
      } else {
        break
      }
      position += 1
    }
    append(hash: hash.value, from: start, to: position, isNumber: true)
  }

  private mutating func takeWord() {
    let start = position
    var word: [UInt32] = []
    while position < scalars.count {
      let scalar = TextFolder.folded(scalars[position])
      let isInnerApostrophe =
        scalar == 0x27 && position + 1 < scalars.count
        && Self.isLetter(TextFolder.folded(scalars[position + 1]))
      guard Self.isLetter(scalar) || isInnerApostrophe || Self.isDigit(scalar) || Self.isCombining(scalar)
      else { break }
      if !Self.isCombining(scalar) { word.append(scalar) }
      position += 1
    }
    let (single, double) = Self.unstretched(word)
    appendWord(single, double: double, from: start, to: position)
  }

  private mutating func appendWord(_ word: [UInt32], double: [UInt32], from start: Int, to end: Int) {
    let hash = WordHash.of(word)
    if let words = folder.rewrite(hash) ?? folder.rewrite(WordHash.of(double)) {
      for word in words { append(hash: word, from: start, to: end) }
    } else if let ending = folder.ending(of: word[...]) {
      let stem = word.dropLast(ending.length)
      append(hash: WordHash.of(stem), from: start, to: end)
      append(hash: ending.hash, from: start, to: end)
    } else {
      append(hash: hash, alternate: WordHash.of(double), from: start, to: end)
    }
  }

  private mutating func append(
    hash: UInt64, alternate: UInt64? = nil, from start: Int, to end: Int, isNumber: Bool = false,
    isHan: Bool = false
  ) {
    tokens.append(
      Token(
        hash: hash, alternateHash: alternate ?? hash, start: Int32(start), end: Int32(end),
        sentence: sentence,
        startsClause: clauseStarts, isNumber: isNumber, isHan: isHan))
    clauseStarts = false
    sentenceHasTokens = true
  }

  private mutating func takeMark(_ scalar: UInt32) {
    defer { position += 1 }
    quote(scalar)
    guard Self.endsClause(scalar) else { return }
    clauseStarts = true
    guard endsSentence(scalar), sentenceHasTokens else {
      // "Really?!" and "..." close a sentence once.
      if scalar == 0x3F, let last = isQuestion.indices.last, !sentenceHasTokens { isQuestion[last] = true }
      return
    }
    isQuestion.append(scalar == 0x3F)
    sentence += 1
    sentenceHasTokens = false
  }

  private func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x3F, 0x3B, 0x3002, 0x0A, 0x0D, 0xFF61: return true
    case 0x2E:
      let next = position + 1 < scalars.count ? TextFolder.folded(scalars[position + 1]) : 0x20
      let previous = position > 0 ? scalars[position - 1] : 0x20
      // A point inside "info@x.com" does not end a sentence, nor do the points of "...".
      return previous != 0x2E && next != 0x2E && !Self.isLetter(next) && !Self.isDigit(next)
    default: return false
    }
  }

  private mutating func quote(_ scalar: UInt32) {
    let raw = scalars[position]
    if let open = openQuote {
      guard raw == open.mark else { return }
      quotations.append(Int32(open.start)..<Int32(position))
      openQuote = nil
      return
    }
    switch raw {
    case 0x201C: openQuote = (0x201D, position + 1)
    case 0x300C: openQuote = (0x300D, position + 1)
    case 0x300E: openQuote = (0x300F, position + 1)
    case 0x22, 0xFF02: openQuote = (raw, position + 1)
    case 0x2018: openQuote = (0x2019, position + 1)
    case 0x27 where opensSingleQuote: openQuote = (0x27, position + 1)
    default: break
    }
  }

  /// A straight apostrophe opens a quotation only before a letter and after a space or mark, and only if it is
  /// closed later in front of something that is no letter.
  private var opensSingleQuote: Bool {
    guard position + 1 < scalars.count, Self.isLetter(TextFolder.folded(scalars[position + 1])) else {
      return false
    }
    if position > 0, Self.isLetter(TextFolder.folded(scalars[position - 1])) { return false }
    var index = position + 2
    while index < scalars.count {
      if scalars[index] == 0x27 {
        let next = index + 1 < scalars.count ? TextFolder.folded(scalars[index + 1]) : 0x20
        if !Self.isLetter(next) { return true }
      }
      index += 1
    }
    return false
  }

  static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

  static func isLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x61...0x7A, 0x41...0x5A: return true
    case 0x00...0xBF: return false
    case 0xD7, 0xF7: return false
    case 0xC0...0x24F, 0x370...0x52F: return true
    default: return false
    }
  }

  static func isCombining(_ scalar: UInt32) -> Bool { scalar >= 0x300 && scalar <= 0x36F }

  static func endsClause(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2C, 0x2E, 0x3B, 0x3A, 0x21, 0x3F, 0x0A, 0x0D: return true
    case 0x28, 0x29, 0x7E, 0xFF61: return true
    case 0x2013, 0x2014, 0x2026, 0x3001, 0x3002, 0x2025, 0x22EF: return true
    default: return false
    }
  }

  /// Runs of three or more equal letters as one, and as two.
  static func unstretched(_ word: [UInt32]) -> (single: [UInt32], double: [UInt32]) {
    var single: [UInt32] = []
    var double: [UInt32] = []
    var index = 0
    while index < word.count {
      var end = index + 1
      while end < word.count, word[end] == word[index] { end += 1 }
      let run = end - index
      let isStretched = run >= 3 && !isDigit(word[index])
      for _ in 0..<(isStretched ? 1 : run) { single.append(word[index]) }
      for _ in 0..<(isStretched ? 2 : run) { double.append(word[index]) }
      index = end
    }
    return (single, double)
  }
}
