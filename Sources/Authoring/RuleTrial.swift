import Foundation
import HearoutCore
import PhraseMatching
public import PhrasebookLoading

/// Judges drafts against a whole book: what they would flag that is good, what of them is flagged already.
public struct RuleTrial: Sendable {
  private let loaded: LoadedLanguage
  private let book: ReadyLanguage
  private let parser: PatternParser

  public init(_ loaded: LoadedLanguage) {
    self.loaded = loaded
    book = ReadyLanguage(loaded.book)
    parser = PatternParser(folder: book.folder, lists: loaded.lists)
  }

  /// What becomes of each draft, in order.
  /// - Parameter replacing: a draft may have the name of a rule of the book, which it then replaces.
  public func verdicts(_ drafts: [RuleDraft], replacing: Bool = false) -> [RuleVerdict] {
    let parsed = drafts.map { parse($0) }
    let trial = trialBook(drafts, parsed)
    let common = goodSentences(met: trial, count: drafts.count)
    var names = RuleNames(
      taken: Set(loaded.book.rules.map(\.id.rawValue) + drafts.compactMap(\.id?.rawValue)))
    return drafts.indices.map { index in
      let bench = Bench(
        trial: self, draft: drafts[index], parsed: parsed[index], index: index, book: trial,
        goodSentences: common[index].count, quote: common[index].quote, replacing: replacing)
      return bench.verdict(&names)
    }
  }

  // MARK: - Patterns

  fileprivate enum Parsed {
    case nodes([[PatternNode]])
    /// Readable, but too short to be a rule.
    case short(String, [[PatternNode]])
    case wrong(String, PatternError)
  }

  private func parse(_ draft: RuleDraft) -> Parsed {
    var all: [[PatternNode]] = []
    var short: String?
    for pattern in draft.patterns {
      do throws(PatternError) {
        all.append(try parser.parse(pattern, fixedWords: 0))
        if (try? parser.parse(pattern)) == nil { short = short ?? pattern }
      } catch {
        return .wrong(pattern, error)
      }
    }
    for pattern in draft.unless + draft.unlessAnywhere {
      do throws(PatternError) {
        _ = try parser.parse(pattern, fixedWords: 1)
      } catch {
        return .wrong(pattern, error)
      }
    }
    if let short { return .short(short, all) }
    return .nodes(all)
  }

  /// A book of nothing but the drafts and the exceptions that hold for every rule.
  private func trialBook(_ drafts: [RuleDraft], _ parsed: [Parsed]) -> ReadyLanguage {
    var trial = LanguageBook(language: loaded.book.language, name: loaded.book.name)
    trial.folding = loaded.book.folding
    var compiler = MatcherCompiler(folder: book.folder, numberWords: loaded.book.numberWords)
    for (index, draft) in drafts.enumerated() {
      let category = draft.category ?? RuleDraft.usualCategory
      trial.rules.append(
        Rule(
          id: draft.id ?? RuleID(rawValue: ""), category: category,
          severity: draft.severity ?? .medium, steps: [], why: draft.why, instead: draft.instead, source: nil,
          place: Place(file: "", line: 1, column: 1),
          exceptions: loaded.exceptions.concerning(category)))
      switch parsed[index] {
      case .wrong: continue
      case .nodes(let all), .short(_, let all):
        for nodes in all { try? compiler.add(nodes, owner: PatternRole.rule(index).owner) }
      }
      add(draft.unless, .ruleUnless(index), to: &compiler)
      add(draft.unlessAnywhere, .ruleUnlessAnywhere(index), to: &compiler)
    }
    for (index, exception) in loaded.exceptions.enumerated() {
      add(exception.patterns.map(\.text), .pardon(index), to: &compiler)
    }
    trial.tables = compiler.tables()
    return ReadyLanguage(trial, folder: book.folder)
  }

  private func add(_ patterns: [String], _ role: PatternRole, to compiler: inout MatcherCompiler) {
    for pattern in patterns {
      guard let nodes = try? parser.parse(pattern, fixedWords: role.fixedWords) else { continue }
      try? compiler.add(nodes, owner: role.owner)
    }
  }

  /// In how many good sentences of the book each draft would raise a flag, and the first of them.
  private func goodSentences(met trial: ReadyLanguage, count: Int) -> [(count: Int, quote: String)] {
    var found = Array(repeating: (count: 0, quote: ""), count: count)
    // Sorted, so that the same sentence is quoted every time.
    for example in loaded.examples.sorted(by: { ($0.place, $0.text) < ($1.place, $1.text) }) {
      switch example.expectation {
      case .clean, .instead, .said: break
      case .flagged, .cueHeard, .cueSilent: continue
      }
      let hearing = Hearing(ContentTest.withoutBlanks(example.text), in: trial)
      for index in Set(hearing.rules.map(\.index)) {
        if found[index].count == 0 { found[index].quote = example.text }
        found[index].count += 1
      }
    }
    return found
  }

  // MARK: - For one draft

  fileprivate func flag(_ text: String) -> (rule: RuleID, match: String)? {
    let hearing = Hearing(ContentTest.withoutBlanks(text), in: book)
    return TurnReader.flags(of: hearing, in: book.book).first.map { ($0.rule, $0.match) }
  }

