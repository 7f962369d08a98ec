/// A word that is being read, as a number of digits.
struct SpokenWord {
  /// Its letters, eight bits each; 0 for none.
  private var letters: UInt64 = 0

  /// Adds a letter. Returns false if it is none, which ends the word.
  mutating func take(_ folded: UInt32) -> Bool {
    guard ScannedText.isLetter(folded) else { return false }
    // Nine letters are more than any of the words has; the first ones fall out and nothing matches.
    letters = letters << 8 | UInt64(folded)
    return true
  }

  enum Meaning {
    case digit(UInt8)
    /// The next digit counts so many times.
    case times(Int)
    /// Two zeros after a digit.
    case hundred
  }

  var meaning: Meaning? { letters == 0 ? nil : Self.meanings[letters] }

  var isDigits: Bool { meaning != nil }

  private static let meanings: [UInt64: Meaning] = {
    var meanings: [UInt64: Meaning] = [:]
    let digits = [
      "zero": 0, "oh": 0, "o": 0, "nought": 0, "naught": 0, "nil": 0, "one": 1, "two": 2, "three": 3,
      "four": 4,
      "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    ]
    func key(_ word: String) -> UInt64 { word.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
    for (word, digit) in digits { meanings[key(word)] = .digit(UInt8(digit)) }
    for (word, times) in ["double": 2, "triple": 3, "treble": 3] { meanings[key(word)] = .times(times) }
    meanings[key("hundred")] = .hundred
    return meanings
  }()
}

extension ScannedText {
  /// Numbers said digit by digit in English, as a speech recogniser may write them: "oh double seven …".
  func spokenEnglishNumbers() -> [Finding] {
    var findings: [Finding] = []
    var run = SpokenRun()
    var place = 0
    while place < count {
      var end = place
      var word = SpokenWord()
      while end < count, word.take(folded[end]) { end += 1 }
      if end > place {
        if !run.take(word, place..<end) {
          if let finding = finding(in: run) { findings.append(finding) }
          run = SpokenRun()
        }
        place = end
      } else {
        if digit[place] != Self.none {
          run.take(digit: digit[place], at: place)
        } else if ![0x20, 0x2C, 0x2D, Self.invisible].contains(self[place]) {
          if let finding = finding(in: run) { findings.append(finding) }
          run = SpokenRun()
        }
        place += 1
      }
    }
    if let finding = finding(in: run) { findings.append(finding) }
    return findings
  }

  private func finding(in run: SpokenRun) -> Finding? {
    let digits = run.digits
    guard run.hasWords, let first = run.items.first, let last = run.items.last else { return nil }
    let label = label(before: first.place.lowerBound)
    guard label != .reference else { return nil }
    let kind: Masker.Kind
    if (13...19).contains(digits.count), Candidate.passesLuhn(digits) {
      kind = .card
    } else if label == .phone ? (7...15).contains(digits.count) : Self.soundsLikePhone(digits) {
      kind = .phone
    } else {
      return nil
    }
    // The words of the last four digits stay.
    var kept = 0
    var visible = 0
    for item in run.items.reversed() {
      kept += item.digits.count
      if kept > 4 { break }
      visible += item.place.count
    }
    return Finding(
      kind: kind, start: first.place.lowerBound, end: last.place.upperBound, digits: digits, visible: visible)
  }

  /// British, American or Chinese, with or without the country's prefix.
  private static func soundsLikePhone(_ digits: [UInt8]) -> Bool {
    switch digits.count {
    case 10: return digits[0] == 0 ? digits[1] != 0 : digits[0] >= 2 && digits[3] >= 2
    case 11: return digits[0] == 0 ? digits[1] != 0 : digits[0] == 1 && digits[1] >= 2
    case 12, 13: return digits.starts(with: [4, 4]) || digits.starts(with: [8, 6])
    default: return false
    }
  }
}

/// Words and figures in a row that stand for digits.
private struct SpokenRun {
  var items: [(digits: [UInt8], place: Range<Int>)] = []
  var hasWords = false
  private var pending: (times: Int, place: Range<Int>)?

  var digits: [UInt8] { items.flatMap(\.digits) }

  /// Adds a word; false if it is none of these.
  mutating func take(_ word: SpokenWord, _ place: Range<Int>) -> Bool {
    switch word.meaning {
    case .digit(let digit):
      hasWords = true
      add(digit, place)
    case .times(let times): pending = (times, place)
    case .hundred:
      guard let last = items.last, last.digits.count == 1 else { return false }
      items[items.count - 1] = (last.digits + [0, 0], last.place.lowerBound..<place.upperBound)
    case nil: return false
    }
    return true
  }

  mutating func take(digit: UInt8, at place: Int) { add(digit, place..<(place + 1)) }

  private mutating func add(_ digit: UInt8, _ place: Range<Int>) {
    let times = pending?.times ?? 1
    let start = pending?.place.lowerBound ?? place.lowerBound
    pending = nil
    items.append((Array(repeating: digit, count: times), start..<place.upperBound))
  }
}
