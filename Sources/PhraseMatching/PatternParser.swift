/// Reads the pattern language: words, `(a|b)`, `[a]`, `...`, `*`, `<list>`, `^`, `$` and a closing `?`.
public struct PatternParser: Sendable {
  private let folder: TextFolder
  /// Named lists; each entry is a small pattern without lists.
  private let lists: [String: [String]]

  public init(folder: TextFolder, lists: [String: [String]]) {
    self.folder = folder
    self.lists = lists
  }

  /// - Parameter fixedWords: how many words must be fixed, unless the pattern is tied to a clause with `^` and `$`.
  ///   A rule needs two, or it would meet half of all sentences; an exception needs one.
  public func parse(_ pattern: String, fixedWords: Int = 2) throws(PatternError) -> [PatternNode] {
    let nodes = try parse(pattern, allowsLists: true)
    guard !nodes.isEmpty else { throw PatternError(.empty, column: 0) }
    let fixed = Self.leastWords(nodes)
    let isTied = nodes.first == .clauseStart && (nodes.last == .clauseEnd || nodes.last == .question)
    guard fixed >= fixedWords || (isTied && fixed >= 1) else { throw PatternError(.tooShort, column: 0) }
    return nodes
  }

  private func parse(_ pattern: String, allowsLists: Bool) throws(PatternError) -> [PatternNode] {
    // Marks typed with a Chinese keyboard mean the same.
    let text = pattern.unicodeScalars.map { scalar in
      (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }
    var run = Run(parser: self, text: text, allowsLists: allowsLists)
    let nodes = try run.sequence(closing: nil)
    if run.position < run.text.count {
      throw PatternError(.unopened(Character(run.text[run.position])), column: run.position)
    }
    return nodes
  }

  /// The least number of fixed words in any wording of the pattern.
  static func leastWords(_ nodes: [PatternNode]) -> Int {
    nodes.reduce(0) { sum, node in
      switch node {
      case .word: sum + 1
      case .choice(let ways): sum + (ways.map(leastWords).min() ?? 0)
      case .number: sum + 1
      case .any, .gap, .clauseStart, .clauseEnd, .question: sum
      }
    }
  }

  fileprivate func words(_ text: String) -> [PatternNode] { folder.fold(text).tokens.map { .word($0.hash) } }

  fileprivate func list(_ name: String, column: Int) throws(PatternError) -> PatternNode {
    if name == "number" { return .number }
    guard let entries = lists[name] else {
      throw PatternError(
        .unknownList(name, nearest: nearest(to: name, among: lists.keys.sorted())), column: column)
    }
    var ways: [[PatternNode]] = []
    for entry in entries { ways.append(try parse(entry, allowsLists: false)) }
    return .choice(ways)
  }
}

/// State of one parse.
private struct Run {
  let parser: PatternParser
  let text: [Unicode.Scalar]
  let allowsLists: Bool
  var position = 0

  init(parser: PatternParser, text: [Unicode.Scalar], allowsLists: Bool) {
    self.parser = parser
    self.text = text
    self.allowsLists = allowsLists
  }

  mutating func sequence(closing: Unicode.Scalar?) throws(PatternError) -> [PatternNode] {
    var nodes: [PatternNode] = []
    var plain = String.UnicodeScalarView()
    func isEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "|" || scalar == ")" || scalar == "]" }

    while position < text.count {
      let scalar = text[position]
      if isEnd(scalar) {
        if closing == nil {
          throw PatternError(
            scalar == "|" ? .barOutsideParentheses : .unopened(Character(scalar)), column: position)
        }
        break
      }
      if let node = try special(scalar) {
        nodes += parser.words(String(plain))
        plain = String.UnicodeScalarView()
        nodes.append(node)
      } else {
        plain.append(scalar)
        position += 1
      }
    }
    return nodes + parser.words(String(plain))
  }

  private mutating func special(_ scalar: Unicode.Scalar) throws(PatternError) -> PatternNode? {
    switch scalar {
    case "(": return try choice(closing: ")", optional: false)
    case "[": return try choice(closing: "]", optional: true)
    case "<": return try list()
    case "*":
      position += 1
      return .any
    case "^":
      position += 1
      return .clauseStart
    case "$":
      position += 1
      return .clauseEnd
    case "…":
      while position < text.count, text[position] == "…" { position += 1 }
      return .gap
    case "." where text[position...].prefix(3).elementsEqual(["." as Unicode.Scalar, ".", "."]):
      while position < text.count, text[position] == "." { position += 1 }
      return .gap
    case "?":
      let rest = text[(position + 1)...].filter { $0 != " " && $0 != ")" && $0 != "]" }
      guard rest.isEmpty else { throw PatternError(.questionNotAtEnd, column: position) }
      position += 1
      return .question
    default: return nil
    }
  }

  private mutating func choice(closing: Unicode.Scalar, optional: Bool) throws(PatternError) -> PatternNode {
    let opened = position
    position += 1
    var ways: [[PatternNode]] = []
    while true {
      let start = position
      var way = try sequence(closing: closing)
      if way.isEmpty {
        // A comma by itself says that a clause ends here.
        guard text[start..<position].contains(where: { $0 == "," || $0 == "\u{3001}" }) else {
          throw PatternError(.emptyChoice, column: position)
        }
        way = [.clauseEnd]
      }
      ways.append(way)
      guard position < text.count else {
        throw PatternError(.unclosed(Character(text[opened])), column: opened)
      }
      let scalar = text[position]
      position += 1
      if scalar == closing { break }
      guard scalar == "|" else { throw PatternError(.unopened(Character(scalar)), column: position - 1) }
    }
    return .choice(optional ? ways + [[]] : ways)
  }

  private mutating func list() throws(PatternError) -> PatternNode {
    let opened = position
    guard let end = text[opened...].firstIndex(of: ">") else {
      throw PatternError(.unclosed("<"), column: opened)
    }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: text[(opened + 1)..<end])
    position = end + 1
    guard allowsLists || String(name) == "number" else {
      throw PatternError(.listWithinList(String(name)), column: opened)
    }
    return try parser.list(String(name), column: opened)
  }
}
