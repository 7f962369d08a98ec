import Testing

@testable import HearoutCore

/// Promises of an agent's turn, each with the moment it is due, against Wednesday, 18 November 2026, 14:20.
struct FactsPromisesTests {
  typealias Row = (text: String, expected: [String])

  @Test(
    arguments: [
      ("I'll ring you by noon tomorrow", ["I'll ring you by noon tomorrow → 2026-11-19 12:00"]),
      (
        "By noon tomorrow I'll have an answer for you.",
        ["By noon tomorrow I'll have an answer for you → 2026-11-19 12:00"]
      ),
      (
        "An engineer will be with you within the hour.",
        ["An engineer will be with you within the hour → 2026-11-18 15:20"]
      ),
      (
        "You'll have the refund in three working days, and I'll email you by close of business.",
        [
          "You'll have the refund in three working days → 2026-11-23 17:30",
          "I'll email you by close of business → 2026-11-18 17:30",
        ]
      ),
      (
        "I'll call you back before five tomorrow",
        ["I'll call you back before five tomorrow → 2026-11-19 17:00"]
      ),
      ("We'll replace it by Friday.", ["We'll replace it by Friday → 2026-11-20 17:30"]),
      ("I'll ring you at three.", ["I'll ring you at three → 2026-11-18 15:00"]),
      (
        "I'll ring you before three tomorrow and email you the label tonight.",
        [
          "I'll ring you before three tomorrow → 2026-11-19 15:00",
          "email you the label tonight → 2026-11-18 22:00",
        ]
      ),
      (
        "I'll be in between two and four today.", ["I'll be in between two and four today → 2026-11-18 16:00"]
      ),
      ("I'll ring you back. Before five tomorrow.", ["I'll ring you back → 2026-11-19 17:00"]),
      (
        "We'll refund the £38 today and I'll call on Friday morning.",
        ["We'll refund the £38 today → 2026-11-18 17:30", "I'll call on Friday morning → 2026-11-20 12:00"]
      ),
      ("I'll look into it.", ["I'll look into it → -"]),
      (
        "I'll check in twenty minutes that you're in",
        ["I'll check in twenty minutes that you're in → 2026-11-18 14:40"]
      ),
      ("Can I call you tomorrow?", []),
      ("I can't send it by Friday.", []),
      ("I won't be able to do that today.", []),
      ("I sent it yesterday.", []),
      ("You'll need to send us the form by Friday.", []),
      ("If you send the form by Friday we'll process it.", []),
      ("When did you buy it?", []),
      ("That sounds awful.", []),
      ("我明天下午三点前给您回电话", ["我明天下午三点前给您回电话 → 2026-11-19 15:00"]),
      (
        "半小时内师傅会上门，三个工作日内退款会到账",
        ["半小时内师傅会上门 → 2026-11-18 14:50", "三个工作日内退款会到账 → 2026-11-23 18:00"]
      ),
      ("今天下班前我一定给您答复", ["今天下班前我一定给您答复 → 2026-11-18 18:00"]),
      (
        "您放心，我马上联系仓库，两小时内给您打电话",
        ["我马上联系仓库 → -", "两小时内给您打电话 → 2026-11-18 16:20"]
      ),
      (
        "那我三点二十盯着车出发，四点给您发消息，明天上午再打一个电话。",
        [
          "我三点二十盯着车出发 → 2026-11-18 15:20", "四点给您发消息 → 2026-11-18 16:00",
          "明天上午再打一个电话 → 2026-11-19 12:00",
        ]
      ),
      ("退款3到5个工作日到账", ["退款3到5个工作日到账 → 2026-11-25 18:00"]),
      ("师傅今天下午三点到五点上门", ["师傅今天下午三点到五点上门 → 2026-11-18 17:00"]),
      ("您看周五送可以吗？", []),
      ("这个我们办不了，请您周五之前去柜台", []),
      ("我昨天已经给您打过电话了", []),
      ("您需要明天来办理", []),
      ("您先别着急，慢慢说", []),
    ] as [Row])
  func promises(_ row: Row) {
    let language = FactsSupport.language(of: row.text)
    let promises = FactsSupport.reader(row.text, language, .agent).promises(acts: [])
    let shown = promises.map { "\($0.what) → \(FactsSupport.shown($0.due, language) ?? "-")" }
    #expect(shown == row.expected, "\(row.text)")
  }

  @Test func customersPromiseNothing() {
    #expect(FactsSupport.reader("I'll ring you tomorrow", .english).promises(acts: []).isEmpty)
  }
}
