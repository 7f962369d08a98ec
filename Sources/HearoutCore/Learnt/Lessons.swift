public import Learning
import PhraseMatching

/// A labelled example of the language folder.
public struct LabelledExample: Sendable, Hashable {
  public enum Label: Sendable, Hashable {
    case forbidden(flag: Bool, category: String)
    case acts([Act])
    case emotion(Mood)
    /// Of a customer's turn only what it threatens with.
    case threat(Threat)
    case reaction(Reaction)
    /// One customer's turns, in order.
    case style(SocialStyle, turns: [String])
    /// A call; agent turns with the step they act in.
    case call([LabelledTurn], SocialStyle?)
  }
  public struct LabelledTurn: Sendable, Hashable {
    public var speaker: Speaker
    public var text: String
    public var step: Step?

    public init(speaker: Speaker, text: String, step: Step?) {
      self.speaker = speaker
      self.text = text
      self.step = step
    }
  }
  public var text: String
  public var label: Label
  public var language: Language
  /// The file it stands in: an author's batch.
  public var batch: String
  public var place: Place

  public init(text: String, label: Label, language: Language, batch: String, place: Place) {
    self.text = text
    self.label = label
    self.language = language
    self.batch = batch
    self.place = place
  }

  /// Words of an agent.
  public var isAgents: Bool {
    switch label {
    case .forbidden, .acts: true
    case .emotion, .threat, .reaction, .style, .call: false
    }
  }

  /// Held out of training, for measuring.
  public var isHeldOut: Bool { batch.contains(".heldout") }
}

/// Makes learnt readers out of labelled examples. Pure: the same examples, book and encoder give the same readers.
public struct Lessons: Sendable {
  private let phrasebook: Phrasebook
  private let examples: [LabelledExample]
  /// Vectors of all texts, made beforehand; empty without an encoder.
  private let vectors: [String: [Float]]
  /// What several lessons take from one text, read once.
  private let readings: [Material: Read]

  /// A text as it is looked at in some lessons.
  public struct Material: Sendable, Hashable {
    public let text: String
    let language: Language
    let speaker: Speaker
    let knowsRules: Bool
  }

  /// What the book hears in a text, as features.
  public struct Read: Sendable {
    let features: FeatureVector
    let meetsRule: Bool
    let threatens: Bool
  }

  /// - Parameter readings: of what `materials` names, as `read` gives them; what is missing is read when it is needed.
  public init(
    phrasebook: Phrasebook, examples: [LabelledExample], vectors: [String: [Float]],
    readings: [Material: Read] = [:]
  ) {
    self.phrasebook = phrasebook
    self.examples = examples
    self.vectors = vectors
    self.readings = readings
  }

  /// All that the lessons look at without the call around it.
  public static func materials(_ examples: [LabelledExample]) -> Set<Material> {
    var found: Set<Material> = []
    for example in examples {
      func add(_ text: String, _ speaker: Speaker, knowsRules: Bool = true) {
        found.insert(
          Material(text: text, language: example.language, speaker: speaker, knowsRules: knowsRules))
      }
      switch example.label {
      case .forbidden: add(example.text, .agent, knowsRules: false)
      case .acts:
        add(example.text, .agent)
        add(example.text, .agent, knowsRules: false)
      case .emotion, .threat, .reaction: add(example.text, .customer)
      case .style(_, let turns): for turn in turns { add(turn, .customer) }
      case .call(let turns, _):
        for turn in turns where turn.speaker == .customer { add(turn.text, .customer) }
      }
    }
    return found
  }

  /// Reads one text; pure.
  public static func read(_ material: Material, _ phrasebook: Phrasebook, vector: [Float]) -> Read {
    let ready = phrasebook[material.language]
    let hearing = Hearing(material.text, in: ready)
    let features = TurnFeatures(language: ready, hearing: hearing, dense: vector)
      .vector(material.speaker, knowsRules: material.knowsRules)
    let signals = hearing.cues.map { ready.book.cues[$0.index].signal }
    return Read(
      features: features, meetsRule: !hearing.rules.isEmpty,
      threatens: signals.contains { if case .threat = $0 { true } else { false } })
  }

  /// All texts that need a vector.
  public static func texts(_ examples: [LabelledExample]) -> Set<String> {
    var texts: Set<String> = []
    for example in examples {
      switch example.label {
      case .style(_, let turns): texts.formUnion(turns)
      case .call(let turns, _): texts.formUnion(turns.map(\.text))
      case .forbidden, .acts, .emotion, .threat, .reaction: texts.insert(example.text)
      }
    }
    return texts
  }

