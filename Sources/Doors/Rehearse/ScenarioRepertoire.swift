public import HearoutCore
public import Rehearsal

/// Makes the lines that the explorer says to a scenario: the language folder has the words, the scenario what they are about.
public struct ScenarioRepertoire: Sendable {
  private let scenario: Scenario
  private let book: LanguageBook
  private let vocabulary: Vocabulary

  public init(_ scenario: Scenario, book: LanguageBook, vocabulary: Vocabulary) {
    self.scenario = scenario
    self.book = book
    self.vocabulary = vocabulary
  }

  /// Places in the list `explore.moves`.
  private static let kinds: [Repertoire.Kind] = [
    .listening, .sorry, .apology, .feeling, .openQuestion, .paraphrase, .consent, .promise, .thanks,
    .anythingElse, .close, .vaguePromise, .hurt(0), .hurt(1), .hurt(2), .hurt(3), .hurt(4), .hurt(5),
    .nonsense, .moment,
  ]

  public func repertoire() -> Repertoire {
    let matter = vocabulary.matter(scenario.openingLine + " " + (scenario.vent.first?.say ?? ""))
    var lines = Self.kinds.enumerated().map { place, kind in
      Repertoire.Line(
        kind,
        Interface.fill(
          book.interface.list(.exploreMoves, at: place),
          ["name": scenario.customer.address, "matter": matter]))
    }
    lines.append(Repertoire.Line(.silence, ""))
    lines += questions() + offers() + phrases()
    // The trainer's own good lines are the most natural ones.
    lines += (scenario.good?.lines ?? []).map { Repertoire.Line(.unknown, $0) }
    return Repertoire(lines.filter { $0.kind == .silence || !$0.text.isEmpty })
  }

  private func questions() -> [Repertoire.Line] {
    scenario.facts.indices.flatMap { place -> [Repertoire.Line] in
      let fact = scenario.facts[place]
      let own = (scenario.patterns[.asks(place)] ?? []).map { asking(PatternSample.text($0)) }
      let general = book.facts.first { $0.kind == fact.kind }.map { [$0.ask] } ?? []
      return (general + own).map { Repertoire.Line(.question(place), $0) }
    }
  }

  private func offers() -> [Repertoire.Line] {
    var lines: [Repertoire.Line] = []
    var firsts: [String] = []
    for place in scenario.resolutions.indices {
      let samples = (scenario.patterns[.offers(place)] ?? []).map(PatternSample.text).filter { !$0.isEmpty }
      if let first = samples.first { firsts.append(first) }
      for sample in samples {
        let text = book.interface(.exploreOffer, ["offer": sample])
        lines.append(Repertoire.Line(.offer(place), text))
      }
    }
    if firsts.count >= 2 {
      let text = book.interface(.exploreOptions, ["offer": firsts[0], "other": firsts[1]])
      lines.append(Repertoire.Line(.options, text))
    }
    return lines
  }

  private func phrases() -> [Repertoire.Line] {
    let traps = scenario.traps.indices.flatMap { place in
      (scenario.patterns[.trap(place)] ?? []).map { Repertoire.Line(.trap(place), PatternSample.text($0)) }
    }
    let triggers = scenario.triggers.indices.flatMap { place in
      (scenario.patterns[.trigger(place)] ?? []).map {
        Repertoire.Line(.trigger(place), PatternSample.text($0))
      }
    }
    return traps + triggers
  }

  private func asking(_ text: String) -> String {
    guard let last = text.unicodeScalars.last else { return "" }
    if last == "?" || last == "\u{FF1F}" { return text }
    return text + (last.value >= 0x2E80 ? "\u{FF1F}" : "?")
  }
}

/// A sentence that a pattern meets: the first way through its choices, without what may be left out.
enum PatternSample {
  static func text(_ pattern: String) -> String {
    var reader = Reader(rest: Substring(pattern))
    let words = reader.sequence().split(separator: " ").joined(separator: " ")
    return reader.isQuestion ? words + "?" : words
  }

  private struct Reader {
    var rest: Substring
    var isQuestion = false

    mutating func sequence() -> String {
      var text = ""
      while let first = rest.first, first != "|", first != ")", first != "]" {
        rest.removeFirst()
        switch first {
        case "(": text += " " + choice().first { !$0.isEmpty }.map { $0 + " " }.orEmpty
        case "[":
          _ = choice()
          text += " "
        case "<":
          rest = rest.drop { $0 != ">" }.dropFirst()
          text += " 3 "
        case ".", "^", "$": text += " "
        case "*": text += " 3 "
        case "?": isQuestion = true
        default: text.append(first)
        }
      }
      return Self.tight(text)
    }

    /// The ways of a choice, its closing mark eaten.
    private mutating func choice() -> [String] {
      var ways = [sequence()]
      while rest.first == "|" {
        rest.removeFirst()
        ways.append(sequence())
      }
      if !rest.isEmpty { rest.removeFirst() }
      return ways
    }

    /// In Han script words stand without spaces.
    private static func tight(_ text: String) -> String {
      let pieces = text.split(separator: " ")
      return pieces.reduce(into: "") { result, piece in
        let isHan = (result.unicodeScalars.last?.value ?? 0) >= 0x2E80
        result += result.isEmpty || isHan ? String(piece) : " " + piece
      }
    }
  }
}

extension String? {
  fileprivate var orEmpty: String { self ?? "" }
}
