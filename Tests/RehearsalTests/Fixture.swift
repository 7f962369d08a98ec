import HearoutCore
import PhraseMatching

@testable import Rehearsal

/// A small customer, bank and reader; the reader has no cues, so that tests say themselves what a turn does.
enum Fixture {
  static let phrasebook = Phrasebook([LanguageBook(language: .english, name: "English")])
  static let folder = TextFolder(FoldingRules())
  static let clock = Clock(now: Instant(seconds: 1_767_603_600), offsetSeconds: 0)

  static func scenario(style: SocialStyle = .driver, reaction: Reaction = .none) -> Scenario {
    var scenario = Scenario(id: "kettle")
    scenario.style = style
    scenario.reaction = reaction
    scenario.customer = Scenario.Person(name: "Ms Ida Moss", address: "Ms Moss", about: "Tea.")
    scenario.opening = Scenario.Opening(anger: 6, trust: 4, patience: 6)
    scenario.loss = 2
    scenario.openingLine = "The kettle burst on Sunday."
    scenario.vent = [
      Scenario.Piece(say: "Boiling water over the worktop.", gives: ["room"]),
      Scenario.Piece(say: "And nobody rang me back."),
    ]
    scenario.facts = [
      ScenarioFact(id: "order", kind: .order, tells: "K-1.", again: "K-1, as I said."),
      ScenarioFact(id: "room", kind: nil, tells: "The kitchen.", again: "The kitchen, still."),
      ScenarioFact(
        id: "child", kind: nil, isDeep: true, needsTrust: 5, tells: "My boy stood there.",
        again: "I told you."),
      ScenarioFact(id: "deadline", kind: .deadline, tells: "Friday.", again: "Friday!"),
    ]
    scenario.demands = [ScenarioDemand(id: "new", say: "I want a new one.")]
    scenario.addedIfCut = [
      ScenarioDemand(id: "letter", say: "And a letter."), ScenarioDemand(id: "boss", say: "And your boss."),
    ]
    scenario.resolutions = [
      Resolution(
        id: "swap", needsTrust: 5, needsFacts: ["order"], ending: .satisfied, accept: "Yes, swap it.",
        refuse: "Not yet.")
    ]
    scenario.traps = [Trap(anger: 2, says: "Cheap, was it?")]
    scenario.triggers = [Trigger(trust: 1, anger: -1, says: "Thank you.")]
    for ending in Ending.allCases { scenario.endings[ending] = "end \(ending.rawValue)" }
    scenario.matcher = matcher([
      ("order number", .asks(0)), ("which room", .asks(1)), ("new kettle", .offers(0)),
      ("only a kettle", .trap(0)), ("burst kettle", .trigger(0)),
    ])
    return scenario
  }

  private static func matcher(_ patterns: [(String, ScenarioPattern)]) -> PhraseMatcher {
    let parser = PatternParser(folder: folder, lists: [:])
    var compiler = MatcherCompiler(folder: folder)
    for (pattern, role) in patterns {
      guard let nodes = try? parser.parse(pattern, fixedWords: 1) else { continue }
      try? compiler.add(nodes, owner: role.owner)
    }
    return PhraseMatcher(compiler.tables())
  }

  static let bank: Bank = {
    var bank = Bank()
    for move in BankMove.allCases {
      for style in SocialStyle.allCases {
        for heat in Bank.heats(of: move) {
          bank.cells[move, default: [:]][style, default: [:]][heat] = (1...4).map {
            "well \(move.rawValue) \(heat.rawValue) \($0)"
          }
        }
      }
    }
    return bank
  }()

  static func setting(_ scenario: Scenario = scenario(), seed: UInt64 = 1) -> RehearsalSetting {
    RehearsalSetting(
      scenario: scenario, bank: bank, asks: Asks(matcher: PhraseMatcher(MatcherTables())),
      vocabulary: Vocabulary(bank, folder: folder), reader: TurnReader(phrasebook, version: "test"),
      language: .english, seed: seed)
  }

  static func rehearsal(_ scenario: Scenario = scenario(), seed: UInt64 = 1) -> Rehearsal {
    Rehearsal(
      setting(scenario, seed: seed), beginning: Beginning(door: .rehearsal, language: .english, clock: clock))
  }

  /// A turn that does these acts.
  static func heard(_ acts: Act..., flags: [Flag] = [], with change: (inout Heard) -> Void = { _ in })
    -> Heard
  {
    var reading = AgentReading()
    reading.acts = acts
    reading.flags = flags
    reading.words = 6
    reading.evidence = [Evidence(.pattern, "test", quote: "")]
    reading.options = acts.contains(.propose) ? 1 : 0
    var heard = Heard(text: "some words of the agent", reading: reading)
    heard.makesSense = true
    change(&heard)
    return heard
  }

  static func met(_ index: Int) -> Heard.Met {
    Heard.Met(index: index, words: "words", span: Span(start: 0, end: 5))
  }

  static func flag(_ severity: Severity, _ category: String = "calm_down") -> Flag {
    Flag(
      rule: RuleID(rawValue: "rule-\(severity.rawValue)"), category: Category(rawValue: category),
      severity: severity, span: Span(start: 0, end: 4), match: "some", why: "", instead: [])
  }

  /// A customer who has told everything.
  static func told(_ change: (inout Customer) -> Void = { _ in }) -> Customer {
    var customer = Customer(anger: 6, trust: 4, patience: 6)
    customer.vented = 2
    customer.askedWhatNow = true
    change(&customer)
    return customer
  }

  static let fresh = Customer(anger: 6, trust: 4, patience: 6)
}
