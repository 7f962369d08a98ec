/// Finds numbers and addresses that identify people or their money, and hides them.
///
/// A mask is as long as what it hides, counted in Unicode scalars, so that spans into the text stay true. The
/// last two to four characters stay, so that two people can still agree on which number they mean.
public struct Masker: Sendable, Hashable {
  /// What can be switched off.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    /// Payment cards: 13 to 19 digits with a correct check digit.
    case card
    /// Chinese identity numbers, UK National Insurance numbers and US Social Security numbers.
    case identity
    /// Telephone numbers: Chinese, British and American forms, and any with a country's prefix.
    case phone
    case email
    /// IBANs, and numbers that are said to be bank accounts, cards or sort codes.
    case bankAccount = "bank"
  }

  /// What is hidden.
  public var kinds: Set<Kind>

  public init(kinds: Set<Kind> = Set(Kind.allCases)) { self.kinds = kinds }

  /// The text with everything found in it hidden.
  public func mask(_ text: String) -> String { hide(findings(in: text), in: text) }

  /// What there is to hide, in order and without overlaps.
  public func findings(in text: String) -> [Finding] {
    if kinds.isEmpty || !ScannedText.mayHold(text) { return [] }
    // All kinds are looked for, so that a card number does not become a bank account when cards are switched
    // off.
    return ScannedText(text).findings().filter { kinds.contains($0.kind) }
  }

  /// The text with these places hidden.
  public func hide(_ findings: [Finding], in text: String) -> String {
    if findings.isEmpty { return text }
    var scalars = Array(text.unicodeScalars)
    let scanned = ScannedText(text)
    for finding in findings {
      for place in scanned.hidden(by: finding) { scalars[place] = Self.bullet }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The text with everything found in it hidden, and also every run of five digits or more that is part of
  /// one of `findings`, or holds one: a value that was made from a masked text by leaving out its spaces, or
  /// by cutting it.
  public func mask(_ text: String, hidingPartsOf findings: [Finding]) -> String {
    let own = mask(text)
    if findings.isEmpty { return own }
    var scalars = Array(own.unicodeScalars)
    for place in ScannedText(own).parts(of: findings.filter { kinds.contains($0.kind) }) {
      scalars[place] = Self.bullet
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The digits in a range that is known to be a way to reach somebody, whatever their shape; `nil` if there
  /// are fewer than seven, or if they are hidden already.
  public func contact(in text: String, _ range: Range<Int>, besides others: [Finding] = []) -> Finding? {
    guard kinds.contains(.phone) else { return nil }
    let digits = ScannedText(text).digits(in: range)
    guard digits.count >= 7,
      !others.contains(where: { $0.start < range.upperBound && range.lowerBound < $0.end })
    else { return nil }
    return Finding(
      kind: .phone, start: range.lowerBound, end: range.upperBound, digits: digits, isDigitsOnly: true)
  }

  static let bullet: Unicode.Scalar = "•"
}

/// A place with something to hide.
public struct Finding: Sendable, Hashable {
  public var kind: Masker.Kind
  /// First Unicode scalar.
  public var start: Int
  /// The scalar after the last.
  public var end: Int
  /// Its digits, whatever they are written in.
  var digits: [UInt8]
  /// How many characters at the end stay readable.
  var visible = 4
  /// The same, in digits; it differs where digits are words.
  var visibleDigits: Int { min(4, visible) }
  /// Only digits are hidden: words may stand between them.
  var isDigitsOnly = false
}
