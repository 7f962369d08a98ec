public import Learning

/// Features of a turn for the learnt readers: its words, how it is written, what the patterns heard, and for the step
/// also where the call stands.
public struct TurnFeatures: Sendable {
  let language: ReadyLanguage
  let hearing: Hearing
  let dense: [Float]

  public init(language: ReadyLanguage, hearing: Hearing, dense: [Float]) {
    self.language = language
    self.hearing = hearing
    self.dense = dense
  }

  /// What a cue or rule counts for beside the words.
  private static let cueWeight: Float = 2

  /// - Parameter knowsRules: whether the rules met are among the features. Whether words are forbidden is only asked
  ///   where no rule was met, so that judgement must be learnt from the words themselves.
  public func vector(_ speaker: Speaker, with context: Call? = nil, knowsRules: Bool = true) -> FeatureVector
  {
    var extra: [(name: UInt64, value: Float)] = []
    for hit in hearing.cues {
      let signal = language.book.cues[hit.index].signal
      guard signal.isAgents == (speaker == .agent) else { continue }
      extra.append((FeatureExtractor.name("cue", signal.name), Self.cueWeight))
    }
    if speaker == .agent, knowsRules {
      for hit in hearing.rules {
        extra.append(
          (FeatureExtractor.name("rule", language.book.rules[hit.index].category.rawValue), Self.cueWeight))
      }
      if !hearing.rules.isEmpty { extra.append((FeatureExtractor.name("rule", "any"), Self.cueWeight)) }
    }
    if let context { extra += Self.context(context) }
    return FeatureExtractor().features(hearing.folded, scalars: hearing.scalars, extra: extra, dense: dense)
  }

  /// Where the call stands, as far as it tells in which step the agent acts next.
  private static func context(_ call: Call) -> [(name: UInt64, value: Float)] {
    var names = [
      ("step", call.step.rawValue), ("venting", call.isVenting ? "yes" : "no"),
      ("turns", "\(min(call.customerTurns, 5))"), ("anger", "\(call.anger)"),
      ("agreed", call.hasAgreement ? "yes" : "no"), ("apologies", "\(min(call.apologies, 2))"),
      ("options", "\(min(call.options, 2))"), ("facts", "\(min(call.facts.count, 4))"),
    ]
    if let last = call.lastAgentStep { names.append(("last", last.rawValue)) }
    for step in call.reached { names.append(("reached", step.rawValue)) }
    if case .customer(let reading)? = call.lastReading {
      if reading.course.consents { names.append(("customer", "consents")) }
      if reading.course.rejects { names.append(("customer", "rejects")) }
      if reading.course.ventFinished { names.append(("customer", "vented")) }
      if reading.course.cutShort { names.append(("customer", "cut")) }
      if reading.mood.satisfied { names.append(("customer", "satisfied")) }
      if !reading.facts.isEmpty { names.append(("customer", "facts")) }
    }
    return names.map { (FeatureExtractor.name("call-" + $0.0, $0.1), 1.2) }
  }
}
