import Privacy
import Testing

/// Each row: a text, and what is left of it.
@Suite struct MaskTests {
  @Test(
    arguments: [
      ("My card is 4111 1111 1111 1111, thanks", "My card is •••• •••• •••• 1111, thanks"),
      ("4111-1111-1111-1111", "••••-••••-••••-1111"),
      ("4111111111111111", "••••••••••••1111"),
      ("amex 3782 822463 10005.", "amex •••• •••••• •0005."),
      ("diners 30569309025904", "diners ••••••••••5904"),
      ("visa 4222222222222", "visa •••••••••2222"),
      ("卡号6222021234567890128", "卡号•••••••••••••••0128"),
      ("卡号是622202 1234567890128。", "卡号是•••••• •••••••••0128。"),
      ("４１１１ １１１１ １１１１ １１１１", "•••• •••• •••• １１１１"),
      ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "• • • • • • • • • • • • 1 1 1 1"),
      ("四一一一一一一一一一一一一一一一", "••••••••••••一一一一"),
      ("4111\u{200B}1111\u{200B}1111\u{200B}1111", "••••\u{200B}••••\u{200B}••••\u{200B}1111"),
      ("4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣", nil),
      ("cvv 123 and 安全码：1234", "cvv ••• and 安全码：••••"),
      (
        "four one one one, one one one one, one one one one, one one one one",
        "•••• ••• ••• •••, ••• ••• ••• •••, ••• ••• ••• •••, one one one one"
      ),
      ("two: 5500005555555559 and 6011000990139424", "two: ••••••••••••5559 and ••••••••••••9424"),
    ] as [(String, String?)])
  func cards(text: String, expected: String?) { check(text, expected, .card) }

  @Test(arguments: [
    ("身份证11010519491231002X", "身份证••••••••••••••002X"),
    ("身份证号：11010519491231002x，", "身份证号：••••••••••••••002x，"),
    ("440524188001010014", "••••••••••••••0014"),
    ("110105 19491231 002X", "•••••• •••••••• 002X"),
    ("我的身份证号码是130503670401001", "我的身份证号码是•••••••••••1001"),
    ("My NI number is QQ 12 34 56 C", "My NI number is •• •• •• •6 C"),
    ("AB123456C.", "•••••••6C."),
    ("ab 12 34 56 d", "•• •• •• •6 d"),
    ("SSN 123-45-6789", "SSN •••-••-6789"),
    ("it's 123 45 6789", "it's ••• •• 6789"),
    ("my social security number is 123456789", "my social security number is •••••6789"),
  ])
  func identities(text: String, expected: String) { check(text, expected, .identity) }

  @Test(arguments: [
    ("打我13800138000", "打我•••••••8000"),
    ("电话138 0013 8000，", "电话••• •••• 8000，"),
    ("138-0013-8000", "•••-••••-8000"),
    ("+86 138 0013 8000", "+•• ••• •••• 8000"),
    ("+8613800138000", "+•••••••••8000"),
    ("8613800138000", "•••••••••8000"),
    ("0086 13800138000", "•••• •••••••8000"),
    ("１３８００１３８０００", "•••••••８０００"),
    ("一三八零零一三八零零零", "•••••••八零零零"),
    ("我的手机是幺三八，零零幺三，八〇〇〇", "我的手机是•••，••••，八〇〇〇"),
    ("138零零一三8000", "•••••••8000"),
    ("010-12345678", "•••-••••5678"),
    ("(021) 1234 5678", "(•••) •••• 5678"),
    ("０２１－１２３４５６７８", "•••－••••５６７８"),
    ("0755-1234567", "••••-•••4567"),
    ("01012345678", "•••••••5678"),
    ("075512345678", "••••••••5678"),
    ("零一零一二三四五六七八", "•••••••五六七八"),
    ("010-12345678-801", "•••-•••••••8-801"),
    ("座机是65123456", "座机是••••3456"),
    ("call me on 07700 900123", "call me on ••••• ••0123"),
    ("07700 900 123", "••••• ••0 123"),
    ("07700900123", "•••••••0123"),
    ("020 7946 0018", "••• •••• 0018"),
    ("(0161) 496 0000", "(••••) ••• 0000"),
    ("01632 960001", "••••• ••0001"),
    ("+44 7700 900123", "+•• •••• ••0123"),
    ("+44 (0)20 7946 0018", "+•• (•)•• •••• 0018"),
    ("+44 7700 900123 2 times", "+•• •••• ••0123 2 times"),
    ("(212) 555-0100", "(•••) •••-0100"),
    ("212-555-0100", "•••-•••-0100"),
    ("212.555.0100", "•••.•••.0100"),
    ("1-212-555-0100", "•-•••-•••-0100"),
    ("+1 212 555 0100", "+• ••• ••• 0100"),
    ("my number is 2125550100", "my number is ••••••0100"),
    ("+49 30 1234567", "+•• •• •••4567"),
    ("+33 6 12 34 56 78", "+•• • •• •• 56 78"),
    ("06 12 34 56 78", "•• •• •• 56 78"),
    ("0049 30 1234567", "•••• •• •••4567"),
    ("tel13800138000", "tel•••••••8000"),
    ("+65 6512 3456", "+•• •••• 3456"),
    ("03-1234-5678", "••-••••-5678"),
    ("86-10-88889999", "••-••-••••9999"),
    ("电话65123456、65123457，或者65123458", "电话••••3456、••••3457，或者••••3458"),
    ("ring me on 65123456 or 65123457", "ring me on ••••3456 or ••••3457"),
    ("about my order, 07700 900123", "about my order, ••••• ••0123"),
    ("in case 07700 900123 is busy", "in case ••••• ••0123 is busy"),
    (
      "it's oh double seven double oh nine hundred one two three",
      "it's •• •••••• ••••• •••••• •• •••• ••••••• one two three"
    ),
    (
      "my number is six five one two three four five six", "my number is ••• •••• ••• ••• three four five six"
    ),
    ("400-810-8888", "•••-•••-8888"),
    ("13800138000,13900139000", "•••••••8000,•••••••9000"),
    ("电话13800138000转张三", "电话•••••••8000转张三"),
    ("Call 13800138000.", "Call •••••••8000."),
  ])
  func phones(text: String, expected: String) { check(text, expected, .phone) }

  @Test(arguments: [
    ("write to anna.smith@example.com.", "write to ••••••••••@•••••••.com."),
    ("我的邮箱是zhang_3@qq.com，", "我的邮箱是•••••••@••.com，"),
    ("a+b@mail.example.co.uk", "•••@•••••••••••••••.uk"),
    ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "••••＠•••••••．ｃｏｍ"),
    ("<anna@example.museum>", "<••••@••••••••••seum>"),
    ("\"13800138000@163.com\"", "\"•••••••••••@•••.com\""),
  ])
  func emails(text: String, expected: String) { check(text, expected, .email) }

  @Test(arguments: [
    ("IBAN GB82 WEST 1234 5698 7654 32 please", "IBAN •••• •••• •••• •••• ••54 32 please"),
    ("DE89370400440532013000", "••••••••••••••••••3000"),
    ("de89 3704 0044 0532 0130 00", "•••• •••• •••• •••• ••30 00"),
    ("银行账号 1234 5678 9012 345", "银行账号 •••• •••• •••2 345"),
    ("退款到账号123456789012", "退款到账号••••••••9012"),
    ("my bank account number is 12345678", "my bank account number is ••••5678"),
    ("bank: sort code 12-34-56, account 12345678", "bank: sort code ••-••-56, account ••••5678"),
    ("card number 4111 1111 1111 1112", "card number •••• •••• •••• 1112"),
  ])
  func bankAccounts(text: String, expected: String) { check(text, expected, .bankAccount) }

  /// What the work needs stays readable.
  @Test(arguments: [
    "order 12345678", "order number 1234567890", "my order is 123456789", "订单号1234567890", "订单号是13800138000",
    "订单202611211234567890", "order 112-1234567-1234567", "ORDER-2026-1121-0001", "tracking SF1380013800012",
    "tracking number 1Z999AA10123456784", "快递单号：4111111111111111", "case c-0042", "ticket #4111111111111111",
    "IMEI 356938035643809", "serial AB1234567", "2026-11-21", "21/11/2026", "11.21.2026",
    "2026-11-21 15:30:00",
    "2026年11月21日", "on 01-02-2026 at 10.30", "¥13800138000", "13800138000元", "$4,111.50", "£1,234,567.89",
    "299 199 499 599", "499元、599元", "1,380,013,800", "13800138000.50", "3.14159265358979", "192.168.100.200",
    "unix 1795000000", "1795000000000 ms", "room 12 34 56", "100000000", "二零二六年十一月", "一二三四五六七八九",
    "买了一二三四个", "flight CA1234 seat 12A", "user@host", "@JetBlue thanks", "a@b", "GB82 WEST 1234 5698 7654 33",
    "AB12345678C", "GB123456A", "000-12-3456", "version 10.15.7", "会员卡号12345678901",
    "my account number is 12345678",
    "4111 1111 1111 1112", "11010519491231002Y", "110105194912310021", "ring 0800", "95588", "999",
    "24/7/365",
    "20261121 20261122", "between 1000 2000 3000", "10:30-11:30", "hotel 12345678", "5 x 12 3456 7890", "",
    "at 6000 Bollinger Canyon Road Suite 2300", "one two three four five six seven eight nine ten eleven",
    "order number four oh one two three four five six seven eight",
    "one more time, one day, two weeks, three calls",
    "tracking 1Z 999 AA1 01 2345 6784", "case number 4111111111111111", "型号13800138000",
    "I have 3 or 4 12345678",
    "The parcel weighs 1234567 grams", "ref 0123456789", "size 40 42 44 46 48 50",
  ])
  func survives(text: String) { #expect(Masker().mask(text) == text) }

  /// Switched off one by one, and not caught by another kind instead.
  @Test(arguments: Masker.Kind.allCases)
  func kindsCanBeSwitchedOff(kind: Masker.Kind) {
    let texts: [Masker.Kind: String] = [
      .card: "4111 1111 1111 1111", .identity: "11010519491231002X", .phone: "13800138000",
      .email: "anna@example.com", .bankAccount: "DE89370400440532013000",
    ]
    let masker = Masker(kinds: Set(Masker.Kind.allCases).subtracting([kind]))
    for (other, text) in texts { #expect((masker.mask(text) == text) == (other == kind), "\(other)") }
    #expect(Masker(kinds: []).mask(texts[kind] ?? "") == texts[kind])
  }

  private func check(_ text: String, _ expected: String?, _ kind: Masker.Kind) {
    let masked = Masker().mask(text)
    if let expected { #expect(masked == expected) }
    #expect(masked != text)
    #expect(masked.unicodeScalars.count == text.unicodeScalars.count)
    #expect(Masker().mask(masked) == masked, "masking twice changes nothing")
    #expect(Set(Masker().findings(in: text).map(\.kind)) == [kind])
  }
}
