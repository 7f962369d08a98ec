public import PhraseMatching

/// Everything one language folder says and knows.
public struct LanguageBook: Sendable {
  public var language: Language
  /// Its name in its own language.
  public var name: String
  public var folding: FoldingRules
  public var numberWords: [String]
  public var rules: [Rule]
  public var cues: [Cue]
  public var tables: MatcherTables
  public var interface: Interface
  public var steps: [Step: StepCard]
  public var styles: [SocialStyle: StyleCard]
  public var reactions: [Reaction: ReactionCard]
  public var safety: [Threat: SafetyCard]
  public var categories: [Category: CategoryCard]
  public var suggestions: [Suggestion]
  public var facts: [FactCard]
  public var vocabulary: FactVocabulary

  public init(language: Language, name: String) {
    self.language = language
    self.name = name
    folding = FoldingRules()
    numberWords = []
    rules = []
    cues = []
    tables = MatcherTables()
    interface = Interface()
    steps = [:]
    styles = [:]
    reactions = [:]
    safety = [:]
    categories = [:]
    suggestions = []
    facts = []
    vocabulary = FactVocabulary()
  }
}
