public import HearoutCore

extension Debrief {
  /// - Parameters:
  ///   - record: the finished rehearsal.
  ///   - book: the book of its language, for advice and better wordings.
  /// - Returns: `nil` where nothing was said, so that there is nothing to talk about.
  public init?(_ record: RehearsalRecord, book: LanguageBook) {
    guard !record.turns.isEmpty else { return nil }
    let review = Review(record: record, book: book)
    let candidates = review.candidates()
    scenario = record.scenario.id
    language = record.language
    ending = record.ending
    findings = Self.charged(Self.withoutDoubleBlame(candidates))
    score = DebriefScore(losses: findings.flatMap(\.lost))
    checks = review.checks(candidates)
    course = review.course()
    service = Service(checks)
    facts = review.factOutcomes()
    offers = record.offers
    options = review.options
    apologies = review.apologies()
    promises = review.promises()
    wordings = review.saidWordings()
    mood = MoodCurve(record)
    strengths = Strength.best(of: record)
    practice = Practice(findings, brokeOff: record.ending?.isGood == false)
  }

  /// Of what was said in one turn the worst stands; what was left out is nobody's doing twice.
  private static func withoutDoubleBlame(_ candidates: [Review.Candidate]) -> [Review.Candidate] {
    var worst: [Int: Review.Candidate] = [:]
    for candidate in candidates where !candidate.isMissing {
      guard let other = worst[candidate.turn] else {
        worst[candidate.turn] = candidate
        continue
      }
      if candidate.isWorse(than: other) { worst[candidate.turn] = candidate }
    }
    return candidates.filter(\.isMissing) + worst.values
  }

  /// The findings with what each really costs: nobody loses more than there is, and the first to take it has it.
  private static func charged(_ candidates: [Review.Candidate]) -> [Finding] {
    var ledgers = Ledgers()
    return candidates.sorted(by: inOrder).map { candidate in
      Finding(
        check: candidate.check, turn: candidate.turn, isMissing: candidate.isMissing, span: candidate.span,
        words: candidate.words, rule: candidate.rule, law: candidate.law, why: candidate.why,
        about: candidate.about, better: candidate.better, lost: ledgers.take(candidate.charges))
    }
  }

  private static func inOrder(_ a: Review.Candidate, _ b: Review.Candidate) -> Bool {
    if a.turn != b.turn { return a.turn < b.turn }
    if a.isMissing != b.isMissing { return b.isMissing }
    if a.weight != b.weight { return a.weight > b.weight }
    if a.check != b.check { return a.check.order < b.check.order }
    return (a.about ?? "") < (b.about ?? "")
  }
}

extension Review.Candidate {
  /// The dearer is worse; of equals the one that names a rule, then the one that comes first.
  fileprivate func isWorse(than other: Self) -> Bool {
    if weight != other.weight { return weight > other.weight }
    if (rule == nil) != (other.rule == nil) { return rule != nil }
    if check != other.check { return check.order < other.check.order }
    return (span?.start ?? 0, span?.end ?? 0) < (other.span?.start ?? 0, other.span?.end ?? 0)
  }
}

extension Service {
  /// The share of the checks of each side that were passed.
  init(_ checks: [CheckResult]) {
    func share(_ axis: ServiceAxis) -> Int {
      let counted = checks.filter { $0.check.axis == axis && $0.outcome != .notApplicable }
      let passed = counted.count { $0.outcome == .passed }
      return counted.isEmpty ? 0 : (100 * passed + counted.count / 2) / counted.count
    }
    procedural = share(.procedural)
    personal = share(.personal)
    kind = ServiceKind(procedural: procedural, personal: personal)
  }
}

extension Practice {
  /// What cost most, taken together by what trains it. Where the customer broke off, what was said counts, not
  /// what it left no time for.
  init?(_ findings: [Finding], brokeOff: Bool) {
    let said = findings.filter { !$0.isMissing && $0.points > 0 }
    let findings = said.isEmpty || !brokeOff ? findings : said
    var lost: [DrillKind: Int] = [:]
    for finding in findings { lost[finding.check.drill, default: 0] += finding.points }
    let ranked = DrillKind.allCases.filter { lost[$0, default: 0] > 0 }
    guard let drill = ranked.max(by: { lost[$0, default: 0] < lost[$1, default: 0] }) else { return nil }
    let own = findings.filter { $0.check.drill == drill }
    guard let dearest = own.max(by: { $0.points < $1.points }) else { return nil }
    self.drill = drill
    check = dearest.check
    points = lost[drill, default: 0]
    turn = dearest.turn
  }
}
