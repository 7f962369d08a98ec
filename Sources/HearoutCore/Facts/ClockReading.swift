import PhraseMatching

/// Reads times of day: "half past three", `3.15pm`, "five" behind "by", 两点四十, "noon".
struct ClockReading {
  let text: FactText
  private var numbers: NumberReading { NumberReading(text: text) }

  init(text: FactText) { self.text = text }

  /// The time that starts at a token, and the token behind it.
  ///
  /// - Parameter isLed: whether a word of relation ("at", "by") or a day stands before it, so that a bare
  ///   hour counts.
  func clock(at start: Int, isLed: Bool) -> (clock: ClockTime, end: Int)? {
    guard start < text.count else { return nil }
    if let match = text.match(.clockWord, at: start) {
      return checked(match.number, 0, isSure: true, end: match.end)
    }
    if let match = text.match(.clockFraction, at: start), let hour = hour(at: match.end) {
      return shifted(hour, minutes: match.number)
    }
    guard let number = numbers.number(at: start), let whole = number.whole ?? wholeHour(number),
      (0...24).contains(whole) || minutesPast(number) != nil
    else { return nil }
    if let past = minutesPast(number), isLed { return past }
    guard (0...24).contains(whole) else { return nil }
    if number.hasColon {
      guard let minute = number.minutes, minute < 60 else { return nil }
      return withHalf(ClockTime(hour: whole, minute: minute, isSure: whole > 12 || whole == 0), number)
    }
    if let half = half(number) {
      return twelve(whole, number.minutes ?? 0, half: half.number, end: half.end)
    }
    if let oclock = text.match(.oclock, at: number.end) { return full(whole, number, behind: oclock.end) }
    guard isLed, number.ending.isEmpty, !number.isVague, (1...12).contains(whole) else { return nil }
    if let minute = number.minutes, minute < 60, !text.tokens[start].isHan, number.value < 13 {
      return (ClockTime(hour: whole, minute: minute), number.end)
    }
    guard number.value == number.value.rounded(), !text.tokens[start].isHan else { return nil }
    return endsHere(number.end) ? (ClockTime(hour: whole), number.end) : spokenMinutes(whole, number)
  }

  /// `3.30` as an hour.
  private func wholeHour(_ number: Quantity) -> Int? {
    number.minutes != nil && number.value < 25 ? Int(number.value) : nil
  }

  /// "three fifteen", "two thirty", behind a word that leads to a time.
  private func spokenMinutes(_ hour: Int, _ number: Quantity) -> (ClockTime, Int)? {
    guard number.digits == 0, let minutes = numbers.number(at: number.end), minutes.digits == 0,
      let minute = minutes.whole, (10...59).contains(minute), endsHere(minutes.end)
    else { return nil }
    return (ClockTime(hour: hour, minute: minute), minutes.end)
  }

  /// "ten past two", "twenty to four".
  private func minutesPast(_ number: Quantity) -> (ClockTime, Int)? {
    guard let match = text.match(.minutesPast, at: number.end), let minutes = number.whole,
      [5, 10, 15, 20, 25].contains(minutes), let hour = hour(at: match.end)
    else { return nil }
    return shifted(hour, minutes: Double(minutes) * match.number)
  }

  private func hour(at index: Int) -> Quantity? {
    guard let number = numbers.number(at: index), let whole = number.whole, (1...12).contains(whole) else {
      return nil
    }
    return number
  }

  /// An hour moved by minutes: "quarter to four".
  private func shifted(_ hour: Quantity, minutes: Double) -> (ClockTime, Int)? {
    guard let whole = hour.whole, abs(minutes) < 60 else { return nil }
    let total = whole * 60 + Int(minutes)
    guard let half = half(hour) else {
      return (ClockTime(hour: total / 60, minute: total % 60), hour.end)
    }
    return twelve(total / 60, total % 60, half: half.number, end: half.end)
  }

  /// What stands behind an hour with 点 or "o'clock": 半, 一刻, 四十, 15分.
  private func full(_ hour: Int, _ number: Quantity, behind index: Int) -> (ClockTime, Int)? {
    if text.has(.notClock, at: index) { return nil }
    var clock = ClockTime(hour: hour, isSure: hour > 12 || hour == 0)
    if let match = text.match(.afterOclock, at: index) {
      clock.minute = match.number.isFinite ? Int(min(max(match.number, 0), 59)) : 0
      return (clock, match.end)
    }
    if !text.isBoundary(index), let minutes = numbers.number(at: index), let minute = minutes.whole,
      (0...59).contains(minute), minutes.ending.isEmpty,
      text.tokens[number.end - 1].isHan || text.tokens[index - 1].isHan
    {
      let end = text.skip(.minuteUnit, at: minutes.end)
      // 两点四个人: a number with a measure behind it counts something else.
      if end > minutes.end || minute >= 10 || text.isBoundary(end) {
        clock.minute = minute
        return (clock, end)
      }
    }
    // 一点 alone is "a bit".
    if hour == 1, number.digits == 0, text.tokens[index - 1].isHan, !hasPartBefore(number, index) {
      return nil
    }
    return withHalf(clock, Quantity(value: Double(hour), end: index))
  }

  private func hasPartBefore(_ number: Quantity, _ index: Int) -> Bool {
    let start = number.end - 1
    return text.start(.part, endingAt: start) != nil || text.start(.dayAndPart, endingAt: start) != nil
  }

  /// "am" or "pm": hanging on the figures, or behind them.
  private func half(_ number: Quantity) -> (number: Double, end: Int)? {
    if !number.ending.isEmpty {
      guard let entry = text.lexicon.ending(number.ending, in: .meridiem) else { return nil }
      return (text.lexicon.entries[Int(entry)].numbers.0, number.end)
    }
    return text.match(.meridiem, at: number.end).map { ($0.number, $0.end) }
  }

  private func withHalf(_ clock: ClockTime, _ number: Quantity) -> (ClockTime, Int)? {
    guard let half = half(number) else {
      return number.ending.isEmpty
        ? checked(Double(clock.hour), clock.minute, isSure: clock.isSure, end: number.end) : nil
    }
    return twelve(clock.hour, clock.minute, half: half.number, end: half.end)
  }

  /// A time on a clock of twelve hours, with the half of the day: 0 or 12.
  private func twelve(_ hour: Int, _ minute: Int, half: Double, end: Int) -> (ClockTime, Int)? {
    guard (1...12).contains(hour), minute < 60 else {
      return hour < 25 ? checked(Double(hour), minute, isSure: true, end: end) : nil
    }
    return (ClockTime(hour: hour % 12 + (half == 12 ? 12 : 0), minute: minute, isSure: true), end)
  }

  private func checked(_ hour: Double, _ minute: Int, isSure: Bool, end: Int) -> (ClockTime, Int)? {
    guard hour >= 0, hour <= 24, (0...59).contains(minute) else { return nil }
    let whole = Int(hour)
    let minutes = minute + Int(((hour - Double(whole)) * 60).rounded())
    return (ClockTime(hour: whole, minute: minutes % 60, isSure: isSure), end)
  }

  /// Whether a bare hour or ordinal ends here: the clause ends, or a word follows that cannot be what is
  /// counted.
  func endsHere(_ index: Int) -> Bool {
    text.isBoundary(index) || text.has(.endOfTime, at: index) || text.has(.dayOffset, at: index)
      || text.has(.dayAndPart, at: index) || text.has(.weekday, at: index) || text.has(.partLead, at: index)
      || text.has(.joiner, at: index) || text.has(.upTo, at: index)
  }
}