  /// One lesson: the model of a task, or `nil` where there is nothing to learn from.
  public func learn(_ task: LearntTask) -> Classifier? {
    let labels = Self.labels(task)
    let lessons = examples.flatMap { self.lessons($0, task, labels) }
    guard lessons.count >= 20, Set(lessons.flatMap(\.labels)).count > 1 else { return nil }
    let trainer = Self.trainer(task)
    switch task {
    case .forbidden, .category, .style:
      // Judged together with other evidence, which has its own thresholds.
      return trainer.train(lessons, kind: task.kind, labels: labels)
    case .acts, .step, .anger, .satisfied, .abusive, .threat, .reaction:
      return trainer.trainHonestly(lessons, kind: task.kind, labels: labels)
    }
  }

  /// Flagged examples to compare learnt flags to.
  public func neighbours() -> [LearntReaders.Neighbour] {
    examples.compactMap { example in
      guard case .forbidden(true, let category) = example.label else { return nil }
      return LearntReaders.Neighbour(
        text: example.text, language: example.language, category: category,
        vector: Numbers(vectors[example.text] ?? []))
    }
  }

  /// The answers that a task can have.
  public static func labels(_ task: LearntTask) -> [String] {
    switch task {
    case .forbidden, .satisfied, .abusive: [LearntTask.no, LearntTask.yes]
    case .category: Category.shipped.map(\.rawValue)
    case .acts: Act.allCases.map(\.rawValue)
    case .step: Step.allCases.map(\.rawValue)
    case .anger: (0...4).map { "\($0)" }
    case .threat: Threat.allCases.map(\.rawValue)
    case .reaction: Reaction.allCases.map(\.rawValue)
    case .style: SocialStyle.allCases.map(\.rawValue)
    }
  }

  private static func trainer(_ task: LearntTask) -> Trainer {
    var trainer = Trainer()
    switch task {
    case .style: trainer.balance = 0
    // Danger is hinted at in words of which no example has all: here the sense weighs more.
    case .threat: (trainer.denseScale, trainer.hasSecondView) = (2, true)
    // Where one answer of two is rare, that is how it is on calls as well.
    case .satisfied:
      (trainer.denseScale, trainer.hasSecondView, trainer.hiddenUnits, trainer.balance) = (2, true, 64, 0)
    case .abusive: (trainer.hasSecondView, trainer.hiddenUnits, trainer.balance) = (true, 64, 0)
    // How many examples there are of a grade tells of their writers, not of callers.
    case .anger: (trainer.hasSecondView, trainer.hiddenUnits, trainer.balance) = (true, 64, 1)
    case .step, .reaction: trainer.hasSecondView = true
    case .forbidden: trainer.hiddenUnits = 64
    case .category, .acts: break
    }
    return trainer
  }

  private func lessons(_ example: LabelledExample, _ task: LearntTask, _ labels: [String])
    -> [TrainingExample]
  {
    func one(_ label: String, _ speaker: Speaker, knowsRules: Bool = true) -> [TrainingExample] {
      guard let index = labels.firstIndex(of: label) else { return [] }
      let features = features(example.text, example.language, speaker, knowsRules: knowsRules)
      return [TrainingExample(features: features, labels: [index])]
    }
    func answer(_ holds: Bool) -> String { holds ? LearntTask.yes : LearntTask.no }
    switch (example.label, task) {
    case (.forbidden(let flag, _), .forbidden): return one(answer(flag), .agent, knowsRules: false)
    case (.forbidden(true, let category), .category): return one(category, .agent, knowsRules: false)
    case (.acts(let acts), .forbidden):
      // What agents say all day is what must not be flagged.
      guard !acts.contains(.refuse), !acts.contains(.defend), meetsNoRule(example) else { return [] }
      return one(LearntTask.no, .agent, knowsRules: false)
    case (.acts(let acts), .acts):
      let indices = acts.compactMap { labels.firstIndex(of: $0.rawValue) }
      return [TrainingExample(features: features(example.text, example.language, .agent), labels: indices)]
    case (.emotion(let mood), .anger): return one("\(mood.anger)", .customer)
    case (.emotion(let mood), .satisfied): return one(answer(mood.satisfied), .customer)
    case (.emotion(let mood), .abusive): return one(answer(mood.abusive), .customer)
    case (.emotion(let mood), .threat): return one(mood.threat.rawValue, .customer)
    case (.threat(let threat), .threat): return one(threat.rawValue, .customer)
    case (.reaction(let reaction), .reaction): return one(reaction.rawValue, .customer)
    case (.call(let turns, _), .reaction):
      return painless(turns.filter { $0.speaker == .customer }.map(\.text), example.language, labels)
    // What customers say all day threatens nobody.
    case (.reaction, .threat):
      return threatensNobody(example.text, example.language) ? one(Threat.none.rawValue, .customer) : []
    case (.style(_, let turns), .threat): return peaceful(turns, example.language, labels)
    case (.call(let turns, _), .threat):
      return peaceful(turns.filter { $0.speaker == .customer }.map(\.text), example.language, labels)
    case (.style(let style, let turns), .style): return styleLessons(style, turns, example.language, labels)
    case (.call(let turns, _), .step): return stepLessons(turns, example.language, labels)
    case (.call(let turns, let style?), .style):
      return styleLessons(
        style, turns.filter { $0.speaker == .customer }.map(\.text), example.language, labels)
    default: return []
    }
  }

