import CaseLog
import Doors
import HearoutCore
import PhrasebookLoading
import Privacy
import Reporting
import TextLayout

/// What the options that every command has ask for.
struct DeskChoices {
  /// Folders laid on top of the shipped phrasebook.
  var overlays: [String] = []
  /// The language named, if one was.
  var language: String?
  var isPlain = false
}

/// What every command needs, made once: surroundings, the opened phrasebook, the language of the interface.
struct Desk {
  let surroundings: Surroundings
  let library: Library
  let opened: Library.Opened
  let language: Language
  let isPlain: Bool

  /// - Parameter isConversation: whether somebody will be typing meanwhile; then no progress line gets in the way.
  init(_ choices: DeskChoices, isConversation: Bool = false) throws {
    surroundings = Surroundings.current()
    let library: Library
    do throws(PhrasebookSource.NotFound) {
      library = try Library(surroundings, overlays: choices.overlays)
    } catch {
      throw Failure.noPhrasebook(tried: error.tried)
    }
    self.library = library
    do throws(BrokenBook) {
      let progress = ProgressLine(isTerminal: surroundings.errorIsTerminal)
      let usual = surroundings.usualLanguage
      opened = try library.open { share, book in
        guard !isConversation else { return }
        progress.show(share, book[usual].book.interface(.learnProgress))
      }
    } catch {
      throw Failure.brokenBook(error.problems, library)
    }
    isPlain =
      choices.isPlain || surroundings.isDumb || !surroundings.inputIsTerminal
      || !surroundings.outputIsTerminal
    language = try Self.language(choices.language, opened, surroundings)
  }

  private static func language(_ named: String?, _ opened: Library.Opened, _ surroundings: Surroundings)
    throws
    -> Language
  {
    guard let named else {
      let usual = surroundings.usualLanguage
      return opened.phrasebook.known.contains(usual) ? usual : opened.phrasebook.fallback
    }
    let language = Language(rawValue: named)
    guard opened.phrasebook.known.contains(language) else {
      let known = opened.phrasebook.known.map(\.rawValue).joined(separator: ", ")
      let words = opened.phrasebook[opened.phrasebook.fallback].book.interface
      throw Failure.told(words(.unknownLanguage, ["found": named, "expected": known]), .usage)
    }
    return language
  }

  var interface: Interface { opened.phrasebook[language].book.interface }
  var painter: Painter { surroundings.painter(isPlain: isPlain) }

  func openLog() throws -> CaseLog {
    do throws(LogTrouble) {
      return try CaseLog(path: surroundings.places.cases)
    } catch {
      throw Failure.told(TroubleText(interface).text(error, path: surroundings.places.cases), .cannotWrite)
    }
  }

  func say(_ text: String) throws { try Output.standard.line(text) }
}
