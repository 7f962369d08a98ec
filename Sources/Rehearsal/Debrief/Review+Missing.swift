import HearoutCore

/// What should have been said and was not.
extension Review {
  // MARK: - Listening and apology

  func ventingOmissions() -> [Candidate] {
    guard let end = lastVenting else { return [] }
    var found: [Candidate] = []
    let venting = turns.indices.filter { turns[$0].wasVenting }
    if !venting.contains(where: { does([.apologise], in: $0) }) {
      found.append(missing(.earlySorry, by: end, Charge(.venting(.earlySorry), 2)))
    }
    if first(with: [.listened]) == nil {
      found.append(
        missing(.backchannels, by: end, Charge(.venting(.backchannels), 2), Charge(.step(.vent), 5)))
    }
    if customer.vented < scenario.vent.count {
      found.append(missing(.heardOut, by: end, Charge(.venting(.heardOut), 3), Charge(.step(.vent), 3)))
    }
    return found
  }

  func apologyOmissions() -> [Candidate] {
    var found: [Candidate] = []
    let due = firstOffer ?? min(last, (lastVenting ?? -1) + 1)
    if !hasApologisedInFull {
      let bare = first(doing: [.apologise])
      found.append(missing(.fullApology, by: bare ?? due, Charge(.step(.apologise), bare == nil ? 5 : 3)))
    } else if let offer = firstOffer, let apology = first(with: [.apologyNamed]), apology > offer {
      found.append(missing(.fullApology, by: offer, Charge(.step(.apologise), 2)))
    }
    if first(with: [.feelingNamed]) == nil, first(doing: [.empathise]) == nil {
      found.append(missing(.feelingNamed, by: due, Charge(.stance, 2)))
    }
    return found
  }

  // MARK: - Facts

  func factOmissions() -> [Candidate] {
    var found: [Candidate] = []
    let due = firstOffer ?? last
    if firstQuestion == nil {
      found.append(missing(.factsFirst, by: due, Charge(.step(.gather), 5)))
    } else if let offer = firstOffer, let asked = firstQuestion, asked > offer {
      found.append(missing(.factsFirst, by: offer, Charge(.step(.gather), 2)))
    }
    if first(with: [.paraphrased]) == nil, first(doing: [.paraphrase]) == nil {
      found.append(missing(.readBack, by: due, Charge(.step(.gather), 1)))
    }
    return found + missedFacts(by: due)
  }

  /// Facts that never came out share the points for facts evenly.
  private func missedFacts(by due: Int) -> [Candidate] {
    let all = scenario.facts.count
    let known = record.facts.map(\.id)
    let missed = scenario.facts.filter { !known.contains($0.id) }
    return missed.enumerated().map { count, fact in
      let most = ScorePart.facts.most
      let share = most * (count + 1) / all - most * count / all
      let isDeadline = fact.kind == .deadline && !hasAskedDeadline
      let check: ProcessCheck =
        isDeadline ? .deadlineAsked : fact.isDeep && fact.kind == nil ? .feelingNamed : .factsFirst
      var candidate = missing(check, by: due, Charge(.facts, share))
      candidate.fails = isDeadline ? [.deadlineAsked] : []
      candidate.about = fact.id
      candidate.better = question(for: fact.id, else: check)
      return candidate
    }
  }

  var hasAskedDeadline: Bool {
    let place = scenario.facts.firstIndex { $0.kind == .deadline }
    return turns.contains(where: \.agentReading.asksDeadline)
      || place.map { customer.asked[$0, default: 0] > 0 } == true
  }

  // MARK: - Ways and consent

  func solvingOmissions() -> [Candidate] {
    var found: [Candidate] = []
    let due = firstOffer ?? last
    if firstOffer == nil {
      let wasEarly = first(with: [.cutShortByOffer]) != nil
      found.append(missing(.waysOffered, by: due, Charge(.step(.propose), wasEarly ? 2 : 5)))
    } else if scenario.style == .driver, first(with: [.driverOptions]) == nil, options < 2 {
      found.append(missing(.waysOffered, by: due, Charge(.stance, 2)))
    }
    let isAgreed = customer.agreed != nil
    switch (firstConsulting != nil, isAgreed) {
    case (true, true): break
    case (true, false): found.append(missing(.consent, by: due, Charge(.consent, 5)))
    case (false, true): found.append(missing(.consent, by: due, Charge(.step(.consult), 3)))
    case (false, false):
      found.append(missing(.consent, by: due, Charge(.step(.consult), 5), Charge(.consent, 5)))
    }
    return found
  }

  /// The most ways that one turn offered after the story.
  var options: Int { turns.filter { !$0.wasVenting }.map(\.agentReading.options).max() ?? 0 }

  // MARK: - The end

  func closingOmissions() -> [Candidate] {
    var found: [Candidate] = []
    if !customer.followUpTold, !customer.followUpDated {
      found.append(missing(.followUp, by: last, Charge(.step(.followUp), 5), Charge(.followUp, 5)))
    } else if !customer.followUpDated {
      found.append(missing(.datedPromises, by: last, Charge(.followUp, 3)))
    }
    if customer.agreed != nil, !customer.askedAnythingElse {
      found.append(missing(.anythingElse, by: last, Charge(.step(.followUp), 1)))
    }
    if first(with: [.thanked]) == nil, first(doing: [.thank]) == nil {
      found.append(missing(.thanked, by: last, Charge(.step(.followUp), 1)))
    }
    if !usesName { found.append(missing(.nameUsed, by: last, Charge(.stance, 1))) }
    return found
  }

  /// Whether the customer was called by name.
  var usesName: Bool {
    let names = [scenario.customer.address, scenario.customer.name].filter { !$0.isEmpty }
    let parts = names.flatMap { [$0] + $0.split(separator: " ").filter { $0.count >= 4 }.map(String.init) }
    return names.isEmpty || turns.contains { turn in parts.contains { turn.agent.text.contains($0) } }
  }
}
