import ArgumentParser
import Authoring
import Doors
import HearoutCore
import PhrasebookLoading
import TextLayout

/// `hearout phrasebook new`: a rule of one's own out of a wording that nobody should say.
struct NewRule: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new")
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var phrase: [String] = []
  @Option(name: .long) var why: String?
  @Option(name: .long) var instead: [String] = []
  @Option(name: .long) var category: String?
  @Option(name: .long) var severity: String?
  @Option(name: .long) var example: [String] = []
  @Option(name: .long) var clean: [String] = []
  @Option(name: .long) var id: String?
  @Option(name: .long) var into: String?
  @ArgumentParser.Flag(name: .long) var replace = false

  func run() throws {
    let desk = try Desk(shared.choices)
    let interview = try Interview(desk)
    defer { interview.close() }
    // Whoever gives everything that is needed is asked nothing.
    let asks = phrase.isEmpty || why == nil || instead.isEmpty
    let author = RuleAuthor(desk: desk, interview: interview, asks: asks, command: self)
    try author.run()
  }
}

/// Leads from a wording to a rule that is written and proved.
private struct RuleAuthor {
  let desk: Desk
  let interview: Interview
  let asks: Bool
  let command: NewRule

  private var interface: Interface { desk.interface }

  func run() throws {
    let team = TeamDesk(desk, into: command.into)
    var phrases = command.phrase
    if phrases.isEmpty { phrases = [try need("--phrase", .newAskPhrase)] }
    let named = command.shared.lang == nil ? nil : desk.language
    let language = named ?? desk.opened.phrasebook.detect(phrases.joined(), usual: desk.language)
    let trial = RuleTrial(try team.load(language))
    while let refusal = trial.verdicts([draft(phrases)], replacing: true)[0].aboutWords {
      try refuse(refusal, phrases)
      phrases = [try need("--phrase", .newAskPhrase)]
    }
    var draft = draft(phrases)
    try complete(&draft, trial)
    guard case .good(let rule) = trial.verdicts([draft], replacing: true)[0] else {
      throw Failure.silent(.badData)
    }
    let replaced = try confirmReplacing(rule.id, team, language)
    let loaded = try team.write([rule], language)
    try tell(rule, loaded, team, replaced)
  }

  private func draft(_ phrases: [String]) -> RuleDraft {
    var draft = RuleDraft(patterns: phrases, why: command.why ?? "", instead: [])
    draft.id = command.id.map(RuleID.init(rawValue:))
    draft.flag = command.example
    draft.clean = command.clean
    return draft
  }

  /// Asks for the rest, until the draft makes a rule.
  private func complete(_ draft: inout RuleDraft, _ trial: RuleTrial) throws {
    if draft.why.isEmpty { draft.why = try need("--why", .newAskWhy) }
    draft.instead = command.instead.flatMap(RuleDraft.alternatives)
    if draft.instead.isEmpty { try askInstead(&draft) }
    draft.category = try answer(command.category, .newAskCategory, categoryBlanks).map(
      Category.init(rawValue:))
    draft.severity = try severity()
    if asks, draft.flag.isEmpty { draft.flag = try interview.askSeveral(interface(.newAskExample)) }
    if asks, draft.clean.isEmpty { draft.clean = try interview.askSeveral(interface(.newAskClean)) }
    while true {
      switch trial.verdicts([draft], replacing: true)[0] {
      case .good: return
      case .covered(let rule): try refuse(.covered(by: rule), draft.patterns)
      case .refused(let refusal):
        try refuse(.refused(refusal), draft.patterns)
        try mend(&draft, refusal)
      }
    }
  }

  /// Asks again for what was refused; only at a terminal.
  private func mend(_ draft: inout RuleDraft, _ refusal: RuleRefusal) throws {
    switch refusal {
    case .noInstead, .insteadFlagged, .insteadHoldsPhrase: try askInstead(&draft)
    case .noWhy: draft.why = try need("--why", .newAskWhy)
    case .exampleNotFlagged: draft.flag = try interview.askSeveral(interface(.newAskExample))
    case .cleanFlagged: draft.clean = try interview.askSeveral(interface(.newAskClean))
    case .unknownCategory:
      draft.category = try answer(nil, .newAskCategory, categoryBlanks).map(Category.init(rawValue:))
    default: throw Failure.silent(.badData)
    }
  }

  private func askInstead(_ draft: inout RuleDraft) throws {
    var answers = try interview.askSeveral(interface(.newAskInstead))
    // At a terminal an empty line may be a slip; a second one is meant.
    if answers.isEmpty, interview.isAtTerminal {
      interview.say(VerdictText(words: interface).text(.noInstead), .yellow)
      answers = try interview.askSeveral(interface(.newAskInstead))
    }
    guard !answers.isEmpty else { throw missing("--instead") }
    draft.instead = answers.flatMap(RuleDraft.alternatives)
  }

