import PhraseMatching

/// Reads an agent's turn by the cues of the book.
struct AgentPatterns {
  let language: ReadyLanguage
  let hearing: Hearing
  let turn: Turn
  let call: Call

  func reading() -> AgentReading {
    var reading = AgentReading()
    reading.words = hearing.wordCount
    reading.flags = TurnReader.flags(of: hearing, in: language.book)
    var steps: Set<Step> = []
    for hit in hearing.cues {
      let cue = language.book.cues[hit.index]
      switch cue.signal {
      case .act(let act):
        if !reading.acts.contains(act) { reading.acts.append(act) }
      case .step(let step): steps.insert(step)
      case .course(.asksDeadline): reading.asksDeadline = true
      case .course(.option): reading.options += 1
      default: continue
      }
      reading.evidence.append(
        Evidence(.pattern, cue.id.rawValue, quote: hearing.quote(hit.span), span: hit.span))
    }
    settleActs(&reading)
    reading.promises = FactReader(language: language, hearing: hearing, turn: turn).promises(
      acts: reading.acts
    ).filter { !isOneOfSeveralWays($0) }
    reading.step = StepReader(call: call).step(of: reading, cues: steps)
    return reading
  }

  private func settleActs(_ reading: inout AgentReading) {
    let asks = reading.acts.contains {
      [.askOpen, .askClosed, .consult, .offerChoice, .propose, .followUp].contains($0)
    }
    if !asks, hearing.folded.isQuestion.contains(true) { reading.acts.append(.askClosed) }
    if reading.acts.isEmpty { reading.acts = hearing.wordCount <= 3 ? [.acknowledge] : [.inform] }
    reading.acts.sort { Self.order($0) < Self.order($1) }
    if reading.acts.contains(.offerChoice) {
      reading.options = max(reading.options, 2)
    } else if reading.acts.contains(.propose) {
      reading.options = max(reading.options, 1)
    }
  }

  /// "Two ways: tomorrow I bring … or today you get …. Which suits you?" What stands between the words that offer a choice
  /// is not promised before it is chosen.
  private func isOneOfSeveralWays(_ promise: Promise) -> Bool {
    let choices = hearing.cues.filter {
      [.act(.offerChoice), .act(.consult)].contains(language.book.cues[$0.index].signal)
    }
    let isLed = choices.contains {
      $0.span.start <= promise.span.start && language.book.cues[$0.index].signal == .act(.offerChoice)
    }
    return isLed && choices.contains { $0.span.start >= promise.span.end }
  }

  private static func order(_ act: Act) -> Int { Act.allCases.firstIndex(of: act) ?? 0 }
}
