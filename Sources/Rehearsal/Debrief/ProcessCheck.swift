/// The checks of the process that a transcript can be held against; the raw value is their number.
public enum ProcessCheck: String, Sendable, Codable, Hashable, CaseIterable {
  /// No forbidden wording while the customer tells.
  case cleanVenting = "K01"
  /// No proposal, policy or explanation before the story is out.
  case noEarlyAnswer = "K02"
  /// A sorry while the customer tells, whatever the facts.
  case earlySorry = "K03"
  /// Short words that show somebody is listening.
  case backchannels = "K04"
  /// Never interrupted; the whole story heard.
  case heardOut = "K05"
  /// An apology that names the problem.
  case fullApology = "K06"
  /// No apology with "if" or "but".
  case plainApology = "K07"
  case feelingNamed = "K08"
  /// Facts before proposals.
  case factsFirst = "K09"
  /// The customer's own deadline.
  case deadlineAsked = "K10"
  case readBack = "K11"
  /// One or more ways; a Driver gets two or three.
  case waysOffered = "K12"
  /// View asked, consent in words.
  case consent = "K13"
  /// Every promise has a time.
  case datedPromises = "K14"
  case thanked = "K15"
  case understood = "K16"
  case anythingElse = "K17"
  case followUp = "K18"
  case noInsideBlame = "K19"
  case noRivalBlame = "K20"
  case nameUsed = "K21"
  case quickReply = "K22"
  case noArgument = "K23"
  case noAccusation = "K24"
  case consistent = "K25"
  case helpCalled = "K26"

  /// Place in the list, from 0.
  public var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The side of the service it tells about; `nil` for neither.
  public var axis: ServiceAxis? {
    switch self {
    case .noEarlyAnswer, .factsFirst, .deadlineAsked, .waysOffered, .datedPromises, .followUp, .quickReply,
      .consistent:
      .procedural
    case .cleanVenting, .earlySorry, .backchannels, .fullApology, .feelingNamed, .thanked, .nameUsed,
      .noAccusation:
      .personal
    default: nil
    }
  }

  /// What trains it.
  public var drill: DrillKind {
    switch self {
    case .earlySorry, .fullApology, .plainApology, .feelingNamed, .thanked: .apology
    case .cleanVenting, .datedPromises, .noInsideBlame, .noRivalBlame, .noArgument, .noAccusation,
      .helpCalled:
      .wording
    case .noEarlyAnswer, .backchannels, .heardOut, .quickReply: .listening
    case .waysOffered, .nameUsed, .understood: .style
    case .factsFirst, .deadlineAsked, .readBack, .consent, .anythingElse, .followUp, .consistent: .questions
    }
  }
}

/// The two sides of a service: how the work is done, and how the person is met.
public enum ServiceAxis: String, Sendable, Codable, Hashable, CaseIterable {
  case procedural, personal
}

/// The four kinds of service that the two sides give.
public enum ServiceKind: String, Sendable, Codable, Hashable, CaseIterable {
  /// Low on both sides: the Freezer.
  case freezer
  /// Procedure without a person: the Factory.
  case factory
  /// Friendly and unable: the Friendly Zoo.
  case zoo
  case quality

  /// - Parameters: 0 to 100 each.
  public init(procedural: Int, personal: Int) {
    switch (procedural >= Self.highFrom, personal >= Self.highFrom) {
    case (false, false): self = .freezer
    case (true, false): self = .factory
    case (false, true): self = .zoo
    case (true, true): self = .quality
    }
  }

  /// Points of an axis that count as high.
  public static let highFrom = 60
}

/// What a trainee can practise by itself.
public enum DrillKind: String, Sendable, Codable, Hashable, CaseIterable {
  case apology
  /// Turning a forbidden wording around.
  case wording
  /// Finding the customer's style and speaking to it.
  case style
  case questions, listening
}
