import PhraseMatching

/// Finds the times in a turn: days, times of day and lengths, with the words that relate them.
struct MentionReading {
  let text: FactText
  private var days: DayReading { DayReading(text: text) }
  private var clocks: ClockReading { ClockReading(text: text) }
  private var durations: DurationReading { DurationReading(text: text) }

  /// A turn names few times; a text with more is no turn.
  private static let limit = 200

  /// Whether "3 to 5 working days" counts without a word such as "within", as it does where something is
  /// promised.
  let takesBareLengths: Bool

  init(text: FactText, takesBareLengths: Bool = false) {
    self.text = text
    self.takesBareLengths = takesBareLengths
  }

  func mentions() -> [TimeMention] {
    var found: [TimeMention] = []
    var index = 0
    while index < text.count, found.count < Self.limit {
      if let greeting = text.match(.greeting, at: index) {
        index = greeting.end
      } else if let mention = mention(at: index) {
        found.append(mention)
        index = max(index + 1, mention.tokens.upperBound)
      } else {
        index += 1
      }
    }
    return found
  }

  private func mention(at start: Int) -> TimeMention? {
    guard text.isKnown(start) || text.tokens[start].isNumber else { return nil }
    // 过 leads to a length in 过三天 and begins a day in 过年.
    return mention(at: start, lead: lead(at: start)) ?? mention(at: start, lead: nil)
  }

  private func mention(at start: Int, lead: (relation: TimeRelation, end: Int)?) -> TimeMention? {
    var mention = TimeMention(tokens: start..<start, core: start..<start)
    var index = start
    if let lead {
      mention.relation = lead.relation
      index = text.skip(.at, at: lead.end)
      if text.isBoundary(index) { return nil }
    }
    let head = index
    if let length = length(at: index, &mention) {
      mention.tokens = start..<length.end
      mention.core = head..<length.core
      return mention
    }
    while let next = component(at: index, &mention, isLed: index > start || mention.relation != .none) {
      index = next
      guard let more = joint(at: index, mention) else { break }
      // Look whether something follows the joint before taking it.
      var probe = mention
      if component(at: more.end, &probe, isLed: true) == nil { break }
      if let relation = more.relation, mention.relation == .none || mention.relation == .at {
        mention.relation = relation
      }
      index = more.end
    }
    guard !mention.isEmpty else { return nil }
    if mention.relation == .inFuture { mention.relation = .at }
    if mention.relation == .within { mention.relation = .by }
    mention.core = head..<index
    mention.tokens = start..<closed(index, &mention)
    return mention
  }

  // MARK: - What stands before

  private func lead(at start: Int) -> (relation: TimeRelation, end: Int)? {
    // "in the morning" is a part of the day, "in three days" is not.
    if let part = text.match(.partLead, at: start), text.has(.part, at: part.end) { return nil }
    if let match = text.match(.within, at: start) { return (.within, match.end) }
    if let match = text.match(.by, at: start) { return (.by, match.end) }
    if let match = text.match(.since, at: start) { return (.since, match.end) }
    if let match = text.match(.inFuture, at: start) { return (.inFuture, match.end) }
    if let match = text.match(.at, at: start) { return (.at, match.end) }
    if let match = text.match(.after, at: start) { return (.after, match.end) }
    return nil
  }

  /// Words between two parts of one time: "tomorrow at", "Friday before", or none.
  private func joint(at index: Int, _ mention: TimeMention) -> (end: Int, relation: TimeRelation?)? {
    guard index < text.count, text.isSameSentence(index - 1, index) else { return nil }
    if let match = text.match(.by, at: index) { return (match.end, .by) }
    var end = text.skip(.joiner, at: index)
    end = text.skip(.at, at: end)
    guard end < text.count, text.isSameSentence(index, end) else { return nil }
    return (end, nil)
  }

  // MARK: - Parts

  /// Takes one part of a time at a token; the token behind it. A part that is known already ends the time.
  private func component(at index: Int, _ mention: inout TimeMention, isLed: Bool) -> Int? {
    guard index < text.count, text.isKnown(index) || text.tokens[index].isNumber else { return nil }
    if let found = days.day(at: index, isLed: isLed && mention.relation != .within), accept(found, &mention) {
      return found.end
    }
    if mention.clock == nil, let found = clocks.clock(at: index, isLed: isLed || nextIsDay(index)) {
      mention.clock = found.clock
      return range(from: found.end, &mention)
    }
    guard mention.part == nil else { return nil }
    let lead = text.match(.partLead, at: index)
    guard let match = text.match(.part, at: lead?.end ?? index) else { return nil }
    // "Morning!" is a greeting; "in the morning", "Monday morning" and 下午 are times; 早 alone is "long ago".
    guard
      lead != nil || mention.day != nil || mention.clock != nil || isLed
        || (text.tokens[index].isHan && match.end > index + 1)
    else {
      return nil
    }
    mention.part = DayStretch(start: match.number, end: match.second.isFinite ? match.second : match.number)
    if mention.day == nil, let lead, text.lexicon.entries[Int(lead.entry)].meaning == "0" {
      mention.day = .offset(0)
    }
    return match.end
  }

