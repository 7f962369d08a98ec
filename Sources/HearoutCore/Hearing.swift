public import PhraseMatching

/// A language book made ready for reading: its folder and matcher built.
public struct ReadyLanguage: Sendable {
  public let book: LanguageBook
  public let folder: TextFolder
  public let matcher: PhraseMatcher

  public init(_ book: LanguageBook) {
    self.book = book
    folder = TextFolder(book.folding)
    matcher = PhraseMatcher(book.tables)
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
    sort(matches)
  }

  /// The words of the text in a span.
  public func quote(_ span: Span) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[max(0, span.start)..<min(span.end, scalars.count)])
    return String(view)
  }

  /// Number of words; Han characters count as one each.
  public var wordCount: Int { folded.tokens.count }

  private mutating func sort(_ matches: [PhraseMatch]) {
    let roles = matches.map { PatternRole(owner: $0.owner) }
    for (match, role) in zip(matches, roles) {
      let hit = Span(start: match.start, end: match.end)
      switch role {
      case .rule(let index):
        let found = Hit(index: index, span: hit)
        if let reason = exception(to: index, match, matches, roles) {
          takenBack.append((found, reason))
        } else {
          rules.append(found)
        }
      case .cue(let index):
        if !cueIsTakenBack(index, match, matches, roles) { cues.append(Hit(index: index, span: hit)) }
      case .ruleUnless, .ruleUnlessAnywhere, .cueUnless, .cueUnlessAnywhere, .pardon: break
      }
    }
  }

  private func exception(
    to rule: Int, _ match: PhraseMatch, _ matches: [PhraseMatch], _ roles: [PatternRole]
  ) -> Reason? {
    for (other, role) in zip(matches, roles) {
      let span = Span(start: other.start, end: other.end)
      switch role {
      case .ruleUnless(rule) where other.sentence == match.sentence: return .unless(span)
      case .ruleUnlessAnywhere(rule): return .unless(span)
      case .pardon where other.sentence == match.sentence: return .pardon(span)
      default: break
      }
    }
    for quotation in folded.quotations where Int(quotation.lowerBound) <= match.start && match.end <= Int(quotation.upperBound) {
      // A turn that is wrapped in quotation marks as a whole is no quotation.
      if Int(quotation.count) * 10 < folded.scalarCount * 9 {
        return .quoted(Span(start: Int(quotation.lowerBound), end: Int(quotation.upperBound)))
      }
    }
    return nil
  }

  private func cueIsTakenBack(
    _ cue: Int, _ match: PhraseMatch, _ matches: [PhraseMatch], _ roles: [PatternRole]
  ) -> Bool {
    zip(matches, roles).contains { other, role in
      switch role {
      case .cueUnless(cue): other.sentence == match.sentence
      case .cueUnlessAnywhere(cue): true
      default: false
      }
    }
  }
}
