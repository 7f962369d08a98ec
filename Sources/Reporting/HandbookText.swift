public import HearoutCore
public import TextLayout

/// Pages of the handbook as lines.
public struct HandbookText: Sendable {
  /// Lines that a card may take.
  public static let cardLines = 6

  private let interface: Interface
  private let painter: Painter
  private let width: Int

  /// - Parameter width: cells of a line.
  public init(interface: Interface, painter: Painter, width: Int) {
    self.interface = interface
    self.painter = painter
    self.width = max(20, width)
  }

  /// All topics by group, and what else there is.
  public func list(_ handbook: Handbook) -> [String] {
    var lines = wrapped(interface(.handbookTitle))
    for group in handbook.groups {
      lines += ["", painter.paint(visible(group.title), .bold)]
      lines += items(group.topics)
    }
    if !handbook.exercises.isEmpty {
      let ids = handbook.exercises.map(\.id).joined(separator: interface(.listSeparator))
      lines += [""] + wrapped(interface(.handbookExercises, ["ids": ids]), indent: "  ")
    }
    return lines + wrapped(interface(.handbookUse))
  }

  /// Topics with their ids in a column.
  public func items(_ topics: [HandbookTopic]) -> [String] {
    let column = topics.map(\.id.count).max() ?? 0
    return topics.flatMap { topic in
      wrapped(
        "  " + interface(.handbookItem, ["id": topic.id.padded(toWidth: column), "title": topic.title]),
        indent: String(repeating: " ", count: min(column + 4, width / 2)))
    }
  }

  /// A whole page.
  public func page(_ topic: HandbookTopic, in handbook: Handbook) -> [String] {
    var lines = [painter.paint(visible(topic.title), .bold)]
    lines += topic.says.flatMap { wrapped("· " + $0, indent: "  ") }
    if let table = topic.table {
      lines += [""] + TableText(head: table.head, rows: table.rows, width: width).lines(painter)
    }
    if !topic.figures.isEmpty {
      lines += ["", painter.paint(interface(.handbookFigures), .bold)]
      lines += topic.figures.flatMap { wrapped("· " + words($0), indent: "  ") }
    }
    if let card = topic.card { lines += [""] + wrapped(interface(.handbookCard, ["text": card])) }
    if let todo = topic.try { lines += [""] + wrapped(interface(.handbookTry, ["text": todo])) }
    let names = handbook.topics.filter { topic.see.contains($0.id) }.map { "\($0.title) (\($0.id))" }
    if !names.isEmpty {
      lines +=
        [""]
        + wrapped(
          interface(.handbookSee, ["topics": names.joined(separator: interface(.listSeparator))]),
          indent: "  ")
    }
    let sources = topic.sources.map(name).joined(separator: interface(.listSeparator))
    if !sources.isEmpty {
      lines += wrapped(interface(.handbookFrom, ["sources": sources])).map { painter.paint($0, .dim) }
    }
    return lines
  }

  /// What matters most of a page: its card, what to try, then what it says, in at most six lines.
  public func card(_ topic: HandbookTopic) -> [String] {
    var rest: [String] = []
    if let card = topic.card { rest += wrapped(card) }
    if let todo = topic.try { rest += wrapped(interface(.handbookTry, ["text": todo]), indent: "  ") }
    for say in topic.says {
      let lines = wrapped("· " + say, indent: "  ")
      if rest.count + lines.count + 1 > Self.cardLines { break }
      rest += lines
    }
    return [visible(topic.title)] + rest.prefix(Self.cardLines - 1)
  }

  /// A figure never stands without the name of its source.
  private func words(_ figure: HandbookTopic.Figure) -> String {
    interface(.handbookFigure, ["says": figure.says, "source": name(figure.source)])
  }

  private func name(_ source: KnowledgeSource) -> String {
    interface.list(.handbookSources, at: KnowledgeSource.allCases.firstIndex(of: source) ?? 0)
  }

  private func wrapped(_ text: String, indent: String = "") -> [String] {
    visible(text, keepingNewlines: true).wrapped(width: width, indent: indent)
  }
}
