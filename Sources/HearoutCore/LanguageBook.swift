public import PhraseMatching

/// Everything one language folder says and knows.
///
/// What a prompt does not need is deferred: a book from the cache unpacks its rules when somebody has typed.
public struct LanguageBook: Sendable {
  public var language: Language
  /// Its name in its own language.
  public var name: String
  public var tables: MatcherTables
  public var interface: Interface
  public var steps: [Step: StepCard]
  public var deferred: Parts

  /// The parts that are made when they are first asked for.
  public struct Parts: Sendable {
    public var folding: Deferred<FoldingRules>
    public var numberWords: Deferred<[String]>
    public var rules: Deferred<[Rule]>
    public var cues: Deferred<[Cue]>
    public var cards: Deferred<Cards>
    public var facts: Deferred<[FactCard]>
    public var vocabulary: Deferred<FactVocabulary>

    public init(
      folding: Deferred<FoldingRules>, numberWords: Deferred<[String]>, rules: Deferred<[Rule]>,
      cues: Deferred<[Cue]>, cards: Deferred<Cards>, facts: Deferred<[FactCard]>,
      vocabulary: Deferred<FactVocabulary>
    ) {
      self.folding = folding
      self.numberWords = numberWords
      self.rules = rules
      self.cues = cues
      self.cards = cards
      self.facts = facts
      self.vocabulary = vocabulary
    }

    /// Nothing in any of them.
    public init() {
      self.init(
        folding: Deferred(ready: FoldingRules()), numberWords: Deferred(ready: []),
        rules: Deferred(ready: []),
        cues: Deferred(ready: []), cards: Deferred(ready: Cards()), facts: Deferred(ready: []),
        vocabulary: Deferred(ready: FactVocabulary()))
    }
  }

  /// The cards from which advice is made.
  public struct Cards: Sendable {
    public var styles: [SocialStyle: StyleCard] = [:]
    public var reactions: [Reaction: ReactionCard] = [:]
    public var safety: [Threat: SafetyCard] = [:]
    public var categories: [Category: CategoryCard] = [:]
    public var suggestions: [Suggestion] = []

    public init() {}
  }

  /// A book with nothing in it.
  public init(language: Language, name: String) {
    self.language = language
    self.name = name
    tables = MatcherTables()
    interface = Interface()
    steps = [:]
    deferred = Parts()
  }
}

extension LanguageBook {
  public var folding: FoldingRules {
    get { deferred.folding.value }
    set { deferred.folding = Deferred(ready: newValue) }
  }
  public var numberWords: [String] {
    get { deferred.numberWords.value }
    set { deferred.numberWords = Deferred(ready: newValue) }
  }
  public var rules: [Rule] {
    get { deferred.rules.value }
    set { deferred.rules = Deferred(ready: newValue) }
  }
  public var cues: [Cue] {
    get { deferred.cues.value }
    set { deferred.cues = Deferred(ready: newValue) }
  }
  public var cards: Cards {
    get { deferred.cards.value }
    set { deferred.cards = Deferred(ready: newValue) }
  }
  public var facts: [FactCard] {
    get { deferred.facts.value }
    set { deferred.facts = Deferred(ready: newValue) }
  }
  public var vocabulary: FactVocabulary {
    get { deferred.vocabulary.value }
    set { deferred.vocabulary = Deferred(ready: newValue) }
  }
  public var styles: [SocialStyle: StyleCard] { cards.styles }
  public var reactions: [Reaction: ReactionCard] { cards.reactions }
  public var safety: [Threat: SafetyCard] { cards.safety }
  public var categories: [Category: CategoryCard] { cards.categories }
  public var suggestions: [Suggestion] { cards.suggestions }
}
