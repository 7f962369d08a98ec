public import HearoutCore

/// The laws by which the simulated customer's mood moves. Each entry of the ledger names one; the words for them
/// are the interface strings `law.…`.
public enum Law: String, Sendable, Codable, Hashable, CaseIterable {
  // While the story is told.
  case listened
  case cutShortByOffer = "cut-short-by-offer"
  case cutShortByDefence = "cut-short-by-defence"
  case cutShortByExplanation = "cut-short-by-explanation"
  case cutShortByQuestion = "cut-short-by-question"
  case questionBorne = "question-borne"
  case silence
  // Recognition.
  case apologyNamed = "apology-named"
  case apologyNamedAgain = "apology-named-again"
  case bareSorry = "bare-sorry"
  case bareSorryAgain = "bare-sorry-again"
  case feelingNamed = "feeling-named"
  case paraphrased
  case thanked
  case relieved
  case openedUp = "opened-up"
  case trigger
  // Hurts.
  case flagHigh = "flag-high"
  case flagMedium = "flag-medium"
  case flagLow = "flag-low"
  case trap
  case defended
  case hurriedClose = "hurried-close"
  // Facts.
  case factAsked = "fact-asked"
  case factAskedAgain = "fact-asked-again"
  case threeQuestions = "three-questions"
  // Ways to solve it.
  case offerFits = "offer-fits"
  case offerNeedsTrust = "offer-needs-trust"
  case offerNeedsFacts = "offer-needs-facts"
  case offerUnknown = "offer-unknown"
  case offerTooHot = "offer-too-hot"
  case agreed
  case promiseDated = "promise-dated"
  case promiseVague = "promise-vague"
  // Manner, by social style.
  case driverOptions = "driver-options"
  case driverVague = "driver-vague"
  case amiableAssured = "amiable-assured"
  case amiablePushed = "amiable-pushed"
  case analyticalFigures = "analytical-figures"
  case analyticalVague = "analytical-vague"
  // Where it leads.
  case notUnderstood = "not-understood"
  case lossRemains = "loss-remains"
  case boiledOver = "boiled-over"
  case patienceGone = "patience-gone"
  case closedWithFollowUp = "closed-with-follow-up"
  case closedWithoutFollowUp = "closed-without-follow-up"
}

/// One line of the ledger: which law moved the mood, by how much, and the agent's words that caused it.
public struct LedgerEntry: Sendable, Codable, Hashable {
  public var law: Law
  /// Change in tenths of a point; a point is one of 0 to 10.
  public var anger: Int
  /// Change in tenths of a point.
  public var trust: Int
  /// Change in tenths of a point.
  public var patience: Int
  /// The agent's words that caused it, as typed; empty where the whole turn did, or its lack.
  public var words: String
  /// Where they stand in the agent's turn, in Unicode scalars.
  public var span: Span?
  /// The forbidden wording, for the laws about flags.
  public var rule: RuleID?
  /// What it was about: a fact's or a resolution's id in the scenario.
  public var about: String?

  public init(
    _ law: Law, anger: Int = 0, trust: Int = 0, patience: Int = 0, words: String = "", span: Span? = nil,
    rule: RuleID? = nil, about: String? = nil
  ) {
    self.law = law
    self.anger = anger
    self.trust = trust
    self.patience = patience
    self.words = words
    self.span = span
    self.rule = rule
    self.about = about
  }

  /// Whether it moved anything.
  public var isEffective: Bool { anger != 0 || trust != 0 || patience != 0 }
}
