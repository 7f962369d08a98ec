import PhraseMatching

/// The lists of a vocabulary, folded as texts are and found by the first word of each entry.
final class FactLexicon: Sendable {
  /// A form of an entry: its list, the words behind the first, and what it means.
  struct Entry: Sendable {
    var list: FactList
    var rest: [UInt64]
    /// Up to three numbers behind the equals sign.
    var numbers: (Double, Double, Double)
    /// What stands behind the equals sign.
    var meaning: String
  }

  let entries: [Entry]
  /// Hour at which an office closes: what "by Friday" means where no time is named.
  let closeHour: Double
  /// Whether `3/5` is the third of May.
  let isDayFirst: Bool
  /// The first currency of the list.
  let firstMoney: String
  /// What is put behind a surname whose bearer's title is not known.
  let unknownTitle: String?
  /// First word → its entries, longest first.
  private let heads: [UInt64: Range<Int32>]
  /// Endings that hang on numbers, as in `15th`, `3pm`, `40k`.
  private let endings: [String: [Int32]]

  init(_ vocabulary: FactVocabulary, folder: TextFolder) {
    var forms: [(head: UInt64, entry: Entry, written: String)] = []
    for list in FactList.allCases {
      for line in vocabulary[list.rawValue] {
        let (written, meaning) = Self.parts(of: line)
        let numbers = Self.numbers(in: meaning)
        for form in written {
          let folded = folder.fold(form)
          let tokens = folded.withoutFillers.flatMap { $0.isEmpty ? nil : $0 } ?? folded.tokens
          guard let first = tokens.first else { continue }
          let rest = tokens.dropFirst().map(\.hash)
          let entry = Entry(list: list, rest: rest, numbers: numbers, meaning: meaning)
          forms.append((first.hash, entry, form))
        }
      }
    }
    // Sorting by position as the last word keeps the order of the file, so that reading never depends on
    // hashing.
    let order = forms.indices.sorted { a, b in
      if forms[a].head != forms[b].head { return forms[a].head < forms[b].head }
      if forms[a].entry.rest.count != forms[b].entry.rest.count {
        return forms[a].entry.rest.count > forms[b].entry.rest.count
      }
      return a < b
    }
    entries = order.map { forms[$0].entry }
    var heads: [UInt64: Range<Int32>] = [:]
    var endings: [String: [Int32]] = [:]
    for (position, index) in order.enumerated() {
      let start = heads[forms[index].head]?.lowerBound ?? Int32(position)
      heads[forms[index].head] = start..<Int32(position + 1)
      if [.ordinalEnding, .meridiem, .multiplier, .money].contains(forms[index].entry.list) {
        endings[forms[index].written, default: []].append(Int32(position))
      }
    }
    self.heads = heads
    self.endings = endings
    closeHour = Self.numbers(in: vocabulary[FactList.closeHour.rawValue].first ?? "17.5").0
    firstMoney = vocabulary[FactList.money.rawValue].first.map { Self.parts(of: $0).meaning } ?? ""
    unknownTitle = vocabulary[FactList.unknownTitle.rawValue].first
    isDayFirst = vocabulary[FactList.dayFirst.rawValue].first != "no"
  }

  /// Entries that start with a word.
  func candidates(_ head: UInt64) -> Range<Int32>? { heads[head] }

  /// The entry of `list` for letters that hang on a number.
  func ending(_ written: String, in list: FactList) -> Int32? {
    endings[written]?.first { entries[Int($0)].list == list }
  }

  /// `monday | mon = 1` → the forms and what they mean.
  private static func parts(of line: String) -> (forms: [String], meaning: String) {
    var forms = line[...]
    var meaning = ""
    if let range = split(line) {
      forms = line[..<range.lowerBound]
      meaning = String(line[range.upperBound...])
    }
    return (forms.split(separator: "|").map { trimmed($0) }.filter { !$0.isEmpty }, trimmed(meaning[...]))
  }

  /// The place of the last ` = `.
  private static func split(_ line: String) -> Range<String.Index>? {
    guard let sign = line.lastIndex(of: "="), sign > line.startIndex, line[line.index(before: sign)] == " "
    else {
      return nil
    }
    return sign..<line.index(after: sign)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private static func numbers(in text: String) -> (Double, Double, Double) {
    let values = text.split(separator: " ").prefix(3).map { Double($0) ?? .nan }
    func value(_ index: Int) -> Double { index < values.count ? values[index] : .nan }
    return (value(0), value(1), value(2))
  }
}
