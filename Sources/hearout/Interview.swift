import Doors
import HearoutCore
import LineTerminal
import TextLayout

/// Asks questions: at a terminal with a prompt, from a pipe one line an answer.
struct Interview {
  private let terminal: Terminals
  private let painter: Painter
  private let width: Int
  let isAtTerminal: Bool
  private let yes: [String]

  init(_ desk: Desk) throws {
    terminal = try Terminals.source(desk)
    painter = desk.painter
    width = desk.textWidth
    isAtTerminal = desk.surroundings.inputIsTerminal
    yes = desk.opened.phrasebook.all.flatMap { $0.book.interface.commands["yes"] ?? [] }
  }

  func close() { terminal.close() }

  /// The answer to a question, without white space at its ends; `nil` where there are no more.
  func ask(_ question: String) throws -> String? {
    while true {
      switch terminal.lines.next(prompt: question) {
      case .line(let line): return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      case .interrupted: throw Failure.silent(.interrupted)
      case .end: return nil
      case .switchSpeaker, .external, .externalEnded, .tick: continue
      }
    }
  }

  /// Answers until an empty line.
  func askSeveral(_ question: String) throws -> [String] {
    var answers: [String] = []
    while let answer = try ask(question), !answer.isEmpty { answers.append(answer) }
    return answers
  }

  /// Whether the answer is a yes, in any language.
  func confirm(_ question: String) throws -> Bool {
    guard let answer = try ask(question) else { return false }
    return yes.contains(answer.lowercased())
  }

  func say(_ text: String, _ style: Style = .plain) {
    let lines = visible(text, keepingNewlines: true).wrapped(width: width, indent: "    ")
    terminal.lines.printAbove(lines.map { painter.paint($0, style) }.joined(separator: "\n"))
  }
}
