import Foundation
import HearoutCore

@testable import Rehearsal

/// Records made by hand, so that a debrief is tested by itself.
enum DebriefFixture {
  /// The shipped strings of a language with a book around them.
  static func book(_ language: Language) throws -> LanguageBook {
    var book = LanguageBook(language: language, name: language.rawValue)
    book.interface = Interface(strings: try strings(language))
    let names: [(Step, String, String)] = [
      (.vent, "Let them vent", "让客户发泄"), (.apologise, "Apologise", "充分道歉"), (.gather, "Gather", "搜集信息"),
      (.propose, "Propose", "提出方法"), (.consult, "Consult", "征询意见"), (.followUp, "Follow up", "跟踪服务"),
    ]
    for (step, english, chinese) in names {
      book.steps[step] = StepCard(
        name: language == .english ? english : chinese, short: "", goal: "", doThis: [], avoid: [], exit: "")
    }
    book.facts = [
      FactCard(
        kind: .order, name: language == .english ? "order" : "订单号",
        ask: language == .english ? "What's the order number?" : "单号是多少？", isNeeded: true),
      FactCard(
        kind: .deadline, name: language == .english ? "their deadline" : "客户的时限",
        ask: language == .english ? "By when do you need it?" : "您什么时候要？", isNeeded: true),
    ]
    return book
  }

