import PhraseMatching

/// Reads a customer's turn by the cues of the book and by how it is written.
struct CustomerPatterns {
  let language: ReadyLanguage
  let hearing: Hearing
  let turn: Turn
  let call: Call

  func reading() -> CustomerReading {
    var reading = CustomerReading()
    reading.words = hearing.wordCount
    var tally = Tally()
    for hit in hearing.cues {
      let cue = language.book.cues[hit.index]
      guard !cue.signal.isAgents else { continue }
      let evidence = Evidence(.pattern, cue.id.rawValue, quote: hearing.quote(hit.span), span: hit.span)
      note(cue, evidence, in: &reading, &tally)
      reading.evidence.append(evidence)
    }
    let manner = Manner(hearing)
    reading.mood.anger = tally.anger(with: manner, mood: reading.mood)
    if reading.mood.satisfied, reading.mood.anger >= 3 { reading.mood.satisfied = false }
    reading.reaction = tally.reaction
    let facts = FactReader(language: language, hearing: hearing, turn: turn)
    reading.facts = facts.facts()
    reading.demands = tally.demands.map { Demand(what: hearing.quote($0), span: $0) }
    return reading
  }

  private func note(_ cue: Cue, _ evidence: Evidence, in reading: inout CustomerReading, _ tally: inout Tally)
  {
    switch cue.signal {
    case .anger(let grade): tally.grades.append(grade)
    case .calm: tally.calm += 1
    case .satisfied: reading.mood.satisfied = true
    case .abusive: reading.mood.abusive = true
    case .threat(let threat):
      // The gravest threat stands.
      if Self.gravity(threat) > Self.gravity(reading.mood.threat) { reading.mood.threat = threat }
    case .reaction(let reaction): tally.reactions[reaction, default: 0] += 1
    case .style:
      reading.styleSigns.append(
        StyleSign(assertive: cue.assertive, responsive: cue.responsive, evidence: evidence))
    case .course(let sign): note(sign, evidence, in: &reading, &tally)
    case .act, .step: break
    }
  }

  private func note(
    _ sign: Signal.CourseSign, _ evidence: Evidence, in reading: inout CustomerReading, _ tally: inout Tally
  ) {
    switch sign {
    case .ventFinished: reading.course.ventFinished = true
    case .cutShort: reading.course.cutShort = true
    case .consent: reading.course.consents = true
    case .reject: reading.course.rejects = true
    case .demand: if let span = evidence.span { tally.demands.append(span) }
    case .wish, .asksDeadline, .option: break
    }
  }

  static func gravity(_ threat: Threat) -> Int { Threat.allCases.firstIndex(of: threat) ?? 0 }
}

/// Counts over one turn.
private struct Tally {
  var grades: [Int] = []
  var calm = 0
  var reactions: [Reaction: Int] = [:]
  var demands: [Span] = []

  var reaction: Reaction {
    // On a tie the order of the model decides, so that the answer never depends on hashing.
    var best = (reaction: Reaction.none, count: 0)
    for reaction in Reaction.allCases where reactions[reaction, default: 0] > best.count {
      best = (reaction, reactions[reaction, default: 0])
    }
    return best.reaction
  }

  func anger(with manner: Manner, mood: Mood) -> Int {
    var grade = grades.max() ?? 0
    if grades.filter({ $0 >= 2 }).count >= 2, manner.exclaimsTwice { grade += 1 }
    if mood.abusive { grade = max(grade, 2) }
    if manner.isShouting { grade = max(grade + 1, 3) }
    // Who exclaims and is not content is angry; who does it again and again is beside themselves.
    if manner.exclaims, !mood.satisfied { grade = max(grade, manner.exclamations >= 3 ? 4 : 3) }
    if calm > 0 { grade -= 1 }
    return min(4, max(0, grade))
  }
}

/// How a turn is written: capitals, exclamation marks, stretched letters.
struct Manner: Sendable, Hashable {
  private(set) var exclamations = 0
  private(set) var capitalWords = 0
  private(set) var letters = 0
  private(set) var capitals = 0

  init(_ hearing: Hearing) {
    for scalar in hearing.scalars {
      switch scalar {
      case "!", "\u{FF01}": exclamations += 1
      case "A"..."Z":
        capitals += 1
        letters += 1
      case "a"..."z": letters += 1
      default: break
      }
    }
    for token in hearing.folded.tokens where token.end - token.start >= 3 && !token.isHan {
      let word = hearing.scalars[Int(token.start)..<Int(token.end)]
      if word.allSatisfy({ ("A"..."Z").contains($0) }) { capitalWords += 1 }
    }
  }

  var exclaims: Bool { exclamations > 0 }
  var exclaimsTwice: Bool { exclamations >= 2 }
  /// Most of a turn in capitals, or several words of it.
  var isShouting: Bool { (letters >= 8 && capitals * 10 >= letters * 7) || capitalWords >= 3 }
}
