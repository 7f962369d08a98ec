public import HearoutCore
public import Rehearsal
public import TextLayout

/// A debrief for the terminal: some forty lines of eighty cells.
public struct DebriefText: Sendable {
  private let words: DebriefWords
  private let model: ModelAnswer?
  private let width: Int
  private let isPlain: Bool

  private static let findingsMax = 4
  private static let promisesMax = 2
  private static let wordingsMax = 3
  private static let modelMax = 2
  /// Cells that a quotation may take.
  private static let quoteWidth = 40

  /// - Parameters:
  ///   - width: cells of a line; `Int.max` for no wrapping.
  ///   - isPlain: no block characters.
  ///   - offsetSeconds: seconds east of UTC, for times.
  public init(
    _ debrief: Debrief, scenario: Scenario, book: LanguageBook, model: ModelAnswer?, width: Int,
    isPlain: Bool,
    offsetSeconds: Int = 0
  ) {
    words = DebriefWords(debrief: debrief, scenario: scenario, book: book, offsetSeconds: offsetSeconds)
    self.model = model
    self.width = width
    self.isPlain = isPlain
  }

  private var debrief: Debrief { words.debrief }
  private var interface: Interface { words.interface }

  /// The lines, wrapped and with their looks; nothing in them can reach the terminal.
  public func rows() -> [TextLayout.Span] {
    var rows = heading(words.score) + row(words.parts)
    rows += row(words.service)
    if !words.scenario.customer.about.isEmpty {
      rows += row(interface(.debriefAbout, ["about": words.scenario.customer.about]), .dim)
    }
    rows += mood() + row(words.steps)
    if let skipped = words.skipped { rows += row(skipped, .yellow) }
    rows += well() + lost()
    rows += row(words.facts) + row(words.counts)
    for promise in debrief.promises.prefix(Self.promisesMax) {
      rows += row(words.promise(promise, words: quote(promise.promise.what)))
    }
    return rows + heading(words.practice, .cyan) + answer()
  }

  // MARK: - Parts

  private func mood() -> [TextLayout.Span] {
    var rows: [TextLayout.Span] = []
    for (key, values) in [
      (InterfaceKey.debriefAnger, debrief.mood.points.map(\.anger)),
      (.debriefTrust, debrief.mood.points.map(\.trust)),
    ] {
      rows += row(
        interface(
          key,
          [
            "curve": Spark(isPlain: isPlain).curve(values, most: 100),
            "before": Spark.points(values.first ?? 0), "after": Spark.points(values.last ?? 0),
          ]))
    }
    for (key, mover) in [(InterfaceKey.debriefWorst, debrief.mood.worst), (.debriefBest, debrief.mood.best)] {
      guard let mover else { continue }
      let what = words.law(mover.law, about: mover.about, words: quote(mover.words))
      rows += row(interface(key, ["turn": "\(mover.turn + 1)", "what": what]))
    }
    return rows
  }

  private func well() -> [TextLayout.Span] {
    guard !debrief.strengths.isEmpty else { return [] }
    return heading(interface(.debriefWell))
      + debrief.strengths.flatMap { strength in
        let what = words.law(strength.law, about: strength.about, words: quote(strength.words))
        return row(
          interface(.debriefStrength, ["turn": "\(strength.turn + 1)", "what": what]), .green)
      }
  }

  private func lost() -> [TextLayout.Span] {
    let costly = debrief.costly
    guard !costly.isEmpty else { return [] }
    var rows = heading(interface(.debriefLost))
    for finding in costly.prefix(Self.findingsMax) {
      rows += row(words.line(finding, words: quote(finding.words)), finding.points >= 5 ? .red : .yellow)
      if let better = finding.better.first {
        rows += line("  " + interface(.debriefBetter, ["text": better]))
      }
    }
    let rest = costly.dropFirst(Self.findingsMax)
    if !rest.isEmpty {
      let points = rest.reduce(0) { $0 + $1.points }
      rows += row(interface(.debriefRest, ["count": "\(rest.count)", "points": "\(points)"]), .dim)
    }
    return rows + instead(of: Array(costly.prefix(Self.findingsMax)))
  }

  /// Better words for wordings that the findings above do not show.
  private func instead(of shown: [Finding]) -> [TextLayout.Span] {
    let others = debrief.wordings.filter { said in
      !shown.contains { $0.turn == said.turn && $0.span == said.span }
    }
    return others.prefix(Self.wordingsMax).flatMap { said in
      line(
        interface(
          .debriefWording,
          ["turn": "\(said.turn + 1)", "words": quote(said.words), "better": said.better.first ?? ""]))
    }
  }

  private func answer() -> [TextLayout.Span] {
    guard let model else { return [] }
    var rows = heading(interface(.debriefModel, ["turn": "\(model.fromTurn + 1)"]))
    for turn in model.lines.prefix(Self.modelMax) {
      rows += line("  " + interface(.promptAgent) + interface(.promptEnd) + turn.agent)
      rows += line("  " + interface(.promptCustomer) + interface(.promptEnd) + turn.customer)
    }
    let rest = model.lines.count - Self.modelMax
    if rest > 0 { rows += row(interface(.debriefModelRest, ["count": "\(rest)"]), .dim) }
    return rows
  }

  // MARK: - Rows

  private func quote(_ text: String) -> String { text.truncated(toWidth: Self.quoteWidth) }

  private func heading(_ text: String, _ style: Style = .plain) -> [TextLayout.Span] {
    row(text, style.union(.bold))
  }

  private func row(_ text: String, _ style: Style = .plain) -> [TextLayout.Span] {
    visible(text).wrapped(width: width, indent: "   ").map { TextLayout.Span($0, style) }
  }

  /// One line, cut where it is too long.
  private func line(_ text: String) -> [TextLayout.Span] {
    [TextLayout.Span(visible(text).truncated(toWidth: width), .dim)]
  }
}

/// A small curve of one character a value; where blocks cannot be shown, a figure of 0 to 9 each.
public struct Spark: Sendable {
  private let isPlain: Bool
  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// - Parameter isPlain: figures in place of block characters.
  public init(isPlain: Bool) { self.isPlain = isPlain }

  /// - Parameters:
  ///   - values: 0 to `most` each.
  ///   - most: above 0.
  public func curve(_ values: [Int], most: Int) -> String {
    let steps = isPlain ? 9 : Self.blocks.count - 1
    let levels = values.map { min(max(($0 * steps * 2 + most) / (2 * max(1, most)), 0), steps) }
    return isPlain
      ? levels.map { "\($0)" }.joined(separator: " ") : levels.map { Self.blocks[$0] }.joined()
  }

  /// Tenths as points: 65 is 6.5.
  static func points(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths) % 10)"
  }
}
