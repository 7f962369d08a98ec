import HearoutCore

/// What was said and should not have been.
extension Review {
  /// Forbidden wordings.
  func wordings() -> [Candidate] {
    turns.enumerated().flatMap { place, turn in
      turn.agentReading.flags.map { candidate($0, in: place, isVenting: turn.wasVenting) }
    }
  }

  private func candidate(_ flag: Flag, in place: Int, isVenting: Bool) -> Candidate {
    let check = Self.check(flag)
    let isStance = flag.category.rawValue.hasPrefix("stance_")
    var charges = [Charge(isStance ? .stance : .phrases, Self.points(flag.severity) * (isVenting ? 2 : 1))]
    if isVenting { charges.append(Charge(.venting(.cleanVenting), Self.ventingPoints(flag.severity))) }
    let better = flag.instead.map(\.text)
    return Candidate(
      check: isVenting ? .cleanVenting : check, fails: isVenting ? [.cleanVenting, check] : [check],
      turn: place, span: flag.span, words: flag.match, rule: flag.rule, why: flag.why,
      better: better.isEmpty ? advice(check) : better, charges: charges)
  }

  /// Points that a wording costs; twice as many while the story is told.
  private static func points(_ severity: Severity) -> Int {
    switch severity {
    case .high: 5
    case .medium: 3
    case .low: 1
    }
  }

  private static func ventingPoints(_ severity: Severity) -> Int {
    switch severity {
    case .high: 4
    case .medium: 2
    case .low: 1
    }
  }

  /// The check that a class of wordings fails.
  static func check(_ flag: Flag) -> ProcessCheck {
    if flag.rule.rawValue.contains("competitor") { return .noRivalBlame }
    switch flag.category.rawValue {
    case "insincere_apology": return .plainApology
    case "deflect": return .noInsideBlame
    case "argue_facts", "impossible", "stance_facts", "policy_shield", "refuse_flat", "stance_excuse":
      return .noArgument
    case "not_my_job", "pass_back", "dont_know": return .helpCalled
    default: return .noAccusation
    }
  }

  /// What the laws of the simulated customer hold against a turn.
  func spoken() -> [Candidate] {
    turns.enumerated().flatMap { place, turn in
      turn.ledger.compactMap { spoken($0, in: place) }
    }
  }

  private func spoken(_ entry: LedgerEntry, in place: Int) -> Candidate? {
    switch entry.law {
    case .cutShortByOffer, .cutShortByDefence, .cutShortByExplanation:
      said(
        .noEarlyAnswer, entry, in: place, Charge(.venting(.noEarlyAnswer), 2), Charge(.step(.vent), 2))
    case .cutShortByQuestion:
      said(.heardOut, entry, in: place, Charge(.venting(.heardOut), 2), Charge(.step(.vent), 2))
    case .trap: said(.noAccusation, entry, in: place, Charge(.stance, 3))
    case .defended: said(.noArgument, entry, in: place, Charge(.stance, 2))
    case .silence: said(.quickReply, entry, in: place, Charge(.stance, 1))
    case .bareSorryAgain: said(.fullApology, entry, in: place, Charge(.step(.apologise), 1))
    case .factAskedAgain, .threeQuestions: asking(entry, in: place)
    case .offerNeedsFacts: hasty(entry, in: place)
    case .offerUnknown: said(.waysOffered, entry, in: place, Charge(.step(.propose), 1))
    case .hurriedClose: said(.anythingElse, entry, in: place, Charge(.step(.followUp), 2))
    case .promiseVague: said(.datedPromises, entry, in: place, Charge(.followUp, 2))
    case .driverVague, .analyticalVague:
      said(.datedPromises, entry, in: place, Charge(.followUp, 2), Charge(.stance, 2))
    case .amiablePushed: said(.consent, entry, in: place, Charge(.consent, 2))
    case .notUnderstood: said(.understood, entry, in: place, Charge(.stance, 1))
    default: nil
    }
  }

  private func asking(_ entry: LedgerEntry, in place: Int) -> Candidate {
    var candidate = said(.readBack, entry, in: place, Charge(.facts, 1))
    candidate.fails = []
    return candidate
  }

  /// An offer before what it needs was known.
  private func hasty(_ entry: LedgerEntry, in place: Int) -> Candidate {
    var candidate = said(.factsFirst, entry, in: place, Charge(.step(.gather), 2))
    candidate.better = question(for: entry.about, else: .factsFirst)
    return candidate
  }
}
