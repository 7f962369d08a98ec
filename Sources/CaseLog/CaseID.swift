/// The name of a case: short, and easy to say on the telephone.
///
/// Numbers are never given twice, not even after a case was forgotten, so that a note on paper that names a
/// forgotten case cannot come to mean another one.
public struct CaseID: Sendable, Codable, Hashable, Comparable, CustomStringConvertible {
  /// The number behind the name, from 1.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// Reads what a person types: `c-0042`, `C0042`, `0042` and `42` all name the same case.
  public init?(_ text: String) {
    var digits = Substring(text.filter { !$0.isWhitespace })
    if let first = digits.first, first == "c" || first == "C" { digits.removeFirst() }
    if digits.first == "-" { digits.removeFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    guard let number = Int(digits), number > 0 else { return nil }
    self.number = number
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = CaseID(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a case id like c-0042")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public var description: String {
    let digits = String(number)
    return "c-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  public static func < (a: CaseID, b: CaseID) -> Bool { a.number < b.number }
}
