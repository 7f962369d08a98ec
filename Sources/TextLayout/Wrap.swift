extension StringProtocol {
  /// The text as lines of at most `width` cells each.
  ///
  /// English breaks at spaces, which vanish there; Chinese, Japanese and Korean between characters, but no
  /// line begins with closing punctuation or ends with opening punctuation. A word wider than a line is cut.
  /// Newlines in the text are kept as breaks. `indent` goes before every line but the first and counts in its
  /// width. Wrap first and paint afterwards: colour codes would be split like words.
  public func wrapped(width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    for paragraph in split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var wrapper = LineWrapper(
        width: Swift.max(1, width), indent: indent.displayWidth < width ? indent : "",
        isFirst: lines.isEmpty)
      for atom in Atoms(paragraph) { wrapper.add(atom) }
      lines += wrapper.finish()
    }
    return lines
  }
}

/// A run of characters that must stay on one line if it fits on one, and the spaces after it.
private struct Atom {
  var text = ""
  var width = 0
  var spaces = 0
}

private struct LineWrapper {
  let width: Int
  let indent: String
  var isFirst: Bool
  var lines: [String] = []
  var line = ""
  var used = 0
  /// Spaces seen after the last atom; they are written only if another atom follows on the same line.
  var owed = 0

  var lead: String { lines.isEmpty && isFirst ? "" : indent }

  mutating func add(_ atom: Atom) {
    if atom.width == 0 {
      owed += atom.spaces
      return
    }
    if used == 0 { begin() }
    if used + owed + atom.width <= width {
      line += String(repeating: " ", count: owed)
      append(atom.text, cells: owed + atom.width)
    } else {
      if !isBlank { breakLine() }
      if used + atom.width <= width { append(atom.text, cells: atom.width) } else { cut(atom) }
    }
    owed = atom.spaces
  }

  var isBlank: Bool { used == lead.displayWidth }

  mutating func begin() {
    line = lead
    used = line.displayWidth
  }

  mutating func append(_ text: String, cells: Int) {
    line += text
    used += cells
  }

  mutating func breakLine() {
    lines.append(line)
    line = ""
    used = 0
    owed = 0
    begin()
  }

  /// Writes an atom that no line can hold, filling each line to its end.
  mutating func cut(_ atom: Atom) {
    owed = 0
    for character in atom.text {
      let cells = character.cellWidth
      if used + cells > width && !isBlank { breakLine() }
      append(String(character), cells: cells)
    }
  }

  mutating func finish() -> [String] {
    lines + [line]
  }
}

/// Splits a paragraph into atoms: English words, and single Han characters with their punctuation.
private struct Atoms: Sequence, IteratorProtocol {
  private let characters: [Character]
  private var index = 0

  init(_ text: some StringProtocol) {
    characters = text.map { $0 == "\t" ? " " : $0 }
  }

  mutating func next() -> Atom? {
    guard index < characters.count else { return nil }
    var atom = Atom()
    while index < characters.count, characters[index] != " " {
      atom.text.append(characters[index])
      atom.width += characters[index].cellWidth
      index += 1
      if index < characters.count, canBreak(characters[index - 1], characters[index]) { break }
    }
    while index < characters.count, characters[index] == " " {
      atom.spaces += 1
      index += 1
    }
    return atom
  }

  private func canBreak(_ before: Character, _ after: Character) -> Bool {
    if after == " " { return false }
    if before.opensBracket || after.closesPhrase { return false }
    return before.breaksFreely || after.breaksFreely
  }
}

extension Character {
  /// Scripts written without spaces, where a line may end after any character.
  fileprivate var breaksFreely: Bool {
    guard let scalar = unicodeScalars.first, scalar.value >= 0x1100 else { return false }
    return cellWidth == 2 || Self.dashes.contains(self)
  }

  fileprivate var closesPhrase: Bool { Self.closing.contains(self) }

  fileprivate var opensBracket: Bool { Self.opening.contains(self) }

  private static let dashes: Set<Character> = ["—", "…"]

  private static let closing = Set("，。、；：？！）】》〉」』〕〗｝］”’…—·～％,.;:?!)]}%﹐﹒﹔﹕﹖﹗々ーっゃゅょッャュョ℃‰¢°")

  private static let opening = Set("（【《〈「『〔〖｛［“‘([{￥＄$£")
}
