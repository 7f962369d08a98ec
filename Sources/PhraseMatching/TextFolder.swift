/// Folds text into words: case, width, quotes, spacing, contractions, variants of characters, stretched letters.
public struct TextFolder: Sendable {
  /// The range of the tables for Han characters: the basic block of CJK unified ideographs.
  private static let hanFirst: UInt32 = 0x4E00
  private static let hanLast: UInt32 = 0x9FFF

  let gapWords: Int
  let gapCharacters: Int
  /// Folded form of each Han character of the basic block.
  private var hanTable: [UInt16]
  /// Hash of a word as written → hashes of the words it stands for.
  private var rewrites: [UInt64: [UInt64]] = [:]
  /// Scalars of an ending → hash of the word it stands for, longest first.
  private var endings: [(scalars: [UInt32], hash: UInt64)] = []
  /// Hash of a filler's first word → the fillers that start with it, longest first.
  private var fillers: [UInt64: [[UInt64]]] = [:]

  public init(_ rules: FoldingRules) {
    gapWords = rules.gapWords
    gapCharacters = rules.gapCharacters
    hanTable = (Self.hanFirst...Self.hanLast).map { UInt16($0) }
    for (from, to) in rules.characters.sorted(by: { $0.key < $1.key }) {
      set(from.unicodeScalars.first?.value, to: to.unicodeScalars.first?.value)
    }
    for group in rules.homophones {
      let members = group.unicodeScalars.map(\.value)
      for member in members.dropFirst() { set(member, to: members.first) }
    }
    settle()
    for (ending, word) in rules.endings.sorted(by: { $0.key < $1.key }) {
      endings.append((ending.unicodeScalars.map { Self.folded($0.value) }, Self.hash(word)))
    }
    endings.sort { $0.scalars.count > $1.scalars.count }
    for (word, expansion) in rules.words { rewrites[Self.hash(word)] = expansion.map(Self.hash) }
    for filler in rules.fillers {
      let hashes = fold(filler).tokens.map(\.hash)
      if let first = hashes.first { fillers[first, default: []].append(hashes) }
    }
    for key in fillers.keys { fillers[key]?.sort { $0.count > $1.count } }
  }

  /// Words of `text` with their places.
  public func fold(_ text: String) -> FoldedText { fold(text.unicodeScalars.map(\.value)) }

  /// Words of a text given as Unicode scalars.
  public func fold(_ scalars: [UInt32]) -> FoldedText {
    var scanner = Scanner(folder: self, scalars: scalars)
    scanner.run()
    let dropped = dropFillers(scanner.tokens)
    return FoldedText(
      tokens: scanner.tokens, withoutFillers: dropped, isQuestion: scanner.isQuestion,
      quotations: scanner.quotations, scalarCount: scalars.count)
  }

  /// The folded words of `text`, for showing how a sentence was read.
  public func foldedWords(_ text: String) -> [String] {
    let scalars = text.unicodeScalars.map(\.value)
    return fold(scalars).tokens.map { token in
      var word = String.UnicodeScalarView()
      for scalar in scalars[Int(token.start)..<Int(token.end)] {
        if let folded = Unicode.Scalar(foldHan(Self.folded(scalar))) { word.append(folded) }
      }
      return String(word)
    }
  }

  private mutating func set(_ from: UInt32?, to: UInt32?) {
    guard let from, let to, Self.isBasicHan(from), Self.isBasicHan(to) else { return }
    hanTable[Int(from - Self.hanFirst)] = UInt16(to)
  }

  /// Follows chains (traditional → simplified → homophone) to their ends; a ring stops after eight links.
  private mutating func settle() {
    for index in hanTable.indices {
      var value = hanTable[index]
      for _ in 0..<8 {
        let next = hanTable[Int(UInt32(value) - Self.hanFirst)]
        if next == value { break }
        value = next
      }
      hanTable[index] = value
    }
  }

  private func dropFillers(_ tokens: [Token]) -> [Token]? {
    guard !fillers.isEmpty else { return nil }
    var kept: [Token] = []
    kept.reserveCapacity(tokens.count)
    var index = 0
    var clauseStarts = false
    while index < tokens.count {
      if let length = fillerLength(tokens, at: index) {
        for token in tokens[index..<index + length] where token.startsClause { clauseStarts = true }
        index += length
        continue
      }
      var token = tokens[index]
      token.startsClause = token.startsClause || clauseStarts
      clauseStarts = false
      kept.append(token)
      index += 1
    }
    return kept.count == tokens.count ? nil : kept
  }

  private func fillerLength(_ tokens: [Token], at index: Int) -> Int? {
    guard let candidates = fillers[tokens[index].hash] else { return nil }
    for candidate in candidates where index + candidate.count <= tokens.count {
      var same = true
      for offset in candidate.indices where tokens[index + offset].hash != candidate[offset] { same = false }
      if same { return candidate.count }
    }
    return nil
  }

  func foldHan(_ scalar: UInt32) -> UInt32 {
    Self.isBasicHan(scalar) ? UInt32(hanTable[Int(scalar - Self.hanFirst)]) : scalar
  }

  func rewrite(_ hash: UInt64) -> [UInt64]? { rewrites[hash] }

  func ending(of scalars: ArraySlice<UInt32>) -> (length: Int, hash: UInt64)? {
    for ending in endings where scalars.count > ending.scalars.count {
      if scalars.suffix(ending.scalars.count).elementsEqual(ending.scalars) {
        return (ending.scalars.count, ending.hash)
      }
    }
    return nil
  }

  static func hash(_ word: String) -> UInt64 { WordHash.of(word.unicodeScalars.map { folded($0.value) }) }

  static func isBasicHan(_ scalar: UInt32) -> Bool { scalar >= hanFirst && scalar <= hanLast }

  static func isHan(_ scalar: UInt32) -> Bool {
    isBasicHan(scalar) || (scalar >= 0x3400 && scalar <= 0x4DBF) || (scalar >= 0x20000 && scalar <= 0x323AF)
      || scalar == 0x3007
  }

  /// Case, width and quotation marks folded.
  static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: return scalar + 32
    case 0x00...0x7F: return scalar
    case 0xFF01...0xFF5E: return folded(scalar - 0xFEE0)
    case 0x2018, 0x2019, 0x02BC, 0x60, 0xB4: return 0x27
    case 0x201C, 0x201D: return 0x22
    case 0x3000: return 0x20
    case 0xC0...0x24F, 0x370...0x52F: return lowercase(scalar)
    default: return scalar
    }
  }

  private static func lowercase(_ scalar: UInt32) -> UInt32 {
    guard let value = Unicode.Scalar(scalar) else { return scalar }
    let mapped = value.properties.lowercaseMapping.unicodeScalars
    return mapped.count == 1 ? mapped.first?.value ?? scalar : scalar
  }
}
