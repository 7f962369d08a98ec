/// A unit of time.
enum TimeUnit: Sendable, CaseIterable {
  case minute, hour, day, workingDay, week, month, year

  /// The list of the vocabulary that names it.
  var list: FactList {
    switch self {
    case .minute: .minutes
    case .hour: .hours
    case .day: .days
    case .workingDay: .workingDays
    case .week: .weeks
    case .month: .months
    case .year: .years
    }
  }

  /// Longer names first, so that "working days" is not taken for days.
  static let inReadingOrder: [TimeUnit] = [.workingDay, .minute, .hour, .day, .week, .month, .year]
}

/// A length of time: "three weeks", 两个半小时.
struct Duration: Sendable, Hashable {
  var amount: Double
  var unit: TimeUnit
  /// What stands behind it in smaller units: "an hour and twenty minutes".
  var extraSeconds: Double = 0
  var isVague = false
}

/// A day as it was named.
enum DayName: Sendable, Hashable {
  /// How a weekday is meant.
  enum Week: Sendable, Hashable {
    /// "on Tuesday".
    case bare
    /// "last Tuesday": the most recent one before today.
    case last
    /// "this Friday".
    case this
    /// 上周二, "next Tuesday": by calendar weeks from this one.
    case counted(Int)
    /// "Friday week": so many weeks after the coming one.
    case later(Int)
  }
  /// Days from today.
  case offset(Int)
  /// 0 Sunday to 6 Saturday.
  case weekday(Int, Week)
  case weekend(Week)
  case date(year: Int?, month: Int, day: Int)
  /// A feast that falls on another date each year.
  case anyOf([CivilDate])
  /// "the fifth"; months from this one where that was said.
  case dayOfMonth(Int, monthShift: Int?)
  /// "in March", with years from this one where that was said.
  case month(Int, yearShift: Int?)
  /// "last week", "this month": units from this one.
  case period(TimeUnit, Int)
  /// "the end of the month".
  case periodEnd(TimeUnit, Int)
}

/// A time of day as it was named.
struct ClockTime: Sendable, Hashable {
  /// 0 to 24.
  var hour: Int
  var minute: Int = 0
  /// Whether half of the day is known: "3 pm", `15:00`, "noon".
  var isSure = false
}

/// A stretch of the day: hours at its start and end.
struct DayStretch: Sendable, Hashable {
  var start: Double
  var end: Double
}

/// How a time stands in its sentence.
enum TimeRelation: Sendable, Hashable {
  case none, at, by, within, since, after, ago, inFuture
}

/// A time as it was said, with its place.
struct TimeMention: Sendable, Hashable {
  /// Tokens, with the words of relation ("by").
  var tokens: Range<Int>
  /// Tokens of the time itself.
  var core: Range<Int>
  var relation = TimeRelation.none
  var day: DayName?
  var clock: ClockTime?
  /// End of a range: "between two and four".
  var clockEnd: ClockTime?
  var part: DayStretch?
  var duration: Duration?

  var isEmpty: Bool { day == nil && clock == nil && part == nil && duration == nil }
}
