/// A place in a file of the phrasebook, counted from 1; columns in Unicode scalars.
public struct Place: Sendable, Hashable, Comparable {
  public var file: String
  public var line: Int
  public var column: Int
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
  public static func < (a: Place, b: Place) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

/// A forbidden wording: what it is, why it hurts, what to say instead.
public struct Rule: Sendable, Hashable {
  public var id: RuleID
  public var category: Category
  public var severity: Severity
  /// The steps in which it bites hardest.
  public var steps: Set<Step>
  public var why: String
  public var instead: [Alternative]
  /// Short name of the source it stems from; `nil` for our own.
  public var source: String?
  /// Where it came from.
  public var place: Place
  /// Which of the language's shared exceptions take it back, by number.
  public var exceptions: [Int]

  public init(
    id: RuleID, category: Category, severity: Severity, steps: Set<Step>, why: String, instead: [Alternative],
    source: String?, place: Place, exceptions: [Int] = []
  ) {
    self.id = id
    self.category = category
    self.severity = severity
    self.steps = steps
    self.why = why
    self.instead = instead
    self.source = source
    self.place = place
    self.exceptions = exceptions
  }
}

/// Words that mean something when a customer or an agent says them.
public struct Cue: Sendable, Hashable {
  public var id: CueID
  public var signal: Signal
  /// For style cues: weight on the two axes.
  public var assertive: Double
  public var responsive: Double
  public var place: Place

  public init(id: CueID, signal: Signal, assertive: Double = 0, responsive: Double = 0, place: Place) {
    self.id = id
    self.signal = signal
    self.assertive = assertive
    self.responsive = responsive
    self.place = place
  }
}

/// What a compiled pattern belongs to.
public enum PatternRole: Sendable, Hashable {
  case rule(Int)
  case ruleUnless(Int)
  case ruleUnlessAnywhere(Int)
  case cue(Int)
  case cueUnless(Int)
  case cueUnlessAnywhere(Int)
  /// A shared exception, by number: takes back in the same sentence every rule that names it.
  case pardon(Int)

  /// How many fixed words a pattern in this role needs.
  public var fixedWords: Int {
    switch self {
    case .rule: 2
    case .cue, .ruleUnless, .ruleUnlessAnywhere, .cueUnless, .cueUnlessAnywhere, .pardon: 1
    }
  }

  /// The number it is compiled with.
  public var owner: Int {
    switch self {
    case .rule(let index): index * 8
    case .ruleUnless(let index): index * 8 + 1
    case .ruleUnlessAnywhere(let index): index * 8 + 2
    case .cue(let index): index * 8 + 3
    case .cueUnless(let index): index * 8 + 4
    case .cueUnlessAnywhere(let index): index * 8 + 5
    case .pardon(let index): index * 8 + 6
    }
  }

  public init(owner: Int) {
    let index = owner / 8
    switch owner % 8 {
    case 0: self = .rule(index)
    case 1: self = .ruleUnless(index)
    case 2: self = .ruleUnlessAnywhere(index)
    case 3: self = .cue(index)
    case 4: self = .cueUnless(index)
    case 5: self = .cueUnlessAnywhere(index)
    default: self = .pardon(index)
    }
  }
}
