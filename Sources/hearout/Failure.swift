import Doors
import HearoutCore
import PhrasebookLoading
import Reporting
import TextLayout

/// Why a command ends early, told on standard error.
enum Failure: Error {
  case told(String, Status)
  case brokenBook([Diagnostic], Library)
  case noPhrasebook(tried: [String])
  /// Everything was told already.
  case silent(Status)

  /// Tells the person; failures to write are not told again.
  func tell() -> Status {
    switch self {
    case .silent(let status): return status
    case .told(let text, let status):
      try? Output.error.line(visible(text, keepingNewlines: true))
      return status
    case .brokenBook(let problems, let library):
      let words = ProblemWords.best(problems, library)
      let painter = Surroundings.current().painter(isPlain: false)
      let text = DiagnosticText(interface: words, painter: painter)
      try? Output.error.line(words(.bookBroken))
      for problem in problems {
        try? Output.error.line(text.text(problem, line: library.line(at: problem.place)))
      }
      try? Output.error.line(words(.problemCount, ["count": "\(problems.count)"]))
      return .badData
    case .noPhrasebook(let tried):
      // Without a book there are no words of the interface; this is the one message that stands in the program.
      try? Output.error.line("hearout: no phrasebook found. Set HEAROUT_PHRASEBOOK. Tried:")
      for path in tried { try? Output.error.line("  " + visible(path)) }
      return .notFound
    }
  }
}

/// The best words to be had for problems of a broken book: those of the shipped one, if it can be read by itself.
enum ProblemWords {
  static func best(_ problems: [Diagnostic], _ library: Library) -> Interface {
    let usual = Surroundings.current().usualLanguage
    let loaded = library.source.load().languages
    let book = loaded.first { $0.book.language == usual } ?? loaded.first
    return book?.book.interface ?? Interface()
  }
}
