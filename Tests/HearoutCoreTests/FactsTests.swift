import Testing

@testable import HearoutCore

/// Facts of a customer's turn, kind by kind: the text, and the values in their order; `!` marks a correction.
struct FactsTests {
  @Test(arguments: [
    (FactKind.name, "I'm Sarah Chen and I'm calling about a bed", ["Sarah Chen"]),
    (.name, "my name's sarah chen, hello", ["Sarah Chen"]),
    (.name, "This is Mr Patel speaking", ["Mr Patel"]),
    (.name, "Sarah Chen here.", ["Sarah Chen"]),
    (.name, "The name's O'Brien", ["O'Brien"]),
    (.name, "I'm Furious! I'm not happy. This is Ridiculous.", []),
    (.name, "I'm British and I'm here", []),
    (.name, "I spoke to Sarah on Monday", []),
    (.name, "我姓王，想问一下", ["王先生/女士"]),
    (.name, "免贵姓欧阳", ["欧阳先生/女士"]),
    (.name, "我叫王小明，电话是13800138000", ["王小明"]),
    (.name, "我是李女士", ["李女士"]),
    (.name, "我是王建国，麻烦查一下", ["王建国"]),
    (.name, "我是顾客，我是老客户，我是金卡会员", []),
    (.contact, "ring me on 07700 900123", ["07700 900123"]),
    (.contact, "it's +44 20 7946 0018", ["+44 20 7946 0018"]),
    (.contact, "write to sarah.chen@example.co.uk.", ["sarah.chen@example.co.uk"]),
    (.contact, "email me at tom dot baker at gmail dot com", ["tom.baker@gmail.com"]),
    (.contact, "我的电话是13800138000", ["13800138000"]),
    (.contact, "邮箱是wang.li@qq.com", ["wang.li@qq.com"]),
    (.order, "order number 4471-2093", ["4471-2093"]),
    (.order, "my booking ref is XKQJZP", ["XKQJZP"]),
    (.order, "it's AB123456", ["AB123456"]),
    (.order, "order #55-8812, please", ["55-8812"]),
    (.order, "ticket no. is four four seven one", ["4471"]),
    (.order, "my order cost £120 three weeks ago", []),
    (.order, "call me on 07700 900123", []),
    (.order, "订单号是20261103998877", ["20261103998877"]),
    (.order, "订单号JD-88213，一直没到", ["JD-88213"]),
    (.order, "单号三三零一二", ["33012"]),
    (.account, "the policy number is HX-2291-B", ["HX-2291-B"]),
    (.account, "保单号P2025-0091", ["P2025-0091"]),
    (.product, "my washing machine broke", ["washing machine"]),
    (.product, "the new phone is cracked", ["phone"]),
    (.product, "I phone you daily", []),
    (.product, "空调不制冷，宽带也断了", ["空调", "宽带"]),
    (.place, "at the Oxford Street branch", ["Oxford Street branch"]),
    (.place, "I bought it in your Leeds store", ["Leeds store"]),
    (.place, "I'm stuck in London", ["London"]),
    (.place, "在你们中山路店买的", ["中山路店"]),
    (.place, "我人在乌鲁木齐", ["乌鲁木齐"]),
    (.amount, "it cost £1,250.50", ["£1,250.50"]),
    (.amount, "forty pounds fifty each", ["£40.50"]),
    (.amount, "twenty-five dollars and sixty cents", ["$25.60"]),
    (.amount, "three hundred quid", ["£300"]),
    (.amount, "€40 and 20 bucks", ["€40", "$20"]),
    (.amount, "USD 300", ["$300"]),
    (.amount, "花了三百五十块", ["350元"]),
    (.amount, "一百二十块五", ["120.50元"]),
    (.amount, "充了三百块一分没到账", ["300元"]),
    (.amount, "退了八十块一毛", ["80.10元"]),
    (.amount, "三百多块", ["三百多块"]),
    (.amount, "货款二十万", ["200000元"]),
    (.amount, "3.5万元", ["35000元"]),
    (.amount, "¥199", ["¥199"]),
    (.amount, "八百六十元", ["860元"]),
    (.amount, "我们一块去的", []),
    (.amount, "我有三个孩子", []),
    (.want, "I want a full refund", ["a full refund"]),
    (.want, "All I'm asking for is a new one", ["a new one"]),
    (.want, "I don't want a voucher", []),
    (.want, "I want to know why", []),
    (.want, "我就要退款", ["退款"]),
    (.want, "我要投诉", []),
    (.tried, "I rang five times and restarted it", ["I rang five times", "restarted it"]),
    (.tried, "打了三次电话都没人管", ["打了三次电话都没人管"]),
    (.cost, "I took a day off work", ["took a day off work"]),
    (.cost, "我请了半天假", ["请了半天假"]),
    (.problem, "you charged me twice", ["the double charge"]),
    (.problem, "the parcel never arrived", ["the missed delivery"]),
    (.problem, "it isn't late, it's fine", []),
    (.problem, "我的洗衣机坏了", ["您的洗衣机坏了"]),
    (.problem, "多扣了我两百", ["多扣了您两百"]),
  ])
  func kinds(_ kind: FactKind, _ text: String, _ expected: [String]) {
    #expect(FactsSupport.values(kind, in: text) == expected, "\(text)")
  }

