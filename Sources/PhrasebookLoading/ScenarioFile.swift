import HearoutCore
import PhraseMatching
import Rehearsal
import Yams

/// Reads `scenarios/<id>.yaml`.
struct ScenarioFile {
  let reader: NodeReader
  /// Patterns with what they belong to, for compiling.
  private(set) var patterns: [(role: ScenarioPattern, pattern: WrittenPattern)] = []
  private var places: [Move: Place] = [:]

  /// More than any scenario needs; keeps a scenario small to load.
  static let listLimit = 64
  static let textLimit = 2_000

  private static let keys = [
    "id", "title", "sector", "difficulty", "style", "reaction", "kind", "source", "goals", "briefing",
    "customer", "opening", "loss", "opening_line", "vent", "facts", "demands", "added_if_cut", "resolutions",
    "traps", "triggers", "lines", "endings", "model", "tests",
  ]

  init(reader: NodeReader) { self.reader = reader }

  /// - Parameter name: the file's name without its ending; the id must be the same.
  mutating func scenario(_ root: Node, name: String) -> Scenario? {
    guard let values = reader.mapping(root, keys: Self.keys),
      let idNode = reader.required("id", in: values, of: root), let id = reader.identifier(idNode)
    else { return nil }
    if id != name { reader.report("id-differs", at: idNode, ["found": id, "expected": name]) }
    var scenario = Scenario(id: id)
    scenario.place = reader.place(idNode)
    head(values, root, &scenario)
    person(values, root, &scenario)
    scenario.facts = facts(values, root)
    let ids = scenario.facts.map(\.id)
    scenario.vent = vent(values, root, ids)
    scenario.demands = demands("demands", values, root, Move.demand)
    scenario.addedIfCut = demands("added_if_cut", values, root, Move.addDemand)
    scenario.resolutions = resolutions(values, root, ids)
    scenario.traps = traps(values, root)
    scenario.triggers = triggers(values, root)
    scenario.lines = lines(values)
    scenario.endings = endings(values, root)
    scenario.model = values["model"].map(texts) ?? []
    tests(values, root, ids, &scenario)
    if scenario.model.isEmpty { scenario.model = scenario.good?.lines ?? [] }
    for (role, pattern) in patterns { scenario.patterns[role, default: []].append(pattern.text) }
    scenario.places = places
    return scenario
  }

  // MARK: - Head

  private func head(_ values: [String: Node], _ root: Node, _ scenario: inout Scenario) {
    scenario.title = text("title", values, root)
    if let node = reader.required("sector", in: values, of: root), let name = reader.string(node) {
      if !Scenario.sectors.contains(name) {
        reader.unknown("unknown-sector", name, at: node, among: Scenario.sectors)
      }
      scenario.sector = name
    }
    scenario.difficulty = Int(number("difficulty", values, root, in: 1...3))
    scenario.style = choice("style", "unknown-style", values, root) ?? .driver
    scenario.reaction = choice("reaction", "unknown-reaction", values, root) ?? .none
    scenario.kind = values["kind"].flatMap(reader.string)
    scenario.source = values["source"].flatMap(reader.string)
    scenario.goals = reader.required("goals", in: values, of: root).map(texts) ?? []
    scenario.briefing = text("briefing", values, root)
    scenario.openingLine = text("opening_line", values, root)
    scenario.loss = number("loss", values, root, in: 0...4)
    guard let node = reader.required("opening", in: values, of: root),
      let fields = reader.mapping(node, keys: ["anger", "trust", "patience"])
    else { return }
    scenario.opening = Scenario.Opening(
      anger: number("anger", fields, node, in: 0...10), trust: number("trust", fields, node, in: 0...10),
      patience: number("patience", fields, node, in: 0...10))
  }

  private func person(_ values: [String: Node], _ root: Node, _ scenario: inout Scenario) {
    guard let node = reader.required("customer", in: values, of: root),
      let fields = reader.mapping(node, keys: ["name", "address", "about"])
    else { return }
    scenario.customer = Scenario.Person(
      name: text("name", fields, node), address: text("address", fields, node),
      about: text("about", fields, node))
  }

  // MARK: - Story and facts

  private mutating func vent(_ values: [String: Node], _ root: Node, _ ids: [String]) -> [Scenario.Piece] {
    var pieces: [Scenario.Piece] = []
    for node in nodes("vent", values, root) {
      if case .scalar = node {
        guard let say = reader.string(node) else { continue }
        places[.vent(pieces.count)] = reader.place(node)
        pieces.append(Scenario.Piece(say: say))
        continue
      }
      guard let fields = reader.mapping(node, keys: ["say", "gives"]) else { continue }
      let gives = fields["gives"].map { known($0, among: ids).map(\.id) } ?? []
      places[.vent(pieces.count)] = reader.place(node)
      pieces.append(Scenario.Piece(say: text("say", fields, node), gives: gives))
    }
    return pieces
  }

  /// Ids of facts with their nodes; unknown ones are reported.
  private func known(_ list: Node, among ids: [String]) -> [(id: String, node: Node)] {
    reader.items(list).compactMap { node in
      guard let id = reader.string(node) else { return nil }
      if ids.contains(id) { return (id, node) }
      reader.unknown("unknown-scenario-fact", id, at: node, among: ids)
      return nil
    }
  }

