import PhraseMatching
import Synchronization

/// Words that facts are made of; data of the language folder (`facts.yaml`, section `words`). Which lists
/// there are is fixed by ``FactList``, so that a missing one is found on load.
///
/// An entry is a word or a short phrase, or several that mean the same, divided by bars; behind ` = ` stands
/// what they mean where the list asks for it: `monday | mon = 1`.
public struct FactVocabulary: Sendable, Hashable {
  public var lists: [String: [String]] { didSet { cell = LexiconCell() } }
  private var cell = LexiconCell()

  public init(lists: [String: [String]] = [:]) { self.lists = lists }

  /// Entries of a list; empty where the folder has none.
  public subscript(_ name: String) -> [String] { lists[name] ?? [] }

  /// Names of all lists that are read.
  public static var listNames: [String] { FactList.allCases.map(\.rawValue) }

  /// The lists made ready for reading: built at the first turn, so that the start does not wait for it.
  func lexicon(folder: TextFolder) -> FactLexicon { cell.value { FactLexicon(self, folder: folder) } }

  public static func == (a: FactVocabulary, b: FactVocabulary) -> Bool { a.lists == b.lists }
  public func hash(into hasher: inout Hasher) { hasher.combine(lists) }
}

/// Holds a lexicon once it is built. Shared by all copies of a vocabulary, on all threads.
private final class LexiconCell: Sendable {
  private let held = Mutex<FactLexicon?>(nil)

  func value(_ make: () -> FactLexicon) -> FactLexicon {
    held.withLock { lexicon in
      if let lexicon { return lexicon }
      let made = make()
      lexicon = made
      return made
    }
  }
}

/// The lists of words that facts are made of. The raw value is the key in `facts.yaml`.
enum FactList: String, Sendable, CaseIterable {
  // Numbers: the value behind each.
  case number, multiplier, ordinal, several, more, half, article
  case numberAnd = "number_and"
  case andAHalf = "and_a_half"
  case ordinalEnding = "ordinal_ending"
  case measure, repeated
  // Lengths of time.
  case minutes, hours, days, weeks, months, years
  case workingDays = "working_days"
  // Days. `dayOffset`: days from today; `dayAndPart`: days from today, hour, hour at its end.
  case dayOffset = "day_offset"
  case dayAndPart = "day_and_part"
  case weekday, month, holiday, weekend
  case last, next, this
  case weekShift = "week_shift"
  case unitShift = "unit_shift"
  case yearOffset = "year_offset"
  case periodEnd = "period_end"
  case monthUnit = "month_unit"
  case dayUnit = "day_unit"
  case yearUnit = "year_unit"
  case dayFirst = "day_first"
  case theWord = "the"
  case of
  case thatDay = "that_day"
  case thatIs = "that_is"
  // Times of day. `part`: hour, hour at its end.
  case part
  case partLead = "part_lead"
  case greeting
  case clockWord = "clock_word"
  case clockFraction = "clock_fraction"
  case minutesPast = "minutes_past"
  case oclock
  case afterOclock = "after_oclock"
  case minuteUnit = "minute_unit"
  case notClock = "not_clock"
  case meridiem
  case endOfTime = "end_of_time"
  case closeHour = "close_hour"
  // How a time stands in the sentence.
  case by, within
  case inFuture = "in_future"
  case since, at, joiner
  case upTo = "up_to"
  case after
  case ago, later
  case beforeSuffix = "before_suffix"
  case withinSuffix = "within_suffix"
  case weekLater = "week_later"
  case event
  // Marks of a sentence.
  case need
  case futureMark = "future_mark"
  case pastMark = "past_mark"
  case correction, denied
  case turnAround = "turn_around"
  case nowWord = "now_word"
  // Money.
  case money
  case moneyPart = "money_part"
  case moneyContext = "money_context"
  case notMoney = "not_money"
  // Names, numbers, ways to reach somebody.
  case nameSure = "name_sure"
  case nameMaybe = "name_maybe"
  case nameAfter = "name_after"
  case surnameCue = "surname_cue"
  case title
  case titleAfter = "title_after"
  case unknownTitle = "unknown_title"
  case givenName = "given_name"
  case surname
  case notName = "not_name"
  case notNameEnd = "not_name_end"
  case nameStop = "name_stop"
  case phoneCue = "phone_cue"
  case emailAt = "email_at"
  case emailDot = "email_dot"
  case orderCue = "order_cue"
  case accountCue = "account_cue"
  case codeJoiner = "code_joiner"
  // Things, places, troubles.
  case product
  case productSure = "product_sure"
  case determiner
  case place
  case placeHead = "place_head"
  case placeLead = "place_lead"
  case problem
  // Stretches of a sentence.
  case promiser
  case promisedSure = "promised_sure"
  case promisedMaybe = "promised_maybe"
  case promisedSign = "promised_sign"
  case supposed
  case cost, tried, want
  case notWant = "not_want"
  case wantAsked = "want_asked"
  case stretchEnd = "stretch_end"
  // The agent's own promises.
  case promise
  case promiseNot = "promise_not"
  case promisePast = "promise_past"
  case promiseLead = "promise_lead"
  case speakerSelf = "self"
}
