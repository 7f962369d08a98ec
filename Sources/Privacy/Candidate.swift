/// Neighbouring groups of digits that may be one number.
struct Candidate {
  let text: ScannedText
  let groups: ArraySlice<ScannedText.Group>
  let digits: [UInt8]
  /// Lengths of the groups.
  let shape: [Int]
  /// What the words before it say that it is.
  let label: Label?

  var start: Int { groups[groups.startIndex].start }
  var end: Int { groups[groups.endIndex - 1].end }
  var isOneGroup: Bool { groups.count == 1 }
  var isSpoken: Bool { groups.contains(where: \.isSpoken) }

  /// Whether a plus sign stands before it.
  var hasPlus: Bool { text[text.before(start)] == 0x2B }

  func starts(with prefix: [UInt8]) -> Bool { digits.starts(with: prefix) }

  /// The number that the first digits make.
  func prefix(_ length: Int) -> Int { digits.prefix(length).reduce(0) { $0 * 10 + Int($1) } }

  /// Whether letters touch it, as in `SF1380013800`: then it is a name for a thing, unless they are a label,
  /// as in `tel13800138000`.
  var touchesWord: Bool {
    if text.isWord(at: text.visible(from: end)) { return true }
    return text.isWord(at: text.before(start)) && (label == nil || label == .reference)
  }

  /// Whether it was cut out of a longer number with points or dashes in it, as in `3.14159265`.
  var isCutOut: Bool {
    if groups[groups.startIndex].gap == .tight { return true }
    let all = text.groups
    return groups.endIndex < all.count && all[groups.endIndex].gap == .tight
  }

  /// Whether it is an amount of money.
  var isAmount: Bool {
    var place = text.before(start)
    while text[place] == 0x20 { place = text.before(place) }
    // $ £ ¥ € ￥ and the full-width signs of pound and yen.
    if [0x24, 0xA3, 0xA5, 0x20AC, 0xFFE1, 0xFFE5].contains(text[place]) { return true }
    if text.ends(at: place + 1, withAnyOf: Self.currenciesBefore) { return true }
    place = text.visible(from: end)
    while text[place] == 0x20 { place = text.visible(from: place + 1) }
    return text.begins(at: place, withAnyOf: Self.currenciesAfter)
  }

  private static let currenciesBefore = Words("rmb", "cny", "usd", "gbp", "eur")
  private static let currenciesAfter = Words(
    "元", "块", "圆", "万", "亿", "美元", "%", "％", "rmb", "cny", "usd", "gbp", "eur", "yuan", "dollar", "pound",
    "euro", "€")

  func finding(_ kind: Masker.Kind, visible: Int = 4) -> Finding {
    Finding(kind: kind, start: start, end: end, digits: digits, visible: visible)
  }
}