  @Test(arguments: [
    ("Your colleague promised it'd be here by Friday", "2026-11-20 17:30"),
    ("They said it would arrive on Monday", "2026-11-16 17:30"),
    ("The engineer was supposed to come between 2 and 4 on Monday", "2026-11-16 16:00"),
    ("你们同事答应周五到", "2026-11-20 18:00"),
    ("你们客服跟我说两天之内给答复", "2026-11-20 18:00"),
  ])
  func promised(_ text: String, _ expected: String) {
    let language = FactsSupport.language(of: text)
    let facts = FactsSupport.reader(text, language).facts()
    let promised = facts.filter { $0.kind == .promised }
    #expect(promised.map(\.value) == [text])
    #expect(FactsSupport.shown(promised.first?.when, language) == expected)
    #expect(!facts.contains { $0.kind == .deadline || $0.kind == .happenedAt })
  }

  @Test(arguments: [
    ("I need it by Friday", "Friday", "2026-11-20 17:30"),
    ("I need it by five tomorrow", "five tomorrow", "2026-11-19 17:00"),
    ("before the wedding on the 12th", "the wedding on the 12th", "2026-12-12 17:30"),
    ("it has to be here before the wedding", "the wedding", nil),
    ("I need this sorted within the hour", "15:20", "2026-11-18 15:20"),
    ("my flight's on Saturday", "Saturday", "2026-11-21 17:30"),
    ("周五之前必须给我解决", "周五", "2026-11-20 18:00"),
    ("今天之内必须退款", "今天", "2026-11-18 18:00"),
    ("一小时内必须出", "15:20", "2026-11-18 15:20"),
    ("我三点二十要去机场接客户", "三点二十", "2026-11-18 15:20"),
    ("婚礼之前必须修好", "婚礼", nil),
    ("I need it before the wedding, that's this Saturday at two", "the wedding", "2026-11-21 14:00"),
    ("I need it before the wedding, tomorrow I work", "the wedding", nil),
    ("I need it by tomorrow afternoon at the latest", "tomorrow afternoon", "2026-11-19 17:30"),
    ("明天中午之前要到账", "明天中午", "2026-11-19 12:00"),
    ("我孩子这周六下午两点生日会", "这周六下午两点", "2026-11-21 14:00"),
  ])
  func deadlines(_ text: String, _ value: String, _ expected: String?) {
    let language = FactsSupport.language(of: text)
    let facts = FactsSupport.reader(text, language).facts().filter { $0.kind == .deadline }
    #expect(facts.map(\.value) == [value], "\(text)")
    #expect(FactsSupport.shown(facts.first?.when, language) == expected, "\(text)")
  }

  @Test(arguments: [
    (FactKind.happenedAt, "no, the fifteenth", ["the fifteenth!"]),
    (.happenedAt, "Actually it was Thursday, not Wednesday", ["Thursday!"]),
    (.happenedAt, "on the 14th, no, the 15th", ["the 15th!"]),
    (.happenedAt, "不对，是15号", ["15号!"]),
    (.happenedAt, "不是14号，是15号", ["15号!"]),
    (.amount, "sorry, £45", ["£45!"]),
    (.amount, "不是三百块，是三百五十块", ["350元!"]),
    (.name, "No, my name is Chan", ["Chan!"]),
    (.happenedAt, "No one called on Monday", ["Monday"]),
  ])
  func corrections(_ kind: FactKind, _ text: String, _ expected: [String]) {
    #expect(FactsSupport.values(kind, in: text) == expected, "\(text)")
  }

  @Test func spansCountScalarsOfTheOriginal() throws {
    let text = "😡😡 Ｉ'm Sarah Chen — you owe me £38!"
    let facts = FactsSupport.reader(text, .english).facts()
    let scalars = Array(text.unicodeScalars)
    for fact in facts {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[fact.span.start..<fact.span.end])
      #expect(String(view) == fact.quote)
    }
    #expect(facts.first { $0.kind == .name }?.value == "Sarah Chen")
    #expect(facts.first { $0.kind == .amount }?.quote == "£38")
  }

  @Test func withoutAClockTimesHaveNoMoment() {
    let ready = FactsSupport.phrasebook[.english]
    let text = "It broke last Tuesday"
    let turn = Turn(speaker: .customer, text: text, language: .english)
    let facts = FactReader(language: ready, hearing: Hearing(text, in: ready), turn: turn).facts()
    let date = facts.first { $0.kind == .happenedAt }
    #expect(date?.value == "last Tuesday")
    #expect(date?.when == nil)
  }
}
