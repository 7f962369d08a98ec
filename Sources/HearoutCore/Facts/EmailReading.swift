import PhraseMatching

/// Reads e-mail addresses, written or spoken.
struct EmailReading {
  let text: FactText

  func emails() -> [FactDraft] {
    var found: [FactDraft] = []
    for index in text.tokens.indices where found.count < 8 {
      let token = text.tokens[index]
      if text.plain(Int(token.end)) == 0x40, let draft = email(around: Int(token.end), at: index) {
        found.append(draft)
      } else if let draft = spokenEmail(at: index), found.last.map({ !$0.span.overlaps(draft.span) }) ?? true
      {
        found.append(draft)
      }
    }
    return found
  }

  private func email(around sign: Int, at index: Int) -> FactDraft? {
    func isPart(_ scalar: UInt32) -> Bool {
      (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar)
        || [0x2E, 0x2D, 0x5F, 0x2B].contains(scalar)
    }
    var start = sign
    while start > 0, sign - start < 64, let scalar = text.plain(start - 1), isPart(scalar) { start -= 1 }
    var end = sign + 1
    var lastPoint = sign
    while end - sign < 100, let scalar = text.plain(end), isPart(scalar) {
      if scalar == 0x2E { lastPoint = end }
      end += 1
    }
    // The full stop of the sentence is not part of the address.
    if lastPoint == end - 1 {
      end -= 1
      lastPoint = (sign..<end).last { text.plain($0) == 0x2E } ?? sign
    }
    guard start < sign, lastPoint > sign + 1, end - lastPoint >= 3 else { return nil }
    let span = Span(start: start, end: end)
    var last = index
    while last < text.count, Int(text.tokens[last].end) <= end { last += 1 }
    return FactDraft(
      kind: .contact, value: text.hearing.quote(span), tokens: index..<max(last, index + 1), span: span)
  }

  /// "sarah dot chen at gmail dot com".
  private func spokenEmail(at index: Int) -> FactDraft? {
    guard let at = text.match(.emailAt, at: index), index > 0, text.isSameSentence(index - 1, index),
      at.end + 1 < text.count, let dot = text.match(.emailDot, at: at.end + 1), dot.end < text.count
    else { return nil }
    var start = index - 1
    while start >= 2, text.has(.emailDot, at: start - 1), text.isSameSentence(start, start - 2) { start -= 2 }
    var end = dot.end + 1
    while end + 1 < text.count, let more = text.match(.emailDot, at: end) { end = more.end + 1 }
    // "me at tom dot baker at gmail dot com": the sign is the later one.
    guard end <= text.count, end - start < 20, !text.has(.emailAt, at: end) else { return nil }
    var value = ""
    for token in start..<end {
      if token == index {
        value += "@"
      } else if text.has(.emailDot, at: token) {
        value += "."
      } else if !(index..<at.end).contains(token) {
        value += text.quote(token..<token + 1).lowercased()
      }
    }
    return FactDraft(kind: .contact, value: value, tokens: start..<end, span: text.span(start..<end))
  }
}
