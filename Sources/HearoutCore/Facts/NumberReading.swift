import PhraseMatching

/// A number as it was said, in digits or words.
struct Quantity {
  var value: Double
  /// Index of the token behind it.
  var end: Int
  /// "three hundred odd", 三百多, 几百: more or less.
  var isVague = false
  /// Letters that hang on the digits, lower case: `th`, `pm`, `k`.
  var ending = ""
  /// Digits before the first point or colon; 0 where it was said in words.
  var digits = 0
  /// The two digits behind a point or colon, as in `3:15` and `3.15`.
  var minutes: Int?
  var hasColon = false

  /// The value as a whole number, where it is one of moderate size.
  var whole: Int? {
    guard value.isFinite, abs(value) < 1e9, value == value.rounded() else { return nil }
    return Int(value)
  }
}

/// Reads numbers.
struct NumberReading {
  let text: FactText

  private static let limit = 1e15

  /// The number that starts at a token.
  func number(at start: Int) -> Quantity? {
    guard start < text.count else { return nil }
    if text.tokens[start].isNumber {
      guard let figure = figure(at: start) else { return nil }
      return scaled(figure)
    }
    guard text.isKnown(start) else { return nil }
    return spoken(at: start)
  }

  /// An ordinal in words (`fifteenth`) or figures (`15th`).
  func ordinal(at start: Int) -> Quantity? {
    if let match = text.match(.ordinal, at: start) { return Quantity(value: match.number, end: match.end) }
    guard start < text.count, text.tokens[start].isNumber, let figure = figure(at: start),
      text.lexicon.ending(figure.ending, in: .ordinalEnding) != nil
    else { return nil }
    return figure
  }

  // MARK: - Figures

  /// A token of digits with what hangs on it.
  func figure(at index: Int) -> Quantity? {
    guard index < text.count, text.tokens[index].isNumber else { return nil }
    let token = text.tokens[index]
    var value = 0.0
    var digits = 0
    var fraction = 0.0
    var fractionDigits = 0
    var minutes = 0
    var sawPoint = false
    var hasColon = false
    var ending = String.UnicodeScalarView()
    for scalar in text.hearing.scalars[Int(token.start)..<Int(token.end)].prefix(40) {
      let plain = FactText.plain(scalar)
      switch plain {
      case 0x30...0x39 where ending.isEmpty && !sawPoint:
        value = value * 10 + Double(plain - 0x30)
        digits += 1
      case 0x30...0x39 where ending.isEmpty:
        fractionDigits += 1
        minutes = minutes < 1_000 ? minutes * 10 + Int(plain - 0x30) : minutes
        if fractionDigits <= 9 { fraction = fraction * 10 + Double(plain - 0x30) }
      case 0x2C: continue
      case 0x2E, 0x3A:
        if sawPoint { return nil }
        sawPoint = true
        hasColon = plain == 0x3A
      default: if let letter = Unicode.Scalar(plain) { ending.append(letter) }
      }
    }
    guard value < Self.limit else { return nil }
    if !hasColon { for _ in 0..<min(fractionDigits, 9) { fraction /= 10 } }
    return Quantity(
      value: hasColon ? value : value + fraction, end: index + 1, ending: String(ending), digits: digits,
      minutes: fractionDigits == 2 ? minutes : nil, hasColon: hasColon)
  }

  /// Figures with a scale behind them: `40k`, 3万, `2 million`, 3万5千.
  private func scaled(_ figure: Quantity) -> Quantity {
    var result = figure
    if !figure.ending.isEmpty {
      if let entry = text.lexicon.ending(figure.ending, in: .multiplier) {
        result.value *= text.lexicon.entries[Int(entry)].numbers.0
        result.ending = ""
      }
      return result
    }
    guard !figure.hasColon else { return result }
    if let match = text.match(.multiplier, at: figure.end), match.number >= 100 {
      result.value *= match.number
      result.end = match.end
      result.minutes = nil
      if let next = self.figure(at: match.end), next.ending.isEmpty, !next.hasColon,
        let smaller = text.match(.multiplier, at: next.end), smaller.number < match.number
      {
        result.value += next.value * smaller.number
        result.end = smaller.end
      }
    }
    if let match = text.match(.more, at: result.end), text.tokens[result.end].isHan {
      result.isVague = true
      result.end = match.end
    }
    return result.value < Self.limit ? result : figure
  }

  // MARK: - Words

  /// What was heard of a number in words.
  private struct Sum {
    /// Finished parts with their scales, each smaller than the one before.
    var terms: [(value: Double, scale: Double)] = []
    var current: Double?
    var sawZero = false
    var isVague = false
    var isHan = false

