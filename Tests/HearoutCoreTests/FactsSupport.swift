import Foundation
import PhraseMatching
import PhrasebookLoading

@testable import HearoutCore

/// The shipped phrasebook, read once for all tests of facts.
enum FactsSupport {
  static let phrasebook: Phrasebook = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let path = ProcessInfo.processInfo.environment["FACTS_PHRASEBOOK"] ?? folder.path + "/Phrasebook"
    let (languages, _) = PhrasebookSource(shipped: path).load()
    return Phrasebook(languages.map(\.book))
  }()

  /// Wednesday, 18 November 2026, twenty past two, in London or in Shanghai.
  static func clock(_ language: Language) -> Clock? {
    Clock(rfc3339: language == .chinese ? "2026-11-18T14:20:00+08:00" : "2026-11-18T14:20:00Z")
  }

  static func reader(_ text: String, _ language: Language, _ speaker: Speaker = .customer) -> FactReader {
    let ready = phrasebook[language]
    let turn = Turn(speaker: speaker, text: text, language: language, clock: clock(language))
    return FactReader(language: ready, hearing: Hearing(text, in: ready), turn: turn)
  }

  static func language(of text: String) -> Language { phrasebook.detect(text, usual: .english) }

  /// A moment in the local time of the language, to the minute: `2026-11-17 15:00`.
  static func shown(_ instant: Instant?, _ language: Language) -> String? {
    guard let instant, let clock = clock(language) else { return nil }
    let text = instant.rfc3339(offsetSeconds: clock.offsetSeconds)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
  }

  /// Facts of a kind as `value`, with `!` where they correct.
  static func values(_ kind: FactKind, in text: String) -> [String] {
    reader(text, language(of: text)).facts().filter { $0.kind == kind }.map {
      $0.value + ($0.corrects ? "!" : "")
    }
  }
}