  /// A day, or a date that says a weekday more exactly: "Monday the 5th".
  private func accept(_ found: DayReading.Found, _ mention: inout TimeMention) -> Bool {
    switch (mention.day, found.day) {
    case (nil, _): break
    case (.weekday, .date), (.weekday, .dayOfMonth), (.offset, .date), (.offset, .dayOfMonth): break
    case (.dayOfMonth, .weekday), (.date, .weekday), (.offset, .weekday): return true
    default: return false
    }
    if let part = found.part {
      guard mention.part == nil else { return false }
      mention.part = part
    }
    mention.day = found.day
    return true
  }

  /// "five tomorrow": a bare hour before a day.
  private func nextIsDay(_ index: Int) -> Bool {
    guard let number = NumberReading(text: text).number(at: index), number.digits <= 2 else { return false }
    return text.has(.dayOffset, at: number.end) || text.has(.dayAndPart, at: number.end)
      || (text.has(.partLead, at: number.end) && text.has(.part, at: text.skip(.partLead, at: number.end)))
  }

  /// The end of a range of times: "two and four", 七点到十点.
  private func range(from index: Int, _ mention: inout TimeMention) -> Int {
    guard index < text.count, !text.isBoundary(index) || text.isJoined(index, by: 0x2D) else { return index }
    let next = text.isJoined(index, by: 0x2D) ? index : text.skip(.upTo, at: index)
    guard next > index || text.isJoined(index, by: 0x2D), let end = clocks.clock(at: next, isLed: true) else {
      return index
    }
    mention.clockEnd = end.clock
    return end.end
  }

  // MARK: - Lengths

  /// A length with the word that makes a time of it: "three weeks ago", "within the hour", 半小时内.
  private func length(at index: Int, _ mention: inout TimeMention) -> (end: Int, core: Int)? {
    let isLed = mention.relation == .within || mention.relation == .inFuture
    let head = isLed ? text.skip(.theWord, at: index) : index
    if let found = durations.duration(at: head) {
      let bare = takesBareLengths && isBareLength(found.duration, at: index)
      guard let relation = relation(behind: found.end, mention) ?? (bare ? (.within, found.end, false) : nil)
      else {
        return nil
      }
      mention.duration = found.duration
      mention.relation = relation.relation
      return (relation.end, relation.isPartOfCore ? relation.end : found.end)
    }
    guard mention.relation == .within, head > index, let unit = durations.unit(at: head) else { return nil }
    mention.duration = Duration(amount: 1, unit: unit.unit)
    return (unit.end, unit.end)
  }

  /// "3 to 5 working days", and in Han 半小时回您.
  private func isBareLength(_ duration: Duration, at index: Int) -> Bool {
    switch duration.unit {
    case .workingDay: true
    case .minute, .hour: text.tokens[index].isHan
    default: false
    }
  }

  private func relation(behind end: Int, _ mention: TimeMention) -> (
    relation: TimeRelation, end: Int, isPartOfCore: Bool
  )? {
    if end < text.count, !text.isBoundary(end) {
      if let match = text.match(.withinSuffix, at: end) { return (.within, match.end, false) }
      if let match = text.match(.ago, at: end) { return (.ago, match.end, true) }
      if let match = text.match(.later, at: end) { return (.inFuture, match.end, true) }
    }
    switch mention.relation {
    case .within, .inFuture: return (mention.relation, end, false)
    // "by then", "up to two days"
    case .by where text.match(.by, at: mention.tokens.lowerBound) != nil: return (.within, end, false)
    default: return nil
    }
  }

  /// Words behind a day that say by when: 周五之前, 今天之内.
  private func closed(_ index: Int, _ mention: inout TimeMention) -> Int {
    let next = text.skip(.more, at: index)
    guard next < text.count, text.isSameSentence(index - 1, next) else { return index }
    if let match = text.match(.beforeSuffix, at: next) {
      mention.relation = .by
      // 中午前 is before noon, not before noon is over.
      if let part = mention.part { mention.part?.end = part.start }
      return match.end
    }
    if let match = text.match(.withinSuffix, at: next) {
      mention.relation = .by
      return match.end
    }
    return index
  }
}
