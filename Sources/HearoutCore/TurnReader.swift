/// Reads turns: the patterns of the phrasebook, joined by the learnt readers where they are ready.
public struct TurnReader: Sendable {
  public let phrasebook: Phrasebook
  /// Version written into the log with every reading.
  public let version: String
  /// The learnt readers, once they are there; until then the patterns read alone.
  private let learntReaders: @Sendable () -> LearntReaders?

  public init(
    _ phrasebook: Phrasebook, version: String, learnt: @escaping @Sendable () -> LearntReaders? = { nil }
  ) {
    self.phrasebook = phrasebook
    self.version = version
    learntReaders = learnt
  }

  public var learnt: LearntReaders? { learntReaders() }

  /// Everything understood from `turn`, said now in `call`.
  public func read(_ turn: Turn, in call: Call) -> Reading {
    let language = phrasebook[turn.language]
    let hearing = Hearing(turn.text, in: language)
    switch turn.speaker {
    case .agent:
      var reading = AgentPatterns(language: language, hearing: hearing, turn: turn, call: call).reading()
      if let learnt {
        LearntJudge(readers: learnt, language: language, hearing: hearing).refine(&reading, turn, in: call)
      }
      return .agent(reading)
    case .customer:
      var reading = CustomerPatterns(language: language, hearing: hearing, turn: turn, call: call).reading()
      if let learnt {
        LearntJudge(readers: learnt, language: language, hearing: hearing).refine(&reading, turn)
      }
      return .customer(reading)
    }
  }

  /// The forbidden wordings that the rules find in a text that an agent is about to say.
  public func flags(_ text: String, language: Language) -> [Flag] {
    let ready = phrasebook[language]
    return Self.flags(of: Hearing(text, in: ready), in: ready.book)
  }

  /// The same, joined by what the learnt reader finds; slower, for the pauses in typing.
  public func learntFlags(_ text: String, language: Language) -> [Flag] {
    let ready = phrasebook[language]
    let hearing = Hearing(text, in: ready)
    let flags = Self.flags(of: hearing, in: ready.book)
    guard let learnt else { return flags }
    return LearntJudge(readers: learnt, language: ready, hearing: hearing).flags(text, beside: flags)
  }

  /// Flags of a hearing: of overlapping matches the more severe stands, then the longest.
  public static func flags(of hearing: Hearing, in book: LanguageBook) -> [Flag] {
    let ranked = hearing.rules.sorted { a, b in
      let (first, second) = (book.rules[a.index], book.rules[b.index])
      if first.severity != second.severity { return first.severity > second.severity }
      if a.span.length != b.span.length { return a.span.length > b.span.length }
      return first.id < second.id
    }
    var kept: [Hit] = []
    for hit in ranked where !kept.contains(where: { $0.span.overlaps(hit.span) }) { kept.append(hit) }
    return kept.sorted { $0.span < $1.span }.map { hit in
      let rule = book.rules[hit.index]
      return Flag(
        rule: rule.id, category: rule.category, severity: rule.severity, span: hit.span,
        match: hearing.quote(hit.span), why: rule.why, instead: rule.instead)
    }
  }
}
