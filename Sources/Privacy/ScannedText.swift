/// A text taken apart for the finders: what each scalar is, and the groups of digits.
struct ScannedText {
  /// Scalars in one form: narrow, lower case; separators as ASCII.
  let folded: [UInt32]
  /// The digit each scalar stands for, or `none`.
  let digit: [UInt8]
  let groups: [Group]
  /// Whether the text speaks of cards, and of banks.
  private(set) var hasCardWords = false
  private(set) var hasBankWords = false

  static let none: UInt8 = 255

  /// Digits with nothing between them.
  struct Group {
    var start: Int
    var end: Int
    var digits: [UInt8]
    /// Whether any of them is a Chinese word.
    var isSpoken: Bool
    /// What stands before it, if that can join it to the group before; else `nil`.
    var gap: Gap?
  }

  /// What stands between two groups that can belong together.
  enum Gap {
    /// Blanks, perhaps with dashes or brackets.
    case loose
    /// A dash, point or bracket alone.
    case tight
    /// A pause within spoken digits.
    case pause
  }

  /// Cheap test that most turns fail: too few digits for any number, and no address.
  static func mayHold(_ text: String) -> Bool {
    var digits = 0
    var word = SpokenWord()
    var spoken = 0
    for scalar in text.unicodeScalars {
      if scalar == "@" || scalar == "＠" { return true }
      if value(of: scalar) != none { digits += 1 }
      if digits >= 3 { return true }
      if word.take(fold(scalar)) { continue }
      if word.isDigits { spoken += 1 }
      if spoken >= 5 { return true }
      word = SpokenWord()
    }
    return spoken + (word.isDigits ? 1 : 0) >= 5
  }

  init(_ text: String) {
    var folded: [UInt32] = []
    var digit: [UInt8] = []
    for scalar in text.unicodeScalars {
      folded.append(Self.fold(scalar))
      digit.append(Self.value(of: scalar))
    }
    self.folded = folded
    self.digit = digit
    self.groups = Self.groups(folded, digit)
    hasCardWords = contains(anyOf: Self.cardWords)
    hasBankWords = contains(anyOf: Self.bankWords)
  }

  var count: Int { folded.count }

  /// The folded scalar at a place, or 0 outside.
  subscript(_ place: Int) -> UInt32 { place >= 0 && place < folded.count ? folded[place] : 0 }

  // MARK: - Scalars

  /// Marks of invisible scalars, which may stand inside a number.
  static let invisible: UInt32 = 1

