import PhraseMatching
import Synchronization

/// All content: one book for each language, each made ready when it is first needed.
public struct Phrasebook: Sendable {
  /// The languages there are, sorted.
  public let known: [Language]
  /// The language spoken to a person whose language has no book.
  public let fallback: Language
  private let shelf: Shelf

  /// - Precondition: `known` is not empty, and `load` gives a book for each of them.
  public init(_ known: [Language], load: @escaping @Sendable (Language) -> LanguageBook) {
    precondition(!known.isEmpty, "a phrasebook has at least one language")
    self.known = known.sorted()
    fallback = known.contains(.english) ? .english : self.known[0]
    shelf = Shelf(load)
  }

  public init(_ books: [LanguageBook]) {
    let byLanguage = Dictionary(books.map { ($0.language, $0) }, uniquingKeysWith: { first, _ in first })
    self.init(Array(byLanguage.keys)) { byLanguage[$0] ?? LanguageBook(language: $0, name: $0.rawValue) }
  }

  /// The book of a language, or of the fallback.
  public subscript(_ language: Language) -> ReadyLanguage {
    shelf.ready(known.contains(language) ? language : fallback)
  }

  /// All languages, made ready.
  public var all: [ReadyLanguage] { known.map { self[$0] } }

  /// Books that are ready; several threads may ask for one.
  private final class Shelf: Sendable {
    private let books = Mutex<[Language: ReadyLanguage]>([:])
    private let load: @Sendable (Language) -> LanguageBook

    init(_ load: @escaping @Sendable (Language) -> LanguageBook) { self.load = load }

    func ready(_ language: Language) -> ReadyLanguage {
      books.withLock { books in
        if let ready = books[language] { return ready }
        let ready = ReadyLanguage(load(language))
        books[language] = ready
        return ready
      }
    }
  }

  /// The same books with neither rules nor cues, for telling what is heard without them.
  public func withoutPatterns() -> Phrasebook {
    Phrasebook(
      all.map { ready in
        var book = ready.book
        book.tables = MatcherTables()
        (book.rules, book.cues) = ([], [])
        return book
      })
  }

  /// The language of a text: that of most of its letters, a Han character weighing as much as two letters.
  ///
  /// - Parameter usual: taken where the text has no letters.
  public func detect(_ text: String, usual: Language) -> Language {
    var han = 0
    var latin = 0
    for scalar in text.unicodeScalars.prefix(4_000) {
      switch scalar.value {
      case 0x4E00...0x9FFF, 0x3400...0x4DBF: han += 2
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      default: break
      }
    }
    if han == 0 && latin == 0 { return usual }
    let detected: Language = han >= latin ? .chinese : .english
    return known.contains(detected) ? detected : usual
  }
}
