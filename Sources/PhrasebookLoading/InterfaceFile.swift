import HearoutCore
import Yams

/// Reads `interface.yaml`: strings by key, names of commands, wordings of problems.
struct InterfaceFile {
  let reader: NodeReader

  func interface(_ root: Node, isOverlay: Bool) -> Interface {
    guard let top = reader.mapping(root, keys: ["strings", "commands", "problems", "help"]) else {
      return Interface()
    }
    var interface = Interface()
    let keys = InterfaceKey.allCases.map(\.rawValue)
    var seen: Set<String> = []
    if let node = top["strings"], let entries = reader.anyMapping(node) {
      for (key, value) in entries {
        guard let name = key.string else { continue }
        guard keys.contains(name) else {
          reader.unknown("unknown-key", name, at: key, among: keys.filter { $0.prefix(2) == name.prefix(2) })
          continue
        }
        seen.insert(name)
        if let text = reader.string(value) { interface.strings[name] = text }
      }
    }
    if !isOverlay {
      for key in keys where !seen.contains(key) { reader.report("missing-key", at: root, ["expected": key]) }
    }
    if let node = top["commands"], let entries = reader.anyMapping(node) {
      for (key, value) in entries {
        if let name = key.string { interface.commands[name] = reader.strings(value) }
      }
    }
    if let node = top["help"], let entries = reader.anyMapping(node) {
      for (key, value) in entries {
        if let name = key.string, let text = reader.string(value) { interface.help[name] = text }
      }
    }
    if let node = top["problems"], let entries = reader.anyMapping(node) {
      for (key, value) in entries {
        if let name = key.string, let text = reader.string(value) { interface.problems[name] = text }
      }
    }
    return interface
  }
}
