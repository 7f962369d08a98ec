import PhraseMatching

/// Hears facts and promises in a turn.
public struct FactReader {
  let language: ReadyLanguage
  let hearing: Hearing
  let turn: Turn

  public init(language: ReadyLanguage, hearing: Hearing, turn: Turn) {
    self.language = language
    self.hearing = hearing
    self.turn = turn
  }

  /// The moment that a note such as "ring her tomorrow at three" names, if any.
  public func followUp() -> Instant? {
    let (text, resolver) = prepared()
    guard let resolver else { return nil }
    for mention in MentionReading(text: text).mentions()
    where mention.relation != .ago && mention.relation != .since {
      let aim: TimeResolver.Aim = mention.relation == .by ? .due : .remind
      if let instant = resolver.instant(mention, .future, aim) { return instant }
    }
    return nil
  }

  /// What a customer's turn tells; of an agent's turn only what is read back: numbers, names of things, sums.
  func facts() -> [Fact] {
    guard !hearing.scalars.isEmpty else { return [] }
    let (text, resolver) = prepared()
    guard text.count > 0 else { return [] }
    let codes = CodeReading(text: text).codes()
    let amounts = AmountReading(text: text).amounts().filter { amount in
      !codes.contains { $0.span.overlaps(amount.span) }
    }
    var drafts = codes + amounts
    if turn.speaker == .customer {
      drafts += customersOwn(text, resolver, taken: drafts.map(\.span))
    }
    return Corrections(text: text).settled(drafts)
  }

  func promises(acts: [Act]) -> [Promise] {
    guard turn.speaker == .agent, !hearing.scalars.isEmpty else { return [] }
    let (text, resolver) = prepared()
    guard text.count > 0 else { return [] }
    let cues = hearing.cues.compactMap { hit -> Span? in
      guard language.book.cues.indices.contains(hit.index) else { return nil }
      switch language.book.cues[hit.index].signal {
      case .act(.commit), .act(.followUp): return hit.span
      default: return nil
      }
    }
    return PromiseReading(text: text, resolver: resolver, cues: cues).promises()
  }

  private func prepared() -> (FactText, TimeResolver?) {
    let lexicon = language.book.vocabulary.lexicon(folder: language.folder)
    return (FactText(hearing, lexicon), TimeResolver(turn.clock, closeHour: lexicon.closeHour))
  }

  private func customersOwn(_ text: FactText, _ resolver: TimeResolver?, taken: [Span]) -> [FactDraft] {
    let mentions = MentionReading(text: text).mentions().filter { mention in
      let span = text.span(mention.tokens)
      return !taken.contains { $0.overlaps(span) }
    }
    let stretches = StretchReading(text: text, mentions: mentions)
    let times = TimeFacts(text: text, resolver: resolver, promised: stretches.promised())
    let things = ThingReading(text: text)
    var drafts = NameReading(text: text).names()
    drafts += times.drafts(mentions)
    drafts += times.promises(mentions)
    drafts += things.products() + things.places()
    drafts += stretches.costs() + stretches.tries() + stretches.wants()
    if let problem = things.problem() { drafts.append(problem) }
    return drafts
  }
}

/// Finds which facts take back others: "no, the fifteenth", 不对,是15号, "not Tuesday, Wednesday".
struct Corrections {
  let text: FactText

  /// The facts in the order of the turn, each with whether it corrects; what the turn itself takes back is
  /// left out.
  func settled(_ drafts: [FactDraft]) -> [Fact] {
    let sorted = drafts.enumerated().sorted { a, b in
      a.element.span == b.element.span ? a.offset < b.offset : a.element.span < b.element.span
    }.map(\.element)
    var facts: [Fact] = []
    var denied: Set<FactKind> = []
    for draft in sorted {
      let start = draft.tokens.lowerBound
      if Self.correctable.contains(draft.kind), isDenied(start) {
        denied.insert(draft.kind)
        continue
      }
      let corrects =
        Self.correctable.contains(draft.kind) && (denied.contains(draft.kind) || isCorrection(start))
      if corrects { facts.removeAll { $0.kind == draft.kind } }
      facts.append(
        Fact(
          kind: draft.kind, value: draft.value, span: draft.span, quote: text.hearing.quote(draft.span),
          when: draft.when, corrects: corrects))
    }
    return facts
  }

  /// Kinds that have one right value. What was tried or wanted only grows.
  private static let correctable: Set<FactKind> = [
    .name, .contact, .order, .account, .product, .place, .happenedAt, .amount, .deadline,
  ]

  /// "not Tuesday": denied right before the fact, in the same clause.
  private func isDenied(_ start: Int) -> Bool {
    guard start > 0, start < text.count, !text.tokens[start].startsClause else { return false }
    return text.start(.denied, endingAt: start) != nil
  }

  /// A word that takes back, at the start of a clause and at most three words before the fact.
  private func isCorrection(_ start: Int) -> Bool {
    guard start > 0, start < text.count else { return false }
    for index in stride(from: start - 1, through: max(0, start - 8), by: -1)
    where text.tokens[index].startsClause {
      guard let match = text.match(.correction, at: index), match.end <= start else { continue }
      let gap = start - match.end
      let isCutOff = match.end == start || text.isBoundary(match.end)
      return gap <= (isCutOff ? 4 : 2)
    }
    return false
  }
}
