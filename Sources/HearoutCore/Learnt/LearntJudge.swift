import Learning
import PhraseMatching

/// Joins what was learnt to what the patterns read. The patterns are among the features, so the learnt judgement
/// already weighs them; where it is unsure, theirs stands.
struct LearntJudge {
  let readers: LearntReaders
  let language: ReadyLanguage
  let hearing: Hearing

  /// Likelihood from which a turn without a rule met is flagged: a false flag costs an agent more trust than a missed one.
  private static let flagFrom = 0.65
  /// How much the acts weigh beside the learnt likelihood of a step.
  private static let actsWeight = 0.25
  /// Danger to life is taken seriously from here on, whatever else is likelier: a missed one weighs more than some hints
  /// too many.
  private static let dangerFrom = 0.24
  /// A danger that a cue tells stands from here on.
  private static let heardDangerFrom = 0.06
  /// A threat is named where none at all is less likely than this, and where one kind of it stands out.
  private static let threatBelow = 0.6
  private static let threatFrom = 0.4
  /// A threat that a cue tells stands from here on.
  private static let heardFrom = 0.15
  /// What is added to the likelihood from which a customer is content, where a cue hears it.
  private static let heardContent: Float = -0.2
  /// An insult that a cue hears is one from this likelihood on: nearly all else must speak against it.
  private static let heardInsultFrom = 0.04
  /// What is added to the likelihood from which words that no cue hears are an insult.
  private static let unheardInsult: Float = 0.1
  /// What it costs to miss a grade by two or more, beside what missing it by one costs.
  private static let farSlip = 2.0

  func refine(_ reading: inout AgentReading, _ turn: Turn, in call: Call) {
    let dense = readers.encode?(turn.text) ?? []
    let features = TurnFeatures(language: language, hearing: hearing, dense: dense)
    let vector = features.vector(.agent)
    if reading.flags.isEmpty {
      reading.flags = flags(beside: reading.flags, features.vector(.agent, knowsRules: false))
    }
    refineActs(&reading, vector)
    refineStep(&reading, features.vector(.agent, with: call), in: call)
  }

  /// The learnt likelihood of each step, joined by what the acts say it is: a turn that offers a choice proposes, however
  /// much its words sound like questions.
  private func refineStep(_ reading: inout AgentReading, _ vector: FeatureVector, in call: Call) {
    let byActs = StepReader(call: call).step(of: reading, cues: [])
    let chances = readers.judge(.step, vector)
    func weight(_ step: Step) -> Double {
      (chances[step.rawValue] ?? 0) + (step == byActs ? Self.actsWeight : 0)
    }
    guard let step = Step.allCases.max(by: { weight($0) < weight($1) }), !chances.isEmpty else {
      reading.step = byActs
      return
    }
    reading.step = step
    reading.evidence.append(
      Evidence(.learnt, "step-" + step.rawValue, quote: "", weight: chances[step.rawValue] ?? 0))
  }

  func refine(_ reading: inout CustomerReading, _ turn: Turn) {
    let dense = readers.encode?(turn.text) ?? []
    let vector = TurnFeatures(language: language, hearing: hearing, dense: dense).vector(.customer)
    refineMood(&reading, vector)
    if let reaction = readers.best(.reaction, vector), let named = Reaction(rawValue: reaction.label) {
      reading.reaction = named
      if named != .none { reading.evidence.append(evidence(.reaction, reaction, vector)) }
    }
    let styles = readers.judge(.style, vector)
    for style in SocialStyle.allCases { reading.styleLikelihood[style] = styles[style.rawValue] }
  }

  /// Flags of a text: the rules' and, where they are silent, the learnt one.
  func flags(_ text: String, beside rules: [Flag]) -> [Flag] {
    guard rules.isEmpty else { return rules }
    let dense = readers.encode?(text) ?? []
    return flags(
      beside: rules,
      TurnFeatures(language: language, hearing: hearing, dense: dense).vector(.agent, knowsRules: false))
  }

  private func flags(beside rules: [Flag], _ vector: FeatureVector) -> [Flag] {
    guard rules.isEmpty, let chance = readers.judge(.forbidden, vector)[LearntTask.yes],
      chance >= Self.flagFrom,
      let category = readers.best(.category, vector)
    else { return rules }
    let spans = readers.words(.forbidden, vector, label: LearntTask.yes)
    let span = spans.first.map(sentence) ?? Span(start: 0, end: hearing.scalars.count)
    guard let card = language.book.categories[Category(rawValue: category.label)] else { return rules }
    return [
      Flag(
        rule: RuleID(rawValue: "learnt-" + String(category.label.map { $0 == "_" ? "-" : $0 })),
        category: Category(rawValue: category.label),
        // A guess is a hint, never a verdict.
        severity: .low, span: span,
        match: hearing.quote(span),
        why: card.why, instead: card.instead,
        readsLike: readers.readsLike(
          vector.dense, category: category.label, language: language.book.language),
        likelihood: (chance * 1_000).rounded() / 1_000)
    ]
  }

  /// The sentence around a stretch, without spaces at its ends.
  private func sentence(_ span: Span) -> Span {
    guard let inside = hearing.folded.tokens.first(where: { Int($0.start) >= span.start }) else {
      return span
    }
    let same = hearing.folded.tokens.filter { $0.sentence == inside.sentence }
    guard let first = same.first, let last = same.last else { return span }
    return Span(start: Int(first.start), end: Int(last.end))
  }

