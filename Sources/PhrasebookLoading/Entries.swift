public import HearoutCore

/// A pattern as written, with its place.
public struct WrittenPattern: Sendable, Hashable {
  public var text: String
  public var place: Place
}

/// Patterns that take back rules in the same sentence.
public struct SharedException: Sendable, Hashable {
  public var patterns: [WrittenPattern]
  /// The categories whose rules it takes back; empty for every rule.
  public var categories: Set<HearoutCore.Category> = []

  /// Whether it takes back the rules of a category.
  func concerns(_ category: HearoutCore.Category) -> Bool {
    categories.isEmpty || categories.contains(category)
  }
}

extension [SharedException] {
  /// The numbers of those that take back the rules of a category.
  public func concerning(_ category: HearoutCore.Category) -> [Int] {
    indices.filter { self[$0].concerns(category) }
  }
}

/// An example in the content: a test that lies beside what it tests.
public struct ContentExample: Sendable, Hashable {
  public enum Expectation: Sendable, Hashable {
    /// The rule must flag it.
    case flagged(RuleID)
    /// No rule of the book may flag it.
    case clean(RuleID)
    /// The rule's better wording: no rule of the book may flag it.
    case instead(RuleID)
    case cueHeard(CueID)
    case cueSilent(CueID)
    /// A suggestion or stock line of the book.
    case said
  }
  public var text: String
  public var expectation: Expectation
  public var place: Place

  public init(_ text: String, _ expectation: Expectation, at place: Place) {
    self.text = text
    self.expectation = expectation
    self.place = place
  }
}

/// A rule with its patterns and examples, before compiling.
public struct WrittenRule: Sendable, Hashable {
  public var rule: Rule
  public var patterns: [WrittenPattern]
  /// Patterns that take a match back where they stand in the same sentence.
  public var unless: [WrittenPattern]
  /// Patterns that take a match back wherever they stand in the turn.
  public var unlessAnywhere: [WrittenPattern]
  public var examples: [ContentExample]
  /// An overlay may switch off a rule by id.
  public var isOff: Bool
}

/// A cue with its patterns and examples, before compiling.
struct WrittenCue: Sendable {
  var cue: Cue
  var patterns: [WrittenPattern]
  var unless: [WrittenPattern]
  var unlessAnywhere: [WrittenPattern]
  var examples: [ContentExample]
  var isOff: Bool
}
