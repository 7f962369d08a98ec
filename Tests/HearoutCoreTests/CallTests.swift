import HearoutCore
import Testing

/// The call is a pure fold over its events, and no order of them traps it.
struct CallTests {
  /// A seeded generator, so that a failure can be had again.
  struct Dice {
    var state: UInt64
    mutating func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    mutating func flip() -> Bool { roll(2) == 0 }
  }

  private static func clock(_ second: Int) -> Clock {
    Clock(now: Instant(seconds: 1_700_000_000 + Double(second)), offsetSeconds: 0)
  }

  private static func event(_ dice: inout Dice, at second: Int) -> CallEvent {
    let clock = clock(second)
    switch dice.roll(12) {
    case 0: return .undone(clock)
    case 1: return .stepSet(Step.allCases[dice.roll(6)], clock)
    case 2: return .styleSet(dice.flip() ? SocialStyle.allCases[dice.roll(4)] : nil, clock)
    case 3: return .factSet(FactKind.allCases[dice.roll(FactKind.allCases.count)], "x\(second)", clock)
    case 4: return .promiseClosed(dice.roll(4), clock)
    case 5, 6, 7:
      var reading = AgentReading()
      reading.acts = [Act.allCases[dice.roll(Act.allCases.count)]]
      reading.step = Step.allCases[dice.roll(6)]
      reading.options = dice.roll(3)
      if dice.roll(4) == 0 { reading.promises = [Promise(what: "ring", span: Span(start: 0, end: 4))] }
      return .said(
        Turn(speaker: .agent, text: "a\(second)", language: .english, clock: clock), .agent(reading),
        reader: "t")
    default:
      var reading = CustomerReading()
      reading.mood = Mood(anger: dice.roll(5), satisfied: dice.roll(6) == 0)
      reading.course.cutShort = dice.roll(8) == 0
      reading.course.consents = dice.roll(6) == 0
      reading.course.rejects = dice.roll(6) == 0
      reading.course.ventFinished = dice.roll(5) == 0
      if dice.roll(4) == 0 { reading.demands = [Demand(what: "money", span: Span(start: 0, end: 1))] }
      return .said(
        Turn(speaker: .customer, text: "c\(second)", language: .english, clock: clock), .customer(reading),
        reader: "t")
    }
  }

  @Test func foldingTheLogAgainGivesTheSameCall() {
    for seed in 0..<200 {
      var dice = Dice(state: UInt64(seed))
      var log: [CallEvent] = []
      var live = Call()
      for second in 0..<60 {
        let event = Self.event(&dice, at: second)
        log.append(event)
        live.apply(event)
      }
      #expect(Call(folding: log) == live, "seed \(seed)")
    }
  }

  @Test func undoTakesBackTheLastEvent() {
    for seed in 0..<100 {
      var dice = Dice(state: UInt64(seed) &+ 977)
      var call = Call()
      for second in 0..<20 { call.apply(Self.event(&dice, at: second)) }
      let before = call
      let event = Self.event(&dice, at: 21)
      guard event.isUndoable else { continue }
      call.apply(event)
      call.apply(.undone(Self.clock(22)))
      #expect(call == before, "seed \(seed)")
    }
  }

  /// From any state, a calm customer and an agent who goes on lead to every later step.
  @Test func noStateIsATrap() {
    for seed in 0..<200 {
      var dice = Dice(state: UInt64(seed) &+ 5_000)
      var call = Call()
      for second in 0..<40 { call.apply(Self.event(&dice, at: second)) }
      for target in Step.allCases where target != .vent {
        var copy = call
        var calm = CustomerReading()
        calm.course.ventFinished = true
        var second = 50
        for _ in 0..<4 {
          copy.apply(
            .said(
              Turn(speaker: .customer, text: "ok", language: .english, clock: Self.clock(second)),
              .customer(calm),
              reader: "t"))
          var reading = AgentReading()
          reading.acts = [.inform]
          reading.step = target
          copy.apply(
            .said(
              Turn(speaker: .agent, text: "so", language: .english, clock: Self.clock(second + 1)),
              .agent(reading), reader: "t"))
          second += 2
        }
        #expect(copy.step == target, "seed \(seed) to \(target)")
      }
    }
  }

