extension Candidate {
  /// A number that is said to be an account or a card at a bank.
  func bankAccount() -> Finding? {
    guard (6...21).contains(digits.count), !touchesWord, !isCutOut, !isAmount else { return nil }
    switch label {
    case .bank: return digits.count >= 8 ? finding(.bankAccount) : nil
    case .sortCode: return digits.count == 6 ? finding(.bankAccount, visible: 2) : nil
    case .account:
      return digits.count >= 7 && text.hasBankWords ? finding(.bankAccount) : nil
    case .reference, .phone, .identity, .securityCode, nil: return nil
    }
  }
}

extension ScannedText {
  /// International bank account numbers, with or without blanks in them.
  func ibans() -> [Finding] {
    var findings: [Finding] = []
    var place = 0
    while place < count {
      if Self.isLetter(self[place]), !isWord(at: before(place)), let end = endOfIBAN(from: place) {
        findings.append(
          Finding(kind: .bankAccount, start: place, end: end, digits: digits(in: place..<end)))
        place = end
      } else {
        place += 1
      }
    }
    return findings
  }

  private func endOfIBAN(from start: Int) -> Int? {
    // Country and check digits are never apart; "at 6000 …" is a place.
    guard let length = Self.lengthOfIBAN(from: self[start], self[start + 1]), start + 3 < count else {
      return nil
    }
    guard digit[start + 2] != Self.none, digit[start + 3] != Self.none else { return nil }
    var characters: [UInt32] = []
    var separators = 0
    var place = start
    while place < count, characters.count < length {
      let value = folded[place]
      if Self.isLetter(value) {
        characters.append(value - 0x61 + 10)
      } else if (0x30...0x39).contains(value) {
        characters.append(value - 0x30)
      } else if value == 0x20 || value == 0x2D, separators == 0 {
        separators += 1
        place += 1
        continue
      } else if value != Self.invisible {
        return nil
      }
      separators = 0
      place += 1
    }
    guard characters.count == length, !isWord(at: visible(from: place)) else { return nil }
    return Self.passesMod97(characters) ? place : nil
  }

  private static func lengthOfIBAN(from first: UInt32, _ second: UInt32) -> Int? {
    guard isLetter(first), isLetter(second) else { return nil }
    return lengths[String(String.UnicodeScalarView([first, second].compactMap(Unicode.Scalar.init)))]
  }

  private static let lengths: [String: Int] = [
    "ad": 24, "ae": 23, "al": 28, "at": 20, "az": 28, "ba": 20, "be": 16, "bg": 22, "bh": 22, "bi": 27,
    "br": 29,
    "by": 28, "ch": 21, "cr": 22, "cy": 28, "cz": 24, "de": 22, "dj": 27, "dk": 18, "do": 28, "ee": 20,
    "eg": 29,
    "es": 24, "fi": 18, "fk": 18, "fo": 18, "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18, "gr": 27,
    "gt": 28,
    "hr": 21, "hu": 28, "ie": 22, "il": 23, "iq": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20,
    "lb": 28,
    "lc": 32, "li": 21, "lt": 20, "lu": 20, "lv": 21, "ly": 25, "mc": 27, "md": 24, "me": 22, "mk": 19,
    "mn": 20,
    "mr": 27, "mt": 31, "mu": 30, "ni": 28, "nl": 18, "no": 15, "om": 23, "pk": 24, "pl": 28, "ps": 29,
    "pt": 25,
    "qa": 29, "ro": 24, "rs": 22, "ru": 33, "sa": 24, "sc": 31, "sd": 18, "se": 24, "si": 19, "sk": 24,
    "sm": 27,
    "so": 23, "st": 25, "sv": 28, "tl": 23, "tn": 24, "tr": 26, "ua": 29, "va": 22, "vg": 24, "xk": 20,
    "ye": 30,
  ]

  private static func passesMod97(_ characters: [UInt32]) -> Bool {
    var remainder: UInt32 = 0
    for value in characters.dropFirst(4) + characters.prefix(4) {
      remainder = (remainder * (value >= 10 ? 100 : 10) + value) % 97
    }
    return remainder == 1
  }
}
