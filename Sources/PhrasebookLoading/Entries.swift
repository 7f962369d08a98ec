public import HearoutCore

/// A pattern as written, with its place.
struct WrittenPattern: Sendable {
  var text: String
  var place: Place
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
struct WrittenRule: Sendable {
  var rule: Rule
  var patterns: [WrittenPattern]
  var unless: [WrittenPattern]
  var unlessAnywhere: [WrittenPattern]
  var examples: [ContentExample]
  /// An overlay may switch off a rule by id.
  var isOff: Bool
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
