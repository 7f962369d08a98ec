/// How a piece of text looks: any set of weights and at most one colour.
public struct Style: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let plain: Style = []
  public static let bold = Style(rawValue: 1 << 0)
  public static let dim = Style(rawValue: 1 << 1)
  public static let italic = Style(rawValue: 1 << 2)
  public static let underline = Style(rawValue: 1 << 3)
  public static let inverse = Style(rawValue: 1 << 4)
  public static let red = Style(rawValue: 1 << 5)
  public static let green = Style(rawValue: 1 << 6)
  public static let yellow = Style(rawValue: 1 << 7)
  public static let blue = Style(rawValue: 1 << 8)
  public static let magenta = Style(rawValue: 1 << 9)
  public static let cyan = Style(rawValue: 1 << 10)

  private static let codes: [(style: Style, code: String)] = [
    (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.inverse, "7"),
    (.red, "31"), (.green, "32"), (.yellow, "33"), (.blue, "34"), (.magenta, "35"), (.cyan, "36"),
  ]

  var selectGraphicRendition: String {
    "\u{1B}[" + Self.codes.filter { contains($0.style) }.map(\.code).joined(separator: ";") + "m"
  }
}

/// A piece of text with its look, not yet painted.
public struct Span: Sendable, Hashable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// Turns styles into colour codes, or into nothing where colour is not wanted.
///
/// It paints what it is given: pass text from outside through `visible(_:)` first, or use `paint(outside:)`.
public struct Painter: Sendable, Hashable {
  public let isColored: Bool

  package static let reset = "\u{1B}[0m"

  /// A painter that paints nothing.
  public static let plain = Painter(isColored: false)

  public init(isColored: Bool) { self.isColored = isColored }

  /// Decides as the user's environment asks: no colour with `--plain`, off a terminal, with a non-empty
  /// `NO_COLOR`, or where `TERM` is missing or `dumb`.
  public init(environment: [String: String], isTerminal: Bool, isPlain: Bool = false) {
    let terminal = environment["TERM"] ?? ""
    isColored =
      !isPlain && isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && !terminal.isEmpty
      && terminal != "dumb"
  }

  public func paint(_ text: String, _ style: Style) -> String {
    if !isColored || style.isEmpty || text.isEmpty { return text }
    return style.selectGraphicRendition + text + Self.reset
  }

  /// Paints text from outside, with everything in it that could reach the terminal made visible.
  public func paint(outside text: String, _ style: Style = .plain) -> String {
    paint(visible(text), style)
  }

  public func paint(_ spans: [Span]) -> String {
    spans.map { paint($0.text, $0.style) }.joined()
  }
}
