import ArgumentParser
import Doors
import HearoutCore
import PhrasebookLoading
import Reporting

/// `hearout phrasebook`: the trainer's tools.
struct PhrasebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phrasebook",
    subcommands: [
      ValidateBook.self, TestBook.self, ListBook.self, ShowRule.self, WhyBook.self, EvaluateBook.self,
      NewRule.self, ImportRules.self, ExportRules.self,
    ])
}

/// `hearout phrasebook validate`: every mistake, with its place.
struct ValidateBook: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "validate")
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let bench = try Workbench(shared)
    let (languages, found) = bench.library.source.load()
    let problems = found + bench.library.source.handbookProblems(languages)
    bench.tell(problems)
    if problems.contains(where: { $0.severity == .error }) { throw Failure.silent(.badData) }
    for language in languages {
      let words = bench.words
      try Output.standard.line(
        words(
          .bookValid,
          [
            "language": language.book.name, "rules": "\(language.book.rules.count)",
            "cues": "\(language.book.cues.count)", "examples": "\(language.examples.count)",
          ]))
    }
  }
}

/// `hearout phrasebook test`: runs the examples in the content; fails like a compiler, at the example's own line.
struct TestBook: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "test")
  @OptionGroup var shared: SharedOptions
  @Argument var only: String?

  func run() throws {
    let bench = try Workbench(shared)
    let (languages, problems) = bench.library.source.load()
    bench.tell(problems)
    if problems.contains(where: { $0.severity == .error }) { throw Failure.silent(.badData) }
    var failed = false
    func isMeant(_ place: Place) -> Bool { only.map(place.file.contains) ?? true }
    for language in languages {
      let failures = ContentTest(language).failures().filter { isMeant($0.place) }
      let text = TestText(words: bench.words)
      for failure in failures { bench.tell(at: failure.place, text.message(failure), marking: failure.text) }
      let exercises = bench.library.source.exerciseProblems(language).filter { isMeant($0.place) }
      bench.tell(exercises)
      failed = failed || !failures.isEmpty || !exercises.isEmpty
      try Output.standard.line(
        bench.words(
          .bookTested,
          [
            "language": language.book.name,
            "examples": "\(language.examples.count { isMeant($0.place) })",
            "failures": "\(failures.count)",
          ]))
    }
    if failed { throw Failure.silent(.findings) }
  }
}

/// What the trainer's tools need: the source, and words that are there even when the book is broken.
struct Workbench {
  let library: Library
  let words: Interface
  private let painterIsPlain: Bool

  init(_ shared: SharedOptions) throws {
    let surroundings = Surroundings.current()
    do throws(PhrasebookSource.NotFound) {
      library = try Library(surroundings, overlays: shared.phrasebook)
    } catch {
      throw Failure.noPhrasebook(tried: error.tried)
    }
    words = ProblemWords.best([], library)
    painterIsPlain = shared.plain
  }

  func tell(_ problems: [Diagnostic]) {
    let painter = Surroundings.current().painter(isPlain: painterIsPlain)
    let text = DiagnosticText(interface: words, painter: painter)
    for problem in problems {
      try? Output.error.line(text.text(problem, line: library.line(at: problem.place)))
    }
  }

  func tell(at place: Place, _ message: String, marking marked: String) {
    let painter = Surroundings.current().painter(isPlain: painterIsPlain)
    let text = DiagnosticText(interface: words, painter: painter)
    try? Output.error.line(
      text.text(message, at: place, length: marked.unicodeScalars.count + 2, line: library.line(at: place)))
  }
}

/// Failures of examples in words.
struct TestText {
  let words: Interface

  func message(_ failure: ContentFailure) -> String {
    let text =
      switch failure.reason {
      case .notFlagged(let rule): words(.testNotFlagged, ["rule": rule.rawValue])
      case .blocked(let rule, let by): words(.testBlocked, ["rule": rule.rawValue, "by": by.rawValue])
      case .flagged(let rule, let by, let match):
        words(.testFlagged, ["rule": rule.rawValue, "by": by.rawValue, "match": match])
      case .cueNotHeard(let cue): words(.testCueNotHeard, ["cue": cue.rawValue])
      case .cueHeard(let cue, let match): words(.testCueHeard, ["cue": cue.rawValue, "match": match])
      }
    return text + (failure.variation.map { words(.testVariation, ["variation": $0.rawValue]) } ?? "")
  }
}