  private func refineActs(_ reading: inout AgentReading, _ vector: FeatureVector) {
    var holding = readers.holding(.acts, vector)
    if holding.isEmpty,
      let best = readers.judge(.acts, vector).max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
    {
      holding = [(best.key, best.value)]
    }
    let acts = holding.compactMap { held in Act(rawValue: held.label).map { ($0, held) } }
    guard !acts.isEmpty else { return }
    reading.acts = acts.map(\.0).sorted { Self.order($0) < Self.order($1) }
    for (_, held) in acts { reading.evidence.append(evidence(.acts, held, vector)) }
  }

  private static func order(_ act: Act) -> Int { Act.allCases.firstIndex(of: act) ?? 0 }

  private func refineMood(_ reading: inout CustomerReading, _ vector: FeatureVector) {
    let grades = readers.judge(.anger, vector)
    if !grades.isEmpty {
      reading.mood.anger = Self.leastCostly(grades)
      reading.evidence.append(
        Evidence(
          .learnt, "anger-\(reading.mood.anger)", quote: "", weight: grades["\(reading.mood.anger)"] ?? 0))
    }
    let heard = reading.mood
    reading.mood.satisfied =
      readers.says(.satisfied, vector, shift: heard.satisfied ? Self.heardContent : 0) ?? heard.satisfied
    reading.mood.abusive = isAbusive(vector, heard: heard.abusive)
    let threats = readers.judge(.threat, vector)
    guard !threats.isEmpty else { return }
    let heardThreat = heardThreat(heard.threat, threats)
    reading.mood.threat = Self.threat(threats, heard: heardThreat)
    let (threat, name) = (reading.mood.threat, reading.mood.threat.rawValue)
    let chance = threats[name] ?? 0
    // Where a cue tells it, a doubtful likelihood is no evidence against; a small one makes a danger a guess.
    let isGuess = threat != heardThreat || threat.endangersSomebody && chance < Self.dangerFrom
    if threat != .none, isGuess || chance >= CustomerReading.sureFrom {
      reading.evidence.append(evidence(.threat, (name, chance), vector))
    }
    // Farewells thank. Nobody who is about to do harm is content.
    if reading.mood.threat.endangersSomebody { reading.mood.satisfied = false }
  }

  private func isAbusive(_ vector: FeatureVector, heard: Bool) -> Bool {
    guard heard else { return readers.says(.abusive, vector, shift: Self.unheardInsult) ?? false }
    return readers.judge(.abusive, vector)[LearntTask.yes].map { $0 >= Self.heardInsultFrom } ?? true
  }

  /// The grade with the least cost to expect. Where a turn is either thanks or sarcasm, that is the grade between.
  static func leastCostly(_ grades: [String: Double]) -> Int {
    let chances = (0...4).map { grades["\($0)"] ?? 0 }
    func cost(_ grade: Int) -> Double {
      chances.indices.reduce(0) { sum, other in
        let off = abs(other - grade)
        return sum + chances[other] * (off == 0 ? 0 : off == 1 ? 1 : 1 + farSlip)
      }
    }
    return chances.indices.min { cost($0) < cost($1) } ?? 0
  }

  /// A knife at a throat is heard as violence and as self-harm; whose throat it is, the whole turn tells.
  private func heardThreat(_ gravest: Threat, _ chances: [String: Double]) -> Threat {
    let signals = hearing.cues.map { language.book.cues[$0.index].signal }
    guard signals.contains(.threat(.selfHarm)), signals.contains(.threat(.violence)) else { return gravest }
    return (chances[Threat.selfHarm.rawValue] ?? 0) > (chances[Threat.violence.rawValue] ?? 0)
      ? .selfHarm : .violence
  }

  /// What a turn threatens: what a cue heard, unless it is all too unlikely, or what is likely enough by itself.
  static func threat(_ chances: [String: Double], heard: Threat) -> Threat {
    func chance(_ threat: Threat) -> Double { chances[threat.rawValue] ?? 0 }
    // That there is danger may be plainer than to whom.
    let danger = chance(.selfHarm) + chance(.violence)
    let likelier: Threat = chance(.selfHarm) >= chance(.violence) ? .selfHarm : .violence
    if heard.endangersSomebody, danger >= heardDangerFrom {
      return chance(heard) >= heardDangerFrom ? heard : likelier
    }
    // Who plainly names another threat means that one, unless danger is nearly as likely.
    let from = heard == .none ? dangerFrom : max(dangerFrom, 0.6 * chance(heard))
    if danger >= from { return likelier }
    // A cue that was heard needs little more than not to be contradicted.
    if heard != .none, chance(heard) >= heardFrom { return heard }
    let kinds = Threat.allCases.filter { $0 != .none }
    guard chance(.none) < threatBelow, let best = kinds.max(by: { chance($0) < chance($1) }),
      chance(best) >= threatFrom
    else { return .none }
    return best
  }

  private func evidence(
    _ task: LearntTask, _ judged: (label: String, likelihood: Double), _ vector: FeatureVector
  )
    -> Evidence
  {
    let spans = readers.words(task, vector, label: judged.label, limit: 2)
    return Evidence(
      .learnt, judged.label, quote: spans.map(hearing.quote).joined(separator: " … "), span: spans.first,
      weight: (judged.likelihood * 1_000).rounded() / 1_000)
  }
}
