import PhraseMatching

/// Reads facts that are whole stretches of a sentence: what was promised, what it cost, what was tried, what
/// is wanted.
struct StretchReading {
  let text: FactText
  /// Times of the turn: the "and" of "between two and four" ends nothing.
  let mentions: [TimeMention]

  private static let limit = 6

  // MARK: - What somebody of the company promised

  func promised() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < text.count, found.count < Self.limit {
      if let range = promised(at: index) {
        found.append(range)
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private func promised(at index: Int) -> Range<Int>? {
    if let match = text.match(.supposed, at: index) {
      let end = stretchEnd(from: match.end, clauses: 1)
      let start = max(text.clauseStart(index), index - 8)
      return end > match.end ? start..<end : nil
    }
    guard let promiser = text.match(.promiser, at: index) else { return nil }
    let reach = text.tokens[index].isHan ? 10 : 4
    var verb = promiser.end
    while verb < text.count, verb - promiser.end < reach, text.isSameSentence(index, verb) {
      if let match = text.match(.promisedSure, at: verb) {
        return index..<stretchEnd(from: match.end, clauses: 2)
      }
      if let match = text.match(.promisedMaybe, at: verb) {
        let end = stretchEnd(from: match.end, clauses: 2)
        let hasSign =
          text.has(.promisedSign, in: match.end..<end)
          || mentions.contains { mention in
            mention.tokens.lowerBound >= match.end && mention.tokens.upperBound <= end
              && [.by, .within, .inFuture].contains(mention.relation)
          }
        return hasSign ? index..<end : nil
      }
      if verb > promiser.end, text.tokens[verb].startsClause { return nil }
      verb += 1
    }
    return nil
  }

  /// The token behind a stretch: the end of the clause, or a word that opens another thought. A stretch that
  /// would be nearly empty runs on into the next clause.
  private func stretchEnd(from start: Int, clauses: Int) -> Int {
    var end = start
    var left = clauses
    while end < text.count, end - start < 40, text.isSameSentence(max(start - 1, 0), end) {
      if end > start, text.tokens[end].startsClause {
        left -= 1
        if left == 0 || end - start > 2 { return end }
      }
      if end - start >= 2, text.has(.stretchEnd, at: end), !isInsideTime(end) { return end }
      end += 1
    }
    return end
  }

  private func isInsideTime(_ index: Int) -> Bool {
    mentions.contains { $0.tokens.lowerBound < index && index < $0.tokens.upperBound }
  }

  // MARK: - Cost, tries, wants

  func costs() -> [FactDraft] { stretches(.cost, .cost) }

  func tries() -> [FactDraft] { stretches(.tried, .tried) }

  private func stretches(_ list: FactList, _ kind: FactKind) -> [FactDraft] {
    var found: [FactDraft] = []
    var index = 0
    while index < text.count, found.count < Self.limit {
      guard let match = text.match(list, at: index), !text.has(.denied, at: index - 1) else {
        index += 1
        continue
      }
      let end = max(match.end, stretchEnd(from: match.end, clauses: 1))
      let range = index..<end
      found.append(FactDraft(kind: kind, value: text.quote(range), tokens: range, span: text.span(range)))
      index = end
    }
    return found
  }

  func wants() -> [FactDraft] {
    var found: [FactDraft] = []
    var index = 0
    while index < text.count, found.count < Self.limit {
      guard let match = text.match(.want, at: index) else {
        index += 1
        continue
      }
      let end = max(match.end, stretchEnd(from: match.end, clauses: 1))
      defer { index = max(end, index + 1) }
      if let not = text.match(.notWant, at: index), not.end >= match.end { continue }
      if !text.tokens[index].startsClause, text.start(.wantAsked, endingAt: index) != nil { continue }
      let range = index..<end
      let object = text.meaning(match) == "whole" || end == match.end ? range : match.end..<end
      found.append(FactDraft(kind: .want, value: text.quote(object), tokens: range, span: text.span(range)))
    }
    return found
  }
}
