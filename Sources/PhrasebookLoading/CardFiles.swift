import HearoutCore
import Yams

/// Reads the cards: steps, styles, reactions, safety, suggestions, facts.
struct CardFiles {
  let reader: NodeReader

  func steps(_ root: Node) -> [Step: StepCard] {
    keyed(root, "steps", "unknown-step", Step.self) { node in
      guard
        let values = reader.mapping(node, keys: ["name", "short", "goal", "do", "avoid", "exit"])
      else { return nil }
      return StepCard(
        name: text("name", values, node), short: text("short", values, node),
        goal: text("goal", values, node),
        doThis: list("do", values, node), avoid: list("avoid", values, node), exit: text("exit", values, node)
      )
    }
  }

  func styles(_ root: Node) -> [SocialStyle: StyleCard] {
    keyed(root, "styles", "unknown-style", SocialStyle.self) { node in
      guard let values = reader.mapping(node, keys: ["name", "tone", "do", "avoid", "options"]) else {
        return nil
      }
      return StyleCard(
        name: text("name", values, node), tone: text("tone", values, node), doThis: list("do", values, node),
        avoid: list("avoid", values, node), options: text("options", values, node))
    }
  }

  func reactions(_ root: Node) -> [Reaction: ReactionCard] {
    keyed(root, "reactions", "unknown-reaction", Reaction.self) { node in
      guard let values = reader.mapping(node, keys: ["name", "what", "advice", "avoid"]) else { return nil }
      return ReactionCard(
        name: text("name", values, node), what: text("what", values, node),
        advice: text("advice", values, node),
        avoid: text("avoid", values, node))
    }
  }

  func safety(_ root: Node) -> [Threat: SafetyCard] {
    keyed(root, "safety", "unknown-threat", Threat.self) { node in
      guard let values = reader.mapping(node, keys: ["title", "lines", "say", "perhaps"]) else { return nil }
      return SafetyCard(
        title: text("title", values, node), lines: list("lines", values, node),
        say: text("say", values, node), perhaps: text("perhaps", values, node))
    }
  }

  func categories(_ root: Node) -> [Category: CategoryCard] {
    guard let top = reader.mapping(root, keys: ["categories"]),
      let node = reader.required("categories", in: top, of: root), let entries = reader.anyMapping(node)
    else { return [:] }
    var cards: [Category: CategoryCard] = [:]
    for (key, value) in entries {
      guard let name = reader.string(key),
        let values = reader.mapping(value, keys: ["name", "why", "instead"])
      else { continue }
      let known = Category.shipped.map(\.rawValue)
      if !known.contains(name), !name.hasPrefix("team_") {
        reader.unknown("unknown-category", name, at: key, among: known)
      }
      cards[Category(rawValue: name)] = CategoryCard(
        name: text("name", values, value), why: text("why", values, value),
        instead: RuleFile(reader: reader).instead(values, value))
    }
    return cards
  }

  func suggestions(_ root: Node) -> [(Suggestion, ContentExample)] {
    guard let top = reader.mapping(root, keys: ["suggestions"]),
      let list = reader.required("suggestions", in: top, of: root)
    else { return [] }
    return reader.items(list).compactMap { node in
      guard let values = reader.mapping(node, keys: ["step", "style", "heat", "say"]),
        let step = reader.required("step", in: values, of: node)
          .flatMap({ reader.choice($0, "unknown-step", Step.self) }),
        let sayNode = reader.required("say", in: values, of: node), let say = reader.string(sayNode)
      else { return nil }
      let suggestion = Suggestion(
        step: step, style: values["style"].flatMap { reader.choice($0, "unknown-style", SocialStyle.self) },
        heat: values["heat"].flatMap { reader.choice($0, "unknown-heat", Heat.self) }, say: say)
      return (suggestion, ContentExample(say, .said, at: reader.place(sayNode)))
    }
  }

  func facts(_ root: Node) -> ([FactCard], FactVocabulary) {
    guard let top = reader.mapping(root, keys: ["facts", "words"]),
      let list = reader.required("facts", in: top, of: root)
    else { return ([], FactVocabulary()) }
    let cards = reader.items(list).compactMap { node -> FactCard? in
      guard let values = reader.mapping(node, keys: ["kind", "name", "ask", "needed"]),
        let kind = reader.required("kind", in: values, of: node)
          .flatMap({ reader.choice($0, "unknown-fact", FactKind.self) })
      else { return nil }
      return FactCard(
        kind: kind, name: text("name", values, node), ask: text("ask", values, node),
        isNeeded: values["needed"].flatMap(reader.bool) ?? false)
    }
    var words: [String: [String]] = [:]
    if let node = top["words"], let entries = reader.anyMapping(node) {
      for (key, value) in entries { if let name = reader.string(key) { words[name] = reader.strings(value) } }
    }
    return (cards, FactVocabulary(lists: words))
  }

  // MARK: - Shared

  private func text(_ key: String, _ values: [String: Node], _ node: Node) -> String {
    reader.required(key, in: values, of: node).flatMap(reader.string) ?? ""
  }

  private func list(_ key: String, _ values: [String: Node], _ node: Node) -> [String] {
    reader.required(key, in: values, of: node).map(reader.strings) ?? []
  }

  private func keyed<Key: RawRepresentable & CaseIterable & Hashable, Card>(
    _ root: Node, _ title: String, _ code: String, _: Key.Type, _ card: (Node) -> Card?
  ) -> [Key: Card] where Key.RawValue == String {
    guard let top = reader.mapping(root, keys: [title]), let node = reader.required(title, in: top, of: root),
      let entries = reader.anyMapping(node)
    else { return [:] }
    var cards: [Key: Card] = [:]
    for (key, value) in entries {
      if let name = reader.choice(key, code, Key.self) { cards[name] = card(value) }
    }
    return cards
  }
}
