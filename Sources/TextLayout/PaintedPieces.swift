/// Splits text that may carry colour codes into characters and codes.
///
/// Only `ESC [ … m` is understood; any other escape character comes out as an ordinary character.
package struct PaintedPieces<Text: StringProtocol> {
  package enum Piece {
    case character(Character)
    case code(String)
  }

  private let text: Text
  private var index: Text.Index

  package init(_ text: Text) {
    self.text = text
    index = text.startIndex
  }

  package mutating func next() -> Piece? {
    guard index < text.endIndex else { return nil }
    if text[index] == "\u{1B}", let end = endOfCode() {
      defer { index = end }
      return .code(String(text[index..<end]))
    }
    defer { index = text.index(after: index) }
    return .character(text[index])
  }

  private func endOfCode() -> Text.Index? {
    var cursor = text.index(after: index)
    guard cursor < text.endIndex, text[cursor] == "[" else { return nil }
    cursor = text.index(after: cursor)
    while cursor < text.endIndex {
      let character = text[cursor]
      cursor = text.index(after: cursor)
      if character == "m" { return cursor }
      // A combining mark after a digit makes another character of it, which is no longer a code.
      guard character.isASCII, character.isNumber || character == ";" || character == ":" else { return nil }
    }
    return nil
  }
}