  fileprivate func samples(_ draft: RuleDraft, _ parsed: Parsed) -> [String] {
    guard case .nodes(let all) = parsed else { return [] }
    var spelling = PatternSpelling(loaded, folder: book.folder)
    for pattern in draft.patterns { spelling.learn(pattern) }
    return all.map { spelling.sample($0) }
  }

  fileprivate var categories: [String] {
    Category.shipped.map(\.rawValue) + loaded.book.categories.keys.map(\.rawValue).sorted()
  }
}

/// One draft on trial.
private struct Bench {
  let trial: RuleTrial
  let draft: RuleDraft
  let parsed: RuleTrial.Parsed
  let index: Int
  /// The book of the drafts.
  let book: ReadyLanguage
  let goodSentences: Int
  let quote: String
  let replacing: Bool

  func verdict(_ names: inout RuleNames) -> RuleVerdict {
    if draft.patterns.isEmpty { return .refused(.noPhrase) }
    if case .wrong(let pattern, let error) = parsed { return .refused(.pattern(pattern, error)) }
    let samples = trial.samples(draft, parsed)
    if let rule = covering(samples) { return .covered(by: rule) }
    if let refusal = refusalOfWords() ?? refusalOfNames() ?? refusalOfInstead() { return .refused(refusal) }
    let flag = draft.flag.isEmpty ? Array(samples.prefix(3)) : draft.flag
    if let example = flag.first(where: { !isFlaggedInAllForms($0) }) {
      return .refused(.exampleNotFlagged(example))
    }
    for example in draft.clean {
      if let found = trial.flag(example), found.rule != draft.id || !replacing {
        return .refused(.cleanFlagged(example, by: found.rule))
      }
      if meets(example) { return .refused(.cleanFlagged(example, by: draft.id ?? RuleID(rawValue: "?"))) }
    }
    let clean = draft.clean.isEmpty ? draft.instead.prefix(2).map(\.text) : draft.clean
    let id = draft.id ?? names.name(for: samples.first ?? draft.patterns[0])
    return .good(AuthoredRule(draft, id: id, flag: flag, clean: clean))
  }

  /// The rule that flags the wording already. A rule that the draft replaces does not count.
  private func covering(_ samples: [String]) -> RuleID? {
    if let id = draft.id, !replacing, trial.hasRule(id) { return id }
    let phrases = draft.flag + (samples.isEmpty ? draft.patterns : samples)
    let rules = phrases.map { trial.flag($0)?.rule }
    guard rules.allSatisfy({ $0 != nil }), let rule = rules.last ?? nil, rule != draft.id else { return nil }
    return rule
  }

  private func refusalOfWords() -> RuleRefusal? {
    if case .short(let pattern, _) = parsed {
      return .tooShort(pattern, goodSentences: goodSentences, quote: quote)
    }
    if goodSentences > 0 { return .tooCommon(goodSentences: goodSentences, quote: quote) }
    return draft.why.trimmed.isEmpty ? .noWhy : nil
  }

  private func refusalOfNames() -> RuleRefusal? {
    if let id = draft.id, !RuleNames.isGood(id.rawValue) { return .badIdentifier(id.rawValue) }
    if let category = draft.category?.rawValue, !category.hasPrefix("team_"),
      !trial.categories.contains(category)
    {
      return .unknownCategory(category, nearest: NearestName.find(category, among: trial.categories))
    }
    return nil
  }

  private func refusalOfInstead() -> RuleRefusal? {
    let better = draft.instead.filter { !$0.text.trimmed.isEmpty }
    if better.isEmpty { return .noInstead }
    for alternative in better {
      if meets(alternative.text) { return .insteadHoldsPhrase(alternative.text) }
      if let found = trial.flag(alternative.text) {
        return .insteadFlagged(alternative.text, by: found.rule, match: found.match)
      }
    }
    return nil
  }

  private func meets(_ text: String) -> Bool {
    Hearing(ContentTest.withoutBlanks(text), in: book).rules.contains { $0.index == index }
  }

  private func isFlaggedInAllForms(_ text: String) -> Bool {
    meets(text) && ContentFailure.Variation.allCases.allSatisfy { meets($0.apply(text)) }
  }
}

extension RuleTrial {
  fileprivate func hasRule(_ id: RuleID) -> Bool { loaded.book.rules.contains { $0.id == id } }
}

/// Makes permanent names out of wordings.
struct RuleNames {
  private var taken: Set<String>

  init(taken: Set<String>) { self.taken = taken }

  static func isGood(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("-") && name.count <= 80
      && name.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
      }
  }

  /// `team-` and the first words; Han characters by their sound.
  mutating func name(for wording: String) -> String {
    let latin = wording.applyingTransform(.toLatin, reverse: false) ?? wording
    let plain = (latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin).lowercased()
    let words = plain.replacing("'", with: "").split {
      !("a"..."z").contains($0) && !("0"..."9").contains($0)
    }
    let stem = (["team"] + words.prefix(6).map { String($0.prefix(12)) }).joined(separator: "-")
    var name = words.isEmpty ? "team-rule" : stem
    var number = 1
    while taken.contains(name) {
      number += 1
      name = (words.isEmpty ? "team-rule" : stem) + "-\(number)"
    }
    taken.insert(name)
    return name
  }

  mutating func name(for wording: String) -> RuleID { RuleID(rawValue: name(for: wording)) }
}
