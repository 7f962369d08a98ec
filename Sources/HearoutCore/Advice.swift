/// One thing the assistant tells the agent now. The words come from the interface strings.
public enum Hint: Sendable, Hashable {
  /// Somebody may come to harm: above everything else.
  case safety(Threat)
  /// The same as a guess: one line, for the agent to judge.
  case perhapsDanger(Threat)
  /// A proposal while the customer is still letting it out.
  case proposedTooEarly
  case listen
  case apologiseFully
  case gather(missing: [FactKind])
  case askDeadline
  case offerOptions(SocialStyle?)
  case askConsent
  case arrangeFollowUp
  case fellBack
  /// The customer was cut short and keeps adding conditions.
  case demandsGrow(added: Int)
  /// Calm is not content: the customer has given up.
  case quietLeaver
  case reaction(Reaction)
  case threat(Threat)
  /// The call is likely to end badly; the words that moved it most.
  case derailing(quote: String)
  case sorryAgain
}

/// What the screen shows after a customer's turn: at most a few short lines.
public struct Advice: Sendable, Hashable {
  public var step: Step
  public var isVenting: Bool
  public var mood: Mood
  public var angerChange: Int
  public var reaction: Reaction
  /// The working style, its likelihood, and the words that speak for it.
  public var style: SocialStyle?
  public var styleLikelihood: Double
  public var styleIsByHand: Bool
  public var styleQuotes: [String]
  /// Facts heard in this turn.
  public var heard: [Fact]
  /// What to do now, the most urgent first.
  public var hints: [Hint]
  /// Up to three things to say, blanks filled where the facts are known.
  public var say: [String]
}

/// What the assistant told lately, so that no advice is repeated within a cooldown.
public struct AdviceMemory: Sendable, Hashable {
  /// Customer turns that must pass before the same hint is told again.
  public static let cooldownTurns = 3
  private var told: [Hint: Int] = [:]
  private var said: [String: Int] = [:]
  /// Cards the agent does not want to see.
  public var muted: Set<CardKind> = []
  var alarm = DerailmentAlarm()

  public init() {}

  func isFresh(_ hint: Hint, at turn: Int) -> Bool {
    switch hint {
    case .safety, .perhapsDanger, .derailing: return true
    default: break
    }
    guard let last = told[hint] else { return true }
    return turn - last >= Self.cooldownTurns
  }

  func timesSaid(_ text: String) -> Int { said[text] ?? 0 }

  mutating func remember(_ advice: Advice, at turn: Int) {
    for hint in advice.hints { told[hint] = turn }
    for text in advice.say { said[text, default: 0] += 1 }
  }
}

/// The cards of the advice that can be muted one by one.
public enum CardKind: String, Sendable, Codable, Hashable, CaseIterable {
  case standing, mood, reaction, style, facts, hint, say
}

/// Tells the agent what to do now. Pure: the same call and memory give the same advice.
public struct Adviser: Sendable {
  let phrasebook: Phrasebook
  private static let hintLimit = 2
  private static let suggestionLimit = 3

  public init(_ phrasebook: Phrasebook) { self.phrasebook = phrasebook }

  /// Advice after the customer's last turn; the memory keeps what was told.
  public func advise(_ call: Call, language: Language, memory: inout AdviceMemory) -> Advice {
    let mood = call.lastMood ?? Mood()
    var advice = Advice(
      step: call.step, isVenting: call.isVenting, mood: mood, angerChange: call.angerChange,
      reaction: call.lastReaction, style: call.style.working, styleLikelihood: 0,
      styleIsByHand: call.style.setByHand != nil, styleQuotes: call.style.evidence.suffix(2).map(\.quote),
      heard: [], hints: [], say: [])
    // A guess that cannot show its words is none to put before an agent.
    if !advice.styleIsByHand, advice.styleQuotes.isEmpty { advice.style = nil }
    if let style = advice.style { advice.styleLikelihood = call.style.likelihood[style] ?? 0 }
    if case .customer(let reading)? = call.lastReading { advice.heard = reading.facts.filter(call.tells) }
    var hints = self.hints(for: call, mood: mood)
    if memory.alarm.rings(at: call.derailment.chance), let worst = call.derailment.worst {
      hints.insert(.derailing(quote: worst.quote), at: mood.threat.endangersSomebody ? 1 : 0)
    }
    let fresh = hints.filter { memory.isFresh($0, at: call.customerTurns) }
    advice.hints = Array(fresh.prefix(Self.hintLimit))
    advice.say = suggestions(for: call, language: language, memory: memory)
    memory.remember(advice, at: call.customerTurns)
    return advice
  }

