public import HearoutCore
public import Rehearsal
import TextLayout

/// A scenario as a graph: the opening, the pieces of the story, the facts with what brings each out, what is wanted, the ways
/// to solve it with what each needs, the traps, and the endings.
public struct ScenarioGraph: Sendable {
  private let scenario: Scenario
  private let book: LanguageBook
  private var interface: Interface { book.interface }

  /// Patterns shown beside a fact or an offer.
  private static let patternLimit = 3
  private static let textWidth = 48

  public init(_ scenario: Scenario, book: LanguageBook) {
    self.scenario = scenario
    self.book = book
  }

  /// A node or an edge of it.
  private enum Item {
    case node(id: String, kind: Int, text: String)
    case edge(from: String, to: String, label: String)
  }

  /// As a Mermaid flowchart.
  public func mermaid() -> String {
    let body = items().map { item in
      switch item {
      case .node(let id, let kind, let text):
        let label = "\"" + Self.escaped(name(kind) + interface(.promptEnd) + text) + "\""
        return "  \(id)" + Self.shape(kind, label)
      case .edge(let from, let to, let label):
        return label.isEmpty ? "  \(from) --> \(to)" : "  \(from) -->|\"\(Self.escaped(label))\"| \(to)"
      }
    }
    return (["flowchart TD"] + body).joined(separator: "\n")
  }

  /// As lines to read, each thing with where it leads.
  public func text() -> String {
    let all = items()
    var lines: [String] = []
    for case .node(let id, let kind, let text) in all {
      lines.append("\(id)  " + name(kind) + interface(.promptEnd) + text)
      for case .edge(let from, let to, let label) in all where from == id {
        lines.append("    \u{2192} \(to)" + (label.isEmpty ? "" : "  " + label))
      }
    }
    return lines.map { visible($0) }.joined(separator: "\n")
  }

  // MARK: - Items

  /// Places in the list `graph.kinds`.
  private enum Kind: Int {
    case opening, piece, fact, demand, added, way, trap, trigger, ending
  }

  private func name(_ kind: Int) -> String { interface.list(.graphKinds, at: kind) }

  private func label(_ place: Int) -> String { interface.list(.graphLabels, at: place) }

  private func items() -> [Item] { story() + facts() + wants() + ways() + phrases() + endings() }

  private func node(_ id: String, _ kind: Kind, _ text: String) -> Item {
    .node(id: id, kind: kind.rawValue, text: text.truncated(toWidth: Self.textWidth))
  }

  private func story() -> [Item] {
    var items = [node("open", .opening, scenario.openingLine)]
    var last = "open"
    for (place, piece) in scenario.vent.enumerated() {
      let id = "vent\(place + 1)"
      items.append(node(id, .piece, piece.say))
      items.append(.edge(from: last, to: id, label: label(0)))
      for fact in piece.gives {
        items.append(.edge(from: id, to: "fact_" + Self.identifier(fact), label: label(1)))
      }
      last = id
    }
    items.append(.node(id: "told", kind: Kind.piece.rawValue, text: label(2)))
    items.append(.edge(from: last, to: "told", label: label(0)))
    return items
  }

  private func facts() -> [Item] {
    scenario.facts.enumerated().flatMap { place, fact -> [Item] in
      let id = "fact_" + Self.identifier(fact.id)
      var ways: [String] = []
      if fact.isDeep {
        ways.append(interface(.graphListening, ["trust": Self.number(fact.needsTrust)]))
      }
      if let kind = fact.kind, let card = book.facts.first(where: { $0.kind == kind }) {
        ways.append(card.name)
      }
      ways += (scenario.patterns[.asks(place)] ?? []).prefix(Self.patternLimit)
      let by = ways.joined(separator: interface(.ledgerSeparator))
      return [
        node(id, .fact, fact.id + interface(.promptEnd) + fact.tells), .edge(from: "told", to: id, label: by),
      ]
    }
  }

