public import PhraseMatching

/// A language book made ready for reading; its folder and matcher are built at the first turn.
public struct ReadyLanguage: Sendable {
  public let book: LanguageBook
  private let folding: Deferred<TextFolder>
  private let matching: Deferred<PhraseMatcher>

  public var folder: TextFolder { folding.value }
  public var matcher: PhraseMatcher { matching.value }

  public init(_ book: LanguageBook) {
    self.init(book, Deferred { TextFolder(book.folding) })
  }

  /// With a folder that was made before from the same rules of folding.
  public init(_ book: LanguageBook, folder: TextFolder) { self.init(book, Deferred(ready: folder)) }

  private init(_ book: LanguageBook, _ folding: Deferred<TextFolder>) {
    self.book = book
    self.folding = folding
    matching = Deferred { PhraseMatcher(book.tables) }
  }
}

/// A cue or rule met in a turn.
public struct Hit: Sendable, Hashable {
  public var index: Int
  public var span: Span
}

/// What the patterns of the book find in one text, exceptions already taken back.
public struct Hearing: Sendable {
  public let folded: FoldedText
  public let scalars: [Unicode.Scalar]
  /// Rules met; `index` into the book's rules.
  public private(set) var rules: [Hit] = []
  /// Cues met; `index` into the book's cues.
  public private(set) var cues: [Hit] = []
  /// Rules that matched and were taken back, with the place of the exception.
  public private(set) var takenBack: [(rule: Hit, by: Reason)] = []

  /// Why a match was taken back.
  public enum Reason: Sendable, Hashable {
    case unless(Span)
    case pardon(Span)
    case quoted(Span)
  }

  public init(_ text: String, in language: ReadyLanguage) {
    scalars = Array(text.unicodeScalars)
    folded = language.folder.fold(scalars.map(\.value))
    let matches = language.matcher.matches(in: folded)
    guard !matches.isEmpty else { return }
    sort(matches, by: language.book.rules)
  }

  /// The words of the text in a span.
  public func quote(_ span: Span) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[max(0, span.start)..<min(span.end, scalars.count)])
    return String(view)
  }

  /// Number of words; Han characters count as one each.
  public var wordCount: Int { folded.tokens.count }

  private mutating func sort(_ matches: [PhraseMatch], by known: [Rule]) {
    let exceptions = Exceptions(matches)
    for match in matches {
      let span = Span(start: match.start, end: match.end)
      switch PatternRole(owner: match.owner) {
      case .rule(let index):
        let hit = Hit(index: index, span: span)
        if let reason = exceptions.reason(index, known[index], match.sentence) ?? quotation(around: span) {
          takenBack.append((hit, reason))
        } else {
          rules.append(hit)
        }
      case .cue(let index):
        if !exceptions.takesBack(cue: index, match.sentence) { cues.append(Hit(index: index, span: span)) }
      case .ruleUnless, .ruleUnlessAnywhere, .cueUnless, .cueUnlessAnywhere, .pardon: break
      }
    }
  }

  /// A wording inside quotation marks is somebody else's. A turn that is wrapped in marks as a whole is no quotation.
  private func quotation(around span: Span) -> Reason? {
    for quoted in folded.quotations
    where Int(quoted.lowerBound) <= span.start && span.end <= Int(quoted.upperBound) {
      if quoted.count * 10 < folded.scalarCount * 9 {
        return .quoted(Span(start: Int(quoted.lowerBound), end: Int(quoted.upperBound)))
      }
    }
    return nil
  }
}

/// The exceptions that stand in a turn, by what they take back.
private struct Exceptions {
  private struct Key: Hashable {
    var role: PatternRole
    /// Sentence; -1 where the whole turn counts.
    var sentence: Int
  }
  private var places: [Key: Span] = [:]

  init(_ matches: [PhraseMatch]) {
    for match in matches {
      let role = PatternRole(owner: match.owner)
      let span = Span(start: match.start, end: match.end)
      switch role {
      case .rule, .cue: continue
      case .ruleUnless, .cueUnless, .pardon: places[Key(role: role, sentence: match.sentence)] = span
      case .ruleUnlessAnywhere, .cueUnlessAnywhere: places[Key(role: role, sentence: -1)] = span
      }
    }
  }

  func reason(_ index: Int, _ rule: Rule, _ sentence: Int) -> Hearing.Reason? {
    guard !places.isEmpty else { return nil }
    if let span = places[Key(role: .ruleUnless(index), sentence: sentence)] { return .unless(span) }
    if let span = places[Key(role: .ruleUnlessAnywhere(index), sentence: -1)] { return .unless(span) }
    for exception in rule.exceptions {
      if let span = places[Key(role: .pardon(exception), sentence: sentence)] { return .pardon(span) }
    }
    return nil
  }

  func takesBack(cue: Int, _ sentence: Int) -> Bool {
    !places.isEmpty
      && (places[Key(role: .cueUnless(cue), sentence: sentence)] != nil
        || places[Key(role: .cueUnlessAnywhere(cue), sentence: -1)] != nil)
  }
}
