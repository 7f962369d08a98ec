import Foundation
import HearoutCore
import PhrasebookLoading

@testable import Rehearsal

/// A phrasebook folder with one customer, made for a test and removed after it.
final class ScenarioFiles {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("scenarios-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: root.appendingPathComponent("en/scenarios"), withIntermediateDirectories: true)
    try write(Self.bank(), "bank.yaml")
    try write(Self.asks(), "asks.yaml")
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ text: String, _ name: String) throws {
    try text.write(to: root.appendingPathComponent("en/" + name), atomically: true, encoding: .utf8)
  }

  var shelf: ScenarioShelf {
    ScenarioShelf(
      PhrasebookSource(shipped: root.path),
      language: ReadyLanguage(LanguageBook(language: .english, name: "English")))
  }

  static func bank(_ line: (BankMove, Int) -> String = { "Well \($0.rawValue) \($1)." }) -> String {
    var text = "bank:\n"
    for move in BankMove.allCases {
      text += "  \(move.rawValue):\n"
      for style in SocialStyle.allCases {
        let cells = Bank.heats(of: move).map { heat in
          "\(heat.rawValue): ["
            + (1...4).map { "\"\(line(move, $0)) \(heat.rawValue)\"" }.joined(separator: ", ")
            + "]"
        }
        text += "    \(style.rawValue): {" + cells.joined(separator: ", ") + "}\n"
      }
    }
    return text
  }

  static func asks() -> String {
    var text = "asks:\n"
    for kind in FactKind.allCases { text += "  \(kind.rawValue): [\"what is the \(kind.rawValue)\"]\n" }
    return text + "relieves: [\"not your fault\"]\nasks_time: [\"bear with me\"]\ngoes_on: [\"go on\"]\n"
  }

  static let kettle = """
    id: kettle
    title: "The kettle"
    sector: appliances
    difficulty: 2
    style: driver
    reaction: none
    goals: ["Listen"]
    briefing: "You sell kettles."
    customer: {name: "Ms Ida Moss", address: "Ms Moss", about: "Tea."}
    opening: {anger: 5, trust: 4, patience: 6}
    loss: 1
    opening_line: "The kettle burst on Sunday."
    vent:
      - "Boiling water over the worktop."
      - {say: "And nobody rang me back.", gives: [room]}
    facts:
      - {id: order, kind: order, tells: "K-1.", again: "K-1, as I said."}
      - {id: room, asked_by: ["which room"], tells: "The kitchen.", again: "The kitchen, still."}
      - {id: deadline, kind: deadline, tells: "Friday.", again: "Friday!"}
    demands:
      - {id: new, say: "I want a new one."}
    added_if_cut:
      - {id: letter, say: "And a letter."}
    resolutions:
      - id: swap
        offered_by: ["new kettle"]
        needs: {trust: 5, facts: [order]}
        ending: satisfied
        accept: "Yes, swap it."
        refuse: "Not yet."
    traps:
      - {said: ["only a kettle"], anger: 2, says: "Cheap, was it?"}
    triggers:
      - {said: ["burst kettle"], trust: 1, anger: -1}
    endings:
      satisfied: "Good."
      grudging: "Fine."
      escalates: "Your boss, then."
      threatens: "The paper will hear."
      hangs_up: "Enough."
    tests:
      good:
        ending: satisfied
        reveals: [order]
        lines: ["Go on."]
      bad:
        ending: hangs_up
        lines: ["It was only a kettle."]

    """
}