  private func wants() -> [Item] {
    let demands = scenario.demands.flatMap { demand -> [Item] in
      let id = "want_" + Self.identifier(demand.id)
      return [node(id, .demand, demand.say), .edge(from: "told", to: id, label: label(3))]
    }
    var items = demands
    var last = "open"
    for demand in scenario.addedIfCut {
      let id = "added_" + Self.identifier(demand.id)
      items.append(node(id, .added, demand.say))
      items.append(.edge(from: last, to: id, label: label(4)))
      last = id
    }
    return items
  }

  private func ways() -> [Item] {
    scenario.resolutions.enumerated().flatMap { place, way -> [Item] in
      let id = "way_" + Self.identifier(way.id)
      let patterns = (scenario.patterns[.offers(place)] ?? []).prefix(Self.patternLimit)
      var items = [
        node(id, .way, way.id + interface(.promptEnd) + way.accept),
        .edge(from: "told", to: id, label: patterns.joined(separator: interface(.ledgerSeparator))),
      ]
      for fact in way.needsFacts {
        let trust = interface(.graphTrust, ["trust": Self.number(way.needsTrust)])
        items.append(.edge(from: "fact_" + Self.identifier(fact), to: id, label: trust))
      }
      items.append(.edge(from: id, to: "end_" + way.ending.rawValue, label: label(5)))
      if way.ending == .satisfied {
        items.append(.edge(from: id, to: "end_" + Ending.grudging.rawValue, label: label(6)))
      }
      return items
    }
  }

  private func phrases() -> [Item] {
    let traps = scenario.traps.enumerated().flatMap { place, trap -> [Item] in
      phrase(
        "trap\(place + 1)", .trap, .trap(place), trap.says,
        interface(.ledgerAnger, ["change": "+" + Self.number(trap.anger)]))
    }
    let triggers = scenario.triggers.enumerated().flatMap { place, trigger -> [Item] in
      phrase(
        "help\(place + 1)", .trigger, .trigger(place), trigger.says ?? "",
        interface(.ledgerTrust, ["change": "+" + Self.number(trigger.trust)]))
    }
    return traps + triggers
  }

  private func phrase(
    _ id: String, _ kind: Kind, _ role: ScenarioPattern, _ says: String, _ change: String
  ) -> [Item] {
    let patterns = (scenario.patterns[role] ?? []).prefix(Self.patternLimit)
    let said = patterns.joined(separator: interface(.ledgerSeparator))
    return [
      node(id, kind, says.isEmpty ? change : says + " " + interface(.ledgerChanges, ["changes": change])),
      .edge(from: "told", to: id, label: said),
    ]
  }

  private func endings() -> [Item] {
    var items = Ending.allCases.map { ending in
      node(
        "end_" + ending.rawValue, .ending,
        ending.rawValue + interface(.promptEnd) + (scenario.endings[ending] ?? ""))
    }
    let angry: Ending = scenario.reaction == .fantasy ? .threatens : .hangsUp
    items.append(.edge(from: "told", to: "end_" + angry.rawValue, label: label(7)))
    if scenario.reaction != .fantasy, scenario.reaction != .apathy, let last = scenario.addedIfCut.last {
      items.append(
        .edge(
          from: "added_" + Self.identifier(last.id), to: "end_" + Ending.escalates.rawValue, label: label(7)))
    }
    return items
  }

  // MARK: - Spelling

  private static func shape(_ kind: Int, _ label: String) -> String {
    switch Kind(rawValue: kind) {
    case .opening: "([\(label)])"
    case .fact: "[(\(label))]"
    case .way: "{{\(label)}}"
    case .trap, .trigger: ">\(label)]"
    case .ending: "((\(label)))"
    default: "[\(label)]"
    }
  }

  private static func identifier(_ id: String) -> String {
    String(id.map { $0.isLetter && $0.isASCII || $0.isNumber && $0.isASCII ? $0 : "_" })
  }

  private static func number(_ points: Double) -> String {
    points == points.rounded() ? "\(Int(points))" : "\(points)"
  }

  /// Mermaid reads entities in its labels.
  private static func escaped(_ text: String) -> String {
    visible(text).reduce(into: "") { result, character in
      switch character {
      case "\"": result += "#quot;"
      case "#": result += "#35;"
      case "<": result += "#lt;"
      case ">": result += "#gt;"
      case "|": result += "#124;"
      default: result.append(character)
      }
    }
  }
}