  /// How much a turn of an everyday call counts as one that shows no hurt: some do, most do not.
  private static let painlessWeight: Float = 0.1

  /// Examples of reactions are picked for what they show; what is said all day shows none.
  private func painless(_ turns: [String], _ language: Language, _ labels: [String]) -> [TrainingExample] {
    everyday(turns, language, labels.firstIndex(of: Reaction.none.rawValue), Self.painlessWeight)
  }

  /// How much a turn of an everyday call counts as one that threatens nobody: lines written for the sake of threats are
  /// much like one another, what is said all day is not.
  private static let peacefulWeight: Float = 4

  private func peaceful(_ turns: [String], _ language: Language, _ labels: [String]) -> [TrainingExample] {
    everyday(
      turns.filter { threatensNobody($0, language) }, language,
      labels.firstIndex(of: Threat.none.rawValue), Self.peacefulWeight)
  }

  private func everyday(_ turns: [String], _ language: Language, _ label: Int?, _ weight: Float)
    -> [TrainingExample]
  {
    guard let label else { return [] }
    return turns.map {
      TrainingExample(features: features($0, language, .customer), labels: [label], weight: weight)
    }
  }

  private func threatensNobody(_ text: String, _ language: Language) -> Bool {
    !read(text, language, .customer).threatens
  }

  private func styleLessons(
    _ style: SocialStyle, _ turns: [String], _ language: Language, _ labels: [String]
  ) -> [TrainingExample] {
    guard let index = labels.firstIndex(of: style.rawValue) else { return [] }
    return turns.map { TrainingExample(features: features($0, language, .customer), labels: [index]) }
  }

  /// Plays the call through, the labelled steps standing for what the agent did.
  private func stepLessons(_ turns: [LabelledExample.LabelledTurn], _ language: Language, _ labels: [String])
    -> [TrainingExample]
  {
    var lessons: [TrainingExample] = []
    var call = Call()
    let reader = TurnReader(phrasebook, version: "")
    for turn in turns {
      let spoken = Turn(speaker: turn.speaker, text: turn.text, language: language)
      if turn.speaker == .agent, let step = turn.step, let index = labels.firstIndex(of: step.rawValue) {
        let ready = phrasebook[language]
        let features = TurnFeatures(
          language: ready, hearing: Hearing(turn.text, in: ready), dense: vectors[turn.text] ?? [])
        lessons.append(TrainingExample(features: features.vector(.agent, with: call), labels: [index]))
      }
      var reading = reader.read(spoken, in: call)
      if case .agent(var told) = reading, let step = turn.step {
        told.step = step
        reading = .agent(told)
      }
      call.apply(.said(spoken, reading, reader: ""))
    }
    return lessons
  }

  private func meetsNoRule(_ example: LabelledExample) -> Bool {
    !read(example.text, example.language, .agent, knowsRules: false).meetsRule
  }

  private func features(
    _ text: String, _ language: Language, _ speaker: Speaker, knowsRules: Bool = true
  ) -> FeatureVector {
    read(text, language, speaker, knowsRules: knowsRules).features
  }

  private func read(
    _ text: String, _ language: Language, _ speaker: Speaker, knowsRules: Bool = true
  ) -> Read {
    let material = Material(text: text, language: language, speaker: speaker, knowsRules: knowsRules)
    return readings[material] ?? Self.read(material, phrasebook, vector: vectors[text] ?? [])
  }
}
