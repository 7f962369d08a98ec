/// Scores readings against labelled examples: precision, recall and F1 by class, calibration, worst mistakes.
public struct Evaluation: Sendable {
  /// Counts of one class.
  public struct Tally: Sendable, Hashable {
    public var hits = 0
    public var falseAlarms = 0
    public var misses = 0
    public init() {}

    public var precision: Double { hits + falseAlarms == 0 ? 1 : Double(hits) / Double(hits + falseAlarms) }
    public var recall: Double { hits + misses == 0 ? 1 : Double(hits) / Double(hits + misses) }
    public var f1: Double {
      let sum = 2 * hits + falseAlarms + misses
      return sum == 0 ? 1 : 2 * Double(hits) / Double(sum)
    }
  }

  /// A reading that differs from the label.
  public struct Mistake: Sendable, Hashable {
    public var what: String
    public var text: String
    public var expected: String
    public var found: String
    public var place: Place
  }

  /// Class by class, by what is read.
  public private(set) var classes: [String: [String: Tally]] = [:]
  /// Right and all, by what is read (whole turns: every act right; exact anger …).
  public private(set) var right: [String: (right: Int, all: Int)] = [:]
  public private(set) var mistakes: [Mistake] = []
  /// For style: stated likelihood of the style shown, and whether it was right.
  public private(set) var stated: [(likelihood: Double, isRight: Bool)] = []

  private let reader: TurnReader

  public init(reader: TurnReader) { self.reader = reader }

  /// Mean F1 over the classes that occur.
  public func macroF1(_ what: String) -> Double? {
    let tallies = (classes[what] ?? [:]).values.filter { $0.hits + $0.misses > 0 }
    return tallies.isEmpty ? nil : tallies.reduce(0) { $0 + $1.f1 } / Double(tallies.count)
  }

  /// Expected calibration error of the stated likelihoods, in ten bins.
  public var calibrationError: Double? {
    guard !stated.isEmpty else { return nil }
    var error = 0.0
    for bin in 0..<10 {
      let inBin = stated.filter { min(9, Int($0.likelihood * 10)) == bin }
      guard !inBin.isEmpty else { continue }
      let mean = inBin.reduce(0) { $0 + $1.likelihood } / Double(inBin.count)
      let share = Double(inBin.count(where: \.isRight)) / Double(inBin.count)
      error += abs(mean - share) * Double(inBin.count) / Double(stated.count)
    }
    return error
  }

  public mutating func add(_ example: LabelledExample) {
    switch example.label {
    case .forbidden(let flag, let category): forbidden(example, flag, category)
    case .acts(let acts): self.acts(example, acts)
    case .emotion(let mood): emotion(example, mood)
    case .threat(let threat):
      let reading = customer(example.text, example.language)
      one("threat", threat.rawValue, reading.mood.threat.rawValue, example)
    case .reaction(let reaction):
      let reading = customer(example.text, example.language)
      one("reaction", reaction.rawValue, reading.reaction.rawValue, example)
    case .style(let style, let turns): self.style(style, turns, example)
    case .call(let turns, _): call(turns, example)
    }
  }

  // MARK: - By kind

  private mutating func forbidden(_ example: LabelledExample, _ flag: Bool, _ category: String) {
    let reading = agent(example.text, example.language)
    let found = reading.flags.max { $0.severity < $1.severity }
    let name = found.map { $0.category.rawValue + " " + $0.rule.rawValue } ?? "clean"
    one("forbidden", flag ? "flag" : "clean", found == nil ? "clean" : "flag", example, shown: name)
    if flag, let found { one("category", category, found.category.rawValue, example) }
  }

  private mutating func acts(_ example: LabelledExample, _ acts: [Act]) {
    let found = Set(agent(example.text, example.language).acts)
    let expected = Set(acts)
    for act in Act.allCases {
      count("acts", act.rawValue, found.contains(act), expected.contains(act))
    }
    let isRight = found == expected
    note("acts", isRight)
    if !isRight {
      mistake(
        "acts", example, acts.map(\.rawValue).sorted().joined(separator: "+"),
        found.map(\.rawValue).sorted().joined(separator: "+"))
    }
  }

