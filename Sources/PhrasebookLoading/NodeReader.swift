import HearoutCore
import PhraseMatching
import Yams

/// Takes values out of YAML nodes and reports what is wrong with them, with place, expectation and nearest name.
struct NodeReader {
  let file: String
  let problems: ProblemList

  func place(_ node: Node) -> Place {
    Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  func report(_ code: String, at node: Node, _ arguments: [String: String] = [:]) {
    let length = max(1, node.scalar?.string.unicodeScalars.count ?? 1)
    problems.report(code, at: place(node), length: length, arguments)
  }

  /// The values of a mapping by key. Unknown keys are reported with the nearest known one.
  func mapping(_ node: Node, keys: [String]) -> [String: Node]? {
    guard let entries = anyMapping(node) else { return nil }
    var values: [String: Node] = [:]
    for (key, value) in entries {
      guard let name = key.string else { continue }
      if keys.contains(name) {
        values[name] = value
      } else {
        unknown("unknown-key", name, at: key, among: keys)
      }
    }
    return values
  }

  /// Keys and values of a mapping whose keys are free.
  func anyMapping(_ node: Node) -> [(key: Node, value: Node)]? {
    guard case .mapping(let mapping) = node else {
      report("expected-mapping", at: node)
      return nil
    }
    return mapping.map { ($0.key, $0.value) }
  }

  func unknown(_ code: String, _ name: String, at node: Node, among names: [String]) {
    report(
      code, at: node,
      [
        "found": name, "nearest": nearest(to: name, among: names) ?? "",
        "expected": names.joined(separator: ", "),
      ])
  }

  func required(_ key: String, in values: [String: Node], of node: Node) -> Node? {
    if let value = values[key] { return value }
    report("missing-key", at: node, ["expected": key])
    return nil
  }

  func items(_ node: Node) -> [Node] {
    guard case .sequence(let sequence) = node else {
      report("expected-list", at: node)
      return []
    }
    return Array(sequence)
  }

  func string(_ node: Node) -> String? {
    guard case .scalar(let scalar) = node else {
      report("expected-text", at: node)
      return nil
    }
    guard scalar.string.contains(where: { !$0.isWhitespace }) else {
      report("empty-text", at: node)
      return nil
    }
    return scalar.string
  }

  func strings(_ node: Node) -> [String] { items(node).compactMap(string) }

  func number(_ node: Node) -> Double? {
    guard let text = string(node) else { return nil }
    if let value = Double(text), value.isFinite { return value }
    report("expected-number", at: node, ["found": text])
    return nil
  }

  func bool(_ node: Node) -> Bool? {
    guard let text = string(node) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report("expected-bool", at: node, ["found": text])
      return nil
    }
  }

  /// A name out of an enumeration.
  func choice<Value: RawRepresentable & CaseIterable>(_ node: Node, _ code: String, _: Value.Type) -> Value?
  where Value.RawValue == String {
    guard let text = string(node) else { return nil }
    if let value = Value(rawValue: text) { return value }
    unknown(code, text, at: node, among: Value.allCases.map(\.rawValue))
    return nil
  }

  /// A permanent name: lower-case letters, digits and hyphens.
  func identifier(_ node: Node) -> String? {
    guard let text = string(node) else { return nil }
    let isGood =
      text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
      && !text.hasPrefix("-") && text.count <= 80
    if !isGood { report("bad-identifier", at: node, ["found": text]) }
    return isGood ? text : nil
  }
}
