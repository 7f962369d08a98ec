import PhraseMatching

/// Reads the customer's own name: "I'm Sarah Chen", "this is Mr Patel speaking", 我姓王, 我叫王小明, 我是李女士.
struct NameReading {
  let text: FactText

  func names() -> [FactDraft] {
    var found: [FactDraft] = []
    var index = 0
    while index < text.count, found.count < 4 {
      if let draft = name(at: index) {
        found.append(draft)
        index = max(index + 1, draft.tokens.upperBound)
      } else {
        index += 1
      }
    }
    return found
  }

  private func name(at index: Int) -> FactDraft? {
    guard text.isKnown(index) || text.tokens[index].startsClause else { return nil }
    if let cue = text.match(.surnameCue, at: index), let name = surname(at: cue.end) { return name }
    if let cue = text.match(.nameSure, at: index), cue.end < text.count, text.isSameSentence(index, cue.end) {
      return text.tokens[cue.end].isHan ? hanName(at: cue.end) : draft(spaced(at: cue.end, isSure: true))
    }
    if let cue = text.match(.nameMaybe, at: index), cue.end < text.count, text.isSameSentence(index, cue.end)
    {
      if text.tokens[cue.end].isHan { return hanNameMaybe(at: cue.end) }
      // "This is" and "it's" introduce more than names; "I'm" does so less often.
      guard let range = spaced(at: cue.end, isSure: false), cue.number != 2 || isClearlyName(range) else {
        return nil
      }
      return draft(range)
    }
    // "Sarah Chen speaking."
    guard text.tokens[index].startsClause, let range = spaced(at: index, isSure: false),
      text.has(.nameAfter, at: range.upperBound), isClearlyName(range)
    else { return nil }
    return draft(range)
  }

  private func draft(_ range: Range<Int>?) -> FactDraft? {
    guard let range else { return nil }
    return FactDraft(kind: .name, value: shown(range), tokens: range, span: text.span(range))
  }

  /// The name with capitals, where a speech recogniser wrote none.
  private func shown(_ range: Range<Int>) -> String {
    let quote = text.quote(range)
    if text.tokens[range.lowerBound].isHan || quote.contains(where: \.isUppercase) { return quote }
    return quote.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(
      separator: " ")
  }

  // MARK: - Names of spaced words

  private func spaced(at start: Int, isSure: Bool) -> Range<Int>? {
    let head = text.skip(.title, at: start)
    var end = head
    while end < text.count, end - head < 3, !text.tokens[end].isHan, !text.tokens[end].isNumber {
      if end > start, text.tokens[end].startsClause || text.isSameWord(end, end - 1) { break }
      if text.has(.notName, at: end) || text.has(.nameStop, at: end) || text.has(.nameAfter, at: end) {
        break
      }
      let isGiven = text.has(.givenName, at: end)
      guard isCased(end) || isGiven || (isSure && end - head < 2) || (head > start && end == head) else {
        break
      }
      // Behind a lower-case given name one more word may follow only where the name was announced.
      if !isSure, !isCased(end), end > head { break }
      end += 1
    }
    return end > head ? start..<end : nil
  }

  private func isClearlyName(_ range: Range<Int>) -> Bool {
    let first = text.skip(.title, at: range.lowerBound)
    return first > range.lowerBound || text.has(.givenName, at: first)
      || text.has(.nameAfter, at: range.upperBound)
      || (range.count >= 2 && isCased(first) && isCased(range.upperBound - 1))
  }

  /// A capital with small letters behind it; a word all in capitals is shouted.
  private func isCased(_ index: Int) -> Bool {
    guard text.isCapital(index) else { return false }
    let token = text.tokens[index]
    guard token.end - token.start > 1 else { return true }
    let second = text.hearing.scalars[Int(token.start) + 1]
    return !second.properties.isUppercase
  }

  // MARK: - Han names

  /// 我姓王, 免贵姓欧阳.
  private func surname(at index: Int) -> FactDraft? {
    guard let match = text.match(.surname, at: index) else { return nil }
    let end = text.skip(.titleAfter, at: match.end)
    var value = text.quote(index..<end)
    if end == match.end, let title = text.lexicon.unknownTitle { value += title }
    return FactDraft(kind: .name, value: value, tokens: index..<end, span: text.span(index..<end))
  }

  /// Behind 我叫: all up to the end of the clause, or a surname and up to two more.
  private func hanName(at start: Int) -> FactDraft? {
    let surname = text.match(.surname, at: start)
    let longest = start + (surname.map { $0.end - start + 2 } ?? 4)
    var end = start
    while end < text.count, end < longest, text.tokens[end].isHan {
      if end > start, text.tokens[end].startsClause { break }
      if text.has(.nameStop, at: end), end > start || surname == nil { break }
      end += 1
    }
    guard end - start >= 2 || surname != nil, end > start else { return nil }
    // 叫 also means "to call for": without a surname the name must end the clause.
    if surname == nil, !text.isBoundary(end) { return nil }
    let full = text.skip(.titleAfter, at: end)
    return draft(start..<full)
  }

  /// Behind 我是: a surname with a title, or a whole name that ends the clause and is no kind of person.
  private func hanNameMaybe(at start: Int) -> FactDraft? {
    guard let surname = text.match(.surname, at: start) else { return nil }
    if let title = text.match(.titleAfter, at: surname.end) { return draft(start..<title.end) }
    var end = surname.end
    while end < text.count, end - surname.end < 2, text.tokens[end].isHan, !text.tokens[end].startsClause {
      end += 1
    }
    guard end > surname.end, text.isBoundary(end), !text.has(.notName, in: start..<end),
      !text.has(.notNameEnd, at: end - 1), !text.has(.nameStop, in: surname.end..<end)
    else { return nil }
    return draft(start..<end)
  }
}
