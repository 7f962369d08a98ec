public import CaseLog
public import HearoutCore
import LineTerminal
import PhraseMatching
import TextLayout

/// Turning one's own forbidden wordings round, one after the other. A value: lines go in, verdicts come out.
public struct DrillSession: Sendable {
  /// A wording to turn round.
  public struct Card: Sendable {
    public var item: DrillItem
    public var rule: Rule
    /// The words as this person said them last; empty where they are not kept.
    public var words: String
    public var sentence: String
  }

  /// What came of an answer.
  public enum Verdict: Sendable, Hashable {
    /// Nothing in it hurts.
    case good
    /// It holds forbidden wordings itself.
    case flagged([HearoutCore.Flag])
    /// Too short to be said to anybody.
    case tooShort
    /// Nothing was typed; the card stays due.
    case skipped
  }

  public let cards: [Card]
  private let reader: TurnReader
  private let language: Language
  private var place = 0
  /// How many were turned round.
  public private(set) var mastered = 0
  /// How many were answered at all.
  public private(set) var answered = 0

  /// Words that an answer needs; Han characters count as one each.
  private static let wordsMin = 4

  /// - Parameters:
  ///   - items: what is due, the most missed first; those whose rule is not in the language's book are left out.
  ///   - results: the person's rehearsals, oldest first, for the words they used.
  public init(_ items: [DrillItem], results: [RehearsalResult], reader: TurnReader, language: Language) {
    let rules = reader.phrasebook[language].book.rules
    let said = results.reversed().flatMap { result -> [RehearsalScore.Said] in
      guard let score = result.score(as: RehearsalScore.self), score.language == language else { return [] }
      return score.said
    }
    cards = items.compactMap { item in
      guard let rule = rules.first(where: { $0.id == item.rule }) else { return nil }
      let last = said.first { $0.rule == item.rule }
      return Card(item: item, rule: rule, words: last?.words ?? "", sentence: last?.sentence ?? "")
    }
    self.reader = reader
    self.language = language
  }

  /// The wording to turn round now; `nil` at the end.
  public var card: Card? { cards.indices.contains(place) ? cards[place] : nil }
  /// Number of the card, from 1.
  public var number: Int { place + 1 }

  /// Takes an answer and goes on to the next card.
  public mutating func take(_ line: String) -> Verdict {
    place += 1
    let verdict = judge(line)
    if verdict != .skipped { answered += 1 }
    if verdict == .good { mastered += 1 }
    return verdict
  }

  private func judge(_ line: String) -> Verdict {
    guard line.contains(where: { !$0.isWhitespace }) else { return .skipped }
    let turn = Turn(speaker: .agent, text: line, language: language)
    guard case .agent(let reading) = reader.read(turn, in: Call()) else { return .skipped }
    if !reading.flags.isEmpty { return .flagged(reading.flags) }
    return reading.words < Self.wordsMin ? .tooShort : .good
  }
}

/// The drill in words.
public struct DrillText: Sendable {
  private let interface: Interface
  private let offsetSeconds: Int

  public init(_ interface: Interface, offsetSeconds: Int) {
    self.interface = interface
    self.offsetSeconds = offsetSeconds
  }

  /// The wording and why it hurts.
  public func question(_ card: DrillSession.Card, number: Int, of all: Int) -> [String] {
    let words = card.words.isEmpty ? card.rule.id.rawValue : card.words
    var lines = [
      interface(
        .drillPhrase,
        ["number": "\(number)", "all": "\(all)", "words": words, "times": "\(card.item.misses)"])
    ]
    if card.sentence.count > card.words.count {
      lines.append("   " + interface(.quote, ["text": card.sentence]))
    }
    return (lines + ["   " + card.rule.why]).map { visible($0) }
  }

  /// What came of it, and what the book would say.
  public func answer(_ verdict: DrillSession.Verdict, _ card: DrillSession.Card, due: Instant?) -> [String] {
    var lines: [String] =
      switch verdict {
      case .good:
        [interface(.drillGood, ["due": due.map { LiveScreen.date($0, offset: offsetSeconds) } ?? ""])]
      case .flagged(let flags):
        flags.prefix(2).map { interface(.drillFlagged, ["words": $0.match, "why": $0.why]) }
      case .tooShort: [interface(.drillTooShort)]
      case .skipped: [interface(.drillSkipped)]
      }
    lines += card.rule.instead.map { "   " + interface(.debriefBetter, ["text": $0.text]) }
    return lines.map { visible($0) }
  }

  public func summary(_ session: DrillSession) -> String {
    interface(
      .drillDone, ["good": "\(session.mastered)", "all": "\(session.answered)"])
  }
}