  private mutating func facts(_ values: [String: Node], _ root: Node) -> [ScenarioFact] {
    var facts: [ScenarioFact] = []
    for node in nodes("facts", values, root) {
      let keys = ["id", "kind", "listening", "needs_trust", "asked_by", "tells", "again"]
      guard let fields = reader.mapping(node, keys: keys), let id = id(fields, node, among: facts.map(\.id))
      else { continue }
      let kind: FactKind? = fields["kind"].flatMap { reader.choice($0, "unknown-fact", FactKind.self) }
      take("asked_by", fields, kind == nil ? node : nil, .asks(facts.count))
      places[.tell(facts.count)] = reader.place(fields["tells"] ?? node)
      places[.tellAgain(facts.count)] = reader.place(fields["again"] ?? node)
      facts.append(
        ScenarioFact(
          id: id, kind: kind, isDeep: fields["listening"].flatMap(reader.bool) ?? false,
          needsTrust: fields["needs_trust"].map { bounded($0, in: 0...10) } ?? 0,
          tells: text("tells", fields, node), again: text("again", fields, node)))
    }
    return facts
  }

  private mutating func demands(
    _ key: String, _ values: [String: Node], _ root: Node, _ move: (Int) -> Move
  ) -> [ScenarioDemand] {
    var demands: [ScenarioDemand] = []
    for node in nodes(key, values, root) {
      guard let fields = reader.mapping(node, keys: ["id", "say"]),
        let id = reader.required("id", in: fields, of: node).flatMap(reader.string)
      else { continue }
      places[move(demands.count)] = reader.place(node)
      demands.append(ScenarioDemand(id: id, say: text("say", fields, node)))
    }
    return demands
  }

  // MARK: - Ways to solve it, traps, triggers

  private mutating func resolutions(_ values: [String: Node], _ root: Node, _ ids: [String]) -> [Resolution] {
    var resolutions: [Resolution] = []
    for node in nodes("resolutions", values, root) {
      let keys = ["id", "offered_by", "needs", "ending", "accept", "refuse"]
      guard let fields = reader.mapping(node, keys: keys),
        let id = id(fields, node, among: resolutions.map(\.id))
      else { continue }
      take("offered_by", fields, node, .offers(resolutions.count))
      places[.accept(resolutions.count)] = reader.place(fields["accept"] ?? node)
      places[.refuse(resolutions.count)] = reader.place(fields["refuse"] ?? node)
      let needs = fields["needs"].flatMap { reader.mapping($0, keys: ["trust", "facts"]) } ?? [:]
      resolutions.append(
        Resolution(
          id: id, needsTrust: needs["trust"].map { bounded($0, in: 0...10) } ?? 0,
          needsFacts: needs["facts"].map { known($0, among: ids).map(\.id) } ?? [],
          ending: ending("ending", fields, node, isGood: true) ?? .grudging,
          accept: text("accept", fields, node), refuse: text("refuse", fields, node)))
    }
    return resolutions
  }

  private mutating func traps(_ values: [String: Node], _ root: Node) -> [Trap] {
    var traps: [Trap] = []
    for node in nodes("traps", values, root) {
      guard let fields = reader.mapping(node, keys: ["said", "anger", "says"]) else { continue }
      take("said", fields, node, .trap(traps.count))
      places[.trap(traps.count)] = reader.place(node)
      traps.append(
        Trap(anger: number("anger", fields, node, in: 0...4), says: text("says", fields, node)))
    }
    return traps
  }

  private mutating func triggers(_ values: [String: Node], _ root: Node) -> [Trigger] {
    var triggers: [Trigger] = []
    for node in nodes("triggers", values, root) {
      guard let fields = reader.mapping(node, keys: ["said", "trust", "anger", "says"]) else { continue }
      take("said", fields, node, .trigger(triggers.count))
      places[.trigger(triggers.count)] = reader.place(node)
      triggers.append(
        Trigger(
          trust: fields["trust"].map { bounded($0, in: 0...3) } ?? 0,
          anger: fields["anger"].map { bounded($0, in: -3...0) } ?? 0,
          says: fields["says"].flatMap(reader.string)))
    }
    return triggers
  }

  // MARK: - Words and tests

  private mutating func lines(_ values: [String: Node]) -> [BankMove: [String]] {
    guard let node = values["lines"], let entries = reader.anyMapping(node) else { return [:] }
    var lines: [BankMove: [String]] = [:]
    for (key, value) in entries {
      guard let move = reader.choice(key, "unknown-move", BankMove.self) else { continue }
      lines[move] = texts(value)
      places[.bank(move)] = reader.place(key)
    }
    return lines
  }

  private mutating func endings(_ values: [String: Node], _ root: Node) -> [Ending: String] {
    let keys = Ending.allCases.map(\.rawValue)
    guard let node = reader.required("endings", in: values, of: root),
      let fields = reader.mapping(node, keys: keys)
    else { return [:] }
    for ending in Ending.allCases { places[.end(ending)] = fields[ending.rawValue].map(reader.place) }
    return Dictionary(
      uniqueKeysWithValues: Ending.allCases.map { ($0, text($0.rawValue, fields, node)) })
  }

