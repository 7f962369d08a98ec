import HearoutCore

extension Clock {
  /// RFC 3339 in local time, to the second: `2026-11-21T20:53:07+08:00`.
  ///
  /// Written out because formatters of dates bring locales and time zones along, and the offset is known
  /// here.
  var timestamp: String {
    let limit = 253_402_300_799.0  // the end of the year 9999
    let local = min(max((now.seconds + Double(offsetSeconds)).rounded(.down), -62_135_596_800), limit)
    // Not a number compares as neither, and cannot become an Int.
    let seconds = local.isFinite ? Int(local) : 0
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let second = seconds - day * 86_400
    let (year, month, dayOfMonth) = Self.date(fromDaysSince1970: day)
    let offset = Int(clamping: offsetSeconds.magnitude) / 60
    let zone =
      offsetSeconds == 0 ? "Z" : "\(offsetSeconds < 0 ? "-" : "+")\(pad(offset / 60)):\(pad(offset % 60))"
    return "\(pad(year, 4))-\(pad(month))-\(pad(dayOfMonth))T"
      + "\(pad(second / 3_600)):\(pad(second / 60 % 60)):\(pad(second % 60))\(zone)"
  }

  /// The proleptic Gregorian calendar, counted in eras of 400 years that begin in March.
  private static func date(fromDaysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private func pad(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
