import Testing

@testable import HearoutCore

/// Reading facts is total: no text traps, spans lie inside it, and long texts end.
struct FactsRandomTests {
  /// A linear congruential generator, so that a failure comes back.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 31)
    }
  }

  /// Pieces that meet the readers where they are most easily wrong, and any scalar at all.
  private static let pieces = [
    "by ", "within ", "in ", "the ", "half ", "past ", "to ", "99999999999999999999", "0", "1e400", "31", "/",
    "-", ":", ".",
    "@", "£", "$", "+44", " thousand", " million", " million million", "five ", "fifth ", "ago ", "weeks ",
    "years ",
    "last ", "next ", "Tuesday ", "March ", "am ", "pm", "o'clock ", "I'm ", "my name is ", "order number ",
    "no, ", "not ",
    "I will ", "and ", "? ", "! ", ", ", "一", "十", "百", "千", "万", "亿", "半", "点", "号", "月", "年", "日", "周", "上",
    "下", "个",
    "天", "前", "内", "之", "块", "元", "我叫", "我姓", "王", "订单号", "给您", "三", "零", "〇", "两", "几", "多", "。", "，", "\n",
    "\u{301}", "😡",
    "a", "Z", "9", " ", "one's ", "it's ", "they'll ", "dot ", "at ", "double ", "呃", "\u{0}", "\u{10FFFF}",
  ]

  @Test(arguments: 0..<120)
  func randomTexts(_ seed: Int) {
    var generator = Generator(state: UInt64(seed) &* 7_919 &+ 17)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      if Int.random(in: 0..<8, using: &generator) == 0 {
        let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      } else if let piece = Self.pieces.randomElement(using: &generator) {
        text.append(contentsOf: piece.unicodeScalars)
      }
    }
    check(String(text))
  }

  private func check(_ text: String) {
    let count = text.unicodeScalars.count
    for language in [Language.english, .chinese] {
      let customer = FactsSupport.reader(text, language)
      var turn = customer.turn
      turn.speaker = .agent
      let agent = FactReader(language: customer.language, hearing: customer.hearing, turn: turn)
      for fact in customer.facts() {
        #expect(fact.span.start >= 0 && fact.span.start < fact.span.end && fact.span.end <= count, "\(text)")
        #expect(fact.quote.unicodeScalars.count == fact.span.length, "\(text)")
      }
      for promise in agent.promises(acts: [.commit]) {
        #expect(
          promise.span.start >= 0 && promise.span.start < promise.span.end && promise.span.end <= count,
          "\(text)")
      }
      _ = agent.facts()
      _ = agent.followUp()
    }
  }

  @Test(arguments: [
    "", " ", "?", "一", "9", "£", "@", "a@", "@b.c", "my name is", "by", "在", "two hundred", "我叫", "half past",
    "+",
    "order number", "1/", "/1", "1-2-3-4-5", "00:00", "99:99", "24点", "0号", "13月45号", "0000-00-00",
    "9999年99月99日",
  ])
  func shortTexts(_ text: String) { check(text) }

  @Test(arguments: [
    "by ", "a ", "1 ", "1-", "一", "三天", "上", "before five and ", "I'll ", "one hundred ", "@a.", "我", "'",
  ])
  func longTexts(_ piece: String) {
    check(String(repeating: piece, count: 600 / piece.unicodeScalars.count))
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e18, 4e11])
  func strangeClocks(_ seconds: Double) {
    let ready = FactsSupport.phrasebook[.english]
    for text in ["last Tuesday", "in three weeks", "by Friday", "at three", "on 29 February", "next year"] {
      let turn = Turn(
        speaker: .agent, text: text, language: .english,
        clock: Clock(now: Instant(seconds: seconds), offsetSeconds: .max))
      let reader = FactReader(language: ready, hearing: Hearing(text, in: ready), turn: turn)
      #expect(reader.followUp() == nil)
      _ = reader.facts()
    }
  }
}
