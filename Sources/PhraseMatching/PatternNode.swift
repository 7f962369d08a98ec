/// A piece of a pattern as a trainer wrote it.
public indirect enum PatternNode: Sendable, Hashable {
  /// A word (its hash) that must stand there.
  case word(UInt64)
  /// `<number>`: digits or number words.
  case number
  /// `*`: exactly one word.
  case any
  /// `...`: a gap of up to a few words.
  case gap
  /// `(a|b)` chooses; `[a|b]` is `(a|b|)`.
  case choice([[PatternNode]])
  /// `^`: a clause starts here.
  case clauseStart
  /// `$`: a clause ends here.
  case clauseEnd
  /// `?` at the end: the sentence is a question.
  case question
}

/// What is wrong with a pattern, with the column (from 0, in Unicode scalars of the pattern) where it shows.
public struct PatternError: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case empty
    case unclosed(Character)
    case unopened(Character)
    case barOutsideParentheses
    case emptyChoice
    case unknownList(String, nearest: String?)
    case listWithinList(String)
    case questionNotAtEnd
    /// Fewer than two fixed words and not tied with `^` and `$`.
    case tooShort
    /// Nothing fixed that could be looked for.
    case nothingFixed
    case tooManyCombinations(Int)
  }
  public var kind: Kind
  public var column: Int

  public init(_ kind: Kind, column: Int) {
    self.kind = kind
    self.column = column
  }
}

/// The largest number of wordings that one pattern may stand for.
let combinationLimit = 4096