  private func severity() throws -> Severity? {
    guard let found = try answer(command.severity, .newAskSeverity, [:]) else { return nil }
    if let severity = Severity(named: found, in: desk) { return severity }
    throw Failure.told(VerdictText(words: interface).text(.unknownSeverity(found)), .badData)
  }

  private var categoryBlanks: KeyValuePairs<String, String> {
    [
      "usual": RuleDraft.usualCategory.rawValue,
      "expected": Category.shipped.map(\.rawValue).joined(separator: ", "),
    ]
  }

  /// A given value, or the answer to a question that may be left open.
  private func answer(_ given: String?, _ key: InterfaceKey, _ blanks: KeyValuePairs<String, String>) throws
    -> String?
  {
    if let given { return given }
    guard asks, let answer = try interview.ask(interface(key, blanks)), !answer.isEmpty else { return nil }
    return answer
  }

  /// The answer to a question that must be answered.
  private func need(_ option: String, _ key: InterfaceKey) throws -> String {
    while let answer = try interview.ask(interface(key)) {
      if !answer.isEmpty { return answer }
      if !interview.isAtTerminal { break }
    }
    throw missing(option)
  }

  private func missing(_ option: String) -> Failure {
    .told(interface(.newMissing, ["option": option]), .usage)
  }

  /// Tells why; at a terminal the question is asked again, elsewhere that is the end.
  private func refuse(_ verdict: RuleVerdict, _ phrases: [String]) throws {
    let phrase = phrases.first.map { interface(.quote, ["text": $0]) + ": " } ?? ""
    let text = phrase + VerdictText(words: interface).text(verdict)
    guard asks, interview.isAtTerminal else { throw Failure.told(text, .badData) }
    interview.say(text, .yellow)
  }

  /// - Returns: where the rule stood that is replaced, if any is.
  private func confirmReplacing(_ id: RuleID, _ team: TeamDesk, _ language: Language) throws -> Place? {
    guard let old = try team.load(language).book.rules.first(where: { $0.id == id }) else { return nil }
    let blanks: KeyValuePairs = ["rule": id.rawValue, "place": "\(old.place.file):\(old.place.line)"]
    if command.replace { return old.place }
    if asks, interview.isAtTerminal, try interview.confirm(interface(.newAskReplace, blanks)) {
      return old.place
    }
    throw Failure.told(interface(.newExists, blanks), .badData)
  }

  private func tell(_ rule: AuthoredRule, _ loaded: LoadedLanguage, _ team: TeamDesk, _ replaced: Place?)
    throws
  {
    let file = try team.file(loaded.book.language)
    try desk.say(visible(interface(.newWritten, ["path": file.path, "rule": rule.id.rawValue])))
    if let replaced {
      try desk.say(
        visible(
          interface(.newReplaces, ["rule": rule.id.rawValue, "place": "\(replaced.file):\(replaced.line)"])))
    }
    let ready = ReadyLanguage(loaded.book)
    for sentence in rule.flag.prefix(3) {
      let flags = TurnReader.flags(of: Hearing(sentence, in: ready), in: ready.book)
      guard let flag = flags.first(where: { $0.rule == rule.id }) ?? flags.first else { continue }
      try desk.say(
        visible(
          interface(
            .newDoes, ["text": sentence, "severity": flag.severity.rawValue, "why": flag.why])))
      for alternative in flag.instead {
        try desk.say("  " + visible(interface(.checkInstead, ["text": alternative.text])))
      }
    }
    if !team.isOwnFolder, !command.shared.phrasebook.contains(team.folder) {
      try desk.say(visible(interface(.newUseFolder, ["path": team.folder])))
    }
  }
}

extension RuleVerdict {
  /// The verdict, if it is about the wording itself and not about what is still to be asked.
  fileprivate var aboutWords: RuleVerdict? {
    switch self {
    case .good, .refused(.noWhy), .refused(.noInstead): nil
    case .refused(.exampleNotFlagged), .refused(.cleanFlagged), .refused(.insteadFlagged): nil
    case .covered, .refused: self
    }
  }
}

extension Severity {
  /// A severity by its name in any language.
  init?(named name: String, in desk: Desk) {
    let found = Severity.allCases.first { severity in
      severity.rawValue == name.lowercased() || desk.names("severity-" + severity.rawValue).contains(name)
    }
    guard let found else { return nil }
    self = found
  }
}

extension Desk {
  /// Names of a thing in all languages.
  func names(_ thing: String) -> [String] {
    opened.phrasebook.all.flatMap { $0.book.interface.commands[thing] ?? [] }
  }
}
