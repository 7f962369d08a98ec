public import HearoutCore

/// An example in the content that does not come out as it should.
public struct ContentFailure: Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// The rule did not flag its example.
    case notFlagged(RuleID)
    /// Another rule covers the place, so this one is never seen.
    case blocked(RuleID, by: RuleID)
    /// A sentence that must stay clean was flagged.
    case flagged(RuleID, by: RuleID, match: String)
    case cueNotHeard(CueID)
    case cueHeard(CueID, match: String)
  }
  public var reason: Reason
  public var text: String
  public var place: Place
  /// How the text was changed before it was tried (capitals, curly quotes …); `nil` for the text as it stands.
  public var variation: Variation?

  /// Forms of a text that must make no difference.
  public enum Variation: String, Sendable, CaseIterable {
    case capitals
    case curlyQuotes = "curly-quotes"
    case doubledSpaces = "doubled-spaces"
    case emojiBefore = "emoji-before"

    /// The text in this form.
    public func apply(_ text: String) -> String {
      switch self {
      case .capitals: text.uppercased()
      case .curlyQuotes: String(text.map { $0 == "'" ? "’" : $0 })
      case .doubledSpaces:
        text.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "  ")
      case .emojiBefore: "🙂 " + text
      }
    }
  }
}

/// Runs the examples of a language's content against its book.
public struct ContentTest: Sendable {
  private let language: ReadyLanguage
  private let examples: [ContentExample]

  public init(_ loaded: LoadedLanguage) {
    language = ReadyLanguage(loaded.book)
    examples = loaded.examples
  }

  /// All failures, sorted by place.
  /// - Parameter file: limits it to the examples of one file.
  public func failures(in file: String? = nil) -> [ContentFailure] {
    var failures: [ContentFailure] = []
    for example in examples where file == nil || example.place.file == file {
      if let reason = reason(example, example.text) {
        failures.append(
          ContentFailure(reason: reason, text: example.text, place: example.place, variation: nil))
        continue
      }
      for variation in ContentFailure.Variation.allCases {
        if let reason = reason(example, variation.apply(example.text)) {
          failures.append(
            ContentFailure(reason: reason, text: example.text, place: example.place, variation: variation))
          break
        }
      }
    }
    return failures.sorted { $0.place < $1.place }
  }

  private func reason(_ example: ContentExample, _ text: String) -> ContentFailure.Reason? {
    let hearing = Hearing(Self.withoutBlanks(text), in: language)
    switch example.expectation {
    case .flagged(let id):
      guard let hit = hearing.rules.first(where: { language.book.rules[$0.index].id == id }) else {
        return .notFlagged(id)
      }
      return blocker(of: hit, id, in: hearing)
    case .clean(let id), .instead(let id):
      guard let hit = hearing.rules.first else { return nil }
      return .flagged(id, by: language.book.rules[hit.index].id, match: hearing.quote(hit.span))
    case .said:
      guard let hit = hearing.rules.first else { return nil }
      let rule = language.book.rules[hit.index].id
      return .flagged(rule, by: rule, match: hearing.quote(hit.span))
    case .cueHeard(let id):
      return hearing.cues.contains { language.book.cues[$0.index].id == id } ? nil : .cueNotHeard(id)
    case .cueSilent(let id):
      guard let hit = hearing.cues.first(where: { language.book.cues[$0.index].id == id }) else { return nil }
      return .cueHeard(id, match: hearing.quote(hit.span))
    }
  }

  /// A rule of another category may cover the same words; it blocks only if it is less severe and so would soften the
  /// judgement.
  private func blocker(of hit: Hit, _ id: RuleID, in hearing: Hearing) -> ContentFailure.Reason? {
    let rule = language.book.rules[hit.index]
    let shown = TurnReader.flags(of: hearing, in: language.book)
    guard !shown.contains(where: { $0.rule == id }) else { return nil }
    guard let cover = shown.first(where: { $0.span.overlaps(hit.span) }), cover.severity < rule.severity
    else { return nil }
    return .blocked(id, by: cover.rule)
  }

  /// Blanks stand for words that nobody flags.
  public static func withoutBlanks(_ text: String) -> String {
    guard text.contains("{") else { return text }
    var result = ""
    var isBlank = false
    for character in text {
      if character == "{" { isBlank = true }
      if !isBlank { result.append(character) }
      if character == "}" {
        isBlank = false
        result.append("X")
      }
    }
    return result
  }
}