  private mutating func emotion(_ example: LabelledExample, _ mood: Mood) {
    let found = customer(example.text, example.language).mood
    one("anger", "\(mood.anger)", "\(found.anger)", example)
    note("anger within 1", abs(found.anger - mood.anger) <= 1)
    count("satisfied", "satisfied", found.satisfied, mood.satisfied)
    count("abusive", "abusive", found.abusive, mood.abusive)
    if found.satisfied != mood.satisfied {
      mistake("satisfied", example, "\(mood.satisfied)", "\(found.satisfied)")
    }
    if found.abusive != mood.abusive { mistake("abusive", example, "\(mood.abusive)", "\(found.abusive)") }
    one("threat", mood.threat.rawValue, found.threat.rawValue, example)
  }

  private mutating func style(_ style: SocialStyle, _ turns: [String], _ example: LabelledExample) {
    var call = Call()
    for (index, text) in turns.enumerated() {
      let turn = Turn(speaker: .customer, text: text, language: example.language)
      call.apply(.said(turn, reader.read(turn, in: call), reader: ""))
      if index == 2 { note("style after 3", call.style.best == style) }
    }
    let best = call.style.best
    one("style", style.rawValue, best?.rawValue ?? "unsure", example, shown: best?.rawValue ?? "unsure")
    let likelihoods = call.style.likelihood
    if let top = SocialStyle.allCases.max(by: { (likelihoods[$0] ?? 0) < (likelihoods[$1] ?? 0) }) {
      stated.append((likelihoods[top] ?? 0, top == style))
    }
  }

  private mutating func call(_ turns: [LabelledExample.LabelledTurn], _ example: LabelledExample) {
    var call = Call()
    for turn in turns {
      let spoken = Turn(speaker: turn.speaker, text: turn.text, language: example.language)
      let reading = reader.read(spoken, in: call)
      if case .agent(let told) = reading, let step = turn.step {
        var shown = example
        shown.text = turn.text
        one("step", step.rawValue, told.step.rawValue, shown)
      }
      call.apply(.said(spoken, reading, reader: ""))
    }
  }

  // MARK: - Shared

  private func agent(_ text: String, _ language: Language) -> AgentReading {
    if case .agent(let reading) = reader.read(
      Turn(speaker: .agent, text: text, language: language), in: Call())
    {
      return reading
    }
    return AgentReading()
  }

  private func customer(_ text: String, _ language: Language) -> CustomerReading {
    if case .customer(let reading) = reader.read(
      Turn(speaker: .customer, text: text, language: language), in: Call())
    {
      return reading
    }
    return CustomerReading()
  }

  private mutating func one(
    _ what: String, _ expected: String, _ found: String, _ example: LabelledExample, shown: String? = nil
  ) {
    count(what, expected, found == expected, true)
    if found != expected { count(what, found, true, false) }
    note(what, found == expected)
    if found != expected { mistake(what, example, expected, shown ?? found) }
  }

  private mutating func count(_ what: String, _ name: String, _ found: Bool, _ expected: Bool) {
    if found, expected { classes[what, default: [:]][name, default: Tally()].hits += 1 }
    if found, !expected { classes[what, default: [:]][name, default: Tally()].falseAlarms += 1 }
    if !found, expected { classes[what, default: [:]][name, default: Tally()].misses += 1 }
  }

  private mutating func note(_ what: String, _ isRight: Bool) {
    let old = right[what] ?? (0, 0)
    right[what] = (old.right + (isRight ? 1 : 0), old.all + 1)
  }

  private mutating func mistake(
    _ what: String, _ example: LabelledExample, _ expected: String, _ found: String
  ) {
    mistakes.append(
      Mistake(what: what, text: example.text, expected: expected, found: found, place: example.place))
  }
}
