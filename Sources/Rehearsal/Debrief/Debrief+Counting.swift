extension Debrief {
  /// The same with turns counted from 1, as people and the other lines of the stream count them; the opening line is 0.
  public var countingFromOne: Debrief {
    var other = self
    for place in other.findings.indices { other.findings[place].turn += 1 }
    for place in other.checks.indices { other.checks[place].turns = checks[place].turns.map { $0 + 1 } }
    for place in other.course.indices { other.course[place].turn = course[place].turn.map { $0 + 1 } }
    for place in other.facts.indices { other.facts[place].turn = facts[place].turn.map { $0 + 1 } }
    for place in other.offers.indices { other.offers[place].turn += 1 }
    for place in other.promises.indices { other.promises[place].turn += 1 }
    for place in other.wordings.indices { other.wordings[place].turn += 1 }
    for place in other.strengths.indices { other.strengths[place].turn += 1 }
    other.mood.worst?.turn += 1
    other.mood.best?.turn += 1
    other.practice?.turn += 1
    return other
  }
}

extension ModelAnswer {
  /// The same with turns counted from 1.
  public var countingFromOne: ModelAnswer {
    var other = self
    other.fromTurn += 1
    return other
  }
}
