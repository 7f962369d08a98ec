import PhraseMatching

/// Reads days: "last Tuesday", "the 5th of March", `3/5`, 上周二, 大前天, 国庆那天, "Friday week".
struct DayReading {
  let text: FactText
  var numbers: NumberReading { NumberReading(text: text) }
  private var durations: DurationReading { DurationReading(text: text) }
  var clocks: ClockReading { ClockReading(text: text) }

  init(text: FactText) { self.text = text }

  /// A day, with the part of the day where the same word names both ("tonight").
  struct Found {
    var day: DayName
    var part: DayStretch?
    var end: Int

    init(_ day: DayName, end: Int, part: DayStretch? = nil) {
      self.day = day
      self.end = end
      self.part = part
    }
  }

  /// The day that starts at a token.
  ///
  /// - Parameter isLed: whether a word of relation ("on", "since") stands before it, so that "the third" is
  ///   a day.
  func day(at start: Int, isLed: Bool) -> Found? {
    guard start < text.count, text.isKnown(start) || text.tokens[start].isNumber else { return nil }
    guard let found = anyDay(at: start, isLed: isLed) else { return nil }
    var result = found
    result.end = text.skip(.thatDay, at: found.end)
    return result
  }

  private func anyDay(at start: Int, isLed: Bool) -> Found? {
    if let match = text.match(.dayAndPart, at: start), let days = Self.whole(match.number) {
      return Found(.offset(days), end: match.end, part: DayStretch(start: match.second, end: match.third))
    }
    if let found = shiftedDay(at: start) { return found }
    if let match = text.match(.dayOffset, at: start), let days = Self.whole(match.number) {
      return Found(.offset(days), end: match.end)
    }
    if let found = calendarDay(at: start, isLed: isLed) { return found }
    if let found = weekday(at: start, .bare) { return later(found) }
    if let found = holiday(at: start) { return found }
    if let match = text.match(.periodEnd, at: start) { return periodEnd(match, 0) }
    if let match = text.match(.weekend, at: start) { return Found(.weekend(.bare), end: match.end) }
    return yearDay(at: start)
  }

  static func whole(_ value: Double) -> Int? {
    value.isFinite && abs(value) < 100_000 ? Int(value.rounded()) : nil
  }

  // MARK: - Weekdays and shifted units

  private func weekday(at start: Int, _ week: DayName.Week) -> Found? {
    guard let match = text.match(.weekday, at: start), let day = Self.whole(match.number) else { return nil }
    // 一周一次 has no Monday in it.
    if text.tokens[start].isHan, start > 0, !text.isBoundary(start), numbers.number(at: start - 1) != nil,
      durations.unit(at: start) != nil
    {
      return nil
    }
    return Found(.weekday(((day % 7) + 7) % 7, week), end: match.end)
  }

  /// "Friday week", "Tuesday of last week".
  private func later(_ found: Found) -> Found {
    guard case .weekday(let day, _) = found.day else { return found }
    if let match = text.match(.weekLater, at: found.end) {
      return Found(.weekday(day, .later(1)), end: match.end)
    }
    let next = text.skip(.of, at: found.end)
    if let shift = text.match(.unitShift, at: next), let unit = durations.unit(at: shift.end),
      unit.unit == .week,
      let weeks = Self.whole(shift.number)
    {
      return Found(.weekday(day, .counted(weeks)), end: unit.end)
    }
    return found
  }

  /// What stands behind "last", "this", "next", 上, 下: a weekday, a unit, a holiday.
  private func shiftedDay(at start: Int) -> Found? {
    let head = text.skip(.theWord, at: start)
    if let match = text.match(.weekShift, at: head), let weeks = Self.whole(match.number) {
      if let found = weekday(at: match.end, .counted(weeks)) { return found }
      if let weekend = text.match(.weekend, at: match.end) {
        return Found(.weekend(.counted(weeks)), end: weekend.end)
      }
    }
    if let match = text.match(.last, at: head) {
      if let found = weekday(at: match.end, .last) { return found }
      if let weekend = text.match(.weekend, at: match.end) { return Found(.weekend(.last), end: weekend.end) }
      if let month = text.match(.month, at: match.end), let value = Self.whole(month.number) {
        return Found(.month(value, yearShift: nil), end: month.end)
      }
      if let found = holiday(at: match.end) { return found }
    }
    if let match = text.match(.this, at: head) {
      if let found = weekday(at: match.end, .this) { return found }
      if let weekend = text.match(.weekend, at: match.end) { return Found(.weekend(.this), end: weekend.end) }
    }
    for match in text.matches(.unitShift, at: head) {
      if let found = shiftedUnit(match) { return found }
    }
    return nil
  }

  private func shiftedUnit(_ match: FactText.Match) -> Found? {
    guard let shift = Self.whole(match.number) else { return nil }
    if let end = text.match(.periodEnd, at: match.end) { return periodEnd(end, shift) }
    guard let unit = durations.unit(at: match.end), ![.hour, .minute].contains(unit.unit) else { return nil }
    if unit.unit == .week, let day = weekday(at: text.skip(.of, at: unit.end), .counted(shift)) { return day }
    if unit.unit == .month, let day = dayNumber(at: text.skip(.of, at: unit.end)) {
      return Found(.dayOfMonth(day.day, monthShift: shift), end: day.end)
    }
    if unit.unit == .day || unit.unit == .workingDay { return nil }
    return Found(.period(unit.unit, shift), end: unit.end)
  }

  private func periodEnd(_ match: FactText.Match, _ shift: Int) -> Found {
    let own = Self.whole(match.second) ?? 0
    let unit: TimeUnit =
      match.number == 1 ? .week : match.number == 2 ? .month : match.number == 3 ? .year : .day
    return Found(.periodEnd(unit, shift + own), end: match.end)
  }

  /// 去年十月, "last year".
  private func yearDay(at start: Int) -> Found? {
    guard let match = text.match(.yearOffset, at: start), let shift = Self.whole(match.number) else {
      return nil
    }
    let next = text.skip(.of, at: match.end)
    if let holiday = holiday(at: next) { return holiday }
    if let month = monthNumber(at: next) {
      return Found(.month(month.month, yearShift: shift), end: month.end)
    }
    return Found(.period(.year, shift), end: match.end)
  }

  private func holiday(at start: Int) -> Found? {
    guard let match = text.match(.holiday, at: start) else { return nil }
    if !match.third.isFinite {
      guard let month = Self.whole(match.number), let day = Self.whole(match.second) else { return nil }
      return Found(.date(year: nil, month: month, day: day), end: match.end)
    }
    // A feast of the moon has an entry for each year: year, month, day.
    let dates = text.matches(.holiday, at: start).filter { $0.end == match.end }.compactMap {
      match -> CivilDate? in
      guard let year = Self.whole(match.number), let month = Self.whole(match.second),
        let day = Self.whole(match.third)
      else { return nil }
      let date = CivilDate(year: year, month: month, day: day)
      return date.isReal ? date : nil
    }
    return Found(.anyOf(dates), end: match.end)
  }
}