    var total: Double { terms.reduce(current ?? 0) { $0 + $1.value } }

    mutating func add(_ value: Double) -> Bool {
      guard let held = current else {
        current = value
        sawZero = sawZero || value == 0
        return true
      }
      // "twenty" and "five"; a zero in 一百零五 holds a place.
      if held >= 20, held < 100, held.truncatingRemainder(dividingBy: 10) == 0, value < 10, value > 0, !isHan
      {
        current = held + value
        return true
      }
      if held == 0, !terms.isEmpty {
        current = value
        return true
      }
      return false
    }

    mutating func multiply(_ scale: Double) {
      var base = current ?? 0
      while let last = terms.last, last.scale < scale {
        base += last.value
        terms.removeLast()
      }
      terms.append(((base == 0 ? 1 : base) * scale, scale))
      current = nil
    }
  }

  private func spoken(at start: Int) -> Quantity? {
    var sum = Sum()
    sum.isHan = text.tokens[start].isHan
    var index = start
    if let article = text.match(.article, at: start), let scale = text.match(.multiplier, at: article.end) {
      sum.multiply(scale.number)
      index = scale.end
    } else if let several = text.match(.several, at: start) {
      sum.current = several.number
      sum.isVague = true
      index = several.end
    }
    let first = index
    while index < text.count, index - start < 24 {
      guard let next = step(&sum, at: index, isFirst: index == first && first == start) else { break }
      index = next
    }
    guard index > start else { return nil }
    finish(&sum, end: index)
    guard sum.total < Self.limit else { return nil }
    return Quantity(value: sum.total, end: index, isVague: sum.isVague)
  }

  /// Takes one word into the sum; the token behind it, or `nil` where the number ends.
  private func step(_ sum: inout Sum, at index: Int, isFirst: Bool) -> Int? {
    if let match = text.match(.number, at: index) { return sum.add(match.number) ? match.end : nil }
    if let match = text.match(.multiplier, at: index) {
      // A Han scale alone is no number, but for ten: 百 and 万 begin other words.
      if isFirst, sum.isHan, match.number != 10 { return nil }
      if isFirst, !sum.isHan { return nil }
      if sum.current == nil, !sum.terms.isEmpty, !sum.isHan, sum.terms.last?.scale ?? 0 >= match.number {
        return nil
      }
      sum.multiply(match.number)
      return match.end
    }
    if isFirst { return nil }
    if let match = text.match(.more, at: index), sum.current == nil || sum.total >= 20 {
      sum.isVague = true
      return match.end
    }
    if let match = text.match(.numberAnd, at: index), sum.current == nil, !sum.terms.isEmpty,
      text.match(.number, at: match.end) != nil
    {
      return match.end
    }
    if sum.isHan, sum.current == nil, let match = text.match(.several, at: index) {
      sum.current = match.number
      sum.isVague = true
      return match.end
    }
    return nil
  }

  /// 三百五 is 350, 两万五 is 25,000: the last scale is left out.
  private func finish(_ sum: inout Sum, end: Int) {
    guard sum.isHan, !sum.sawZero, !sum.isVague, let last = sum.terms.last, last.scale >= 100,
      let digit = sum.current, (1...9).contains(digit)
    else { return }
    sum.current = digit * last.scale / 10
  }

  // MARK: - Digit by digit

  /// Digits said or written one after another: `4471 2093`, "four four seven one", 三三零一, "double seven".
  ///
  /// - Returns: the digits and the token behind them; `nil` for fewer than two words of digits.
  func digitRun(at start: Int, limit: Int = 30) -> (digits: String, end: Int, words: Int)? {
    var digits = ""
    var index = start
    var words = 0
    while index < text.count, digits.count < limit {
      if let times = text.match(.repeated, at: index), let digit = text.match(.number, at: times.end),
        let value = Self.digit(digit.number)
      {
        digits += String(
          repeating: "\(value)", count: DayReading.whole(times.number).map { min(max($0, 1), 4) } ?? 1)
        index = digit.end
        words += 1
      } else if let match = text.match(.number, at: index), let value = Self.digit(match.number),
        match.end == index + 1
      {
        digits += "\(value)"
        index = match.end
        words += 1
      } else {
        break
      }
    }
    return words >= 2 ? (digits, index, words) : nil
  }

  private static func digit(_ value: Double) -> Int? {
    value >= 0 && value <= 9 && value == value.rounded() ? Int(value) : nil
  }
}
