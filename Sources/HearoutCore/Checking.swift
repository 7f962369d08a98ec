/// A forbidden wording in a text that will be sent: a macro, a template, a letter.
public struct CheckedWording: Sendable, Hashable {
  public var place: Place
  /// Length of the marked stretch in Unicode scalars, within its line.
  public var length: Int
  public var flag: Flag
  /// The line it stands in.
  public var line: String
}

/// Checks texts line by line, as a linter does. Reads Markdown and plain text: skips code blocks, quoted text and lines
/// for which an "allow" comment with a reason stands.
public struct Checker: Sendable {
  private let reader: TurnReader
  private let language: Language?

  /// - Parameter language: `nil`: told by the words of each paragraph.
  public init(reader: TurnReader, language: Language?) {
    self.reader = reader
    self.language = language
  }

  /// What is found in a text.
  /// - Parameters:
  ///   - file: the name to show.
  ///   - usual: language of lines without letters.
  public func findings(in text: String, file: String, usual: Language) -> [CheckedWording] {
    var findings: [CheckedWording] = []
    var blocks = Blocks()
    for (index, row) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    {
      let line = String(row)
      guard let allowed = blocks.take(line) else { continue }
      for flag in flags(line, usual) where !allowed.covers(flag.rule) {
        findings.append(
          CheckedWording(
            place: Place(file: file, line: index + 1, column: flag.span.start + 1), length: flag.span.length,
            flag: flag, line: line))
      }
    }
    return findings
  }

  private func flags(_ line: String, _ usual: Language) -> [Flag] {
    guard line.contains(where: { $0.isLetter }) else { return [] }
    return reader.learntFlags(line, language: language ?? reader.phrasebook.detect(line, usual: usual))
  }

  /// Which rules an "allow" comment lets pass.
  struct Allowance: Sendable, Hashable {
    var rules: Set<String> = []
    var everything = false

    func covers(_ rule: RuleID) -> Bool { everything || rules.contains(rule.rawValue) }
  }

  /// Follows code blocks, quotations and comments down a text.
  struct Blocks {
    private var fence: String?
    private var pending = Allowance()

    /// What is allowed in this line, or `nil` where it is not to be checked.
    mutating func take(_ line: String) -> Allowance? {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if let open = fence {
        if trimmed.hasPrefix(open) { fence = nil }
        return nil
      }
      for mark in ["```", "~~~"] where trimmed.hasPrefix(mark) {
        fence = mark
        return nil
      }
      var allowed = Self.allowance(in: line)
      if let comment = allowed, Self.isOnlyComment(trimmed) {
        pending = comment
        return nil
      }
      if trimmed.hasPrefix(">") || line.hasPrefix("    ") || line.hasPrefix("\t") { return nil }
      if allowed == nil, !trimmed.isEmpty {
        allowed = pending
        pending = Allowance()
      }
      return allowed ?? Allowance()
    }

    /// `hearout: allow RULE because …`; a comment without a reason allows nothing.
    static func allowance(in line: String) -> Allowance? {
      guard let range = line.firstRange(of: "hearout: allow ") else { return nil }
      let words = line[range.upperBound...].split(separator: " ")
      guard let rule = words.first, words.count >= 3 else { return nil }
      return rule == "all" ? Allowance(everything: true) : Allowance(rules: [String(rule)])
    }

    private static func isOnlyComment(_ line: Substring) -> Bool {
      line.hasPrefix("<!--") || line.hasPrefix("#") || line.hasPrefix("//")
    }
  }
}

/// Patterns of `.hearoutignore`: one a line, `*` for anything, `#` for remarks; a folder's name ignores what is in it.
public struct IgnoreList: Sendable, Hashable {
  private let patterns: [String]

  public init(_ text: String) {
    patterns = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  public func ignores(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return patterns.contains { pattern in
      let bare = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
      if bare.contains("/") { return Self.matches(Array(bare), Array(path)) }
      return parts.contains { Self.matches(Array(bare), Array($0)) }
    }
  }

  private static func matches(_ pattern: [Character], _ name: [Character]) -> Bool {
    var (p, n, star, mark) = (0, 0, -1, 0)
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        star = p
        mark = n
        p += 1
      } else if p < pattern.count, pattern[p] == name[n] || pattern[p] == "?" {
        p += 1
        n += 1
      } else if star >= 0 {
        p = star + 1
        mark += 1
        n = mark
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
