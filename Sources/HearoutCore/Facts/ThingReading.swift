import PhraseMatching

/// Reads what the complaint is about: the product, the place, and what went wrong.
struct ThingReading {
  let text: FactText

  // MARK: - Products

  func products() -> [FactDraft] {
    var found: [FactDraft] = []
    var index = 0
    while index < text.count, found.count < 3 {
      guard let range = product(at: index) else {
        index += 1
        continue
      }
      let value = Self.bare(text.quote(range))
      if !found.contains(where: { $0.value == value }) {
        found.append(FactDraft(kind: .product, value: value, tokens: range, span: text.span(range)))
      }
      index = range.upperBound
    }
    return found
  }

  /// Without the ending of possession: the boiler's pilot light is about the boiler.
  private static func bare(_ quote: String) -> String {
    for ending in ["'s", "\u{2019}s"] where quote.hasSuffix(ending) { return String(quote.dropLast(2)) }
    return quote
  }

  private func product(at index: Int) -> Range<Int>? {
    guard let match = text.match(.productSure, at: index) ?? text.match(.product, at: index) else {
      return nil
    }
    // "Policy number" names a number.
    for list in [FactList.orderCue, .accountCue] {
      if let cue = text.match(list, at: index), cue.end > match.end { return nil }
    }
    if text.has(.productSure, at: index) { return index..<match.end }
    // Words that name other things too count behind "my" or "the", with up to two words between.
    for before in stride(from: index - 1, through: max(0, index - 3), by: -1) {
      if text.has(.determiner, at: before) { return index..<match.end }
      if text.tokens[before + 1].startsClause || text.has(.stretchEnd, at: before) { return nil }
    }
    return nil
  }

  // MARK: - Places

  func places() -> [FactDraft] {
    var found: [FactDraft] = []
    var index = 0
    while index < text.count, found.count < 3 {
      guard let range = place(at: index) else {
        index += 1
        continue
      }
      let value = text.quote(range)
      if !found.contains(where: { $0.value == value }) {
        found.append(FactDraft(kind: .place, value: value, tokens: range, span: text.span(range)))
      }
      index = range.upperBound
    }
    return found
  }

  private func place(at index: Int) -> Range<Int>? {
    if let lead = text.match(.placeLead, at: index), lead.end < text.count,
      text.isSameSentence(index, lead.end)
    {
      if let range = headed(from: lead.end) { return range }
      // "in London", "from Leeds": names of spaced words count only with a capital and behind such a word.
      if let match = text.match(.place, at: lead.end), text.tokens[lead.end].isHan || text.isCapital(lead.end)
      {
        return lead.end..<match.end
      }
    }
    guard let match = text.match(.place, at: index), text.tokens[index].isHan else {
      return capitalHeaded(at: index)
    }
    if let head = text.match(.placeHead, at: match.end) { return index..<head.end }
    return index..<match.end
  }

  /// "your Leeds store", "the airport", 你们中山路店: words up to one that names a kind of place.
  private func headed(from start: Int) -> Range<Int>? {
    let head = text.skip(.of, at: text.skip(.determiner, at: start))
    let isHan = head < text.count && text.tokens[head].isHan
    let reach = isHan ? 8 : 4
    var index = head
    while index < text.count, index - head < reach {
      if index > head, text.tokens[index].startsClause { return nil }
      if let match = text.match(.placeHead, at: index) {
        var end = match.end
        // "Oxford Street branch" has two.
        while let more = text.match(.placeHead, at: end), !text.tokens[end].startsClause { end = more.end }
        return head..<end
      }
      if !isHan, !text.isCapital(index), head == start || index - head >= 2 { return nil }
      if text.has(.stretchEnd, at: index) || text.has(.placeLead, at: index) { return nil }
      index += 1
    }
    return nil
  }

  /// "Oxford Street branch" without a word that leads to it.
  private func capitalHeaded(at index: Int) -> Range<Int>? {
    guard text.isCapital(index), !text.tokens[index].startsClause, !text.has(.weekday, at: index) else {
      return nil
    }
    var end = index
    while end < text.count, end - index < 3, text.isCapital(end),
      end == index || !text.tokens[end].startsClause
    { end += 1 }
    guard end < text.count, !text.tokens[end].startsClause, let head = text.match(.placeHead, at: end) else {
      return nil
    }
    return index..<head.end
  }

  // MARK: - What went wrong

  /// The best short stretch: that of the longest phrase of trouble, the first of equals.
  func problem() -> FactDraft? {
    var best: (start: Int, match: FactText.Match)?
    for index in text.tokens.indices {
      guard let match = text.match(.problem, at: index), !text.has(.denied, at: index - 1) else { continue }
      if let held = best, held.match.end - held.start >= match.end - index { continue }
      best = (index, match)
    }
    guard let best else { return nil }
    let isHan = text.tokens[best.start].isHan
    var start = max(text.clauseStart(best.start), best.start - (isHan ? 16 : 5))
    for index in start..<best.start {
      if let joint = text.match(.stretchEnd, at: index), joint.end <= best.start {
        start = max(start, joint.end)
      }
    }
    let clauseEnd = text.clauseEnd(best.match.end - 1)
    var end = min(clauseEnd, best.match.end + (isHan ? 4 : 3))
    // 多扣了我三百六十八块: a sum is not cut in two.
    let tail = best.match.end..<max(clauseEnd, best.match.end)
    if isHan, tail.count <= 10, tail.contains(where: { NumberReading(text: text).number(at: $0) != nil }) {
      end = clauseEnd
    }
    if let joint = (best.match.end..<max(end, best.match.end)).first(where: { text.has(.stretchEnd, at: $0) })
    {
      end = joint
    }
    let range = start..<max(end, best.match.end)
    let meaning = text.meaning(best.match)
    let value = meaning.isEmpty ? turnedAround(range) : meaning
    return FactDraft(kind: .problem, value: value, tokens: range, span: text.span(range))
  }

  /// The stretch as the agent would say it back: 我的 becomes 您的.
  private func turnedAround(_ range: Range<Int>) -> String {
    var value = ""
    var index = range.lowerBound
    var position = text.span(range).start
    while index < range.upperBound {
      if let match = text.match(.turnAround, at: index), match.end <= range.upperBound {
        value +=
          text.hearing.quote(Span(start: position, end: Int(text.tokens[index].start))) + text.meaning(match)
        position = Int(text.tokens[match.end - 1].end)
        index = match.end
      } else {
        index += 1
      }
    }
    return value + text.hearing.quote(Span(start: position, end: text.span(range).end))
  }
}
