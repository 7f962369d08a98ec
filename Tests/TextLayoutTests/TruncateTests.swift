import Testing
import TextLayout

@Suite struct TruncateTests {
  @Test func textIsCutBeforeTheWidth() {
    #expect("hello".truncated(toWidth: 5) == "hello")
    #expect("hello!".truncated(toWidth: 5) == "hell…")
    #expect("客户投诉".truncated(toWidth: 8) == "客户投诉")
    #expect("客户投诉".truncated(toWidth: 7) == "客户投…")
    #expect("客户投诉".truncated(toWidth: 6) == "客户…")
    #expect("👨‍👩‍👧‍👦👨‍👩‍👧‍👦".truncated(toWidth: 3) == "👨‍👩‍👧‍👦…")
    #expect("e\u{301}e\u{301}e\u{301}".truncated(toWidth: 2) == "e\u{301}…")
    #expect("abc".truncated(toWidth: 0) == "")
    #expect("abcdef".truncated(toWidth: 4, ellipsis: "...") == "a...")
    #expect("abcdef".truncated(toWidth: 2, ellipsis: "...") == "ab")
  }

  @Test func coloursAreClosedAfterTheCut() {
    #expect("\u{1B}[31m客户\u{1B}[0m投诉".truncated(toWidth: 3) == "\u{1B}[31m客…\u{1B}[0m")
    #expect("\u{1B}[31m客户\u{1B}[0m".truncated(toWidth: 4) == "\u{1B}[31m客户\u{1B}[0m")
  }

  @Test func paddingFillsCells() {
    #expect("客户".padded(toWidth: 6) == "客户  ")
    #expect("客户".padded(toWidth: 6, alignment: .right) == "  客户")
    #expect("客户".padded(toWidth: 7, alignment: .center) == " 客户  ")
    #expect("客户".padded(toWidth: 3) == "客户")
    #expect("客户投诉".fitted(toWidth: 4) == "客… ")
  }
}
