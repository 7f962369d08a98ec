import HearoutCore
import PhraseMatching
import Yams

/// Reads `handbook/*.yaml`: groups of topics, the wording exercises, the skills.
struct HandbookFile {
  let reader: NodeReader

  // MARK: - Topics

  /// A group with the place of each of its topics.
  func group(_ root: Node, named name: HandbookGroup.Name) -> (group: HandbookGroup, places: [Place])? {
    guard let top = reader.mapping(root, keys: ["group", "title", "topics"]) else { return nil }
    if let node = reader.required("group", in: top, of: root),
      let found = reader.choice(node, "unknown-group", HandbookGroup.Name.self), found != name
    {
      reader.report("group-and-file", at: node, ["found": found.rawValue, "expected": name.rawValue])
    }
    guard let list = reader.required("topics", in: top, of: root) else { return nil }
    let topics = reader.items(list).compactMap { node in topic(node).map { ($0, reader.place(node)) } }
    let group = HandbookGroup(name: name, title: text("title", top, root), topics: topics.map(\.0))
    return (group, topics.map(\.1))
  }

  private func topic(_ node: Node) -> HandbookTopic? {
    let keys = ["id", "title", "also", "source", "says", "table", "figures", "try", "card", "see"]
    guard let values = reader.mapping(node, keys: keys),
      let id = reader.required("id", in: values, of: node).flatMap(reader.identifier)
    else { return nil }
    var topic = HandbookTopic(id: id, title: text("title", values, node))
    topic.also = values["also"].map(reader.strings) ?? []
    topic.sources = reader.required("source", in: values, of: node).map { sources($0) } ?? []
    topic.says = reader.required("says", in: values, of: node).map(reader.strings) ?? []
    if let says = values["says"], !(3...14).contains(topic.says.count) {
      warn("topic-length", at: says, ["found": "\(topic.says.count)"])
    }
    topic.table = values["table"].flatMap(table)
    topic.figures = values["figures"].map { reader.items($0).compactMap(figure) } ?? []
    topic.try = values["try"].flatMap(reader.string)
    topic.card = values["card"].flatMap { card($0) }
    topic.see = values["see"].map { reader.items($0).compactMap(reader.identifier) } ?? []
    return topic
  }

  private func card(_ node: Node) -> String? {
    guard let text = reader.string(node) else { return nil }
    let isHan = text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    let most = isHan ? 70 : 150
    if text.count > most {
      warn("card-too-long", at: node, ["found": "\(text.count)", "expected": "\(most)"])
    }
    return text
  }

  private func sources(_ node: Node) -> [KnowledgeSource] {
    reader.items(node).compactMap { reader.choice($0, "unknown-source", KnowledgeSource.self) }
  }

  private func table(_ node: Node) -> HandbookTopic.Table? {
    guard let values = reader.mapping(node, keys: ["head", "rows"]),
      let head = reader.required("head", in: values, of: node).map(reader.strings),
      let list = reader.required("rows", in: values, of: node)
    else { return nil }
    let rows = reader.items(list).map { row -> [String] in
      // A cell may be empty.
      let cells = reader.items(row).map { $0.scalar?.string ?? "" }
      if cells.count != head.count {
        reader.report("table-ragged", at: row, ["found": "\(cells.count)", "expected": "\(head.count)"])
      }
      return cells
    }
    return HandbookTopic.Table(head: head, rows: rows)
  }

  private func figure(_ node: Node) -> HandbookTopic.Figure? {
    guard let values = reader.mapping(node, keys: ["says", "source"]),
      let source = reader.required("source", in: values, of: node)
        .flatMap({ reader.choice($0, "unknown-source", KnowledgeSource.self) })
    else { return nil }
    return HandbookTopic.Figure(says: text("says", values, node), source: source)
  }

  // MARK: - Exercises

  /// - Parameter parser: for the patterns that show what a good answer has.
  func exercises(_ root: Node, parser: PatternParser, folder: TextFolder) -> [(WordingExercise, Place)] {
    guard let top = reader.mapping(root, keys: ["exercises"]),
      let list = reader.required("exercises", in: top, of: root)
    else { return [] }
    return reader.items(list).compactMap { node in
      exercise(node, parser, folder).map { ($0, reader.place(node)) }
    }
  }

  private func exercise(_ node: Node, _ parser: PatternParser, _ folder: TextFolder) -> WordingExercise? {
    guard
      let values = reader.mapping(
        node, keys: ["id", "source", "customer", "poor", "why", "model", "must"]),
      let id = reader.required("id", in: values, of: node).flatMap(reader.identifier)
    else { return nil }
    var compiler = MatcherCompiler(folder: folder)
    var must: [WordingExercise.Must] = []
    for item in reader.required("must", in: values, of: node).map(reader.items) ?? [] {
      guard let fields = reader.mapping(item, keys: ["name", "shown_by", "hint"]) else { continue }
      for pattern in RuleFile(reader: reader).patterns("shown_by", fields, requiredIn: item) {
        do throws(PatternError) {
          try compiler.add(parser.parse(pattern.text, fixedWords: 1), owner: must.count)
        } catch {
          reader.problems.add(Diagnostic(error, pattern: pattern.text, at: pattern.place, lists: []))
        }
      }
      must.append(.init(name: text("name", fields, item), hint: text("hint", fields, item)))
    }
    let models = reader.required("model", in: values, of: node).map(reader.strings) ?? []
    return WordingExercise(
      id: id, source: values["source"].flatMap { reader.choice($0, "unknown-source", KnowledgeSource.self) },
      customer: text("customer", values, node), poor: text("poor", values, node),
      why: text("why", values, node), model: models, must: must, tables: compiler.tables())
  }

  // MARK: - Skills

  func skills(_ root: Node) -> SkillCheck? {
    guard let top = reader.mapping(root, keys: ["scale", "skills", "bands"]) else { return nil }
    let scale = reader.required("scale", in: top, of: root).map(reader.strings) ?? []
    let skills = (reader.required("skills", in: top, of: root).map(reader.items) ?? []).compactMap {
      node -> SkillCheck.Skill? in
      guard let values = reader.mapping(node, keys: ["id", "ask", "practise"]),
        let id = reader.required("id", in: values, of: node).flatMap(reader.identifier)
      else { return nil }
      return SkillCheck.Skill(
        id: id, ask: text("ask", values, node), practise: text("practise", values, node))
    }
    let list = reader.required("bands", in: top, of: root)
    let bands = (list.map(reader.items) ?? []).compactMap(band)
    if let list, !bands.contains(where: { $0.from <= skills.count }) {
      reader.report("bands-start", at: list, ["expected": "\(skills.count)"])
    }
    return SkillCheck(scale: scale, skills: skills, bands: bands)
  }

  private func band(_ node: Node) -> SkillCheck.Band? {
    guard let values = reader.mapping(node, keys: ["from", "says"]),
      let from = reader.required("from", in: values, of: node)
    else { return nil }
    guard let number = reader.string(from).flatMap(Int.init) else {
      reader.report("bad-band", at: from, ["found": from.scalar?.string ?? ""])
      return nil
    }
    return SkillCheck.Band(from: number, says: text("says", values, node))
  }

  // MARK: - Shared

  private func text(_ key: String, _ values: [String: Node], _ node: Node) -> String {
    reader.required(key, in: values, of: node).flatMap(reader.string) ?? ""
  }

  private func warn(_ code: String, at node: Node, _ arguments: [String: String]) {
    reader.problems.report(code, at: reader.place(node), severity: .warning, arguments)
  }
}
