public import HearoutCore
import Rehearsal
import TextLayout

/// A drill of one skill in words.
public struct SkillDrillText: Sendable {
  private let book: LanguageBook
  private var interface: Interface { book.interface }

  public init(_ book: LanguageBook) { self.book = book }

  /// What the drill is about.
  public func intro(_ drill: SkillDrill) -> String {
    interface.list(.skillIntros, at: DrillKind.allCases.firstIndex(of: drill.kind) ?? 0)
  }

  public func lines(_ lines: [SkillDrill.Line]) -> [String] {
    lines.map { visible(text($0)) }.filter { !$0.isEmpty }
  }

  public func summary(_ drill: SkillDrill) -> String {
    interface(.skillDone, ["good": "\(drill.good)", "all": "\(drill.answered)"])
  }

  private func text(_ line: SkillDrill.Line) -> String {
    switch line {
    case .customer(let number, let all, let name, let text):
      return interface(
        .skillCustomer, ["number": "\(number)", "all": "\(all)", "name": name, "text": text])
    case .more(let name, let text): return interface(.skillMore, ["name": name, "text": text])
    case .sentence(let number, let all, let text):
      return interface(.skillSentence, ["number": "\(number)", "all": "\(all)", "text": text])
    case .verdict(let verdict, let isGood, let style):
      let name = style.map { book.styles[$0]?.name ?? $0.rawValue } ?? ""
      let words = Interface.fill(
        interface.list(.skillVerdicts, at: verdict.rawValue), ["style": name])
      return interface(isGood ? .skillGood : .skillBad, ["text": words])
    case .flag(let words, let why):
      return interface(.skillBad, ["text": interface(.skillFlag, ["words": words, "why": why])])
    case .better(let text): return text.isEmpty ? "" : interface(.skillBetter, ["text": text])
    case .evidence(let quotes):
      let quoted = quotes.map { interface(.quote, ["text": $0]) }
      return interface(.skillEvidence, ["quotes": quoted.joined(separator: interface(.listSeparator))])
    }
  }
}
