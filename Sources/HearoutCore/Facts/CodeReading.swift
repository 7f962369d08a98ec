import PhraseMatching

/// Reads telephone numbers and the numbers of orders and accounts.
struct CodeReading {
  let text: FactText
  private var numbers: NumberReading { NumberReading(text: text) }

  private static let limit = 16

  init(text: FactText) { self.text = text }

  func codes() -> [FactDraft] {
    var found = EmailReading(text: text).emails()
    var index = 0
    while index < text.count, found.count < Self.limit {
      if let draft = draft(at: index) {
        // "booking reference" inside a longer cue, or an address already read, is not read again.
        if !found.contains(where: { $0.span.overlaps(draft.span) }) { found.append(draft) }
        index = max(index + 1, draft.tokens.upperBound)
      } else {
        index += 1
      }
    }
    return found
  }

  private func draft(at index: Int) -> FactDraft? {
    if let draft = cued(.orderCue, .order, at: index) { return draft }
    if let draft = cued(.accountCue, .account, at: index) { return draft }
    if let draft = phone(at: index) { return draft }
    return bare(at: index)
  }

  // MARK: - Numbers of orders and accounts

  /// A code behind a word that announces it.
  private func cued(_ list: FactList, _ kind: FactKind, at index: Int) -> FactDraft? {
    guard let cue = text.match(list, at: index) else { return nil }
    var start = cue.end
    for _ in 0..<5 {
      guard let joiner = text.match(.codeJoiner, at: start) else { break }
      start = joiner.end
    }
    guard start < text.count, text.isSameSentence(cue.end, start), isNear(cue.end) else { return nil }
    if let run = numbers.digitRun(at: start), run.digits.count >= 4 {
      return FactDraft(
        kind: kind, value: run.digits, tokens: start..<run.end, span: text.span(start..<run.end))
    }
    guard let code = code(at: start), code.digits >= 1 ? code.length >= 3 : code.isCapital && code.length >= 5
    else {
      return nil
    }
    // A sum or a length of time behind "my order" is no number of it.
    if code.letters == 0, code.end == start + 1, isCounted(code.end, from: start) { return nil }
    return FactDraft(kind: kind, value: code.value, tokens: start..<code.end, span: code.span)
  }

  /// Whether a token stands in the sentence of the one before it; the point of "no." ends no sentence.
  private func isNear(_ index: Int) -> Bool {
    if text.isSameSentence(index - 1, index) { return true }
    let before = text.tokens[index - 1]
    return before.end - before.start <= 3 && text.plain(Int(before.end)) == 0x2E
  }

  private func isCounted(_ index: Int, from start: Int) -> Bool {
    if text.has(.money, at: index) || DurationReading(text: text).unit(at: index) != nil { return true }
    let before = Int(text.tokens[start].start) - 1
    return [0xA3, 0x24, 0x20AC, 0xA5, 0xFFE5].contains(text.plain(before) ?? 0)
  }

  /// A code nobody announced: letters and digits in one piece, or a long row of digits.
  private func bare(at index: Int) -> FactDraft? {
    guard text.tokens[index].isNumber || text.isCapital(index) || hasDigit(index),
      let code = code(at: index, isCued: false)
    else {
      return nil
    }
    // `2026-11-02` is a day.
    if let day = DayReading(text: text).day(at: index, isLed: true), day.end >= code.end { return nil }
    let isMixed = code.letters >= 1 && code.digits >= 4 && code.length >= 6 && code.startsWithLetter
    let isLong = code.letters == 0 && code.digits >= 7 && !isCounted(code.end, from: index)
    guard isMixed || isLong, !isPartOfAddress(code.span) else { return nil }
    return FactDraft(kind: .order, value: code.value, tokens: index..<code.end, span: code.span)
  }

  private func isPartOfAddress(_ span: Span) -> Bool {
    text.plain(span.end) == 0x40 || text.plain(span.start - 1) == 0x40 || text.plain(span.end) == 0x25
  }

  private func hasDigit(_ index: Int) -> Bool {
    let token = text.tokens[index]
    guard !token.isHan, token.end - token.start <= 40 else { return false }
    return text.hearing.scalars[Int(token.start)..<Int(token.end)].contains { ("0"..."9").contains($0) }
  }

  private struct Code {
    var value = ""
    var span: Span
    var end: Int
    var letters = 0
    var digits = 0
    var isCapital = true
    var startsWithLetter = false
    var length: Int { letters + digits }
  }

