import Authoring
import Doors
import HearoutCore
import PhraseMatching
import PhrasebookLoading
import Reporting
import TextLayout

/// What the tools for a team's own rules share: the book as it is, where the rules go, how they are proved.
struct TeamDesk {
  let desk: Desk
  /// The overlay folder that is written to.
  let folder: String
  /// Whether that is the user's own one, which is always laid on top.
  let isOwnFolder: Bool

  init(_ desk: Desk, into: String?) {
    self.desk = desk
    folder = into ?? desk.surroundings.places.phrasebook
    isOwnFolder = into == nil || into == desk.surroundings.places.phrasebook
  }

  private var interface: Interface { desk.interface }

  /// The book with the folder on top, as far as there is one.
  private func source(_ language: Language) -> PhrasebookSource {
    var source = desk.library.source
    if !source.overlays.contains(folder), Files.isFolder("\(folder)/\(language.rawValue)") {
      source.overlays.append(folder)
    }
    return source
  }

  /// The whole book of a language.
  func load(_ language: Language) throws -> LoadedLanguage {
    let (languages, problems) = source(language).load(only: language)
    if problems.contains(where: { $0.severity == .error }) {
      throw Failure.brokenBook(problems, desk.library)
    }
    guard let loaded = languages.first else { throw Failure.silent(.badData) }
    return loaded
  }

  func file(_ language: Language) throws -> TeamFile {
    do throws(TeamFile.Trouble) {
      return try TeamFile(folder: folder, language: language)
    } catch {
      throw failure(error)
    }
  }

  /// Writes rules, then reads the whole book again and runs their examples.
  /// - Returns: the book with the rules in it.
  func write(_ rules: [AuthoredRule], _ language: Language) throws -> LoadedLanguage {
    let file = try file(language)
    do throws(TeamFile.Trouble) {
      try file.write(file.adding(rules), isPrivate: isOwnFolder)
    } catch {
      throw failure(error)
    }
    let loaded = try load(language)
    let failures = ContentTest(loaded).failures(in: file.path)
    guard failures.isEmpty else {
      let text = TestText(words: interface)
      for failure in failures {
        try Output.error.line("\(failure.place.file):\(failure.place.line): " + text.message(failure))
      }
      throw Failure.silent(.badData)
    }
    return loaded
  }

  private func failure(_ trouble: TeamFile.Trouble) -> Failure {
    switch trouble {
    case .broken(let problems): .brokenBook(problems, desk.library)
    case .notWritable(let path): .told(interface(.fileNotWritable, ["path": path]), .cannotCreate)
    }
  }
}

/// Verdicts on drafts in words.
struct VerdictText {
  let words: Interface

  func text(_ verdict: RuleVerdict) -> String {
    switch verdict {
    case .good(let rule):
      words(.importAdded, ["rule": rule.id.rawValue, "phrase": rule.patterns.first ?? ""])
    case .covered(let rule): words(.verdictCovered, ["rule": rule.rawValue])
    case .refused(let refusal): text(refusal)
    }
  }

  func text(_ refusal: RuleRefusal) -> String {
    switch refusal {
    case .noPhrase: words(.verdictNoPhrase)
    case .noWhy: words(.verdictNoWhy)
    case .noInstead: words(.verdictNoInstead)
    case .pattern(let pattern, let error): problem(error, pattern)
    case .tooShort(let found, let count, let quote):
      words(.verdictTooShort, ["found": found])
        + (count > 0 ? words(.verdictCommonToo, ["count": "\(count)", "quote": quote]) : "")
    case .tooCommon(let count, let quote):
      words(count == 1 ? .verdictOneGood : .verdictTooCommon, ["count": "\(count)", "quote": quote])
    case .insteadFlagged(let text, let rule, let match):
      words(.verdictInsteadFlagged, ["text": text, "rule": rule.rawValue, "match": match])
    case .insteadHoldsPhrase(let text): words(.verdictInsteadHolds, ["text": text])
    case .exampleNotFlagged(let text): words(.verdictExample, ["text": text])
    case .cleanFlagged(let text, let rule): words(.verdictClean, ["text": text, "rule": rule.rawValue])
    case .badIdentifier(let found): words(.verdictID, ["found": found])
    case .unknownCategory(let found, let near): nearest(words(.verdictCategory, ["found": found]), near)
    case .unknownSeverity(let found): words(.verdictSeverity, ["found": found])
    case .unknownStep(let found):
      words(
        .verdictStep,
        ["found": found, "expected": Step.allCases.map(\.rawValue).joined(separator: ", ")])
    case .repeated(let line): words(.verdictRepeated, ["line": "\(line)"])
    }
  }

  private func nearest(_ text: String, _ near: String?) -> String {
    text + (near.map { words(.problemNearest, ["nearest": $0]) } ?? "")
  }

  private func problem(_ error: PatternError, _ pattern: String) -> String {
    let place = Place(file: "", line: 1, column: 0)
    let problem = Diagnostic(error, pattern: pattern, at: place, lists: [])
    return DiagnosticText(interface: words, painter: .plain).message(problem)
  }
}
