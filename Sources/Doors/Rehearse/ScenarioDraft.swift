public import HearoutCore
import Rehearsal
import TextLayout

/// A scenario file to begin with: what a trainer answered, and marked blanks for the rest.
public struct ScenarioDraft: Sendable {
  public var id: String
  public var title = ""
  public var sector = "retail"
  public var style = SocialStyle.driver
  public var difficulty = 2
  public var name = ""
  public var opening = ""
  public var vent: [String] = []
  public var demands: [String] = []
  /// A way to solve it, in a few words.
  public var way = ""
  /// What there is to find out, with the customer's words.
  public var facts: [(kind: FactKind, words: String)] = []
  private let interface: Interface

  private static let ventPieces = 3
  private static let factLimit = 6

  public init(id: String, interface: Interface) {
    self.id = id
    self.interface = interface
  }

  /// Whether a text can be the id of a scenario: lower-case letters, digits, hyphens between.
  public static func isID(_ text: String) -> Bool {
    let isPlain = text.allSatisfy {
      $0.isASCII && ($0.isNumber || $0.isLetter && $0.isLowercase || $0 == "-")
    }
    return isPlain && (text.first?.isLetter ?? false) && text.last != "-"
  }

  /// What marks a blank.
  public var mark: String {
    let mark = interface(.draftBlank, ["what": ""])
    return String(mark.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Takes what a kept call says: the customer's first words, the next ones, the facts and the demands.
  /// - Parameter mask: applied to every word of it.
  public mutating func take(_ call: Call, mask: (String) -> String) {
    let words = call.events.compactMap { event -> String? in
      guard case .said(let turn, .customer, _) = event else { return nil }
      return mask(turn.text)
    }
    opening = words.first ?? ""
    vent = Array(words.dropFirst().prefix(5))
    demands = Array(call.demands.prefix(2).map { mask($0.demand.what) })
    facts = FactKind.allCases.compactMap { kind in
      call.facts[kind]?.last.map { (kind, mask($0.quote)) }
    }
  }

  // MARK: - Writing

  /// The file.
  public func yaml() -> String {
    let comment = "# " + interface(.draftComment, ["mark": mark])
    return ([comment] + head() + story() + solving() + words() + tests()).joined(separator: "\n") + "\n"
  }

  /// Places in the list `draft.hints`.
  private enum Hint: Int {
    case goal, briefing, about, opening, piece, answer, again, demand, added, accept, refuse, trap
    case satisfied, grudging, escalates, threatens, hangsUp, agent, title, name, deadline
  }

  private func blank(_ hint: Hint) -> String {
    Self.quoted(interface(.draftBlank, ["what": interface.list(.draftHints, at: hint.rawValue)]))
  }

  private func text(_ text: String, else hint: Hint) -> String {
    text.isEmpty ? blank(hint) : Self.quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    let safe = visible(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"" + safe + "\""
  }

  private func head() -> [String] {
    let anger = [5, 7, 8][min(max(difficulty, 1), 3) - 1]
    return [
      "id: \(id)", "title: " + text(title, else: .title), "sector: \(sector)", "difficulty: \(difficulty)",
      "style: \(style.rawValue)", "reaction: none", "goals:", "  - " + blank(.goal), "  - " + blank(.goal),
      "briefing: " + blank(.briefing),
      "customer: {name: \(text(name, else: .name)), address: \(text(name, else: .name)), about: \(blank(.about))}",
      "opening: {anger: \(anger), trust: \(5 - difficulty), patience: 6}", "loss: 2",
      "opening_line: " + text(opening, else: .opening),
    ]
  }

  private func story() -> [String] {
    let missing = max(0, Self.ventPieces - vent.count)
    let pieces = vent.map(Self.quoted) + Array(repeating: blank(.piece), count: missing)
    return ["vent:"] + pieces.map { "  - " + $0 } + ["facts:"] + factLines()
  }

  private func factLines() -> [String] {
    var known = Array(facts.filter { $0.kind != .deadline }.prefix(Self.factLimit))
    if known.isEmpty { known = [(.order, ""), (.problem, "")] }
    known.append((.deadline, facts.first { $0.kind == .deadline }?.words ?? ""))
    return known.flatMap { fact -> [String] in
      let id = fact.kind.rawValue.replacing("_", with: "-")
      let hint: Hint = fact.kind == .deadline ? .deadline : .answer
      return [
        "  - id: \(id)", "    kind: \(fact.kind.rawValue)", "    tells: " + text(fact.words, else: hint),
        "    again: " + blank(.again),
      ]
    }
  }

  private func solving() -> [String] {
    let wanted = demands.isEmpty ? [""] : demands
    var lines = ["demands:"]
    for (place, demand) in wanted.enumerated() {
      lines.append("  - {id: want-\(place + 1), say: \(text(demand, else: .demand))}")
    }
    lines += ["added_if_cut:"]
    lines += (1...2).map { "  - {id: added-\($0), say: \(blank(.added))}" }
    lines += [
      "resolutions:", "  - id: way-1", "    offered_by: [\(Self.quoted(offerPattern))]",
      "    needs: {trust: 5, facts: [deadline]}", "    ending: satisfied", "    accept: " + blank(.accept),
      "    refuse: " + blank(.refuse),
    ]
    return lines
  }

  /// The words of the offer without the signs that mean something in patterns.
  private var offerPattern: String {
    let plain = String(way.map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " })
    let words = plain.split(separator: " ").prefix(6).joined(separator: " ")
    return words.isEmpty ? interface.list(.draftPatterns, at: 1) : words
  }

  private func words() -> [String] {
    let trap = Self.quoted(interface.list(.draftPatterns, at: 2))
    return [
      "traps:", "  - {said: [\(trap)], anger: 2, says: \(blank(.trap))}", "triggers:",
      "  - {said: [\(Self.quoted(interface.list(.draftPatterns, at: 0)))], trust: 1, anger: 0}", "endings:",
      "  satisfied: " + blank(.satisfied), "  grudging: " + blank(.grudging),
      "  escalates: " + blank(.escalates), "  threatens: " + blank(.threatens),
      "  hangs_up: " + blank(.hangsUp),
    ]
  }

  private func tests() -> [String] {
    [
      "tests:", "  good:", "    ending: satisfied", "    reveals: [deadline]", "    lines:",
      "      - " + blank(.agent), "  bad:", "    ending: hangs_up", "    lines:", "      - " + blank(.agent),
    ]
  }
}
