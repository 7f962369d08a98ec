extension Candidate {
  /// A telephone number.
  func phone() -> Finding? {
    guard (7...18).contains(digits.count), !touchesWord, !isAmount else { return nil }
    if hasPlus { return isInternational ? finding(.phone) : nil }
    guard !isCutOut else { return nil }
    guard label != .reference else { return nil }
    if label == .phone, digits.count <= 15 { return finding(.phone) }
    let isPhone =
      isChineseMobile || isChineseLandlineFromAbroad || isNational || isAmerican || isDialledAbroad
      || hasExtension
    return isPhone ? finding(.phone) : nil
  }

  /// After a plus sign. Where the length of a country's numbers is known, a number that follows is not taken
  /// for a part.
  private var isInternational: Bool {
    guard digits[0] != 0 else { return false }
    if digits[0] == 1 { return digits.count == 11 }
    if starts(with: [8, 6]) {
      return digits[2] == 1 && digits.count > 12 ? digits.count == 13 : (11...14).contains(digits.count)
    }
    if starts(with: [4, 4]) { return digits.count == (digits[2] == 0 ? 13 : 12) || digits.count == 11 }
    // An area can have one digit, as in +33 6; what follows alone after that is another number.
    return (8...15).contains(digits.count) && shape.dropFirst(2).allSatisfy { $0 >= 2 }
  }

  /// `138 0013 8000`, with or without 86 before it.
  private var isChineseMobile: Bool {
    for prefix: [UInt8] in [[], [0], [8, 6], [0, 8, 6], [0, 0, 8, 6]] where starts(with: prefix) {
      let rest = digits.dropFirst(prefix.count)
      guard rest.count == 11, rest[rest.startIndex] == 1, rest[rest.startIndex + 1] >= 3 else { continue }
      if isSpoken || isOneGroup { return true }
      var shape = shape
      if shape[0] == prefix.count { shape.removeFirst() } else { shape[0] -= prefix.count }
      if Self.mobileShapes.contains(shape) || shape.allSatisfy({ $0 == 1 }) { return true }
    }
    return false
  }

  private static let mobileShapes: Set<[Int]> = [
    [11], [3, 4, 4], [3, 8], [7, 4], [4, 4, 3], [3, 3, 5], [5, 6], [4, 3, 4], [4, 7], [3, 4, 2, 2],
    [5, 3, 3],
    [3, 2, 2, 2, 2],
  ]

  /// With the zero that leads out of the local network: Chinese landlines and British numbers, and most
  /// others.
  private var isNational: Bool {
    guard digits[0] == 0, digits[1] != 0 else { return false }
    if isSpoken { return (10...12).contains(digits.count) }
    // Ten digits in one piece are more often an order number.
    if isOneGroup { return digits.count == 11 || (digits.count == 12 && digits[1] >= 3) }
    if shape.allSatisfy({ $0 == 1 }) { return (10...11).contains(digits.count) }
    if shape == [2, 2, 2, 2, 2] || (shape == [2, 4, 4] && digits[1] > 1) { return true }
    guard (9...12).contains(digits.count), (2...5).contains(shape.count), (3...5).contains(shape[0]) else {
      return false
    }
    return shape.dropFirst().allSatisfy { $0 >= 2 }
  }

  /// A Chinese landline with the country's prefix and no plus sign: `86-10-88889999`.
  private var isChineseLandlineFromAbroad: Bool {
    return shape[0] == 2 && starts(with: [8, 6]) && shape.count >= 3 && (2...3).contains(shape[1])
      && (12...13).contains(digits.count)
  }

  /// A landline with an extension: `010-12345678-801`.
  private var hasExtension: Bool {
    guard groups.count >= 3, let last = groups.last, last.gap == .tight, last.digits.count <= 5 else {
      return false
    }
    let main = Candidate(
      text: text, groups: groups.dropLast(), digits: digits.dropLast(last.digits.count),
      shape: shape.dropLast(),
      label: label)
    return main.digits.count >= 9 && main.isNational
  }

  /// `(212) 555-0100`; ten digits in one piece need a label. Also service numbers, `400-1234-567`.
  private var isAmerican: Bool {
    var shape = shape
    var digits = digits[...]
    if digits.count == 11, digits.first == 1, shape[0] == 1 {
      digits.removeFirst()
      shape.removeFirst()
    }
    guard digits.count == 10 else { return false }
    let first = digits.startIndex
    if shape == [3, 4, 3] { return digits[first] == 4 || digits[first] == 8 ? prefix(3) % 400 == 0 : false }
    return shape == [3, 3, 4] && digits[first] >= 2 && digits[first + 3] >= 2
  }

  /// With 00 for another country.
  private var isDialledAbroad: Bool {
    guard starts(with: [0, 0]), digits[2] != 0 else { return false }
    return isOneGroup ? (12...15).contains(digits.count) : (11...16).contains(digits.count) && shape[0] >= 4
  }
}
