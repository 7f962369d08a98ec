import HearoutCore
import Rehearsal
import TextLayout

/// Parts of a debrief in words, for the terminal and the page alike. All words come from the language folder.
struct DebriefWords {
  let debrief: Debrief
  let scenario: Scenario
  let book: LanguageBook
  /// Seconds east of UTC, for times.
  let offsetSeconds: Int

  var interface: Interface { book.interface }

  // MARK: - Names

  func heading(_ heading: Heading) -> String { interface.list(.debriefHeadings, at: heading.rawValue) }

  /// Places in the list of headings.
  enum Heading: Int {
    case score, mood, steps, well, lost, facts, promises, checks, transcript, practice, model, wordings
  }

  var band: String {
    interface.list(.debriefBands, at: ScoreBand.allCases.firstIndex(of: debrief.score.band) ?? 0)
  }

  func part(_ part: PartScore) -> String {
    interface(
      .debriefPart,
      ["part": name(part.part), "points": "\(part.points)", "most": "\(part.most)"])
  }

  func name(_ part: ScorePart) -> String {
    interface.list(.debriefParts, at: ScorePart.allCases.firstIndex(of: part) ?? 0)
  }

  func check(_ check: ProcessCheck) -> String { interface.list(.debriefChecks, at: check.order) }

  func step(_ step: Step) -> String { book.steps[step]?.name ?? step.rawValue }

  /// What a fact is called: the name of its kind, else how it is told.
  func fact(_ id: String) -> String {
    guard let fact = scenario.facts.first(where: { $0.id == id }) else { return id }
    let name = fact.kind.flatMap { kind in book.facts.first { $0.kind == kind }?.name }
    return name ?? interface(.quote, ["text": fact.tells.truncated(toWidth: Self.factWidth)])
  }

  /// Cells that a fact without a name may take.
  private static let factWidth = 28

  func joined(_ names: [String]) -> String { names.joined(separator: interface(.listSeparator)) }

  // MARK: - Laws and findings

  /// A law with the words that it answered. A way to solve it has no name but the words in which it was offered.
  func law(_ law: Law, about: String?, words: String) -> String {
    let key = InterfaceKey(rawValue: "law." + law.rawValue) ?? .rehearseNothingMoved
    guard let about else { return withWords(interface(key), words) }
    if scenario.facts.contains(where: { $0.id == about }) {
      return withWords(interface(key, ["about": fact(about)]), words)
    }
    return interface(key, ["about": words.isEmpty ? about : interface(.quote, ["text": words])])
  }

  func withWords(_ what: String, _ words: String) -> String {
    guard !words.isEmpty else { return what }
    return interface(.ledgerEntryWords, ["law": what, "words": words, "changes": ""])
  }

  /// What a finding is about, without its points.
  func what(_ finding: Finding, words: String) -> String {
    if finding.isMissing {
      guard let id = finding.about else { return check(finding.check) }
      return interface(.debriefFactMissed, ["fact": fact(id)])
    }
    if let law = finding.law { return self.law(law, about: finding.about, words: words) }
    return withWords(check(finding.check), words)
  }

  func line(_ finding: Finding, words: String) -> String {
    interface(
      finding.isMissing ? .debriefMissing : .debriefFinding,
      [
        "points": "\(finding.points)", "turn": "\(finding.turn + 1)", "what": what(finding, words: words),
      ])
  }

  // MARK: - Sentences

  var score: String { interface(.debriefScore, ["score": "\(debrief.score.total)", "band": band]) }

  var parts: String { debrief.score.parts.map(part).joined(separator: " · ") }

  var service: String {
    let place = ServiceKind.allCases.firstIndex(of: debrief.service.kind) ?? 0
    return interface(
      .debriefService,
      [
        "kind": interface.list(.debriefKinds, at: place), "procedural": "\(debrief.service.procedural)",
        "personal": "\(debrief.service.personal)", "message": interface.list(.debriefMessages, at: place),
      ])
  }

  var steps: String {
    let reached = debrief.reached.map { trace in
      interface(.debriefStep, ["step": step(trace.step), "turn": "\((trace.turn ?? 0) + 1)"])
    }
    return interface(.debriefSteps, ["steps": reached.joined(separator: " → ")])
  }

  var skipped: String? {
    debrief.skipped.isEmpty
      ? nil : interface(.debriefSkipped, ["steps": joined(debrief.skipped.map(step))])
  }

  var facts: String {
    func count(_ how: RevealedFact.How) -> String { "\(debrief.facts.count { $0.how == how })" }
    let missed = debrief.facts.filter { $0.how == nil }
    let known = interface(
      .debriefFacts,
      [
        "found": "\(debrief.facts.count - missed.count)", "all": "\(debrief.facts.count)",
        "asked": count(.asked), "listened": count(.listened), "told": count(.told),
      ])
    guard !missed.isEmpty else { return known }
    let names = joined(missed.map { fact($0.id) })
    let space = known.unicodeScalars.last.map { $0.value < 0x2E80 } == true ? " " : ""
    return known + space + interface(.debriefFactsMissed, ["facts": names])
  }

  var counts: String {
    interface(
      .debriefCounts,
      [
        "full": "\(debrief.apologies.full)", "bare": "\(debrief.apologies.bare)",
        "conditional": "\(debrief.apologies.conditional)", "offers": "\(debrief.offers.count)",
        "options": "\(debrief.options)",
      ])
  }

  func promise(_ promise: RecordedPromise, words: String) -> String {
    interface(.debriefPromise, ["what": words, "due": due(promise.promise.due)])
  }

  func due(_ instant: Instant?) -> String {
    guard let instant else { return interface(.dueUnknown) }
    return String(instant.rfc3339(offsetSeconds: offsetSeconds).prefix(16).map { $0 == "T" ? " " : $0 })
  }

  var practice: String {
    guard let practice = debrief.practice else { return interface(.debriefPerfect) }
    let place = DrillKind.allCases.firstIndex(of: practice.drill) ?? 0
    return interface(
      .debriefPractice,
      [
        "drill": interface.list(.debriefDrills, at: place), "points": "\(practice.points)",
        "task": interface.list(.debriefTasks, at: place),
      ])
  }
}
