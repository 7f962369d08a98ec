import HearoutCore
import Yams

/// Reads `cues/*.yaml`.
struct CueFile {
  let reader: NodeReader

  private static let keys = [
    "id", "signal", "assertive", "responsive", "patterns", "unless", "unless_anywhere", "examples", "off",
  ]

  func cues(_ root: Node) -> [WrittenCue] {
    guard let top = reader.mapping(root, keys: ["cues"]),
      let list = reader.required("cues", in: top, of: root)
    else { return [] }
    return reader.items(list).compactMap(cue)
  }

  private func cue(_ node: Node) -> WrittenCue? {
    guard let values = reader.mapping(node, keys: Self.keys),
      let idNode = reader.required("id", in: values, of: node), let name = reader.identifier(idNode)
    else { return nil }
    let id = CueID(rawValue: name)
    let place = reader.place(idNode)
    if let off = values["off"], reader.bool(off) == true {
      let empty = Cue(id: id, signal: .style, place: place)
      return WrittenCue(cue: empty, patterns: [], unless: [], unlessAnywhere: [], examples: [], isOff: true)
    }
    guard let signalNode = reader.required("signal", in: values, of: node),
      let word = reader.string(signalNode)
    else { return nil }
    guard let signal = Signal(name: word) else {
      reader.unknown("unknown-signal", word, at: signalNode, among: Signal.all.map(\.name))
      return nil
    }
    let cue = Cue(
      id: id, signal: signal, assertive: values["assertive"].flatMap(reader.number) ?? 0,
      responsive: values["responsive"].flatMap(reader.number) ?? 0, place: place)
    let rules = RuleFile(reader: reader)
    return WrittenCue(
      cue: cue, patterns: rules.patterns("patterns", values, requiredIn: node),
      unless: rules.patterns("unless", values), unlessAnywhere: rules.patterns("unless_anywhere", values),
      examples: examples(values, node, id), isOff: false)
  }

  private func examples(_ values: [String: Node], _ node: Node, _ id: CueID) -> [ContentExample] {
    guard let block = reader.required("examples", in: values, of: node),
      let fields = reader.mapping(block, keys: ["yes", "no"])
    else { return [] }
    var examples: [ContentExample] = []
    for (key, expectation) in [
      ("yes", ContentExample.Expectation.cueHeard(id)), ("no", ContentExample.Expectation.cueSilent(id)),
    ] {
      guard let list = reader.required(key, in: fields, of: block) else { continue }
      for item in reader.items(list) {
        if let text = reader.string(item) {
          examples.append(ContentExample(text, expectation, at: reader.place(item)))
        }
      }
    }
    return examples
  }
}
