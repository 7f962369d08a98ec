import HearoutCore
import PhraseMatching
import Rehearsal
import Yams

/// Reads `bank.yaml`.
struct BankFile {
  let reader: NodeReader

  /// Lays the cells of a file onto a bank.
  /// - Parameter isOverlay: an overlay may hold a few cells only.
  func read(_ root: Node, onto bank: inout Bank, isOverlay: Bool) {
    guard let top = reader.mapping(root, keys: ["bank", "mild"]),
      let node = reader.required("bank", in: top, of: root), let entries = reader.anyMapping(node)
    else { return }
    var seen: Set<BankMove> = []
    for (key, value) in entries {
      guard let move = reader.choice(key, "unknown-move", BankMove.self) else { continue }
      seen.insert(move)
      styles(value, move, &bank, isOverlay)
    }
    if !isOverlay {
      for move in BankMove.allCases where !seen.contains(move) {
        reader.report("missing-key", at: node, ["expected": move.rawValue])
      }
    }
    guard let mild = top["mild"], let oaths = reader.anyMapping(mild) else { return }
    for (key, value) in oaths {
      guard let style = reader.choice(key, "unknown-style", SocialStyle.self) else { continue }
      bank.mild[style] = reader.strings(value)
    }
  }

  private func styles(_ node: Node, _ move: BankMove, _ bank: inout Bank, _ isOverlay: Bool) {
    guard let values = reader.mapping(node, keys: SocialStyle.allCases.map(\.rawValue)) else { return }
    for style in SocialStyle.allCases {
      guard let cell = values[style.rawValue] else {
        if !isOverlay { reader.report("missing-key", at: node, ["expected": style.rawValue]) }
        continue
      }
      heats(cell, move, style, &bank, isOverlay)
    }
  }

  private func heats(
    _ node: Node, _ move: BankMove, _ style: SocialStyle, _ bank: inout Bank, _ isOverlay: Bool
  ) {
    guard let values = reader.mapping(node, keys: Heat.allCases.map(\.rawValue)) else { return }
    for heat in Heat.allCases {
      guard let list = values[heat.rawValue] else {
        if !isOverlay, Bank.heats(of: move).contains(heat) {
          reader.report("missing-key", at: node, ["expected": heat.rawValue])
        }
        continue
      }
      let lines = reader.strings(list)
      if lines.count < Bank.leastVariants {
        reader.report(
          "too-few-variants", at: list, ["found": "\(lines.count)", "expected": "\(Bank.leastVariants)"])
      }
      bank.cells[move, default: [:]][style, default: [:]][heat] = lines
    }
  }
}

/// Reads `asks.yaml`.
struct AsksFile {
  let reader: NodeReader

  /// The patterns of a file with what they mean.
  func patterns(_ root: Node, isOverlay: Bool) -> [(role: Asks.Pattern, pattern: WrittenPattern)] {
    guard let top = reader.mapping(root, keys: ["asks", "relieves", "asks_time", "goes_on"]) else {
      return []
    }
    let rules = RuleFile(reader: reader)
    let required = isOverlay ? nil : root
    var patterns: [(role: Asks.Pattern, pattern: WrittenPattern)] = []
    for (key, role) in [("relieves", Asks.Pattern.relieves), ("asks_time", .asksTime), ("goes_on", .goesOn)] {
      patterns += rules.patterns(key, top, requiredIn: required).map { (role, $0) }
    }
    guard let node = isOverlay ? top["asks"] : reader.required("asks", in: top, of: root),
      let kinds = reader.mapping(node, keys: FactKind.allCases.map(\.rawValue))
    else { return patterns }
    for kind in FactKind.allCases {
      patterns += rules.patterns(kind.rawValue, kinds, requiredIn: isOverlay ? nil : node).map {
        (.asks(kind), $0)
      }
    }
    return patterns
  }
}
