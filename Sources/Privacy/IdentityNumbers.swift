extension Candidate {
  /// A Chinese identity number of 18 characters, or a number that is said to be one, or an American one.
  func identity() -> Finding? {
    if let finding = chineseIdentity() { return finding }
    guard !touchesWord, !isCutOut, label != .reference else { return nil }
    if hasSocialSecurityShape { return finding(.identity) }
    if label == .identity, (7...18).contains(digits.count) { return finding(.identity) }
    return nil
  }

  private func chineseIdentity() -> Finding? {
    var end = end
    var check = digits.last.map(Int.init)
    if digits.count == 17 {
      // The check character can be an X for ten.
      let place = text.visible(from: end)
      guard text[place] == 0x78, !text.isWord(at: text.visible(from: place + 1)) else { return nil }
      end = place + 1
      check = 10
    } else if digits.count != 18 || text.isWord(at: text.visible(from: end)) {
      return nil
    }
    guard !text.isWord(at: text.before(start)), isChineseIdentity(check: check) else { return nil }
    return Finding(kind: .identity, start: start, end: end, digits: digits)
  }

  private func isChineseIdentity(check: Int?) -> Bool {
    let provinces = [11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71...71, 81...83, 91...91]
    guard provinces.contains(where: { $0.contains(prefix(2)) }) else { return false }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1) } }
    guard (1880...2050).contains(number(6..<10)), (1...12).contains(number(10..<12)) else { return false }
    guard (1...31).contains(number(12..<14)) else { return false }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * Int($1.1) }
    return (12 - sum % 11) % 11 == check
  }

  /// 3-2-4 with the same sign between, and none of the numbers that are never given out.
  private var hasSocialSecurityShape: Bool {
    guard shape == [3, 2, 4] else {
      return digits.count == 9 && isOneGroup && label == .identity
    }
    let gaps = groups.dropFirst().map(\.gap)
    guard gaps[0] == gaps[1], prefix(3) != 0, prefix(3) != 666 else { return false }
    return digits[3...4] != [0, 0] && digits[5...8] != [0, 0, 0, 0]
  }
}

extension ScannedText {
  /// UK National Insurance numbers: `AB 12 34 56 C`.
  func nationalInsuranceNumbers() -> [Finding] {
    var findings: [Finding] = []
    var place = 0
    while place < count {
      if let end = endOfNationalInsuranceNumber(from: place) {
        let digits = digits(in: place..<end)
        findings.append(Finding(kind: .identity, start: place, end: end, digits: digits, visible: 2))
        place = end
      } else {
        place += 1
      }
    }
    return findings
  }

  private func endOfNationalInsuranceNumber(from start: Int) -> Int? {
    guard Self.isLetter(self[start]), Self.isLetter(self[start + 1]), !isWord(at: before(start)) else {
      return nil
    }
    let first = self[start]
    let second = self[start + 1]
    // Letters that are never used; QQ is the prefix of the official example.
    let isExample = first == 0x71 && second == 0x71
    let never = Set("dfiquv".unicodeScalars.map(\.value))
    if !isExample, never.contains(first) || never.contains(second) || second == 0x6F { return nil }
    if ["bg", "gb", "kn", "nk", "nt", "tn", "zz"].contains(where: {
      $0.unicodeScalars.map(\.value) == [first, second]
    }) {
      return nil
    }
    var place = start + 2
    for pair in 0..<3 {
      place = afterSeparator(place)
      guard place + 1 < count, digit[place] != Self.none, digit[place + 1] != Self.none else { return nil }
      // In one piece or in pairs, not in other groups.
      if pair > 0, self[place - 1] == 0x20, self[start + 2] != 0x20, self[start + 4] != 0x20 { return nil }
      place += 2
    }
    place = afterSeparator(place)
    guard (0x61...0x64).contains(self[place]), !isWord(at: visible(from: place + 1)) else { return nil }
    return place + 1
  }

  private func afterSeparator(_ place: Int) -> Int {
    let place = visible(from: place)
    return self[place] == 0x20 || self[place] == 0x2D ? place + 1 : place
  }
}