  /// Read line by line: loading whole books would make these tests slow.
  private static func strings(_ language: Language) throws -> [String: String] {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appendingPathComponent("Phrasebook/\(language.rawValue)/interface.yaml")
    var strings: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      guard line.hasPrefix("  "), line.hasSuffix("\""), let colon = line.firstRange(of: ": \"") else {
        continue
      }
      let key = line[..<colon.lowerBound].dropFirst(2)
      let value = line[colon.upperBound...].dropLast()
      strings[String(key)] = value.replacingOccurrences(of: "\\\"", with: "\"")
    }
    return strings
  }

  // MARK: - Scenario

  static func scenario(_ language: Language) -> Scenario {
    let isEnglish = language == .english
    var scenario = Scenario(id: "kettle")
    scenario.title = isEnglish ? "The kettle" : "水壶"
    scenario.style = .amiable
    scenario.customer = Scenario.Person(
      name: isEnglish ? "Ms Ida Moss" : "莫兰", address: isEnglish ? "Ms Moss" : "莫女士",
      about: isEnglish ? "Her boy stood beside it." : "孩子当时就站在旁边。")
    scenario.openingLine = isEnglish ? "The kettle burst on Sunday." : "水壶星期天炸了。"
    scenario.vent = [Scenario.Piece(say: "1"), Scenario.Piece(say: "2")]
    scenario.facts = [
      ScenarioFact(id: "order", kind: .order, tells: "K-1.", again: "K-1!"),
      ScenarioFact(
        id: "boy", kind: nil, isDeep: true, needsTrust: 5, tells: isEnglish ? "My boy." : "我儿子。", again: ""),
      ScenarioFact(id: "deadline", kind: .deadline, tells: "Friday.", again: "Friday!"),
    ]
    return scenario
  }

  // MARK: - Turns

  static func turn(
    _ text: String, _ acts: [Act], _ ledger: [LedgerEntry] = [], flags: [Flag] = [], step: Step = .vent,
    isVenting: Bool = false, promises: [Promise] = [], answer: String = "Well.", after: Customer
  ) -> RecordedTurn {
    var reading = AgentReading()
    reading.acts = acts
    reading.flags = flags
    reading.step = step
    reading.promises = promises
    reading.options = acts.contains(.propose) ? 1 : 0
    return RecordedTurn(
      agent: Turn(speaker: .agent, text: text, language: .english), agentReading: reading,
      wasVenting: isVenting, ledger: ledger, moves: [],
      customer: Turn(speaker: .customer, text: answer, language: .english),
      customerReading: CustomerReading(), after: after)
  }

  static func customer(_ anger: Double, _ trust: Double, _ change: (inout Customer) -> Void = { _ in })
    -> Customer
  {
    var customer = Customer(anger: anger, trust: trust, patience: 6)
    change(&customer)
    return customer
  }

  static func flag(
    _ words: String, at start: Int = 0, _ severity: Severity = .high, _ category: String = "calm_down"
  ) -> Flag {
    Flag(
      rule: RuleID(rawValue: "\(category)-\(severity.rawValue)"), category: Category(rawValue: category),
      severity: severity, span: Span(start: start, end: start + words.unicodeScalars.count), match: words,
      why: "It hurts.",
      instead: [
        Alternative(
          nuance: .warm, text: words.unicodeScalars.allSatisfy(\.isASCII) ? "I'm listening." : "您说，我听着。")
      ])
  }

  static func record(
    _ turns: [RecordedTurn], _ language: Language = .english, ending: Ending? = nil,
    facts: [RevealedFact] = [], scenario: Scenario? = nil
  ) -> RehearsalRecord {
    let scenario = scenario ?? self.scenario(language)
    return RehearsalRecord(
      scenario: scenario, language: language, seed: 1, person: nil, isExam: false, opening: customer(7, 3),
      openingLine: scenario.openingLine, openingReading: CustomerReading(), turns: turns, ending: ending,
      facts: facts, offers: [],
      promises: turns.enumerated().flatMap { place, turn in
        turn.agentReading.promises.map { RecordedPromise(promise: $0, turn: place) }
      }, call: Call())
  }

  /// A rude beginning and a fair end.
  static func mixed(_ language: Language) -> RehearsalRecord {
    let isEnglish = language == .english
    let rude = isEnglish ? "Calm down, we'll send a new one." : "您冷静点，我们换一个。"
    let sorry = isEnglish ? "I'm sorry the kettle burst, Ms Moss." : "莫女士，水壶炸了，对不起。"
    let offer = isEnglish ? "We can swap it. Would that do?" : "给您换新的，行吗？"
    let end = isEnglish ? "It comes by noon tomorrow. Thank you." : "明天中午前送到，谢谢您。"
    let due = Instant(seconds: 1_767_700_800)
    return record(
      [
        turn(
          rude, [.propose],
          [
            LedgerEntry(
              .flagHigh, anger: 20, trust: -20, words: isEnglish ? "Calm down" : "冷静点",
              span: Span(start: 0, end: 9)),
            LedgerEntry(.cutShortByOffer, anger: 10, trust: -10, words: rude),
          ], flags: [flag(isEnglish ? "Calm down" : "冷静点", at: isEnglish ? 0 : 1)], step: .propose,
          isVenting: true, after: customer(9.5, 1)),
        turn(
          sorry, [.apologise, .empathise],
          [
            LedgerEntry(.apologyNamed, anger: -20, trust: 15, words: isEnglish ? "the kettle burst" : "水壶炸了"),
            LedgerEntry(.listened, anger: -5, trust: 5, words: sorry),
          ], step: .apologise, isVenting: true, after: customer(7, 3) { $0.sorriesNamed = 1 }),
        turn(
          offer, [.propose, .consult],
          [
            LedgerEntry(.offerFits, words: offer, about: "swap"),
            LedgerEntry(.agreed, anger: -40, words: offer, about: "swap"),
          ], step: .propose,
          after: customer(3, 4) {
            $0.sorriesNamed = 1
            $0.vented = 2
            $0.agreed = 0
          }),
        turn(
          end, [.commit, .thank],
          [LedgerEntry(.promiseDated, trust: 10, words: end), LedgerEntry(.thanked, trust: 5, words: end)],
          step: .followUp, promises: [Promise(what: end, span: Span(start: 0, end: 5), due: due)],
          after: customer(2.5, 5.5) {
            $0.sorriesNamed = 1
            $0.vented = 2
            $0.agreed = 0
            $0.revealed = [1]
            $0.followUpTold = true
            $0.followUpDated = true
          }),
      ], language, ending: .satisfied,
      facts: [RevealedFact(id: "boy", how: .told, turn: 1, timesAsked: 0)])
  }

  // MARK: - Chance

  /// Any record at all: laws, acts, flags and states thrown together.
  static func random(_ generator: inout SeededGenerator) -> RehearsalRecord {
    func pick<T>(_ list: [T], _ generator: inout SeededGenerator) -> T {
      list[Int(generator.next() % UInt64(list.count))]
    }
    func chance(_ generator: inout SeededGenerator) -> Bool { generator.next() % 2 == 0 }
    let count = Int(generator.next() % 12) + 1
    let venting = Int(generator.next() % UInt64(count + 1))
    var turns: [RecordedTurn] = []
    for place in 0..<count {
      let ledger = (0..<generator.next() % 4).map { _ in
        LedgerEntry(
          pick(Law.allCases, &generator), anger: Int(generator.next() % 40) - 20,
          trust: Int(generator.next() % 40) - 20, words: "words",
          about: pick([nil, "order", "boy", "nowhere"], &generator))
      }
      let flags = (0..<generator.next() % 3).map { _ in
        flag("some", pick(Severity.allCases, &generator), pick(Category.shipped, &generator).rawValue)
      }
      let acts = (0..<generator.next() % 3).map { _ in pick(Act.allCases, &generator) }
      var after = customer(Double(generator.next() % 11), Double(generator.next() % 11))
      after.vented = Int(generator.next() % 3)
      after.agreed = chance(&generator) ? 0 : nil
      after.sorriesNamed = Int(generator.next() % 3)
      after.followUpTold = chance(&generator)
      after.followUpDated = chance(&generator)
      after.askedAnythingElse = chance(&generator)
      turns.append(
        turn(
          pick(["", "some words", "Ms Moss, hello"], &generator), acts, ledger, flags: flags,
          step: pick(Step.allCases, &generator), isVenting: place < venting, after: after))
    }
    let facts = chance(&generator) ? [RevealedFact(id: "order", how: .asked, turn: 0, timesAsked: 1)] : []
    var scenario = scenario(.english)
    scenario.style = pick(SocialStyle.allCases, &generator)
    return record(
      turns, ending: pick([nil] + Ending.allCases, &generator), facts: facts, scenario: scenario)
  }

  private static func flag(_ words: String, _ severity: Severity, _ category: String) -> Flag {
    flag(words, at: 0, severity, category)
  }
}
