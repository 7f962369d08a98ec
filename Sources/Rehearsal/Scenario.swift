public import HearoutCore
public import PhraseMatching

/// One simulated customer, as written in `scenarios/<id>.yaml`, its patterns compiled.
public struct Scenario: Sendable {
  public var id: String
  public var title: String
  public var sector: String
  /// 1 first rounds, 2 usual, 3 hard.
  public var difficulty: Int
  public var style: SocialStyle
  public var reaction: Reaction
  /// The difficult kind, in the language's own words.
  public var kind: String?
  public var source: String?
  public var goals: [String]
  public var briefing: String
  public var customer: Person
  /// 0 to 10 each.
  public var opening: Opening
  /// 0 to 4 points: kind words alone never bring anger below.
  public var loss: Double
  public var openingLine: String
  public var vent: [Piece]
  public var facts: [ScenarioFact]
  public var demands: [ScenarioDemand]
  public var addedIfCut: [ScenarioDemand]
  public var resolutions: [Resolution]
  public var traps: [Trap]
  public var triggers: [Trigger]
  /// Own wordings for moves of the bank.
  public var lines: [BankMove: [String]]
  public var endings: [Ending: String]
  /// The agent's lines of a model answer; the good transcript where the file has none.
  public var model: [String]
  public var good: Transcript?
  public var bad: Transcript?
  /// Finds what the agent's turn asks for, offers, says; owners are those of ``ScenarioPattern``.
  public var matcher: PhraseMatcher
  public var place: Place
  /// The patterns as they are written.
  public var patterns: [ScenarioPattern: [String]] = [:]
  /// Where the words of each move stand; a fact is where its answer is.
  public var places: [Move: Place] = [:]

  public struct Person: Sendable, Hashable {
    public var name: String
    /// How the agent may address them.
    public var address: String
    /// Who they are and what really hurts; only for the debrief.
    public var about: String
    public init(name: String, address: String, about: String) {
      self.name = name
      self.address = address
      self.about = about
    }
  }

  /// State at the start, 0 to 10 each.
  public struct Opening: Sendable, Hashable {
    public var anger: Double
    public var trust: Double
    public var patience: Double
    public init(anger: Double, trust: Double, patience: Double) {
      self.anger = anger
      self.trust = trust
      self.patience = patience
    }
  }

  /// A piece of the story, and the facts it gives away by their ids.
  public struct Piece: Sendable, Hashable {
    public var say: String
    public var gives: [String]
    public init(say: String, gives: [String] = []) {
      self.say = say
      self.gives = gives
    }
  }

  /// Agent lines with the ending they must reach: a test beside what it tests.
  public struct Transcript: Sendable, Hashable {
    public var ending: Ending
    /// Endings that will do as well: how a person who is treated badly leaves may hang by a hair.
    public var others: [Ending]
    /// Ids of the facts that must have come out.
    public var reveals: [String]
    public var lines: [String]
    /// Where the ending is named in the file.
    public var endingPlace: Place
    /// Where each of `reveals` stands.
    public var revealPlaces: [Place]
    public init(
      ending: Ending, others: [Ending] = [], reveals: [String], lines: [String], endingPlace: Place,
      revealPlaces: [Place]
    ) {
      self.ending = ending
      self.others = others
      self.reveals = reveals
      self.lines = lines
      self.endingPlace = endingPlace
      self.revealPlaces = revealPlaces
    }
  }

  /// An empty customer; the loader and tests fill it.
  public init(id: String) {
    self.id = id
    title = ""
    sector = ""
    difficulty = 1
    style = .driver
    reaction = .none
    goals = []
    briefing = ""
    customer = Person(name: "", address: "", about: "")
    opening = Opening(anger: 5, trust: 3, patience: 6)
    loss = 0
    openingLine = ""
    vent = []
    facts = []
    demands = []
    addedIfCut = []
    resolutions = []
    traps = []
    triggers = []
    lines = [:]
    endings = [:]
    model = []
    matcher = PhraseMatcher(MatcherTables())
    place = Place(file: id, line: 1, column: 1)
  }

  /// The sectors a scenario may name.
  public static let sectors = [
    "bank", "insurance", "car", "airline", "transport", "restaurant", "retail", "clothing", "electronics",
    "appliances", "telecoms", "training", "healthcare", "b2b_parts", "b2b_web", "hotel", "property",
    "utilities", "delivery", "public_service",
  ]
}

/// What the agent has to find out.
public struct ScenarioFact: Sendable, Hashable {
  public var id: String
  /// `nil` where only the scenario's own patterns ask for it.
  public var kind: FactKind?
  /// Comes out only through good listening, or a direct question, at `needsTrust`.
  public var isDeep: Bool
  /// Points, 0 to 10.
  public var needsTrust: Double
  public var tells: String
  /// The answer when asked a second time.
  public var again: String

  public init(
    id: String, kind: FactKind?, isDeep: Bool = false, needsTrust: Double = 0, tells: String, again: String
  ) {
    self.id = id
    self.kind = kind
    self.isDeep = isDeep
    self.needsTrust = needsTrust
    self.tells = tells
    self.again = again
  }
}

/// What the customer wants.
public struct ScenarioDemand: Sendable, Hashable {
  public var id: String
  public var say: String
  public init(id: String, say: String) {
    self.id = id
    self.say = say
  }
}

/// A way to solve it that can be agreed.
public struct Resolution: Sendable, Hashable {
  public var id: String
  /// Points, 0 to 10; below it is refused.
  public var needsTrust: Double
  /// Ids of the facts the agent must have learnt first.
  public var needsFacts: [String]
  /// How the call ends when this is agreed: satisfied or grudging.
  public var ending: Ending
  public var accept: String
  public var refuse: String

  public init(
    id: String, needsTrust: Double, needsFacts: [String], ending: Ending, accept: String, refuse: String
  ) {
    self.id = id
    self.needsTrust = needsTrust
    self.needsFacts = needsFacts
    self.ending = ending
    self.accept = accept
    self.refuse = refuse
  }
}

/// Words that make it much worse with this customer.
public struct Trap: Sendable, Hashable {
  /// Points, 1 to 3.
  public var anger: Double
  public var says: String
  public init(anger: Double, says: String) {
    self.anger = anger
    self.says = says
  }
}

/// Words that help with this customer especially.
public struct Trigger: Sendable, Hashable {
  /// Points, 1 to 2.
  public var trust: Double
  /// Points, -2 to 0.
  public var anger: Double
  public var says: String?
  public init(trust: Double, anger: Double, says: String?) {
    self.trust = trust
    self.anger = anger
    self.says = says
  }
}

/// What a pattern of a scenario belongs to; the number is the place in the scenario's list.
public enum ScenarioPattern: Sendable, Hashable {
  case asks(Int)
  case offers(Int)
  case trap(Int)
  case trigger(Int)

  /// The number it is compiled with.
  public var owner: Int {
    switch self {
    case .asks(let index): index * 4
    case .offers(let index): index * 4 + 1
    case .trap(let index): index * 4 + 2
    case .trigger(let index): index * 4 + 3
    }
  }

  public init(owner: Int) {
    let index = owner / 4
    switch owner % 4 {
    case 0: self = .asks(index)
    case 1: self = .offers(index)
    case 2: self = .trap(index)
    default: self = .trigger(index)
    }
  }
}
