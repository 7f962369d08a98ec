import HearoutCore

/// Commands of a rehearsal. Their names stand in the language folders.
enum RehearsalCommand: String, CaseIterable, Sendable {
  case help, undo, again, why, hint, pause, facts, quit

  /// Names in all languages.
  static func names(in phrasebook: Phrasebook) -> [String: RehearsalCommand] {
    var names: [String: RehearsalCommand] = [:]
    for command in allCases {
      names[command.rawValue] = command
      for language in phrasebook.all {
        for name in language.book.interface.commands[command.rawValue] ?? [] { names[name] = command }
      }
    }
    return names
  }
}

/// A line typed in a rehearsal, sorted.
enum RehearsalLine: Sendable, Hashable {
  case words(String)
  case command(RehearsalCommand, argument: String)
  case unknownCommand(String, nearest: String?)

  init(_ line: String, names: () -> [String: RehearsalCommand]) {
    let text = Substring(line).trimmed
    guard let first = text.first, first == "/" || first == "\u{FF0F}" else {
      self = .words(String(text))
      return
    }
    let names = names()
    let typed = text.dropFirst().prefix { !$0.isWhitespace }
    let name = typed.lowercased()
    let argument = String(text.dropFirst().dropFirst(typed.count).trimmed)
    if let command = names[name] {
      self = .command(command, argument: Self.unquoted(argument))
      return
    }
    let begun = Set(names.filter { $0.key.hasPrefix(name) && !name.isEmpty }.map(\.value))
    if begun.count == 1, let only = begun.first {
      self = .command(only, argument: Self.unquoted(argument))
    } else {
      self = .unknownCommand(name, nearest: NearestName.find(name, among: names.keys.sorted()))
    }
  }

  /// Without the marks around it, where it stands in some.
  private static func unquoted(_ text: String) -> String {
    let marks: [(Character, Character)] = [("\"", "\""), ("\u{201C}", "\u{201D}"), ("\u{300C}", "\u{300D}")]
    for (open, close) in marks where text.count >= 2 && text.first == open && text.last == close {
      return String(text.dropFirst().dropLast())
    }
    return text
  }
}