  private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    switch value {
    case 0x41...0x5A: return value + 0x20
    case 0..<0x80: return value
    case 0xFF21...0xFF3A: return value - 0xFEE0 + 0x20
    case 0xFF01...0xFF5E: return value - 0xFEE0
    // Hyphens, dashes and minus signs.
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: return 0x2D
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    // Soft hyphen, joiners, marks of direction, and the two that make a keycap of a digit.
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFE0E, 0xFE0F, 0x20E3:
      return invisible
    default: return value
    }
  }

  static func value(of scalar: Unicode.Scalar) -> UInt8 {
    let value = scalar.value
    if value < 0x80 { return value >= 0x30 && value <= 0x39 ? UInt8(value - 0x30) : none }
    switch scalar {
    case "零", "〇", "○": return 0
    case "一", "幺", "壹": return 1
    case "二", "贰", "貳": return 2
    case "三", "叁", "參": return 3
    case "四", "肆": return 4
    case "五", "伍": return 5
    case "六", "陆", "陸": return 6
    case "七", "柒": return 7
    case "八", "捌": return 8
    case "九", "玖": return 9
    default: break
    }
    if value >= 0xFF10 && value <= 0xFF19 { return UInt8(value - 0xFF10) }
    // Digits of other scripts. Han words have a numeric value too, but are not decimal digits.
    guard value < 0x3000 || value >= 0xA000, scalar.properties.numericType == .decimal,
      let number = scalar.properties.numericValue
    else { return none }
    return UInt8(number)
  }

  static func isLetter(_ folded: UInt32) -> Bool { folded >= 0x61 && folded <= 0x7A }

  /// Whether a letter, digit or underscore stands there, so that no number begins or ends beside it.
  func isWord(at place: Int) -> Bool {
    let value = self[place]
    return Self.isLetter(value) || value == 0x5F || (place >= 0 && place < count && digit[place] != Self.none)
  }

  /// The place before this one, without invisible scalars.
  func before(_ place: Int) -> Int {
    var place = place - 1
    while place >= 0, folded[place] == Self.invisible { place -= 1 }
    return place
  }

  /// This place or the first one after it that is visible.
  func visible(from place: Int) -> Int {
    var place = place
    while place < count, folded[place] == Self.invisible { place += 1 }
    return place
  }

  // MARK: - Groups

  private static func groups(_ folded: [UInt32], _ digit: [UInt8]) -> [Group] {
    var groups: [Group] = []
    var place = 0
    while place < folded.count {
      if digit[place] == none {
        place += 1
        continue
      }
      var group = Group(start: place, end: place, digits: [], isSpoken: false, gap: nil)
      while place < folded.count, digit[place] != none || folded[place] == invisible {
        if digit[place] != none {
          group.digits.append(digit[place])
          group.end = place + 1
          if folded[place] > 0x3000 { group.isSpoken = true }
        }
        place += 1
      }
      if let last = groups.last {
        group.gap = gap(folded[last.end..<group.start], isSpoken: last.isSpoken && group.isSpoken)
      }
      groups.append(group)
    }
    return groups
  }

  private static func gap(_ between: ArraySlice<UInt32>, isSpoken: Bool) -> Gap? {
    let seen = between.filter { $0 != invisible }
    guard !seen.isEmpty, seen.count <= 3 else { return nil }
    var gap = Gap.tight
    for scalar in seen {
      switch scalar {
      case 0x20: gap = .loose
      case 0x2D, 0x2E, 0x28, 0x29: break
      // Comma and enumeration comma.
      case 0x2C, 0x3001, 0xFF0C:
        if !isSpoken { return nil }
        return .pause
      default: return nil
      }
    }
    // One point joins, two or more are something else.
    return seen.count { $0 == 0x2E } > 1 ? nil : gap
  }

  // MARK: - Hiding

  /// The places that a finding hides.
  func hidden(by finding: Finding) -> [Int] {
    var kept = 0
    var places: [Int] = []
    for place in stride(from: min(finding.end, count) - 1, through: max(0, finding.start), by: -1) {
      let value = folded[place]
      let isDigit = digit[place] != Self.none
      if finding.kind == .email {
        if value == 0x40 { continue }
      } else if !isDigit, finding.isDigitsOnly || !Self.isLetter(value) {
        continue
      }
      if kept < finding.visible { kept += 1 } else { places.append(place) }
    }
    return places
  }

  func digits(in range: Range<Int>) -> [UInt8] {
    digit[max(0, range.lowerBound)..<min(count, max(0, range.upperBound))].filter { $0 != Self.none }
  }

  /// The places of digits in runs that are part of one of these findings, or hold one.
  func parts(of findings: [Finding]) -> [Int] {
    var places: [Int] = []
    for run in runs() {
      let members = groups[run].flatMap { group in (group.start..<group.end).filter { digit[$0] != Self.none }
      }
      let digits = members.map { digit[$0] }
      guard digits.count >= 5 else { continue }
      for finding in findings where finding.digits.count >= 5 {
        if let offset = Self.offset(of: digits, in: finding.digits) {
          let firstVisible = finding.digits.count - finding.visibleDigits
          places += members.enumerated().filter { offset + $0.offset < firstVisible }.map(\.element)
        } else if Self.offset(of: finding.digits, in: digits) != nil {
          places += members.dropLast(finding.visibleDigits)
        }
      }
    }
    return places
  }

  /// Groups that can belong together, as ranges of `groups`.
  func runs() -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for index in groups.indices {
      if index > start, groups[index].gap == nil {
        runs.append(start..<index)
        start = index
      }
    }
    if start < groups.count { runs.append(start..<groups.count) }
    return runs
  }

  private static func offset(of part: [UInt8], in whole: [UInt8]) -> Int? {
    guard part.count <= whole.count else { return nil }
    return (0...(whole.count - part.count)).first { whole[$0..<($0 + part.count)].elementsEqual(part) }
  }
}
