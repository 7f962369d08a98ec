import PhraseMatching

/// Decides what the times in a customer's turn are: when something happened, or by when something is needed.
struct TimeFacts {
  let text: FactText
  let resolver: TimeResolver?
  /// Stretches that tell what was promised; their times are the promise's.
  let promised: [Range<Int>]

  func drafts(_ mentions: [TimeMention]) -> [FactDraft] {
    var found: [FactDraft] = []
    for mention in mentions {
      if promised.contains(where: { $0.overlaps(mention.tokens) }) { continue }
      if let draft = isDeadline(mention) ? deadline(mention) : happened(mention) { found.append(draft) }
      if found.count >= 12 { break }
    }
    if !found.contains(where: { $0.kind == .deadline }), let draft = eventDeadline(mentions) {
      found.append(draft)
    }
    return found
  }

  /// What was promised, with the time that was named in it.
  func promises(_ mentions: [TimeMention]) -> [FactDraft] {
    promised.map { range in
      let mention = mentions.last {
        range.contains($0.tokens.lowerBound) && $0.tokens.upperBound <= range.upperBound
      }
      let when = mention.flatMap { resolver?.instant($0, .near, .due) }
      return FactDraft(
        kind: .promised, value: text.quote(range), tokens: range, span: text.span(range), when: when)
    }
  }

  // MARK: - Deadline or not

  private func isDeadline(_ mention: TimeMention) -> Bool {
    let clause = text.clauseStart(mention.tokens.lowerBound)..<text.clauseEnd(mention.tokens.upperBound - 1)
    let needs = text.has(.need, in: clause)
    switch mention.relation {
    case .ago, .since: return false
    case .by: return needs || !text.has(.pastMark, in: clause)
    case .within, .inFuture:
      return needs || (mention.relation == .within && !text.has(.pastMark, in: clause))
    case .none, .at, .after:
      guard isAhead(mention) else { return false }
      return needs || text.has(.futureMark, in: clause) || text.has(.event, in: clause)
        || ledByEvent(mention) != nil
    }
  }

  /// Whether the day named lies ahead: by its own words, or because the clause speaks of what will be.
  private func isAhead(_ mention: TimeMention) -> Bool {
    switch mention.day {
    case .offset(let days)?: return days > 0 || (days == 0 && !speaksOfPast(mention))
    case .weekday(_, .counted(0))?:
      return resolver?.instant(mention, .near, .due).map { resolver?.isFuture($0) ?? false } ?? false
    case .weekday(_, .counted(let weeks))?: return weeks > 0
    case .weekday(_, .last)?: return false
    case .period(_, let shift)?, .periodEnd(_, let shift)?:
      return shift > 0 || (shift == 0 && !speaksOfPast(mention))
    default: return !speaksOfPast(mention)
    }
  }

  private func speaksOfPast(_ mention: TimeMention) -> Bool {
    let clause = text.clauseStart(mention.tokens.lowerBound)..<text.clauseEnd(mention.tokens.upperBound - 1)
    return text.has(.pastMark, in: clause)
  }

  /// "before the wedding on the 12th": the word that makes a deadline stands a few words before the day.
  private func ledByEvent(_ mention: TimeMention) -> Int? {
    let start = max(text.clauseStart(mention.tokens.lowerBound), mention.tokens.lowerBound - 6)
    for index in stride(from: mention.tokens.lowerBound - 1, through: start, by: -1)
    where text.has(.by, at: index) {
      return index
    }
    return nil
  }

  private func deadline(_ mention: TimeMention) -> FactDraft {
    let when = resolver?.instant(mention, .future, .due)
    let start = ledByEvent(mention) ?? mention.tokens.lowerBound
    let range = start..<mention.tokens.upperBound
    let core: Range<Int>
    if start < mention.tokens.lowerBound, let match = text.match(.by, at: start),
      match.end <= mention.core.lowerBound
    {
      core = match.end..<mention.core.upperBound
    } else {
      core = mention.core
    }
    var value = text.quote(core)
    // "by {deadline}" needs a point in time where a length was named.
    if mention.duration != nil, let when, let time = resolver?.shortTime(when) { value = time }
    return FactDraft(kind: .deadline, value: value, tokens: range, span: text.span(range), when: when)
  }

  private func happened(_ mention: TimeMention) -> FactDraft? {
    // A length without "ago" is how long something took, not when it was.
    if mention.duration != nil, mention.relation != .ago { return nil }
    // "It's now twenty to three" tells the time.
    if mention.day == nil, text.start(.nowWord, endingAt: mention.core.lowerBound) != nil { return nil }
    // What lies ahead has not happened, and is no deadline either.
    if isFutureByName(mention) { return nil }
    let when = resolver?.instant(mention, .past, .happened)
    if let when, let resolver, resolver.isFuture(when) { return nil }
    let range = mention.relation == .since ? mention.tokens : mention.core
    return FactDraft(
      kind: .happenedAt, value: text.quote(range), tokens: mention.core, span: text.span(mention.tokens),
      when: when)
  }

  private func isFutureByName(_ mention: TimeMention) -> Bool {
    switch mention.day {
    case .offset(let days)?: days > 0
    case .weekday(_, .counted(let weeks))?: weeks > 0
    // "The in-laws are here this coming Friday" has no mark of the past.
    case .weekday(_, .this)?: !speaksOfPast(mention)
    case .period(_, let shift)?: shift > 0
    default: false
    }
  }

  /// "before the wedding", 婚礼之前: an event, with the time that the sentence tells of it if it does.
  private func eventDeadline(_ mentions: [TimeMention]) -> FactDraft? {
    guard var draft = eventDeadline() else { return nil }
    let told = mentions.first { mention in
      mention.day != nil && (mention.relation == .none || mention.relation == .at) && isAhead(mention)
        && tells(mention, of: draft.tokens)
    }
    draft.when = told.flatMap { resolver?.instant($0, .future, .due) }
    return draft
  }

  /// "The wedding on Saturday", "the wedding, that's on Saturday": a time in the same clause, or one that is led to by a
  /// word for it.
  private func tells(_ mention: TimeMention, of event: Range<Int>) -> Bool {
    let start = text.clauseStart(mention.tokens.lowerBound)
    guard text.isSameSentence(event.lowerBound, start) else { return false }
    if start <= event.lowerBound { return text.clauseStart(event.lowerBound) == start }
    return start == text.clauseEnd(event.upperBound - 1)
      && text.match(.thatIs, at: start).map { $0.end == mention.tokens.lowerBound } ?? false
  }

  private func eventDeadline() -> FactDraft? {
    for index in text.tokens.indices {
      guard let match = text.match(.event, at: index) else { continue }
      if let suffix = text.match(.beforeSuffix, at: match.end), text.tokens[index].isHan {
        let range = index..<suffix.end
        return FactDraft(
          kind: .deadline, value: text.quote(index..<match.end), tokens: range, span: text.span(range))
      }
      let start = max(text.clauseStart(index), index - 4)
      for lead in stride(from: index - 1, through: start, by: -1) {
        guard let by = text.match(.by, at: lead), by.end <= index else { continue }
        guard !text.has(.pastMark, in: text.clauseStart(index)..<index) else { break }
        return FactDraft(
          kind: .deadline, value: text.quote(by.end..<match.end), tokens: lead..<match.end,
          span: text.span(lead..<match.end))
      }
    }
    return nil
  }
}
