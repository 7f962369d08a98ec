import PhraseMatching

/// Dates of the calendar: "5 March", `3/5`, 2026年3月5号, "the fifteenth".
extension DayReading {
  func calendarDay(at start: Int, isLed: Bool) -> Found? {
    if text.tokens[start].isNumber, let found = figures(at: start, isLed: isLed) { return found }
    if let found = hanDate(at: start) { return found }
    let head = text.skip(.theWord, at: start)
    if let found = dayThenMonth(at: head) { return found }
    if let found = monthThenDay(at: start) { return found }
    guard let ordinal = numbers.ordinal(at: head), let day = ordinal.whole, (1...31).contains(day) else {
      return nil
    }
    // "the second" and "the 5th" are days only where nothing is counted.
    guard head > start || isLed, clocks.endsHere(ordinal.end), isLed || day > 3 || text.isBoundary(start)
    else { return nil }
    return Found(.dayOfMonth(day, monthShift: nil), end: ordinal.end)
  }

  /// "5 March", "the fifth of March 2026".
  private func dayThenMonth(at start: Int) -> Found? {
    guard let number = numbers.ordinal(at: start) ?? numbers.number(at: start), let day = number.whole,
      (1...31).contains(day), number.minutes == nil
    else { return nil }
    // "One may think" is no date: a cardinal must be written in figures.
    guard number.digits > 0 || text.has(.ordinal, at: start) else { return nil }
    guard let month = text.match(.month, at: text.skip(.of, at: number.end)),
      let value = Self.whole(month.number)
    else {
      return nil
    }
    let year = year(at: month.end)
    return Found(.date(year: year?.year, month: value, day: day), end: year?.end ?? month.end)
  }

  /// "March 5th", "March the fifth", "in March".
  private func monthThenDay(at start: Int) -> Found? {
    guard let month = text.match(.month, at: start), let value = Self.whole(month.number) else { return nil }
    let next = text.skip(.theWord, at: month.end)
    if let number = numbers.ordinal(at: next) ?? numbers.number(at: next), let day = number.whole,
      (1...31).contains(day),
      !number.hasColon, text.isSameSentence(start, next), number.digits > 0 || clocks.endsHere(number.end)
    {
      let year = year(at: number.end)
      return Found(.date(year: year?.year, month: value, day: day), end: year?.end ?? number.end)
    }
    // "may" and "march" are words of their own: a month alone must be led by a word such as "in".
    guard start > 0,
      text.has(.partLead, at: start - 1) || text.start(.since, endingAt: start) != nil
        || text.start(.by, endingAt: start) != nil || text.start(.inFuture, endingAt: start) != nil
    else { return nil }
    let year = year(at: month.end)
    if let year { return Found(.date(year: year.year, month: value, day: 1), end: year.end) }
    return Found(.month(value, yearShift: nil), end: month.end)
  }

  private func year(at index: Int) -> (year: Int, end: Int)? {
    guard let figure = numbers.figure(at: index), figure.digits == 4, figure.ending.isEmpty,
      let year = figure.whole,
      (1970...2200).contains(year)
    else { return nil }
    return (year, index + 1)
  }

  /// `3/5`, `2026-03-05`, `5/3/26`.
  private func figures(at start: Int, isLed: Bool) -> Found? {
    guard let first = plainFigure(start) else { return nil }
    for mark: UInt32 in [0x2F, 0x2D] where text.isJoined(start + 1, by: mark) {
      guard let second = plainFigure(start + 1) else { return nil }
      let third = text.isJoined(start + 2, by: mark) ? plainFigure(start + 2) : nil
      // A longer row of figures is a number of some other kind.
      if text.isJoined(start + 3, by: mark) || text.isJoined(start, by: mark) { return nil }
      if first.digits == 4, let third {
        return date(first.value, second.value, third.value, end: start + 3)
      }
      guard first.digits <= 2, second.digits <= 2 else { return nil }
      if let third {
        guard third.digits == 4 || third.digits == 2 else { return nil }
        let year = third.digits == 2 ? 2_000 + third.value : third.value
        return dayAndMonth(first.value, second.value, year: year, end: start + 3)
      }
      // Fractions, ranges and round-the-clock are no dates.
      guard mark == 0x2F, !(first.value == 24 && second.value == 7) else { return nil }
      if !isLed, first.value < second.value, second.value <= 4 { return nil }
      return dayAndMonth(first.value, second.value, year: nil, end: start + 2)
    }
    return nil
  }

