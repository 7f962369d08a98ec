public import HearoutCore
public import PhrasebookLoading

/// A whole rule with its patterns and examples, ready to be written into a file.
public struct AuthoredRule: Sendable, Hashable {
  public var id: RuleID
  public var category: Category
  public var severity: Severity
  public var steps: [Step]
  public var source: String?
  public var patterns: [String]
  public var unless: [String]
  public var unlessAnywhere: [String]
  public var why: String
  public var instead: [Alternative]
  /// Sentences that must be flagged.
  public var flag: [String]
  /// Sentences that must stay clean.
  public var clean: [String]

  /// A rule of the book as it was written.
  public init(_ written: WrittenRule) {
    id = written.rule.id
    category = written.rule.category
    severity = written.rule.severity
    steps = written.rule.steps.sorted()
    source = written.rule.source
    patterns = written.patterns.map(\.text)
    unless = written.unless.map(\.text)
    unlessAnywhere = written.unlessAnywhere.map(\.text)
    why = written.rule.why
    instead = written.rule.instead
    flag = written.examples.filter { $0.expectation == .flagged(written.rule.id) }.map(\.text)
    clean = written.examples.filter { $0.expectation == .clean(written.rule.id) }.map(\.text)
  }

  init(_ draft: RuleDraft, id: RuleID, flag: [String], clean: [String]) {
    self.id = id
    category = draft.category ?? RuleDraft.usualCategory
    severity = draft.severity ?? .medium
    steps = draft.steps.isEmpty ? [.vent] : draft.steps
    source = draft.source
    patterns = draft.patterns
    unless = draft.unless
    unlessAnywhere = draft.unlessAnywhere
    why = draft.why
    instead = draft.instead
    self.flag = flag
    self.clean = clean
  }

  /// The rule as an item of a rule file.
  /// - Parameter indent: columns before the dash.
  public func yaml(indent: Int = 0) -> String {
    var lines = ["id: \(id.rawValue)", "category: \(category.rawValue)", "severity: \(severity.rawValue)"]
    lines.append("steps: [" + steps.map(\.rawValue).joined(separator: ", ") + "]")
    if let source { lines.append("source: " + Self.quoted(source)) }
    lines += Self.list("patterns", patterns)
    if !unless.isEmpty { lines += Self.list("unless", unless) }
    if !unlessAnywhere.isEmpty { lines += Self.list("unless_anywhere", unlessAnywhere) }
    lines.append("why: " + Self.quoted(why))
    lines.append("instead:")
    lines += instead.map { "  - {for: \($0.nuance.rawValue), say: \(Self.quoted($0.text))}" }
    lines.append("examples:")
    lines += (Self.list("flag", flag) + Self.list("clean", clean)).map { "  " + $0 }
    let margin = String(repeating: " ", count: indent)
    return lines.enumerated().map { margin + ($0.offset == 0 ? "- " : "  ") + $0.element + "\n" }.joined()
  }

  private static func list(_ key: String, _ items: [String]) -> [String] {
    [key + ":"] + items.map { "  - " + quoted($0) }
  }

  /// A double-quoted YAML scalar. Signs that the reader of the phrasebook takes for anchors where a quotation mark
  /// stands before them are written as codes.
  static func quoted(_ text: String) -> String {
    let hasMark = text.unicodeScalars.contains("\"")
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "*" where hasMark: result += "\\x2A"
      case "&" where hasMark: result += "\\x26"
      default:
        let isPlain =
          (scalar.value >= 0x20 && scalar.value < 0x7F)
          || (scalar.value >= 0xA0 && ![0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value))
        if isPlain { result.unicodeScalars.append(scalar) } else { result += code(scalar) }
      }
    }
    return result + "\""
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return scalar.value > 0xFFFF
      ? "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// What a trainer wrote down for a new rule; what is left open is filled in when it is judged.
public struct RuleDraft: Sendable, Hashable {
  public var id: RuleID?
  public var patterns: [String]
  public var unless: [String] = []
  public var unlessAnywhere: [String] = []
  public var why: String
  public var instead: [Alternative]
  public var category: Category?
  public var severity: Severity?
  public var steps: [Step] = []
  public var source: String?
  public var flag: [String] = []
  public var clean: [String] = []

  /// The category of a team's own wordings.
  public static let usualCategory = Category(rawValue: "team_wording")

  public init(patterns: [String], why: String, instead: [Alternative]) {
    self.patterns = patterns
    self.why = why
    self.instead = instead
  }

  /// Better wordings as people write them: one a line, a nuance in front of it where they have one (`brief: …`).
  public static func alternatives(_ text: String) -> [Alternative] {
    text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }.map { line in
      for nuance in Nuance.allCases where line.lowercased().hasPrefix(nuance.rawValue + ":") {
        return Alternative(nuance: nuance, text: line.dropFirst(nuance.rawValue.count + 1).trimmed)
      }
      return Alternative(nuance: .warm, text: line)
    }
  }

  /// The lines of a cell, without empty ones.
  public static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
