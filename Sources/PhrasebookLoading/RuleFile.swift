import HearoutCore
import Yams

/// Reads `rules/*.yaml`.
struct RuleFile {
  let reader: NodeReader

  private static let keys = [
    "id", "category", "severity", "steps", "source", "patterns", "unless", "unless_anywhere", "why",
    "instead",
    "examples", "off",
  ]

  func rules(_ root: Node) -> [WrittenRule] {
    guard let top = reader.mapping(root, keys: ["rules"]),
      let list = reader.required("rules", in: top, of: root)
    else { return [] }
    return reader.items(list).compactMap(rule)
  }

  private func rule(_ node: Node) -> WrittenRule? {
    guard let values = reader.mapping(node, keys: Self.keys),
      let idNode = reader.required("id", in: values, of: node), let name = reader.identifier(idNode)
    else { return nil }
    let id = RuleID(rawValue: name)
    let place = reader.place(idNode)
    if let off = values["off"], reader.bool(off) == true {
      let empty = Rule(
        id: id, category: Category(rawValue: ""), severity: .low, steps: [], why: "", instead: [],
        source: nil,
        place: place)
      return WrittenRule(rule: empty, patterns: [], unless: [], unlessAnywhere: [], examples: [], isOff: true)
    }
    let rule = Rule(
      id: id, category: category(values, node), severity: severity(values, node), steps: steps(values, node),
      why: text("why", values, node), instead: instead(values, node),
      source: values["source"].flatMap(reader.string),
      place: place)
    return WrittenRule(
      rule: rule, patterns: patterns("patterns", values, requiredIn: node),
      unless: patterns("unless", values), unlessAnywhere: patterns("unless_anywhere", values),
      examples: examples(values, node, rule), isOff: false)
  }

  private func text(_ key: String, _ values: [String: Node], _ node: Node) -> String {
    reader.required(key, in: values, of: node).flatMap(reader.string) ?? ""
  }

  private func category(_ values: [String: Node], _ node: Node) -> Category {
    reader.required("category", in: values, of: node).flatMap(category) ?? Category(rawValue: "")
  }

  private func category(_ value: Node) -> Category? {
    guard let name = reader.string(value) else { return nil }
    let names = Category.shipped.map(\.rawValue)
    // A team may have categories of its own; they start with "team_", so that a slip of the pen is still found.
    if !names.contains(name), !name.hasPrefix("team_") {
      reader.unknown("unknown-category", name, at: value, among: names)
    }
    return Category(rawValue: name)
  }

  private func severity(_ values: [String: Node], _ node: Node) -> Severity {
    reader.required("severity", in: values, of: node)
      .flatMap { reader.choice($0, "unknown-severity", Severity.self) } ?? .medium
  }

  private func steps(_ values: [String: Node], _ node: Node) -> Set<Step> {
    guard let list = reader.required("steps", in: values, of: node) else { return [] }
    let steps = reader.items(list).compactMap { reader.choice($0, "unknown-step", Step.self) }
    if steps.isEmpty { reader.report("empty-list", at: list, ["expected": "steps"]) }
    return Set(steps)
  }

  func instead(_ values: [String: Node], _ node: Node) -> [Alternative] {
    guard let list = reader.required("instead", in: values, of: node) else { return [] }
    let alternatives = reader.items(list).compactMap { item -> Alternative? in
      guard let fields = reader.mapping(item, keys: ["for", "say"]),
        let nuance = reader.required("for", in: fields, of: item)
          .flatMap({ reader.choice($0, "unknown-nuance", Nuance.self) }),
        let say = reader.required("say", in: fields, of: item).flatMap(reader.string)
      else { return nil }
      return Alternative(nuance: nuance, text: say)
    }
    if alternatives.isEmpty { reader.report("empty-list", at: list, ["expected": "instead"]) }
    return alternatives
  }

  /// `exceptions.yaml`: what takes back every rule, and what takes back those of some categories.
  func exceptions(_ root: Node) -> [SharedException] {
    guard let top = reader.mapping(root, keys: ["pardon", "unless"]) else { return [] }
    var found = [SharedException(patterns: patterns("pardon", top))]
    for item in top["unless"].map(reader.items) ?? [] {
      guard let values = reader.mapping(item, keys: ["categories", "patterns"]),
        let list = reader.required("categories", in: values, of: item)
      else { continue }
      let categories = reader.items(list).compactMap { category($0) }
      guard !categories.isEmpty else {
        reader.report("empty-list", at: list, ["expected": "categories"])
        continue
      }
      found.append(
        SharedException(
          patterns: patterns("patterns", values, requiredIn: item), categories: Set(categories)))
    }
    return found
  }

  func patterns(_ key: String, _ values: [String: Node], requiredIn node: Node? = nil) -> [WrittenPattern] {
    guard let list = node.map({ reader.required(key, in: values, of: $0) }) ?? values[key] else { return [] }
    let patterns = reader.items(list).compactMap { item in
      reader.string(item).map { WrittenPattern(text: $0, place: reader.place(item)) }
    }
    if patterns.isEmpty, node != nil { reader.report("empty-list", at: list, ["expected": key]) }
    return patterns
  }

  private func examples(_ values: [String: Node], _ node: Node, _ rule: Rule) -> [ContentExample] {
    var examples: [ContentExample] = []
    if let list = values["instead"], case .sequence(let items) = list {
      for item in items {
        guard case .mapping(let fields) = item, let say = fields["say"], let text = say.string else {
          continue
        }
        examples.append(ContentExample(text, .instead(rule.id), at: reader.place(say)))
      }
    }
    guard let block = reader.required("examples", in: values, of: node),
      let fields = reader.mapping(block, keys: ["flag", "clean"])
    else { return examples }
    for (key, expectation) in [
      ("flag", ContentExample.Expectation.flagged(rule.id)),
      ("clean", ContentExample.Expectation.clean(rule.id)),
    ] {
      guard let list = reader.required(key, in: fields, of: block) else { continue }
      let items = reader.items(list)
      if items.isEmpty { reader.report("empty-list", at: list, ["expected": key]) }
      for item in items {
        if let text = reader.string(item) {
          examples.append(ContentExample(text, expectation, at: reader.place(item)))
        }
      }
    }
    return examples
  }
}