  /// All hints that apply, the most urgent first.
  func hints(for call: Call, mood: Mood) -> [Hint] {
    var hints: [Hint] = []
    if mood.threat.endangersSomebody {
      hints.append(call.isThreatSure ? .safety(mood.threat) : .perhapsDanger(mood.threat))
    }
    if call.isVenting, call.prematureProposals > 0 { hints.append(.proposedTooEarly) }
    if call.addedDemands > 0 { hints.append(.demandsGrow(added: call.addedDemands)) }
    if mood.threat != .none, !mood.threat.endangersSomebody { hints.append(.threat(mood.threat)) }
    if call.lastReaction == .apathy { hints.append(.quietLeaver) }
    if call.lastReaction != .none { hints.append(.reaction(call.lastReaction)) }
    if call.isVenting, call.reached.contains(where: { $0 > .vent }) { hints.append(.fellBack) }
    hints += stepHints(call)
    return hints
  }

  private func stepHints(_ call: Call) -> [Hint] {
    if call.isPraise { return [] }
    if call.isVenting { return [.listen] }
    if call.apologies == 0 { return [.apologiseFully] }
    let missing = phrasebook[call.beginning?.language ?? phrasebook.fallback].book.facts
      .filter { $0.isNeeded && call.facts[$0.kind] == nil }.map(\.kind)
    switch call.step {
    case .vent, .apologise, .gather:
      if !call.asksDeadline, call.facts[.deadline] == nil, missing.count <= 2 { return [.askDeadline] }
      return missing.isEmpty ? [.offerOptions(call.style.working)] : [.gather(missing: missing)]
    case .propose: return call.options == 0 ? [.offerOptions(call.style.working)] : [.askConsent]
    case .consult: return call.hasAgreement ? [.arrangeFollowUp] : [.askConsent]
    case .followUp: return call.promises.contains { $0.promise.due != nil } ? [] : [.arrangeFollowUp]
    }
  }

  /// The step whose words the agent needs next.
  public func nextStep(_ call: Call) -> Step {
    // Whoever has nothing to complain of is thanked, and not apologised to.
    if call.isPraise { return .followUp }
    if call.isVenting { return .vent }
    if call.apologies == 0 || !call.reached.contains(.apologise) { return .apologise }
    if call.hasAgreement { return .followUp }
    switch call.step {
    case .vent, .apologise: return .gather
    case .gather:
      let needed = phrasebook[call.beginning?.language ?? phrasebook.fallback].book.facts.filter(\.isNeeded)
      let known = needed.count { call.facts[$0.kind] != nil }
      return known * 2 >= needed.count ? .propose : .gather
    case .propose: return call.options > 0 ? .consult : .propose
    case .consult: return .consult
    case .followUp: return .followUp
    }
  }

  private func suggestions(for call: Call, language: Language, memory: AdviceMemory) -> [String] {
    let step = nextStep(call)
    let style = call.style.working
    let heat = call.heat
    func fit(_ suggestion: Suggestion) -> Int? {
      guard suggestion.step == step else { return nil }
      if let wanted = suggestion.style, wanted != style { return nil }
      // Words for a calm customer are no words for a hot one, nor the other way round; those between will do.
      if let wanted = suggestion.heat, wanted != heat, wanted != .warm, heat != .warm { return nil }
      return (suggestion.style == nil ? 0 : 2)
        + (suggestion.heat == nil ? 0 : suggestion.heat == heat ? 1 : -1)
    }
    let ranked = phrasebook[language].book.suggestions.enumerated()
      .compactMap { offset, suggestion in
        fit(suggestion).map { (text: suggestion.say, fit: $0, offset: offset) }
      }
      .sorted { a, b in
        let (used, other) = (memory.timesSaid(a.text), memory.timesSaid(b.text))
        return used != other ? used < other : a.fit != b.fit ? a.fit > b.fit : a.offset < b.offset
      }
    return ranked.prefix(Self.suggestionLimit).map(\.text)
  }
}
