extension ScannedText {
  /// Security codes of cards, which are hidden whole.
  func securityCodes() -> [Finding] {
    groups.filter { (3...4).contains($0.digits.count) && label(before: $0.start) == .securityCode }.map {
      Finding(kind: .card, start: $0.start, end: $0.end, digits: $0.digits, visible: 0)
    }
  }
}

extension Candidate {
  /// A payment card.
  func card() -> Finding? {
    guard (13...19).contains(digits.count), Self.passesLuhn(digits), digits.contains(where: { $0 != 0 })
    else {
      return nil
    }
    guard !touchesWord, !isAmount, hasCardShape else { return nil }
    guard hasIssuer || text.hasCardWords else { return nil }
    // One number of ten has a correct check digit by chance, so a label that says otherwise is believed; not
    // so where it is written in the groups of a card.
    if isOneGroup, label == .reference { return nil }
    return finding(.card)
  }

  /// Groups as people write and dictate cards; not those of dates, of lists of prices, or of order numbers
  /// such as 3-7-7.
  private var hasCardShape: Bool {
    if shape.count == 1 || isSpoken { return true }
    if shape.count >= 4, shape.dropLast().allSatisfy({ $0 == 4 }), (1...4).contains(shape[shape.count - 1]) {
      return true
    }
    if Set(shape).count == 1, [1, 2, 8].contains(shape[0]) { return true }
    if shape.count == 2, shape[0] == 6 || shape[0] == 4 { return true }
    return Self.otherShapes.contains(shape)
  }

  private static let otherShapes: Set<[Int]> = [
    [4, 6, 5], [4, 6, 4], [4, 3, 3, 3], [4, 4, 5], [4, 5, 6], [4, 4, 8], [4, 8, 4], [8, 4, 4],
  ]

  /// Whether an issuer gives numbers that begin so, in this length.
  private var hasIssuer: Bool {
    let two = prefix(2)
    let four = prefix(4)
    switch digits.count {
    case 13: return digits[0] == 4
    case 14: return [36, 38, 39].contains(two) || (3000...3059).contains(four) || four / 10 == 309
    case 15: return two == 34 || two == 37
    case 16:
      return [4, 5, 6].contains(digits[0]) || two == 81 || two == 35 || (2200...2204).contains(four)
        || (2221...2720).contains(four) || four == 9792 || four == 9558
    default: return [4, 5, 6].contains(digits[0]) || two == 81 || four == 9558
    }
  }

  /// The check digit of payment cards.
  static func passesLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = Int(digit) * (index % 2 == 0 ? 1 : 2)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }
}
