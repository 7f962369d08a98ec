import HearoutCore

/// What the debrief counts beside the findings.
extension Review {
  // MARK: - Checks

  func checks(_ candidates: [Candidate]) -> [CheckResult] {
    ProcessCheck.allCases.map { check in
      let turns = Set(candidates.filter { $0.fails.contains(check) }.map(\.turn)).sorted()
      let outcome: CheckResult.Outcome =
        !turns.isEmpty ? .failed : applies(check) ? .passed : .notApplicable
      return CheckResult(check: check, outcome: outcome, turns: turns)
    }
  }

  /// Whether the record can tell that a check was passed.
  private func applies(_ check: ProcessCheck) -> Bool {
    switch check {
    case .cleanVenting, .noEarlyAnswer, .earlySorry, .backchannels, .heardOut: lastVenting != nil
    case .plainApology: first(doing: [.apologise]) != nil
    case .deadlineAsked: hasAskedDeadline
    case .datedPromises: record.promises.contains { $0.promise.due != nil }
    case .factsFirst: firstOffer != nil
    case .understood, .anythingElse: customer.agreed != nil
    // A call from a pipe has no times; one voice has nobody to contradict; calling for help is seen only when it fails.
    case .quickReply, .consistent, .helpCalled: false
    case .fullApology, .feelingNamed, .readBack, .waysOffered, .consent, .thanked, .followUp,
      .noInsideBlame, .noRivalBlame, .nameUsed, .noArgument, .noAccusation:
      true
    }
  }

  // MARK: - Steps

  func course() -> [StepTrace] {
    Step.allCases.map { StepTrace(step: $0, turn: firstTurn(of: $0)) }
  }

  private func firstTurn(of step: Step) -> Int? {
    let laws: Set<Law> =
      switch step {
      case .vent: [.listened]
      case .apologise: [.apologyNamed]
      case .gather: [.factAsked, .questionBorne]
      case .propose: Self.offerLaws.union([.cutShortByOffer])
      case .consult: []
      case .followUp: [.closedWithFollowUp]
      }
    let asRead = turns.firstIndex {
      $0.agentReading.step == step && !$0.agent.text.allSatisfy(\.isWhitespace)
    }
    let consulting = step == .consult ? firstConsulting : nil
    return [first(with: laws), asRead, consulting].compactMap { $0 }.min()
  }

  // MARK: - Counts

  func factOutcomes() -> [FactOutcome] {
    scenario.facts.indices.map { place in
      let fact = scenario.facts[place]
      let known = record.facts.first { $0.id == fact.id }
      return FactOutcome(
        id: fact.id, kind: fact.kind, how: known?.how, turn: known?.turn,
        timesAsked: customer.asked[place, default: 0])
    }
  }

  func apologies() -> Apologies {
    let conditional = turns.indices.filter { place in
      turns[place].agentReading.flags.contains { $0.category.rawValue == "insincere_apology" }
    }
    let sorry = turns.indices.filter { does([.apologise], in: $0) && !conditional.contains($0) }
    return Apologies(
      full: customer.sorriesNamed, bare: max(0, sorry.count - customer.sorriesNamed),
      conditional: conditional.count)
  }

  /// Promises with a time first; those without one only where they were no part of listening.
  func promises() -> [RecordedPromise] {
    let dated = record.promises.filter { $0.promise.due != nil }
    return dated + record.promises.filter { $0.promise.due == nil && !turns[$0.turn].wasVenting }
  }

  func saidWordings() -> [SaidWording] {
    turns.enumerated().flatMap { place, turn in
      turn.agentReading.flags.map {
        SaidWording(
          turn: place, span: $0.span, words: $0.match, rule: $0.rule, severity: $0.severity, why: $0.why,
          better: $0.instead.map(\.text))
      }
    }
  }
}

extension MoodCurve {
  init(_ record: RehearsalRecord) {
    points = [Point(record.opening)] + record.turns.map { Point($0.after) }
    worst = Self.mover(record) { $0.anger - $0.trust }
    best = Self.mover(record) { $0.law == .agreed ? 0 : $0.trust - $0.anger }
  }

  /// The entry of the ledger that moved most, the first of equals.
  private static func mover(_ record: RehearsalRecord, by weight: (LedgerEntry) -> Int) -> Mover? {
    var best: (weight: Int, mover: Mover)?
    for (place, turn) in record.turns.enumerated() {
      for entry in turn.ledger where weight(entry) > best?.weight ?? 0 {
        let mover = Mover(
          turn: place, law: entry.law, words: entry.words, about: entry.about, anger: entry.anger,
          trust: entry.trust)
        best = (weight(entry), mover)
      }
    }
    return best?.mover
  }
}

extension MoodCurve.Point {
  init(_ customer: Customer) {
    anger = customer.anger
    trust = customer.trust
  }
}

extension Strength {
  /// Laws that are worth praise, the worthiest first.
  private static let praised: [Law] = [
    .apologyNamed, .openedUp, .agreed, .feelingNamed, .paraphrased, .promiseDated, .relieved, .trigger,
    .driverOptions, .analyticalFigures, .amiableAssured, .factAsked, .thanked, .listened,
  ]
  private static let limit = 3

  /// The best of each kind, from turns without a forbidden wording; not twice the same turn where it can be helped.
  static func best(of record: RehearsalRecord) -> [Strength] {
    var firsts: [Strength] = []
    for law in praised {
      for (place, turn) in record.turns.enumerated() where turn.agentReading.flags.isEmpty {
        guard let entry = turn.ledger.first(where: { $0.law == law }) else { continue }
        firsts.append(Strength(turn: place, law: law, words: entry.words, about: entry.about))
        break
      }
    }
    var chosen: [Strength] = []
    for strength in firsts where chosen.count < limit && !chosen.contains(where: { $0.turn == strength.turn })
    {
      chosen.append(strength)
    }
    for strength in firsts where chosen.count < limit && !chosen.contains(strength) {
      chosen.append(strength)
    }
    return chosen.sorted { $0.turn < $1.turn }
  }
}
