/// Finds the moment that a time as it was said means.
///
/// A day without a time is its first moment where something happened, and the close of business where
/// something is due. Hours that could be both lean to office hours.
struct TimeResolver {
  /// Where a time lies that could be before or after now.
  enum Lean { case past, future, near }
  /// What the moment is for.
  enum Aim { case happened, due, remind }

  private let now: CivilDate
  private let offset: Int
  private let closeHour: Double

  /// - Returns: `nil` where there is no clock, or one that no calendar knows.
  init?(_ clock: Clock?, closeHour: Double) {
    guard let clock, clock.now.seconds.isFinite, abs(clock.now.seconds) < 2e11,
      abs(clock.offsetSeconds) < 100_000
    else { return nil }
    offset = clock.offsetSeconds
    now = CivilDate(clock.now, offsetSeconds: clock.offsetSeconds)
    self.closeHour = closeHour.isFinite ? min(max(closeHour, 0), 24) : 17.5
  }

  private var today: CivilDate { CivilDate(year: now.year, month: now.month, day: now.day) }

  func instant(_ mention: TimeMention, _ lean: Lean, _ aim: Aim) -> Instant? {
    if let duration = mention.duration {
      return moment(duration, mention, aim)?.instant(offsetSeconds: offset)
    }
    let hour = hour(mention, aim)
    guard let day = mention.day else { return today(at: hour, mention, lean) }
    guard let date = date(day, mention, lean, aim) else { return nil }
    return at(hour ?? (aim == .due ? closeHour : aim == .remind ? 9 : 0), of: date)
  }

  /// Time of day for showing: `15:40`, where the moment is today.
  func shortTime(_ instant: Instant) -> String? {
    let date = CivilDate(instant, offsetSeconds: offset)
    guard date.daysSince1970 == now.daysSince1970 else { return nil }
    return "\(date.hour):\(date.minute < 10 ? "0" : "")\(date.minute)"
  }

  func isFuture(_ instant: Instant) -> Bool { instant > now.instant(offsetSeconds: offset) }

  // MARK: - Time of day

  private func at(_ hour: Double, of date: CivilDate) -> Instant {
    // An overlay may hold any number: an hour that no day has is left out.
    let isSound = hour >= 0 && hour <= 72
    return date.instant(offsetSeconds: offset).advanced(bySeconds: isSound ? hour * 3_600 : 0)
  }

  /// The hour of the day, with minutes as its fraction; `nil` where none was named.
  private func hour(_ mention: TimeMention, _ aim: Aim) -> Double? {
    if let clock = (aim == .due ? mention.clockEnd : nil) ?? mention.clock {
      // "between ten and two": the half of the day of the start does not bind the end.
      return settled(clock, in: mention.part)
    }
    return mention.part.map { aim == .due ? $0.end : $0.start }
  }

  private func settled(_ clock: ClockTime, in part: DayStretch?) -> Double {
    let time = Double(clock.hour) + Double(clock.minute) / 60
    if clock.isSure || clock.hour > 12 { return time }
    guard let part else { return clock.hour >= 1 && clock.hour <= 7 ? time + 12 : time }
    if part.start >= 18 {
      // "twelve at night" is the end of the day, "two at night" lies behind it.
      if clock.hour == 12 { return time + 12 }
      return clock.hour < 5 ? time + 24 : time + 12
    }
    if part.start >= 12 { return clock.hour < 10 ? time + 12 : time }
    return clock.hour == 12 && part.start < 6 ? time - 12 : time
  }

  /// A time without a day.
  private func today(at hour: Double?, _ mention: TimeMention, _ lean: Lean) -> Instant? {
    guard var hour else { return nil }
    let current = Double(now.hour) + Double(now.minute) / 60
    switch lean {
    case .future where hour <= current:
      let canShift = mention.part == nil && mention.clock?.isSure == false && hour < 12 && hour + 12 > current
      hour += canShift ? 12 : 24
    case .past where hour > current:
      let canShift = mention.part == nil && mention.clock?.isSure == false && hour >= 12 && hour - 12 >= 6
      hour -= canShift && hour - 12 <= current ? 12 : 24
    default: break
    }
    return at(hour, of: today)
  }

  // MARK: - Lengths

  private func moment(_ duration: Duration, _ mention: TimeMention, _ aim: Aim) -> CivilDate? {
    let sign: Double = mention.relation == .ago ? -1 : 1
    let seconds: Double
    switch duration.unit {
    case .minute: seconds = duration.amount * 60
    case .hour: seconds = duration.amount * 3_600
    default: return day(duration, sign, aim)
    }
    guard abs(seconds) + abs(duration.extraSeconds) < 1e10 else { return nil }
    let moved = now.instant(offsetSeconds: offset).advanced(
      bySeconds: sign * (seconds + duration.extraSeconds))
    return CivilDate(moved, offsetSeconds: offset)
  }

  private func day(_ duration: Duration, _ sign: Double, _ aim: Aim) -> CivilDate? {
    guard duration.amount >= 0, duration.amount < 40_000 else { return nil }
    let date: CivilDate
    switch duration.unit {
    case .week: date = today.adding(days: Int((sign * duration.amount * 7).rounded()))
    case .month: date = adding(months: sign * duration.amount)
    case .year: date = adding(months: sign * duration.amount * 12)
    case .workingDay: date = adding(workingDays: Int(duration.amount.rounded(.up)), sign < 0 ? -1 : 1)
    default:
      // Half a day is half a day.
      if duration.amount < 1 {
        let moved = now.instant(offsetSeconds: offset).advanced(bySeconds: sign * duration.amount * 86_400)
        return CivilDate(moved, offsetSeconds: offset)
      }
      date = today.adding(days: Int((sign * duration.amount).rounded()))
    }
    guard sign > 0 else { return date }
    var timed = date
    if aim == .due {
      timed.hour = Int(closeHour)
      timed.minute = Int((closeHour - closeHour.rounded(.down)) * 60)
    } else {
      (timed.hour, timed.minute) = (now.hour, now.minute)
    }
    return timed
  }

