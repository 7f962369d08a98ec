/// What one step asks of the agent.
public struct StepCard: Sendable, Hashable {
  public var name: String
  /// One word for the prompt.
  public var short: String
  public var goal: String
  public var doThis: [String]
  public var avoid: [String]
  /// When the step is done.
  public var exit: String

  public init(name: String, short: String, goal: String, doThis: [String], avoid: [String], exit: String) {
    self.name = name
    self.short = short
    self.goal = goal
    self.doThis = doThis
    self.avoid = avoid
    self.exit = exit
  }
}

/// How to speak to a customer of a style.
public struct StyleCard: Sendable, Hashable {
  public var name: String
  /// The tone in one line.
  public var tone: String
  public var doThis: [String]
  public var avoid: [String]
  /// How many ways to offer, in words, with the sources' names where they differ.
  public var options: String

  public init(name: String, tone: String, doThis: [String], avoid: [String], options: String) {
    self.name = name
    self.tone = tone
    self.doThis = doThis
    self.avoid = avoid
    self.options = options
  }
}

/// What to do about a reaction.
public struct ReactionCard: Sendable, Hashable {
  public var name: String
  public var what: String
  public var advice: String
  public var avoid: String

  public init(name: String, what: String, advice: String, avoid: String) {
    self.name = name
    self.what = what
    self.advice = advice
    self.avoid = avoid
  }
}

/// What to do when somebody may come to harm.
public struct SafetyCard: Sendable, Hashable {
  public var title: String
  public var lines: [String]
  /// Words that can be said at once.
  public var say: String
  /// One line instead of all these where it is only a guess.
  public var perhaps: String

  public init(title: String, lines: [String], say: String, perhaps: String) {
    self.title = title
    self.lines = lines
    self.say = say
    self.perhaps = perhaps
  }
}

/// How hot the customer is, for choosing words.
public enum Heat: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
  case calm, warm, hot

  /// From a grade of anger, 0 to 4.
  public init(anger: Int) { self = anger >= 3 ? .hot : anger == 2 ? .warm : .calm }

  private var rank: Int { self == .calm ? 0 : self == .warm ? 1 : 2 }
  public static func < (a: Heat, b: Heat) -> Bool { a.rank < b.rank }
}

/// Something the agent could say now.
public struct Suggestion: Sendable, Hashable {
  public var step: Step
  /// `nil`: suits every style.
  public var style: SocialStyle?
  /// `nil`: suits every heat.
  public var heat: Heat?
  public var say: String

  public init(step: Step, style: SocialStyle?, heat: Heat?, say: String) {
    self.step = step
    self.style = style
    self.heat = heat
    self.say = say
  }
}

/// A fact that a complaint needs, as the checklist shows it.
public struct FactCard: Sendable, Hashable {
  public var kind: FactKind
  public var name: String
  /// A question that brings it out.
  public var ask: String
  /// Whether the checklist misses it when it is not known.
  public var isNeeded: Bool

  public init(kind: FactKind, name: String, ask: String, isNeeded: Bool) {
    self.kind = kind
    self.name = name
    self.ask = ask
    self.isNeeded = isNeeded
  }
}

/// A class of forbidden wordings: what it is, why it hurts, and what to say where no rule names the wording.
public struct CategoryCard: Sendable, Hashable {
  public var name: String
  public var why: String
  public var instead: [Alternative]

  public init(name: String, why: String, instead: [Alternative]) {
    self.name = name
    self.why = why
    self.instead = instead
  }
}
