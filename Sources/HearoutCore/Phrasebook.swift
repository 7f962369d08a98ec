/// All content: one book for each language.
public struct Phrasebook: Sendable {
  public private(set) var languages: [Language: ReadyLanguage]
  /// The language spoken to a person whose language has no book.
  public let fallback: Language

  /// - Precondition: `books` is not empty.
  public init(_ books: [ReadyLanguage]) {
    precondition(!books.isEmpty, "a phrasebook has at least one language")
    languages = Dictionary(books.map { ($0.book.language, $0) }, uniquingKeysWith: { first, _ in first })
    fallback = languages[.english] == nil ? (languages.keys.min() ?? .english) : .english
  }

  /// The book of a language, or of the fallback.
  public subscript(_ language: Language) -> ReadyLanguage {
    guard let ready = languages[language] ?? languages[fallback] else {
      preconditionFailure("the fallback language has a book")
    }
    return ready
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
    return languages[detected] == nil ? usual : detected
  }
}
