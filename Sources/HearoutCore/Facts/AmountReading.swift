import PhraseMatching

/// Something heard before it is decided whether it corrects another.
struct FactDraft {
  var kind: FactKind
  var value: String
  /// Tokens it stands on.
  var tokens: Range<Int>
  var span: Span
  var when: Instant?
}

/// Reads sums of money: `£38`, "forty pounds fifty", 三百多块, 二十万 where money is spoken of.
struct AmountReading {
  let text: FactText
  private var numbers: NumberReading { NumberReading(text: text) }

  init(text: FactText) { self.text = text }

  func amounts() -> [FactDraft] {
    var found: [FactDraft] = []
    var index = 0
    while index < text.count, found.count < 16 {
      guard let number = numbers.number(at: index) else {
        index += 1
        continue
      }
      if let draft = amount(number, at: index) {
        found.append(draft)
        index = max(index + 1, draft.tokens.upperBound)
      } else {
        index = max(index + 1, number.end)
      }
    }
    return found
  }

  private func amount(_ number: Quantity, at start: Int) -> FactDraft? {
    guard number.value > 0, !number.hasColon else { return nil }
    var number = number
    if let sign = sign(before: start) {
      number.end = text.skip(.money, at: number.end)
      return draft(number, sign.symbol, start..<number.end, from: sign.position)
    }
    if let unit = unit(behind: number) { return withParts(number, unit, start) }
    // "USD 40", but not the fifty of "forty pounds fifty".
    if let before = text.start(.money, endingAt: start), let match = text.match(.money, at: before),
      before == 0 || numbers.number(at: before - 1) == nil, !text.has(.notMoney, at: number.end)
    {
      return draft(number, text.meaning(match), before..<number.end, from: nil)
    }
    guard isMoneyByContext(number, start) else { return nil }
    // Han numbers without a unit are in the currency of the folder.
    let symbol = text.tokens[number.end - 1].isHan ? text.lexicon.firstMoney : ""
    return draft(number, symbol, start..<number.end, from: nil)
  }

  /// A currency sign in front of the figures.
  private func sign(before start: Int) -> (symbol: String, position: Int)? {
    var position = Int(text.tokens[start].start) - 1
    if text.plain(position) == 0x20 { position -= 1 }
    guard let scalar = text.plain(position) else { return nil }
    switch scalar {
    case 0xA3, 0xFFE1: return ("£", position)
    case 0x24: return ("$", position)
    case 0x20AC: return ("€", position)
    case 0xA5, 0xFFE5: return ("¥", position)
    default: return nil
    }
  }

  private func unit(behind number: Quantity) -> (symbol: String, end: Int)? {
    if !number.ending.isEmpty {
      guard let entry = text.lexicon.ending(number.ending, in: .money) else { return nil }
      return (text.lexicon.entries[Int(entry)].meaning, number.end)
    }
    let index = text.skip(.more, at: number.end)
    guard let match = text.match(.money, at: index), text.isSameSentence(number.end - 1, index),
      !text.has(.notMoney, at: index)
    else { return nil }
    // 一块 is "together", and 两块 counts pieces: of small numbers only where nothing is counted behind it.
    let isPlainPiece = text.tokens[index].isHan && match.end == index + 1 && text.meaning(match) == "元"
    if isPlainPiece, number.value < 10, number.digits == 0, !text.isBoundary(match.end),
      !text.has(.moneyPart, at: match.end), numbers.number(at: match.end) == nil,
      !text.has(.endOfTime, at: match.end)
    {
      return text.hearing.quote(text.span(index..<index + 1)) == "元" ? (text.meaning(match), match.end) : nil
    }
    return (text.meaning(match), match.end)
  }

  /// What stands behind the unit: "forty pounds fifty", 三块五.
  private func withParts(_ number: Quantity, _ unit: (symbol: String, end: Int), _ start: Int) -> FactDraft {
    var number = number
    number.isVague = number.isVague || text.has(.more, at: number.end)
    number.end = unit.end
    let next = text.skip(.numberAnd, at: unit.end)
    guard !text.isBoundary(unit.end), let part = numbers.number(at: next), let cents = part.whole,
      (1...99).contains(cents), part.ending.isEmpty, text.isSameSentence(start, next)
    else { return draft(number, unit.symbol, start..<number.end, from: nil) }
    // 三百块一分没退 is three hundred, and not a cent of it.
    if cents == 1, text.has(.notMoney, at: part.end) {
      return draft(number, unit.symbol, start..<number.end, from: nil)
    }
    if let name = text.match(.moneyPart, at: part.end) {
      number.value += Double(cents) * (name.number.isFinite ? name.number : 0.01)
      number.end = name.end
    } else if text.isBoundary(part.end) || text.has(.endOfTime, at: part.end), next == unit.end {
      number.value += Double(cents) / (text.tokens[next].isHan && cents < 10 ? 10 : 100)
      number.end = part.end
    }
    return draft(number, unit.symbol, start..<number.end, from: nil)
  }

  /// A large number in a clause about money with nothing counted behind it.
  private func isMoneyByContext(_ number: Quantity, _ start: Int) -> Bool {
    guard number.ending.isEmpty, number.value >= 100, text.tokens[start].isHan || number.digits > 0,
      number.digits < 6 || number.end > start + 1,
      number.minutes == nil || number.value != number.value.rounded(),
      text.isBoundary(number.end) || text.has(.endOfTime, at: number.end)
    else { return false }
    // A year or a code is written in plain figures; money without a unit must stand close behind its word.
    let reach = text.tokens[number.end - 1].isHan ? 8 : 3
    return text.has(.moneyContext, in: max(text.clauseStart(start), start - reach)..<start)
  }

  private func draft(_ number: Quantity, _ symbol: String, _ tokens: Range<Int>, from position: Int?)
    -> FactDraft
  {
    var span = text.span(tokens)
    if let position { span.start = position }
    let isPrefix = ["£", "$", "€", "¥"].contains(symbol)
    let figure = Self.formatted(number.value, grouped: isPrefix)
    let value = number.isVague ? text.hearing.quote(span) : isPrefix ? symbol + figure : figure + symbol
    return FactDraft(kind: .amount, value: value, tokens: tokens, span: span)
  }

  /// Two decimals where there are any; commas between thousands where the currency's sign leads.
  static func formatted(_ value: Double, grouped: Bool) -> String {
    let cents = (value * 100).rounded()
    guard cents.isFinite, abs(cents) < 1e17 else { return "" }
    let whole = Int(cents) / 100
    let rest = Int(cents) % 100
    var digits = Array(String(whole))
    if grouped {
      for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    }
    return String(digits) + (rest == 0 ? "" : ".\(rest < 10 ? "0" : "")\(rest)")
  }
}
