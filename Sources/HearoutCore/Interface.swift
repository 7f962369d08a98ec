/// Every string of the interface in one language, by key. Blanks are written `{name}`.
public struct Interface: Sendable, Hashable {
  public var strings: [String: String]
  /// Names of commands: canonical name → names in this language, the first being the one shown.
  public var commands: [String: [String]]
  /// Wordings of problems found in files, by code.
  public var problems: [String: String]
  /// Help texts by command: `hearout`, `call`, `phrasebook test` …
  public var help: [String: String]

  public init(
    strings: [String: String] = [:], commands: [String: [String]] = [:], problems: [String: String] = [:],
    help: [String: String] = [:]
  ) {
    self.strings = strings
    self.commands = commands
    self.problems = problems
    self.help = help
  }

  /// The string of a key with its blanks filled; the key itself if a broken book lacks it.
  public func callAsFunction(_ key: InterfaceKey, _ blanks: KeyValuePairs<String, String> = [:]) -> String {
    Self.fill(strings[key.rawValue] ?? key.rawValue, blanks)
  }

  /// Fills blanks in one pass: a value that looks like a blank is not filled again.
  public static func fill(_ template: String, _ blanks: KeyValuePairs<String, String>) -> String {
    guard !blanks.isEmpty, template.contains("{") else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      result += blanks.first { $0.key == name }?.value ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Names of the blanks of a template, in order.
  public static func blanks(in template: String) -> [String] {
    var names: [String] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      names.append(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  /// An entry of a string that holds several, separated by bars.
  public func list(_ key: InterfaceKey, at index: Int) -> String {
    let entries = self(key).split(separator: "|", omittingEmptySubsequences: false)
    return entries.indices.contains(index) ? String(entries[index]) : ""
  }
}
