import HearoutCore

/// Fills the blanks of a suggestion from the facts of the call.
struct Blanks {
  let call: Call
  /// The blank `{name}` … → kind of fact.
  private static let kinds: [String: FactKind] = [
    "name": .name, "order": .order, "product": .product, "amount": .amount, "problem": .problem,
    "deadline": .deadline, "place": .place,
  ]

  /// The text with every blank filled that is known.
  func fill(_ template: String) -> String {
    var text = template
    for name in Set(Interface.blanks(in: template)) {
      guard let kind = Self.kinds[name], let value = call.value(of: kind) else { continue }
      text = Interface.fill(text, [name: value])
    }
    return text
  }

  /// The first blank that is still open: its place in Unicode scalars.
  static func firstOpen(in text: String) -> (name: String, span: Span)? {
    let scalars = Array(text.unicodeScalars)
    guard let open = scalars.firstIndex(of: "{"), let close = scalars[open...].firstIndex(of: "}") else {
      return nil
    }
    let name = String(String.UnicodeScalarView(scalars[(open + 1)..<close]))
    let isName = !name.isEmpty && name.allSatisfy { $0 == "_" || ("a"..."z").contains($0) }
    return isName ? (name, Span(start: open, end: close + 1)) : nil
  }
}
