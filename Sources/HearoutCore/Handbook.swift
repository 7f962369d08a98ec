public import PhraseMatching

/// What there is to know about handling complaints, for looking up: one language of it.
public struct Handbook: Sendable {
  public var groups: [HandbookGroup]
  public var exercises: [WordingExercise]
  public var skills: SkillCheck?

  public init(groups: [HandbookGroup] = [], exercises: [WordingExercise] = [], skills: SkillCheck? = nil) {
    self.groups = groups
    self.exercises = exercises
    self.skills = skills
  }

  public var topics: [HandbookTopic] { groups.flatMap(\.topics) }
}

/// Topics that belong together; one file.
public struct HandbookGroup: Sendable, Hashable {
  /// The groups, in the order in which they are shown.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case process, wordings, reactions, judging, styles, people, quality, relations, loyalty, cases
  }
  public var name: Name
  public var title: String
  public var topics: [HandbookTopic]

  public init(name: Name, title: String, topics: [HandbookTopic]) {
    self.name = name
    self.title = title
    self.topics = topics
  }
}

/// Where a piece of knowledge comes from. What no source states is labelled as the field's standard model or as our own
/// advice, and is never shown as a source's.
public enum KnowledgeSource: String, Sendable, Hashable, CaseIterable {
  case lectureCourse = "lecture-course"
  case serviceSystem = "service-system"
  case dealership
  case loyaltyCourse = "loyalty-course"
  case serviceTraining = "service-training"
  case standardModel = "standard-model"
  case ownAdvice = "own-advice"
}

/// One page of the handbook.
public struct HandbookTopic: Sendable, Hashable {
  /// A number with the source that states it.
  public struct Figure: Sendable, Hashable {
    public var says: String
    public var source: KnowledgeSource

    public init(says: String, source: KnowledgeSource) {
      self.says = says
      self.source = source
    }
  }

  public struct Table: Sendable, Hashable {
    public var head: [String]
    public var rows: [[String]]

    public init(head: [String], rows: [[String]]) {
      self.head = head
      self.rows = rows
    }
  }

  /// Permanent, the same in every language.
  public var id: String
  public var title: String
  /// Other names that people search for.
  public var also: [String] = []
  public var sources: [KnowledgeSource] = []
  public var says: [String] = []
  public var table: Table?
  public var figures: [Figure] = []
  /// One thing to do on the next call.
  public var `try`: String?
  /// One or two sentences that stand alone, for the card of the day.
  public var card: String?
  /// Other topics.
  public var see: [String] = []

  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }
}

/// A poor answer that is to be said better.
public struct WordingExercise: Sendable {
  /// Something that a good answer has.
  public struct Must: Sendable, Hashable {
    public var name: String
    /// Shown when it is missing.
    public var hint: String

    public init(name: String, hint: String) {
      self.name = name
      self.hint = hint
    }
  }

  public var id: String
  public var source: KnowledgeSource?
  /// What the customer asks.
  public var customer: String
  public var poor: String
  /// What is wrong with the poor answer.
  public var why: String
  public var model: [String]
  public var must: [Must]
  /// Finds what shows each `must`; a match's owner is its index.
  public var tables: MatcherTables

  public init(
    id: String, source: KnowledgeSource?, customer: String, poor: String, why: String, model: [String],
    must: [Must], tables: MatcherTables
  ) {
    self.id = id
    self.source = source
    self.customer = customer
    self.poor = poor
    self.why = why
    self.model = model
    self.must = must
    self.tables = tables
  }

  /// How an answer does.
  public struct Result: Sendable, Hashable {
    /// Forbidden wordings in it.
    public var flags: [Flag]
    /// For each `must`, whether the answer has it.
    public var has: [Bool]

    public var isGood: Bool { flags.isEmpty && has.allSatisfy { $0 } }
  }

  /// Checks an answer against the book and against what a good answer has.
  public func check(_ answer: String, in language: ReadyLanguage) -> Result {
    let found = Set(PhraseMatcher(tables).matches(in: language.folder.fold(answer)).map(\.owner))
    return Result(
      flags: TurnReader.flags(of: Hearing(answer, in: language), in: language.book),
      has: must.indices.map(found.contains))
  }
}