  private func tests(
    _ values: [String: Node], _ root: Node, _ ids: [String], _ scenario: inout Scenario
  ) {
    guard let node = reader.required("tests", in: values, of: root),
      let fields = reader.mapping(node, keys: ["good", "bad"])
    else { return }
    scenario.good = reader.required("good", in: fields, of: node).flatMap { transcript($0, ids, true) }
    scenario.bad = reader.required("bad", in: fields, of: node).flatMap { transcript($0, ids, false) }
  }

  private func transcript(_ node: Node, _ ids: [String], _ isGood: Bool) -> Scenario.Transcript? {
    guard let fields = reader.mapping(node, keys: ["ending", "or_ending", "reveals", "lines"]),
      let ending = ending("ending", fields, node, isGood: isGood), let endingNode = fields["ending"],
      let lines = reader.required("lines", in: fields, of: node)
    else { return nil }
    let reveals = fields["reveals"].map { known($0, among: ids) } ?? []
    return Scenario.Transcript(
      ending: ending,
      others: fields["or_ending"].map { reader.items($0).compactMap { self.ending($0, isGood: isGood) } }
        ?? [],
      reveals: reveals.map(\.id), lines: texts(lines), endingPlace: reader.place(endingNode),
      revealPlaces: reveals.map { reader.place($0.node) })
  }

  // MARK: - Shared

  private func text(_ key: String, _ values: [String: Node], _ node: Node) -> String {
    guard let value = reader.required(key, in: values, of: node), let text = reader.string(value) else {
      return ""
    }
    return bounded(text, at: value)
  }

  private func bounded(_ text: String, at node: Node) -> String {
    let count = text.unicodeScalars.count
    if count > Self.textLimit {
      reader.report("text-too-long", at: node, ["found": "\(count)", "expected": "\(Self.textLimit)"])
    }
    return text
  }

  private func texts(_ node: Node) -> [String] {
    limited(reader.items(node), of: node).compactMap { item in
      reader.string(item).map { bounded($0, at: item) }
    }
  }

  /// The entries of a list that must be there and not be empty.
  private func nodes(_ key: String, _ values: [String: Node], _ root: Node) -> [Node] {
    guard let list = reader.required(key, in: values, of: root) else { return [] }
    let items = reader.items(list)
    if items.isEmpty { reader.report("empty-list", at: list, ["expected": key]) }
    return limited(items, of: list)
  }

  private func limited(_ items: [Node], of list: Node) -> [Node] {
    guard items.count > Self.listLimit else { return items }
    reader.report(
      "list-too-long", at: list, ["found": "\(items.count)", "expected": "\(Self.listLimit)"])
    return Array(items.prefix(Self.listLimit))
  }

  private func id(_ fields: [String: Node], _ node: Node, among taken: [String]) -> String? {
    guard let value = reader.required("id", in: fields, of: node), let id = reader.string(value) else {
      return nil
    }
    if taken.contains(id) {
      reader.report("duplicate-id", at: value, ["found": id, "expected": reader.file])
    }
    return id
  }

  private func number(
    _ key: String, _ values: [String: Node], _ node: Node, in range: ClosedRange<Double>
  ) -> Double {
    reader.required(key, in: values, of: node).map { bounded($0, in: range) } ?? range.lowerBound
  }

  private func bounded(_ node: Node, in range: ClosedRange<Double>) -> Double {
    guard let value = reader.number(node) else { return range.lowerBound }
    if !range.contains(value) {
      let expected = "\(Int(range.lowerBound))–\(Int(range.upperBound))"
      reader.report("out-of-range", at: node, ["found": "\(value)", "expected": expected])
    }
    return min(max(value, range.lowerBound), range.upperBound)
  }

  private func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ code: String, _ values: [String: Node], _ node: Node
  ) -> Value? where Value.RawValue == String {
    reader.required(key, in: values, of: node).flatMap { reader.choice($0, code, Value.self) }
  }

  private func ending(_ key: String, _ fields: [String: Node], _ node: Node, isGood: Bool) -> Ending? {
    reader.required(key, in: fields, of: node).flatMap { ending($0, isGood: isGood) }
  }

  private func ending(_ value: Node, isGood: Bool) -> Ending? {
    guard let name = reader.string(value) else { return nil }
    let allowed = Ending.allCases.filter { $0.isGood == isGood }
    if let ending = allowed.first(where: { $0.rawValue == name }) { return ending }
    reader.unknown("unknown-ending", name, at: value, among: allowed.map(\.rawValue))
    return nil
  }

  private mutating func take(
    _ key: String, _ fields: [String: Node], _ requiredIn: Node?, _ role: ScenarioPattern
  ) {
    for pattern in RuleFile(reader: reader).patterns(key, fields, requiredIn: requiredIn)
      .prefix(Self.listLimit)
    {
      patterns.append((role, pattern))
    }
  }
}
