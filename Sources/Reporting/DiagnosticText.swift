public import HearoutCore
public import TextLayout

/// Shows a problem in a file the way compilers do: place, what, the line, a caret, what was expected.
public struct DiagnosticText: Sendable {
  private let interface: Interface
  private let painter: Painter

  public init(interface: Interface, painter: Painter) {
    self.interface = interface
    self.painter = painter
  }

  /// - Parameter line: the line of the file, if it can be had.
  public func text(_ problem: Diagnostic, line: String?) -> String {
    let place = problem.place
    let severity = interface(problem.severity == .error ? .problemError : .problemWarning)
    var text = painter.paint(visible("\(place.file):\(place.line):\(place.column): "), .bold)
    text += painter.paint(severity, problem.severity == .error ? .red : .yellow) + ": "
    text += visible(message(problem)) + " [\(problem.code)]"
    if let line {
      text += "\n" + Self.marked(line, column: place.column, length: problem.length, number: place.line)
    }
    return text
  }

  /// A message of another kind at a place of a file.
  public func text(_ message: String, at place: Place, length: Int, line: String?) -> String {
    var text = painter.paint(visible("\(place.file):\(place.line):\(place.column): "), .bold)
    text += painter.paint(interface(.problemError), .red) + ": " + visible(message)
    if let line { text += "\n" + Self.marked(line, column: place.column, length: length, number: place.line) }
    return text
  }

  /// The message in words; without a book, the code with its values.
  public func message(_ problem: Diagnostic) -> String {
    guard let template = interface.problems[problem.code] else {
      return ([problem.code] + problem.arguments.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        .joined(separator: ", ")
    }
    var text = template
    for (name, value) in problem.arguments { text = Interface.fill(text, [name: value]) }
    if let nearest = problem.arguments["nearest"], !nearest.isEmpty {
      text += interface(.problemNearest, ["nearest": nearest])
    }
    return text
  }

  /// The line with a caret under the marked stretch, padded by display width.
  static func marked(_ line: String, column: Int, length: Int, number: Int) -> String {
    let scalars = Array(line.unicodeScalars)
    let start = min(max(column - 1, 0), scalars.count)
    let end = min(start + max(length, 1), max(scalars.count, start + 1))
    func width(_ range: Range<Int>) -> Int {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
      return visible(String(view)).displayWidth
    }
    let gutter = "\(number) | "
    let pad = String(repeating: " ", count: gutter.count + width(0..<start))
    return gutter + visible(line) + "\n" + pad + String(repeating: "^", count: max(1, width(start..<end)))
  }
}