/// A self-assessment of skills.
public struct SkillCheck: Sendable, Hashable {
  public struct Skill: Sendable, Hashable {
    public var id: String
    /// In the first person.
    public var ask: String
    /// One thing to do about it.
    public var practise: String

    public init(id: String, ask: String, practise: String) {
      self.id = id
      self.ask = ask
      self.practise = practise
    }
  }
  public struct Band: Sendable, Hashable {
    /// The least total that belongs to it.
    public var from: Int
    public var says: String

    public init(from: Int, says: String) {
      self.from = from
      self.says = says
    }
  }

  /// Words for the ratings from 1 upwards.
  public var scale: [String]
  public var skills: [Skill]
  public var bands: [Band]

  public init(scale: [String], skills: [Skill], bands: [Band]) {
    self.scale = scale
    self.skills = skills
    self.bands = bands
  }

  /// What a total means.
  public func band(of total: Int) -> Band? {
    bands.filter { $0.from <= total }.max { $0.from < $1.from }
  }

  /// The skills rated lowest, in the order in which they are asked.
  public func lowest(_ ratings: [Int], count: Int = 3) -> [Skill] {
    let ranked = zip(skills, ratings).enumerated().sorted {
      ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
    }
    return ranked.prefix(count).map(\.element.0)
  }
}

// MARK: - Looking up

extension Handbook {
  /// What a name leads to.
  public enum Lookup: Sendable, Hashable {
    case topic(HandbookTopic)
    /// No topic of that name: the nearest name, and topics that hold the words.
    case none(nearest: String?, hits: [HandbookTopic])
  }

  /// The topic of that id, title or other name; otherwise what is near.
  public func look(up name: String, folder: TextFolder) -> Lookup {
    let wanted = folder.fold(name).tokens.map(\.hash)
    for topic in topics where topic.id == name.lowercased() { return .topic(topic) }
    for names in [\HandbookTopic.titles, \HandbookTopic.also] {
      for topic in topics
      where topic[keyPath: names].contains(where: { folder.fold($0).tokens.map(\.hash) == wanted }) {
        return .topic(topic)
      }
    }
    let names = topics.flatMap { [$0.id, $0.title.lowercased()] + $0.also }
    return .none(
      nearest: NearestName.find(name.lowercased(), among: names), hits: search(name, folder: folder))
  }

  /// Topics that hold all the words, those first that have them in their names. Words are looked for as the matcher reads
  /// them; Han characters stand one after another, as they were typed.
  public func search(_ words: String, folder: TextFolder) -> [HandbookTopic] {
    let terms = words.split(whereSeparator: \.isWhitespace).map { folder.fold(String($0)).tokens.map(\.hash) }
      .filter { !$0.isEmpty }
    guard !terms.isEmpty else { return [] }
    func holds(_ texts: [String]) -> Bool {
      let folded = texts.map { folder.fold($0).tokens.map(\.hash) }
      return terms.allSatisfy { term in folded.contains { $0.contains(term) } }
    }
    var (named, others): ([HandbookTopic], [HandbookTopic]) = ([], [])
    for topic in topics {
      if holds([topic.id, topic.title] + topic.also) {
        named.append(topic)
      } else if holds(topic.texts) {
        others.append(topic)
      }
    }
    return named + others
  }

  /// The card of a day: all cards in turn. The same day gives the same card.
  public func card(onDay day: Int) -> HandbookTopic? {
    let cards = topics.filter { $0.card != nil }
    guard !cards.isEmpty else { return nil }
    return cards[((day % cards.count) + cards.count) % cards.count]
  }
}

extension HandbookTopic {
  fileprivate var titles: [String] { [title] }

  /// Everything it says.
  fileprivate var texts: [String] {
    [id, title] + also + says + (table.map { $0.head + $0.rows.flatMap { $0 } } ?? []) + figures.map(\.says)
      + [`try`, card].compactMap { $0 }
  }
}
