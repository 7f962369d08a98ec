import Testing

@testable import HearoutCore

/// Dates and times in English against Wednesday, 18 November 2026, 14:20. A day alone is its first moment.
struct FactsDatesEnglishTests {
  @Test(arguments: [
    ("today", "2026-11-18 00:00"),
    ("yesterday", "2026-11-17 00:00"),
    ("the day before yesterday", "2026-11-16 00:00"),
    ("last Tuesday", "2026-11-17 00:00"),
    ("last Wednesday", "2026-11-11 00:00"),
    ("last Friday", "2026-11-13 00:00"),
    ("on Monday", "2026-11-16 00:00"),
    ("on Friday", "2026-11-13 00:00"),
    ("Saturday", "2026-11-14 00:00"),
    ("on Thursday morning", "2026-11-12 09:00"),
    ("last Saturday afternoon", "2026-11-14 15:00"),
    ("Tuesday of last week", "2026-11-10 00:00"),
    ("last night", "2026-11-17 20:00"),
    ("this morning", "2026-11-18 09:00"),
    ("this morning at half past eight", "2026-11-18 08:30"),
    ("three weeks ago", "2026-10-28 00:00"),
    ("two days ago", "2026-11-16 00:00"),
    ("a couple of days ago", "2026-11-16 00:00"),
    ("a few days ago", "2026-11-15 00:00"),
    ("a fortnight ago", nil),
    ("a month ago", "2026-10-18 00:00"),
    ("two months ago", "2026-09-18 00:00"),
    ("a year ago", "2025-11-18 00:00"),
    ("half an hour ago", "2026-11-18 13:50"),
    ("an hour and a half ago", "2026-11-18 12:50"),
    ("twenty minutes ago", "2026-11-18 14:00"),
    ("ten days ago", "2026-11-08 00:00"),
    ("twenty-five days ago", "2026-10-24 00:00"),
    ("on the 5th", "2026-11-05 00:00"),
    ("on the fifth", "2026-11-05 00:00"),
    ("on the 20th", "2026-10-20 00:00"),
    ("the twenty-first", "2026-10-21 00:00"),
    ("5 March", "2026-03-05 00:00"),
    ("5th March", "2026-03-05 00:00"),
    ("the fifth of March", "2026-03-05 00:00"),
    ("March 5th", "2026-03-05 00:00"),
    ("March the fifth", "2026-03-05 00:00"),
    ("on 12 December", "2025-12-12 00:00"),
    ("on 5 March 2024", "2024-03-05 00:00"),
    ("3/5", "2026-05-03 00:00"),
    ("on 17/11/2026", "2026-11-17 00:00"),
    ("on 11/17", "2026-11-17 00:00"),
    ("2026-11-02", "2026-11-02 00:00"),
    ("since Monday", "2026-11-16 00:00"),
    ("since the 3rd of November", "2026-11-03 00:00"),
    ("in March", "2026-03-01 00:00"),
    ("last Christmas", "2025-12-25 00:00"),
    ("on Christmas Eve", "2025-12-24 00:00"),
    ("last week", "2026-11-09 00:00"),
    ("last month", "2026-10-01 00:00"),
    ("last year", "2025-01-01 00:00"),
    ("last weekend", "2026-11-14 00:00"),
    ("yesterday at 3", "2026-11-17 15:00"),
    ("yesterday at 3pm", "2026-11-17 15:00"),
    ("yesterday at 10.30 am", "2026-11-17 10:30"),
    ("yesterday around noon", "2026-11-17 12:00"),
    ("at quarter to nine yesterday", "2026-11-17 08:45"),
    ("on Monday 9 November at 10:15", "2026-11-09 10:15"),
    ("on Monday, the 9th", "2026-11-09 00:00"),
    ("at two o'clock", "2026-11-18 14:00"),
    ("at ten past two today", "2026-11-18 14:10"),
    ("at half nine this morning", "2026-11-18 09:30"),
    ("about three in the afternoon on Sunday", "2026-11-15 15:00"),
  ])
  func past(_ said: String, _ expected: String?) {
    let text = "It happened \(said)."
    let facts = FactsSupport.reader(text, .english).facts().filter { $0.kind == .happenedAt }
    #expect(FactsSupport.shown(facts.first?.when, .english) == expected, "\(said)")
  }

  /// What a note means: the next such moment; a day without a time is nine in the morning, one with "by" the
  /// close.
  @Test(arguments: [
    ("ring her tomorrow at three", "2026-11-19 15:00"),
    ("ring her at three", "2026-11-18 15:00"),
    ("ring her at one", "2026-11-19 13:00"),
    ("ring at 10am", "2026-11-19 10:00"),
    ("tomorrow", "2026-11-19 09:00"),
    ("tomorrow morning", "2026-11-19 09:00"),
    ("tomorrow afternoon", "2026-11-19 15:00"),
    ("tonight at eight", "2026-11-18 20:00"),
    ("at six tonight", "2026-11-18 18:00"),
    ("Friday", "2026-11-20 09:00"),
    ("Monday at half ten", "2026-11-23 10:30"),
    ("next Tuesday", "2026-11-24 09:00"),
    ("next Thursday", "2026-11-26 09:00"),
    ("this Friday at 4", "2026-11-20 16:00"),
    ("Friday week", "2026-11-27 09:00"),
    ("on Wednesday", "2026-11-25 09:00"),
    ("the day after tomorrow", "2026-11-20 09:00"),
    ("in two hours", "2026-11-18 16:20"),
    ("in half an hour", "2026-11-18 14:50"),
    ("in three days", "2026-11-21 14:20"),
    ("in three working days", "2026-11-23 14:20"),
    ("in a week", "2026-11-25 14:20"),
    ("two weeks from now", "2026-12-02 14:20"),
    ("on the 25th", "2026-11-25 09:00"),
    ("on the 5th", "2026-12-05 09:00"),
    ("5 December at noon", "2026-12-05 12:00"),
    ("next week", "2026-11-23 09:00"),
    ("next month", "2026-12-01 09:00"),
    ("by Friday", "2026-11-20 17:30"),
    ("before five tomorrow", "2026-11-19 17:00"),
    ("by the end of the month", "2026-11-30 17:30"),
    ("by close of business", "2026-11-18 17:30"),
    ("within the hour", "2026-11-18 15:20"),
    ("in a quarter of an hour", "2026-11-18 14:35"),
    ("in the morning", "2026-11-19 09:00"),
    ("on 31 February", nil),
    ("some time", nil),
  ])
  func ahead(_ note: String, _ expected: String?) {
    #expect(
      FactsSupport.shown(FactsSupport.reader(note, .english, .agent).followUp(), .english) == expected,
      "\(note)")
  }

  @Test(arguments: [
    "I've the in-laws coming Friday",
    "one may think so", "24/7", "the first time", "the second one was worse", "two of them", "good morning",
    "it took three weeks", "I have three kids", "a third of it", "by the way", "on time", "I may march",
    "at two stores", "ten past", "the fifth floor",
  ])
  func noTimes(_ text: String) {
    #expect(
      FactsSupport.reader(text, .english).facts().filter { $0.kind == .happenedAt || $0.kind == .deadline }
        .isEmpty)
  }
}
