import Privacy
import Testing

/// Seeded random texts: nothing slips through in any spacing, and nothing else is touched.
@Suite struct RandomTextTests {
  @Test func cardsAreFoundInAnySpacing() {
    var random = Generator(state: 1)
    for _ in 0..<2_000 {
      let digits = card(&random)
      let separator = ["", " ", "-", "\u{A0}", " - "].randomElement(using: &random) ?? ""
      var written = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, index % 4 == 0 { written += separator }
        written += write(digit, &random)
      }
      let text =
        "\(words(&random)) \(written)\(["", ".", "。", " \(words(&random))"].randomElement(using: &random) ?? "")"
      let masked = Masker().mask(text)
      let left = masked.unicodeScalars.count { scalar in digit(scalar) != nil }
      #expect(left == 4, "\(text) → \(masked)")
      #expect(masked.unicodeScalars.count == text.unicodeScalars.count)
      #expect(Masker().mask(masked) == masked)
    }
  }

  @Test func chineseMobilesAreFoundInAnyDigits() {
    var random = Generator(state: 2)
    for _ in 0..<2_000 {
      let digits =
        [1, Int.random(in: 3...9, using: &random)]
        + (0..<9).map { _ in Int.random(in: 0...9, using: &random) }
      let script = Int.random(in: 0..<3, using: &random)
      let written = digits.map { Self.scripts[script][$0] }.joined()
      let text = "我\(words(&random)) \(written)，谢谢"
      let masked = Masker().mask(text)
      #expect(masked == text.replacing(written, with: "•••••••" + written.suffix(4)))
    }
  }

  /// Dates, prices, and order numbers of eight to ten digits are what a complaint is about.
  @Test func datesPricesAndOrdersSurvive() {
    var random = Generator(state: 3)
    for _ in 0..<5_000 {
      func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let date = [
        "\(number(1990...2030))-\(two(number(1...12)))-\(two(number(1...28)))",
        "\(two(number(1...28)))/\(two(number(1...12)))/\(number(1990...2030))",
        "\(number(1990...2030))年\(number(1...12))月\(number(1...28))日",
        "\(two(number(0...23))):\(two(number(0...59)))",
      ]
      let price = [
        "$\(number(1...99_999)).\(two(number(0...99)))", "\(number(1...9_999_999))元", "£\(number(1...999))",
      ]
      let order = ["order \(number(10_000_000...9_999_999_999))", "订单\(number(10_000_000...9_999_999_999))"]
      let bare = "\(number(10_000_000...9_999_999_999))"
      let text = [date, price, order, [bare]].compactMap { $0.randomElement(using: &random) }
        .shuffled(using: &random).joined(
          separator: [", ", "，", " for "].randomElement(using: &random) ?? " ")
      #expect(Masker().mask(text) == text)
    }
  }

  /// Any text at all: no crash, the same length, only bullets put in, and nothing new found in the result.
  @Test func anyTextKeepsItsLength() {
    var random = Generator(state: 4)
    var alphabet = "0123456789０９一三八零幺 -.()+@:,，、#xX元$abcGB电话卡号\u{200B}\u{FE0F}\u{20E3}\u{301}\n•".map(
      String.init)
    alphabet += [
      "call me on ", "订单号", "双", "oh ", "double ", "seven ", "hundred ", "IBAN GB82WEST", "@a.com",
      "sort code ",
    ]
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let isDigit = Bool.random(using: &random)
        text +=
          isDigit
          ? String(Int.random(in: 0...9, using: &random)) : alphabet.randomElement(using: &random) ?? ""
      }
      let masked = Masker().mask(text)
      let pairs = zip(text.unicodeScalars, masked.unicodeScalars)
      #expect(text.unicodeScalars.count == masked.unicodeScalars.count)
      #expect(pairs.allSatisfy { $0 == $1 || $1 == "•" })
    }
  }

  private static let scripts: [[String]] = ["0123456789", "０１２３４５６７８９", "零一二三四五六七八九"].map {
    (digits: String) in
    digits.map { String($0) }
  }

  private func write(_ digit: Int, _ random: inout Generator) -> String {
    Self.scripts[Int.random(in: 0..<20, using: &random) == 0 ? 1 : 0][digit]
  }

  private func digit(_ scalar: Unicode.Scalar) -> Int? {
    Self.scripts.lazy.compactMap { $0.firstIndex(of: String(scalar)) }.first
  }

  private func words(_ random: inout Generator) -> String {
    ["my card", "订单付款", "please use", "it is", "refund", "是", "order paid with"].randomElement(using: &random)
      ?? ""
  }

  /// Sixteen digits, the last of which checks the others.
  private func card(_ random: inout Generator) -> [Int] {
    var digits = [[4], [5, 1], [6, 2], [6, 0, 1, 1], [3, 5, 2, 8]].randomElement(using: &random) ?? [4]
    while digits.count < 15 { digits.append(Int.random(in: 0...9, using: &random)) }
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = index % 2 == 0 ? digit * 2 : digit
      sum += value > 9 ? value - 9 : value
    }
    return digits + [(10 - sum % 10) % 10]
  }
}

/// A generator whose numbers are the same in every run (SplitMix64).
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