  private func adding(months: Double) -> CivilDate {
    let whole = months.rounded(.towardZero)
    let date = shifted(today, months: Int(whole))
    return date.adding(days: Int(((months - whole) * 30).rounded()))
  }

  private func shifted(_ date: CivilDate, months: Int) -> CivilDate {
    let index = date.year * 12 + date.month - 1 + months
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let month = index - year * 12 + 1
    return CivilDate(year: year, month: month, day: min(date.day, CivilDate.days(in: month, of: year)))
  }

  private func adding(workingDays: Int, _ step: Int) -> CivilDate {
    var date = today
    var left = min(workingDays, 2_000)
    while left > 0 {
      date = date.adding(days: step)
      if date.weekday != 0 && date.weekday != 6 { left -= 1 }
    }
    return date
  }

  // MARK: - Days

  private func date(_ day: DayName, _ mention: TimeMention, _ lean: Lean, _ aim: Aim) -> CivilDate? {
    switch day {
    case .offset(let days): return abs(days) < 40_000 ? today.adding(days: days) : nil
    case .weekday(let weekday, let week): return date(weekday, week, mention, lean)
    case .weekend(let week): return date(aim == .due ? 0 : 6, week, mention, lean)
    case .date(let year?, let month, let day): return real(year, month, day)
    case .date(nil, let month, let day): return nearest(lean) { real(now.year + $0, month, day) }
    case .anyOf(let dates): return nearest(lean, dates)
    case .dayOfMonth(let day, let shift?):
      let month = shifted(CivilDate(year: now.year, month: now.month, day: 1), months: shift)
      return real(month.year, month.month, day)
    case .dayOfMonth(let day, nil):
      return nearest(lean) {
        let month = shifted(CivilDate(year: now.year, month: now.month, day: 1), months: $0)
        return real(month.year, month.month, day)
      }
    case .month(let month, let shift):
      let found: CivilDate?
      if let shift {
        found = real(now.year + shift, month, 1)
      } else {
        found =
          month == now.month ? real(now.year, month, 1) : nearest(lean) { real(now.year + $0, month, 1) }
      }
      return aim == .due ? found.map { lastDay($0) } : found
    case .period(let unit, let shift): return period(unit, shift, aim)
    case .periodEnd(let unit, let shift): return period(unit, shift, .due)
    }
  }

  private func real(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
    let date = CivilDate(year: year, month: month, day: day)
    return (1...9_999).contains(year) && date.isReal ? date : nil
  }

  private func lastDay(_ date: CivilDate) -> CivilDate {
    CivilDate(year: date.year, month: date.month, day: CivilDate.days(in: date.month, of: date.year))
  }

  /// Of the dates that steps from -8 to 8 give, the last one not after today, the first one not before it, or
  /// the nearer of the two.
  private func nearest(_ lean: Lean, _ candidate: (Int) -> CivilDate?) -> CivilDate? {
    nearest(lean, (-8...8).compactMap(candidate))
  }

  private func nearest(_ lean: Lean, _ dates: [CivilDate]) -> CivilDate? {
    let days = today.daysSince1970
    let past = dates.last { $0.daysSince1970 <= days }
    let future = dates.first { $0.daysSince1970 >= days }
    switch lean {
    case .past: return past
    case .future: return future
    case .near:
      guard let past, let future else { return past ?? future }
      return days - past.daysSince1970 <= future.daysSince1970 - days ? past : future
    }
  }

  private func date(_ weekday: Int, _ week: DayName.Week, _ mention: TimeMention, _ lean: Lean) -> CivilDate {
    let ahead = ((weekday - today.weekday) % 7 + 7) % 7
    let back = (7 - ahead) % 7
    let inWeek = (weekday + 6) % 7 - (today.weekday + 6) % 7
    switch week {
    case .last: return today.adding(days: back == 0 ? -7 : -back)
    case .counted(let weeks): return today.adding(days: inWeek + 7 * min(max(weeks, -500), 500))
    case .later(let weeks): return today.adding(days: ahead + 7 * min(max(weeks, -500), 500))
    case .this: return today.adding(days: inWeek < 0 && lean == .future ? inWeek + 7 : inWeek)
    case .bare: break
    }
    switch lean {
    case .past: return today.adding(days: -back)
    case .near: return today.adding(days: back <= 4 ? -back : ahead)
    case .future:
      guard ahead == 0, mention.relation != .by, !isLater(mention) else { return today.adding(days: ahead) }
      return today.adding(days: 7)
    }
  }

  /// Whether a named time of day is still to come today.
  private func isLater(_ mention: TimeMention) -> Bool {
    guard let hour = hour(mention, .due) else { return false }
    return hour > Double(now.hour) + Double(now.minute) / 60
  }

  private func period(_ unit: TimeUnit, _ shift: Int, _ aim: Aim) -> CivilDate? {
    guard abs(shift) < 1_000 else { return nil }
    switch unit {
    case .week:
      let monday = today.adding(days: -((today.weekday + 6) % 7) + 7 * shift)
      return aim == .due ? monday.adding(days: 4) : monday
    case .month:
      let first = shifted(CivilDate(year: now.year, month: now.month, day: 1), months: shift)
      return aim == .due ? lastDay(first) : first
    case .year: return aim == .due ? real(now.year + shift, 12, 31) : real(now.year + shift, 1, 1)
    case .day, .workingDay: return today.adding(days: shift)
    case .hour, .minute: return nil
    }
  }
}