  @Test func aProposalWhileVentingIsCalledOut() {
    var call = Call()
    var angry = CustomerReading()
    angry.mood.anger = 3
    call.apply(
      .said(Turn(speaker: .customer, text: "no!", language: .english), .customer(angry), reader: "t"))
    var offer = AgentReading()
    offer.acts = [.propose]
    offer.step = .propose
    offer.options = 1
    call.apply(
      .said(Turn(speaker: .agent, text: "a voucher", language: .english), .agent(offer), reader: "t"))
    #expect(call.prematureProposals == 1)
    #expect(call.step == .vent)
    var more = angry
    more.demands = [Demand(what: "a letter", span: Span(start: 0, end: 1))]
    call.apply(.said(Turn(speaker: .customer, text: "and", language: .english), .customer(more), reader: "t"))
    #expect(call.addedDemands == 1)
  }

  @Test func whoRingsToPraiseIsNotAskedForPardon() {
    func advice(satisfied: Bool) -> (Step, Step, [Hint]) {
      var reading = CustomerReading()
      reading.mood = Mood(anger: 0, satisfied: satisfied)
      var call = Call()
      for second in 0..<2 {
        call.apply(
          .said(
            Turn(speaker: .customer, text: "c", language: .english, clock: Self.clock(second)),
            .customer(reading), reader: "t"))
      }
      let adviser = Adviser(Phrasebook([LanguageBook(language: .english, name: "English")]))
      var memory = AdviceMemory()
      return (
        call.step, adviser.nextStep(call), adviser.advise(call, language: .english, memory: &memory).hints
      )
    }
    #expect(advice(satisfied: true) == (.followUp, .followUp, []))
    #expect(advice(satisfied: false) == (.apologise, .apologise, [.apologiseFully]))
  }

  /// A danger that a cue tells or that is likely gets the whole card; a guess gets a line.
  @Test func dangerThatIsGuessedAtIsToldAsAGuess() {
    func first(_ evidence: [Evidence]) -> Hint? {
      var reading = CustomerReading()
      reading.mood = Mood(anger: 0, threat: .selfHarm)
      reading.evidence = evidence
      var call = Call()
      let turn = Turn(speaker: .customer, text: "c", language: .english)
      call.apply(.said(turn, .customer(reading), reader: "t"))
      // What the agent says meanwhile makes no certainty of a guess.
      let answer = Turn(speaker: .agent, text: "a", language: .english)
      call.apply(.said(answer, .agent(AgentReading()), reader: "t"))
      var memory = AdviceMemory()
      return Adviser(Phrasebook([LanguageBook(language: .english, name: "English")]))
        .advise(call, language: .english, memory: &memory).hints.first
    }
    let cue = Evidence(.pattern, "threat-self-harm", quote: "c")
    #expect(first([cue]) == .safety(.selfHarm))
    #expect(first([Evidence(.learnt, "self_harm", quote: "c", weight: 0.7)]) == .safety(.selfHarm))
    #expect(first([Evidence(.learnt, "self_harm", quote: "c", weight: 0.3)]) == .perhapsDanger(.selfHarm))
  }

  @Test(arguments: [
    ("2026-11-21T15:04:05Z", 1_795_273_445.0, 0), ("2026-11-21T15:04:05+08:00", 1_795_244_645.0, 28_800),
    ("2024-02-29T00:00:00.5-05:30", 1_709_184_600.5, -19_800),
  ])
  func readsTimes(text: String, seconds: Double, offset: Int) {
    #expect(Clock(rfc3339: text) == Clock(now: Instant(seconds: seconds), offsetSeconds: offset))
  }

  @Test(arguments: [
    "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2026-11-21", "2026-11-21T25:00:00Z", "x", "",
  ])
  func refusesTimes(text: String) { #expect(Clock(rfc3339: text) == nil) }

  @Test func aTimeComesBackAsItWent() {
    for day in stride(from: -40_000, to: 60_000, by: 371) {
      let instant = Instant(seconds: Double(day) * 86_400 + 3_723)
      let text = instant.rfc3339(offsetSeconds: 20_700)
      #expect(Clock(rfc3339: text)?.now == instant, "\(text)")
    }
  }
}