  private func plainFigure(_ index: Int) -> (value: Int, digits: Int)? {
    guard let figure = numbers.figure(at: index), figure.ending.isEmpty, !figure.hasColon,
      let value = figure.whole,
      figure.digits <= 4
    else { return nil }
    return (value, figure.digits)
  }

  private func dayAndMonth(_ first: Int, _ second: Int, year: Int?, end: Int) -> Found? {
    let isDayFirst = first > 12 || (text.lexicon.isDayFirst && second <= 12)
    return date(year, isDayFirst ? second : first, isDayFirst ? first : second, end: end)
  }

  private func date(_ year: Int?, _ month: Int, _ day: Int, end: Int) -> Found? {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    return Found(.date(year: year, month: month, day: day), end: end)
  }

  // MARK: Dates with units behind the figures: 2026年3月5号, 三月五号, 15号

  private func hanDate(at start: Int) -> Found? {
    var index = start
    var year: Int?
    if let found = hanYear(at: start) {
      year = found.year
      index = found.end
    }
    if let month = monthNumber(at: index) {
      if let day = dayNumber(at: month.end, needsUnit: false) {
        return Found(.date(year: year, month: month.month, day: day.day), end: day.end)
      }
      if let end = text.match(.periodEnd, at: month.end - 1), end.number == 2 {
        return Found(.date(year: year, month: month.month, day: 28), end: end.end)
      }
      if let year { return Found(.date(year: year, month: month.month, day: 1), end: month.end) }
      return Found(.month(month.month, yearShift: nil), end: month.end)
    }
    guard year == nil, let day = dayNumber(at: start) else { return nil }
    return Found(.dayOfMonth(day.day, monthShift: nil), end: day.end)
  }

  private func hanYear(at start: Int) -> (year: Int, end: Int)? {
    if let figure = numbers.figure(at: start), let year = figure.whole,
      figure.digits == 4 || figure.digits == 2,
      let unit = text.match(.yearUnit, at: figure.end)
    {
      return (figure.digits == 2 ? 2_000 + year : year, unit.end)
    }
    if let run = numbers.digitRun(at: start, limit: 4), let unit = text.match(.yearUnit, at: run.end),
      let year = Int(run.digits), run.digits.count == 4 || run.digits.count == 2
    {
      return (run.digits.count == 2 ? 2_000 + year : year, unit.end)
    }
    return nil
  }

  func monthNumber(at start: Int) -> (month: Int, end: Int)? {
    guard let number = numbers.number(at: start), number.ending.isEmpty, let month = number.whole,
      (1...12).contains(month), let unit = text.match(.monthUnit, at: number.end), !number.isVague
    else {
      guard start < text.count, text.tokens[start].isHan, let match = text.match(.month, at: start),
        let month = Self.whole(match.number)
      else { return nil }
      return (month, match.end)
    }
    return (month, unit.end)
  }

  func dayNumber(at start: Int, needsUnit: Bool = true) -> (day: Int, end: Int)? {
    guard start < text.count, let number = numbers.number(at: start), number.ending.isEmpty, !number.isVague,
      number.minutes == nil, let day = number.whole, (1...31).contains(day)
    else { return nil }
    if let unit = text.match(.dayUnit, at: number.end) { return (day, unit.end) }
    return needsUnit ? nil : (day, number.end)
  }
}
