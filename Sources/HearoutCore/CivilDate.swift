/// A date and time of day on the Gregorian calendar, without a time zone.
public struct CivilDate: Sendable, Hashable, Comparable {
  public var year: Int
  /// 1 to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Double

  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Double = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The date at a moment for somebody `offsetSeconds` east of UTC.
  public init(_ instant: Instant, offsetSeconds: Int) {
    let local = instant.seconds + Double(offsetSeconds)
    let days = (local / 86_400).rounded(.down)
    let rest = local - days * 86_400
    (year, month, day) = Self.civil(fromDays: Int(days))
    hour = Int(rest / 3_600)
    minute = Int(rest / 60) % 60
    second = rest - Double(hour * 3_600 + minute * 60)
  }

  /// The moment, for somebody `offsetSeconds` east of UTC.
  public func instant(offsetSeconds: Int) -> Instant {
    let seconds = Double(daysSince1970) * 86_400 + Double(hour * 3_600 + minute * 60) + second
    return Instant(seconds: seconds - Double(offsetSeconds))
  }

  /// Days since 1970-01-01 (the algorithm of H. Hinnant, "days from civil").
  public var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 0 Sunday to 6 Saturday.
  public var weekday: Int { (((daysSince1970 + 4) % 7) + 7) % 7 }

  /// The date `days` later, at the same time of day.
  public func adding(days: Int) -> CivilDate {
    var copy = self
    (copy.year, copy.month, copy.day) = Self.civil(fromDays: daysSince1970 + days)
    return copy
  }

  /// Whether the month has such a day and the day such a time.
  public var isReal: Bool {
    guard (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return false }
    return (0...23).contains(hour) && (0...59).contains(minute) && second >= 0 && second < 61
  }

  public static func days(in month: Int, of year: Int) -> Int {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func civil(fromDays days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }

  public static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.daysSince1970, a.hour, a.minute, a.second) < (b.daysSince1970, b.hour, b.minute, b.second)
  }
}

extension Clock {
  /// Reads RFC 3339, for example `2026-11-21T15:04:05+08:00`; `nil` where it is not.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    func byte(_ index: Int) -> Character? {
      index < bytes.count ? Character(Unicode.Scalar(bytes[index])) : nil
    }
    guard let year = number(0..<4), byte(4) == "-", let month = number(5..<7), byte(7) == "-",
      let day = number(8..<10), let t = byte(10), t == "T" || t == "t" || t == " ",
      let hour = number(11..<13),
      byte(13) == ":", let minute = number(14..<16), byte(16) == ":", let second = number(17..<19)
    else { return nil }
    var index = 19
    var fraction = 0.0
    if byte(index) == "." {
      var scale = 0.1
      index += 1
      let first = index
      while let digit = number(index..<index + 1) {
        fraction += Double(digit) * scale
        scale /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    var offset = 0
    switch byte(index) {
    case "Z", "z": index += 1
    case "+", "-":
      guard let hours = number(index + 1..<index + 3), byte(index + 3) == ":",
        let minutes = number(index + 4..<index + 6), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 3_600 + minutes * 60) * (byte(index) == "-" ? -1 : 1)
      index += 6
    default: return nil
    }
    let date = CivilDate(
      year: year, month: month, day: day, hour: hour, minute: minute, second: Double(second) + fraction)
    guard index == bytes.count, date.isReal else { return nil }
    self.init(now: date.instant(offsetSeconds: offset), offsetSeconds: offset)
  }
}

extension Instant {
  /// As RFC 3339 with whole seconds, for somebody `offsetSeconds` east of UTC.
  public func rfc3339(offsetSeconds: Int) -> String {
    let date = CivilDate(self, offsetSeconds: offsetSeconds)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let year =
      date.year < 1000
      ? String(repeating: "0", count: 4 - "\(date.year)".count) + "\(date.year)" : "\(date.year)"
    let zone: String
    if offsetSeconds == 0 {
      zone = "Z"
    } else {
      let minutes = abs(offsetSeconds) / 60
      zone = (offsetSeconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }
    return
      "\(year)-\(two(date.month))-\(two(date.day))T\(two(date.hour)):\(two(date.minute)):\(two(Int(date.second)))\(zone)"
  }
}
