import HearoutCore

/// What must hold over whole books and between languages.
struct BookCheck {
  let problems: ProblemList

  func check(_ books: [LanguageBook], folder: String) {
    for book in books { complete(book, folder) }
    guard let first = books.first(where: { $0.language == .english }) ?? books.first else { return }
    for book in books where book.language != first.language { sameBlanks(book, as: first, folder) }
  }

  private func complete(_ book: LanguageBook, _ folder: String) {
    func demand<Key: CaseIterable & RawRepresentable & Hashable>(
      _ file: String, _ keys: some Sequence<Key>, _ has: (Key) -> Bool
    ) where Key.RawValue == String {
      for key in keys where !has(key) {
        let place = Place(file: "\(folder)/\(book.language.rawValue)/\(file).yaml", line: 1, column: 1)
        problems.report("missing-key", at: place, ["expected": key.rawValue])
      }
    }
    for category in Category.shipped where book.categories[category] == nil {
      let place = Place(file: "\(folder)/\(book.language.rawValue)/categories.yaml", line: 1, column: 1)
      problems.report("missing-key", at: place, ["expected": category.rawValue])
    }
    demand("steps", Step.allCases) { book.steps[$0] != nil }
    demand("styles", SocialStyle.allCases) { book.styles[$0] != nil }
    demand("reactions", Reaction.allCases.filter { $0 != .none }) { book.reactions[$0] != nil }
    demand("safety", Threat.allCases.filter(\.endangersSomebody)) { book.safety[$0] != nil }
    demand("facts", FactKind.allCases) { kind in book.facts.contains { $0.kind == kind } }
  }

  /// A string of the interface has the same blanks in every language, or a value would be lost.
  private func sameBlanks(_ book: LanguageBook, as other: LanguageBook, _ folder: String) {
    for key in InterfaceKey.allCases {
      guard let text = book.interface.strings[key.rawValue], let model = other.interface.strings[key.rawValue]
      else { continue }
      let (found, expected) = (Set(Interface.blanks(in: text)), Set(Interface.blanks(in: model)))
      guard found != expected else { continue }
      problems.report(
        "blanks-differ",
        at: Place(file: "\(folder)/\(book.language.rawValue)/interface.yaml", line: 1, column: 1),
        [
          "found": "\(key.rawValue): " + found.sorted().joined(separator: ", "),
          "expected": expected.sorted().joined(separator: ", "),
        ])
    }
  }
}