  /// Letters and digits from a token on, with dashes, strokes and underscores between them, and further
  /// groups behind single spaces.
  private func code(at index: Int, isCued: Bool = true) -> Code? {
    guard index < text.count, !text.tokens[index].isHan else { return nil }
    let start = Int(text.tokens[index].start)
    var code = Code(span: Span(start: start, end: start), end: index)
    var value = String.UnicodeScalarView()
    var position = start
    while let scalar = text.plain(position), position - start < 48 {
      if (0x30...0x39).contains(scalar) {
        code.digits += 1
      } else if (0x61...0x7A).contains(scalar) {
        code.letters += 1
        if position == start { code.startsWithLetter = true }
        if text.hearing.scalars[position].value >= 0x61, text.hearing.scalars[position].value <= 0x7A {
          code.isCapital = false
        }
      } else if scalar == 0x2D || scalar == 0x2F || scalar == 0x5F, isAlphanumeric(position + 1) {
        value.append(text.hearing.scalars[position])
        position += 1
        continue
      } else if scalar == 0x20, isCued || code.letters == 0, isDigitGroup(position + 1) {
        position += 1
        continue
      } else {
        break
      }
      if let folded = Unicode.Scalar((0x61...0x7A).contains(scalar) ? scalar - 32 : scalar) {
        value.append(folded)
      }
      position += 1
    }
    while code.end < text.count, Int(text.tokens[code.end].end) <= position { code.end += 1 }
    guard code.length > 0, code.end > index else { return nil }
    code.value = String(value)
    code.span.end = position
    return code
  }

  private func isAlphanumeric(_ position: Int) -> Bool {
    guard let scalar = text.plain(position) else { return false }
    return (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar)
  }

  /// Whether a group of three or more digits and nothing else stands here.
  private func isDigitGroup(_ position: Int) -> Bool {
    var end = position
    while let scalar = text.plain(end), (0x30...0x39).contains(scalar), end - position < 12 { end += 1 }
    guard end - position >= 3 else { return false }
    return !isAlphanumeric(end) && text.plain(end) != 0x3A
      && !(text.plain(end) == 0x2E && isAlphanumeric(end + 1))
  }

  // MARK: - Telephone numbers

  private struct DigitGroups {
    var digits = ""
    var shape: [Int] = []
    var hasPlus = false
    var span: Span
    var end: Int
  }

  private func phone(at index: Int) -> FactDraft? {
    if let draft = spokenPhone(at: index) { return draft }
    guard text.tokens[index].isNumber, let groups = digitGroups(at: index), isPhone(groups, at: index) else {
      return nil
    }
    return FactDraft(
      kind: .contact, value: text.hearing.quote(groups.span), tokens: index..<groups.end, span: groups.span)
  }

  private func spokenPhone(at index: Int) -> FactDraft? {
    guard !text.tokens[index].isNumber, let run = numbers.digitRun(at: index), run.words >= 4 else {
      return nil
    }
    let groups = DigitGroups(digits: run.digits, shape: [], span: text.span(index..<run.end), end: run.end)
    guard isPhone(groups, at: index) else { return nil }
    return FactDraft(kind: .contact, value: run.digits, tokens: index..<run.end, span: groups.span)
  }

  private func digitGroups(at index: Int) -> DigitGroups? {
    var position = Int(text.tokens[index].start)
    var groups = DigitGroups(span: Span(start: position, end: position), end: index)
    for before in 1...2 where text.plain(position - before) == 0x2B && before == 1 {
      groups.hasPlus = true
      groups.span.start = position - 1
    }
    var run = 0
    while let scalar = text.plain(position), position - groups.span.start < 32 {
      if (0x30...0x39).contains(scalar) {
        groups.digits.append(Character(UnicodeScalar(UInt8(scalar))))
        run += 1
        groups.span.end = position + 1
      } else if [0x20, 0x2D, 0x28, 0x29, 0x2E].contains(scalar) {
        if run > 0 { groups.shape.append(run) }
        run = 0
        if let next = text.plain(position + 1), !(0x30...0x39).contains(next), next != 0x20, next != 0x28 {
          break
        }
      } else {
        if (0x61...0x7A).contains(scalar) { return nil }
        break
      }
      position += 1
    }
    if run > 0 { groups.shape.append(run) }
    while groups.end < text.count, Int(text.tokens[groups.end].end) <= groups.span.end { groups.end += 1 }
    return groups.end > index ? groups : nil
  }

  private func isPhone(_ groups: DigitGroups, at index: Int) -> Bool {
    let digits = Array(groups.digits)
    if groups.hasPlus { return (8...15).contains(digits.count) }
    guard (5...15).contains(digits.count) else { return false }
    if digits.count == 11, digits[0] == "1", digits[1] >= "3" { return true }
    if digits[0] == "0", (10...12).contains(digits.count), groups.shape.count != 1 || digits.count == 11 {
      return true
    }
    if groups.shape == [3, 3, 4]
      || (digits.count == 10 && (groups.digits.hasPrefix("400") || groups.digits.hasPrefix("800")))
    {
      return true
    }
    guard digits.count >= 7 else { return false }
    return text.has(.phoneCue, in: max(text.clauseStart(index), index - 8)..<index)
      || text.has(.phoneCue, in: index..<min(text.clauseEnd(index), groups.end + 3))
  }
}
