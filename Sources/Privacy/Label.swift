/// What the words before a number say that it is.
enum Label {
  /// An order, a parcel, an invoice: to be kept, whatever it looks like.
  case reference
  case phone
  case identity
  /// A card or account at a bank.
  case bank
  /// An account: at a bank only if the text is about banks.
  case account
  case sortCode
  /// The three or four digits on a card that nobody may keep.
  case securityCode
}

extension ScannedText {
  /// The label of the number that begins at a place, if only connecting words stand between them.
  func label(before start: Int, inListOf longest: Int = 5) -> Label? {
    var end = start
    var hasPaused = false
    while end > 0, start - end <= Self.reach {
      if let label = labelEnding(at: end) {
        // "About my order, 07700 900123": the number is what comes after the order.
        return label == .reference && hasPaused ? nil : label
      }
      if digit[end - 1] != Self.none {
        return labelOfList(endingAt: end, joinedBy: end..<start, of: longest)
      }
      let last = self[end - 1]
      if Self.pauses.contains(last) { hasPaused = true }
      let isAbbreviated = last == 0x2E && length(ofAnyOf: Self.abbreviations, endingAt: end - 1) > 0
      if Self.connectingSigns.contains(last) || Self.pauses.contains(last) || last == Self.invisible
        || isAbbreviated
      {
        end -= 1
        continue
      }
      let length = length(ofAnyOf: Self.connectingWords, endingAt: end)
      if length == 0 { return nil }
      end -= length
    }
    return nil
  }

  /// "Ring 65123456 or 65123457": what joins two numbers gives the second the label of the first.
  private func labelOfList(endingAt end: Int, joinedBy joint: Range<Int>, of longest: Int) -> Label? {
    guard longest > 1, joint.contains(where: isJoint), var first = group(endingAt: end) else { return nil }
    var digits = groups[first].digits.count
    while first > 0, groups[first].gap != nil, digits < 15 {
      first -= 1
      digits += groups[first].digits.count
    }
    guard digits >= 7 else { return nil }
    return label(before: groups[first].start, inListOf: longest - 1) == .phone ? .phone : nil
  }

