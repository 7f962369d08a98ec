import HearoutCore

/// Commands of a live call. Their names stand in the language folders.
enum LiveCommand: String, CaseIterable, Sendable {
  case help, undo, facts, step, style, note, promises, done, due, card, quiet, mute, say, transcript, end,
    quit
}

/// A line typed during a call, sorted.
enum TypedLine: Sendable, Hashable {
  case empty
  /// A number that picks a suggestion.
  case pick(Int)
  case command(LiveCommand, argument: String)
  /// Looks like a command but is none; the nearest name.
  case unknownCommand(String, nearest: String?)
  /// Words of a speaker; `nil`: of whose turn it is.
  case words(String, Speaker?)

  /// - Parameter names: command names in all languages → command; asked for only if the line is a command.
  init(_ line: String, names: () -> [String: LiveCommand]) {
    let text = Substring(line).trimmed
    if text.isEmpty {
      self = .empty
    } else if text.first == "/" || text.first == "\u{FF0F}" {
      self = Self.command(text.dropFirst(), names())
    } else if text.first == "<" || text.first == "\u{FF1C}" || text.first == "\u{300A}" {
      let rest = text.dropFirst().trimmed
      self = rest.isEmpty ? .empty : .words(String(rest), .customer)
    } else if text.first == ">" || text.first == "\u{FF1E}" || text.first == "\u{300B}" {
      let rest = text.dropFirst().trimmed
      self = rest.isEmpty ? .empty : .words(String(rest), .agent)
    } else if text.count == 1, let number = Int(text), number > 0 {
      self = .pick(number)
    } else {
      self = .words(String(text), nil)
    }
  }

  private static func command(_ text: Substring, _ names: [String: LiveCommand]) -> TypedLine {
    let name = text.prefix { !$0.isWhitespace }.lowercased()
    let argument = String(text.dropFirst(name.count).trimmed)
    if let command = names[name] { return .command(command, argument: argument) }
    // A beginning that only one command has is enough.
    let begun = Set(names.filter { $0.key.hasPrefix(name) && !name.isEmpty }.map(\.value))
    if begun.count == 1, let only = begun.first { return .command(only, argument: argument) }
    return .unknownCommand(name, nearest: NearestName.find(name, among: names.keys.sorted()))
  }
}

extension Substring {
  /// Without white space at both ends.
  var trimmed: Substring {
    var rest = self
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }
}
