import Testing
import TextLayout

@Suite struct WrapTests {
  @Test func englishBreaksAtSpaces() {
    #expect("the quick brown fox".wrapped(width: 10) == ["the quick", "brown fox"])
    #expect("the quick  brown".wrapped(width: 9) == ["the quick", "brown"])
    #expect("exactly ten".wrapped(width: 7) == ["exactly", "ten"])
    #expect("well-known, isn't it?".wrapped(width: 11) == ["well-known,", "isn't it?"])
  }

  @Test func chineseBreaksBetweenCharacters() {
    #expect("我想请您先冷静".wrapped(width: 6) == ["我想请", "您先冷", "静"])
    #expect("我想请您".wrapped(width: 5) == ["我想", "请您"])
  }

  @Test func noLineBeginsWithClosingPunctuation() {
    #expect("我想请您，先冷静。".wrapped(width: 8) == ["我想请", "您，先冷", "静。"])
    #expect("真的？！好".wrapped(width: 6) == ["真", "的？！", "好"])
    #expect("等等……再说".wrapped(width: 5) == ["等", "等……", "再说"])
  }

  @Test func noLineEndsWithOpeningPunctuation() {
    #expect("他说“你好”吧".wrapped(width: 6) == ["他说", "“你好”", "吧"])
    #expect("价格（含税）".wrapped(width: 6) == ["价格", "（含", "税）"])
  }

  @Test func mixedTextBreaksAtEither() {
    #expect("订单A12345已发出".wrapped(width: 8) == ["订单", "A12345已", "发出"])
    #expect("请用 iPhone 登录".wrapped(width: 9) == ["请用", "iPhone 登", "录"])
  }

  @Test func whatFitsOnNoLineIsCut() {
    #expect("supercalifragilistic".wrapped(width: 8) == ["supercal", "ifragili", "stic"])
    #expect("a supercalifragilistic b".wrapped(width: 8) == ["a", "supercal", "ifragili", "stic b"])
    #expect("！！！！！".wrapped(width: 4) == ["！！", "！！", "！"])
    #expect("字".wrapped(width: 1) == ["字"])
  }

  @Test func newlinesStayAndTheIndentGoesBeforeAllButTheFirst() {
    #expect("a\n\nb".wrapped(width: 10) == ["a", "", "b"])
    #expect("one two three".wrapped(width: 7, indent: "  ") == ["one two", "  three"])
    #expect("一二三\n四".wrapped(width: 4, indent: " ") == ["一二", " 三", " 四"])
    #expect("".wrapped(width: 10) == [""])
  }

  @Test func emojiAreNotTornApart() {
    #expect("👨‍👩‍👧‍👦👨‍👩‍👧‍👦🇨🇳".wrapped(width: 4) == ["👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "🇨🇳"])
  }

  /// Whatever the text, lines are narrow enough, and together they are the text but for spaces.
  @Test(arguments: 1...60) func linesFitAndLoseNothing(seed: UInt64) {
    let pieces = ["word", "a", " ", "  ", "客", "户", "，", "。", "（", "”", "👍🏽", "e\u{301}", "longerword", "—"]
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    let text = (0..<80).map { _ in pieces[pick(pieces.count)] }.joined()
    let width = 2 + pick(30)
    let lines = text.wrapped(width: width)
    #expect(lines.allSatisfy { $0.displayWidth <= width }, "seed \(seed)")
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "seed \(seed)")
  }
}
