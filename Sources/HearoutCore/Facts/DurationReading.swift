import PhraseMatching

/// Reads lengths of time: "half an hour", "three to five working days", 两个半小时, 三个多月.
struct DurationReading {
  let text: FactText
  private var numbers: NumberReading { NumberReading(text: text) }

  init(text: FactText) { self.text = text }

  /// The length that starts at a token, and the token behind it.
  func duration(at start: Int) -> (duration: Duration, end: Int)? {
    guard let first = single(at: start) else { return nil }
    guard first.duration.unit == .hour || first.duration.unit == .day || first.duration.unit == .minute else {
      return first
    }
    // "an hour and twenty minutes", 一个小时二十分钟.
    let next = text.skip(.numberAnd, at: first.end)
    guard next < text.count, text.isSameSentence(start, next), !text.isBoundary(next),
      let rest = single(at: next),
      rest.duration.unit == .minute || rest.duration.unit == .hour, rest.duration.unit != first.duration.unit
    else { return first }
    var whole = first
    whole.duration.extraSeconds = rest.duration.amount * (rest.duration.unit == .hour ? 3_600 : 60)
    whole.end = rest.end
    return whole
  }

  /// The unit named at a token.
  func unit(at index: Int) -> (unit: TimeUnit, end: Int)? {
    guard index < text.count, text.isKnown(index) else { return nil }
    for unit in TimeUnit.inReadingOrder {
      if let match = text.match(unit.list, at: index) { return (unit, match.end) }
    }
    return nil
  }

  private func single(at start: Int) -> (duration: Duration, end: Int)? {
    if let half = text.match(.half, at: start), let unit = unit(at: half.end) {
      return (Duration(amount: half.number, unit: unit.unit), unit.end)
    }
    guard var amount = amount(at: start) else { return nil }
    if let second = rangeEnd(at: amount.end), second.value > amount.value { amount = second }
    guard amount.value >= 0, amount.value < 100_000 else { return nil }
    var index = text.skip(.measure, at: amount.end)
    if let more = text.match(.more, at: index) {
      amount.isVague = true
      index = more.end
    }
    if let half = text.match(.andAHalf, at: index) ?? hanHalf(at: index) {
      amount.value += 0.5
      index = text.skip(.measure, at: half.end)
    }
    guard let unit = unit(at: index), !text.isBoundary(index) || index == start else { return nil }
    index = unit.end
    if let half = text.match(.andAHalf, at: index) ?? hanHalf(at: index) {
      amount.value += 0.5
      index = half.end
    }
    return (Duration(amount: amount.value, unit: unit.unit, isVague: amount.isVague), index)
  }

  /// 半 behind a Han number: 三个半小时, 一年半.
  private func hanHalf(at index: Int) -> FactText.Match? {
    guard index < text.count, text.tokens[index].isHan, let match = text.match(.half, at: index),
      match.end == index + 1
    else { return nil }
    return match
  }

  private func amount(at start: Int) -> Quantity? {
    if let number = numbers.number(at: start) {
      guard number.ending.isEmpty, !number.hasColon else { return nil }
      // 两三天: the second counts.
      if number.value < 9, let next = numbers.number(at: number.end), next.value == number.value + 1,
        text.tokens[start].isHan
      {
        return next
      }
      return number
    }
    guard let article = text.match(.article, at: start) else { return nil }
    return Quantity(value: 1, end: article.end)
  }

  /// The second number of "three to five" and `3-5`.
  private func rangeEnd(at index: Int) -> Quantity? {
    if text.isJoined(index, by: 0x2D) || text.isJoined(index, by: 0x7E) { return numbers.number(at: index) }
    guard let to = text.match(.upTo, at: index) else { return nil }
    return numbers.number(at: to.end)
  }
}
