import HearoutCore
public import Privacy
public import Rehearsal
import Reporting
import TextLayout

/// The debrief at the end of a rehearsal, in every form in which it leaves the program.
public struct RehearsalDebrief: Sendable {
  public let record: RehearsalRecord
  public let debrief: Debrief
  public let model: ModelAnswer?
  private let book: LanguageBook

  /// - Returns: `nil` where the agent said nothing.
  public init?(_ rehearsal: Rehearsal) {
    let setting = rehearsal.setting
    let book = setting.reader.phrasebook[setting.language].book
    let record = rehearsal.record()
    guard let debrief = Debrief(record, book: book) else { return nil }
    self.record = record
    self.debrief = debrief
    self.book = book
    model = rehearsal.call.beginning.flatMap { ModelAnswer(setting, $0, record, debrief) }
  }

  private var offsetSeconds: Int { record.turns.first?.agent.clock?.offsetSeconds ?? 0 }

  /// For the terminal.
  /// - Parameters:
  ///   - width: cells of a line; `Int.max` for no wrapping.
  ///   - isPlain: no block characters.
  func rows(width: Int, isPlain: Bool) -> [TextLayout.Span] {
    DebriefText(
      debrief, scenario: record.scenario, book: book, model: model, width: width, isPlain: isPlain,
      offsetSeconds: offsetSeconds
    ).rows()
  }

  /// As a page that stands by itself.
  /// - Parameter masker: hides what the agent typed of numbers and addresses.
  public func html(masker: Masker) -> String {
    let masked = masker.masked(record)
    return DebriefPage(
      Debrief(masked, book: book) ?? debrief, record: masked, book: book, model: model,
      offsetSeconds: offsetSeconds
    ).html()
  }

  /// As a JSON line.
  public func json() -> String { DebriefJSON().line(debrief, model: model) }
}