  /// Found by halving: a text can be one long list.
  private func group(endingAt end: Int) -> Int? {
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].end < end { low = middle + 1 } else { high = middle }
    }
    return low < groups.count && groups[low].end == end ? low : nil
  }

  private func isJoint(_ place: Int) -> Bool {
    [0x2F, 0x3B, 0x3001, 0xFF1B].contains(self[place]) || begins(at: place, withAnyOf: Self.joints)
  }

  private static let joints = Words("和", "或", "or", "and")

  /// How far back a label can stand, in scalars.
  private static let reach = 24

  /// The longest wins: a member's card is no bank's card.
  private func labelEnding(at end: Int) -> Label? {
    var best: (length: Int, label: Label)?
    for (words, label) in Self.labels {
      let length = length(ofAnyOf: words, endingAt: end)
      if length > (best?.length ?? 0) { best = (length, label) }
    }
    return best?.label
  }

  /// Blank, slash, semicolon, colon, equals sign, plus sign, brackets, apostrophes and quotation marks.
  private static let connectingSigns: Set<UInt32> = [
    0x20, 0x2F, 0x3B, 0xFF1B, 0x3A, 0x3D, 0x2B, 0x28, 0x29, 0x27, 0x2019, 0x22, 0x201C, 0x201D, 0x3010,
    0x3011,
    0x300C, 0x300D,
  ]
  /// Commas.
  private static let pauses: Set<UInt32> = [0x2C, 0x3001, 0xFF0C]
  private static let abbreviations = Words("no", "nr", "num", "tel", "ref", "acct", "mob")

  private static let connectingWords = Words(
    "is", "was", "it", "its", "s", "are", "number", "numbers", "no", "num", "nr", "id", "code", "on", "at",
    "to", "of",
    "um", "uh", "er", "the", "please", "ending", "as", "still", "just", "now", "new", "old",
    "or", "and", "和", "或", "或者",
    "是", "为", "号", "码", "号码", "的", "就", "请", "打", "到", "给", "我", "您", "你", "成", "改", "换", "呢", "啊",
    "嗯", "呃", "那", "个", "这", "本", "人", "现", "在", "填", "写", "留", "叫", "报", "下", "记")

  private static let labels: [(Words, Label)] = [
    (references, .reference), (phones, .phone), (identities, .identity), (banks, .bank), (accounts, .account),
    (Words("sort code", "sortcode"), .sortCode),
    (
      Words(
        "cvv", "cvc", "cv2", "cvv2", "cvc2", "security code", "three digits on the back", "安全码", "cvv码", "校验码"
      ),
      .securityCode
    ),
  ]

  private static let references = Words(
    // Words that also have other uses ("in case", "a claim") count only with a noun that makes them a name.
    all: [
      "case", "claim", "policy", "item", "model", "ticket", "transaction", "booking", "receipt", "member",
      "membership",
      "confirmation", "complaint", "product", "contract", "customer", "part", "meter", "job", "incident",
      "account ref",
    ].flatMap { word in
      ["number", "numbers", "no", "nr", "id", "ref", "reference", "code", "card", "card number"].map {
        "\(word) \($0)"
      }
    } + [
      "order", "orders", "order number", "reference", "ref", "tracking", "invoice", "parcel", "shipment",
      "serial",
      "imei", "barcode", "isbn", "sku", "voucher", "gift card", "loyalty card", "store card",
      "gift card number",
      "loyalty card number", "store card number", "#",
      "订单", "单", "单号", "运单", "快递", "快递单", "编号", "流水", "流水号", "发票", "发票号", "工单", "物流", "物流单",
      "票号", "序列号", "合同号", "会员", "会员卡", "会员卡号", "会员号", "礼品卡", "礼品卡号", "购物卡", "购物卡号",
      "储值卡", "储值卡号", "型号", "货号", "条码", "条形码", "保单", "保单号", "交易号", "商品号", "案号", "取件码", "券",
      "券码", "客户号", "工号", "户号",
    ])

  private static let phones = Words(
    "phone", "telephone", "tel", "mobile", "mob", "cell", "cellphone", "landline", "call me", "call me back",
    "ring me",
    "ring me back", "reach me", "text me", "phone me", "contact me", "contact number", "my number",
    "his number",
    "her number", "whatsapp", "call him", "call her", "fax", "wechat", "call us", "callback number",
    "call back",
    "daytime number", "电话", "手机", "手机号", "座机", "联系方式", "联系", "打我", "打给我", "回电", "回我", "微信",
    "微信号", "致电", "拨打", "来电", "电话号码", "手机号码", "传真")

  private static let identities = Words(
    "ssn", "social security", "national insurance", "ni number", "identity card", "id card", "passport",
    "身份证",
    "身份证号", "身份证号码", "证件号", "证件号码", "护照", "护照号", "公民身份号码")

  private static let banks = Words(
    "bank account", "bank account number", "card", "card number", "debit card", "credit card", "bank card",
    "routing",
    "routing number", "iban", "visa", "mastercard", "amex", "long number", "卡号", "银行卡", "银行卡号", "储蓄卡", "信用卡",
    "借记卡", "银行账号", "银行帐号", "银行账户", "银行帐户", "对公账户", "对公账号", "收款账号", "收款账户", "工资卡")

  private static let accounts = Words("account", "acct", "a/c", "account number", "账号", "帐号", "账户", "帐户", "卡")

  /// Words that make an account a bank's.
  static let bankWords = Words(
    "bank", "sort code", "routing", "transfer", "wire ", "direct debit", "iban", "swift", "refund it to",
    "refund to",
    "银行", "开户", "转账", "汇款", "打款", "支行", "对公", "收款", "退款到", "退到")

  /// Words that make a number with a correct check digit a card's, even if no card begins with such digits.
  static let cardWords = Words("card", "visa", "mastercard", "amex", "卡", "银联")
}
