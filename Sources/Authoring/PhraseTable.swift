public import Foundation
public import HearoutCore
import SwiftCSV

/// A column of a table of wordings.
public enum PhraseColumn: String, Sendable, Hashable, CaseIterable {
  case language, id, phrase, why, instead, category, severity, steps, unless
  case unlessAnywhere = "unless_anywhere"
  case examples, clean, source
}

/// A table of wordings as trainers keep it: one wording a line, in a spreadsheet's CSV.
public struct PhraseTable: Sendable {
  /// A line of the table with the line of the file where it starts.
  public struct Row: Sendable, Hashable {
    public var line: Int
    public var content: Content
  }
  public enum Content: Sendable, Hashable {
    case cells([PhraseColumn: String])
    case malformed(Malformed)
  }
  /// What is wrong with a line.
  public enum Malformed: Error, Sendable, Hashable {
    /// A quotation mark that is opened and never closed.
    case openQuote
    /// A quotation mark in the middle of a cell.
    case strayQuote
    case tooManyCells(found: Int, expected: Int)
  }
  /// Why a whole table cannot be read.
  public enum Trouble: Error, Sendable, Hashable {
    case empty
    case notUTF8(line: Int)
    /// There is no column for what must be said; the columns there are.
    case noColumn(PhraseColumn, found: [String])
  }

  public let rows: [Row]
  /// Columns that are left out because their names are not known.
  public let unknownColumns: [String]

  /// Reads a table: UTF-8 with or without a byte order mark; commas, semicolons or tabs; quoted cells with newlines.
  /// - Parameter column: the column that a header names, in any language.
  public init(_ data: Data, column: (String) -> PhraseColumn?) throws(Trouble) {
    let text = try Self.text(data)
    let delimiter = CSVDelimiter.guessed(string: text)
    var records = Self.records(text, delimiter: delimiter.rawValue)[...]
    guard let head = records.popFirst(), case .success(let names) = Self.cells(head, delimiter) else {
      throw .empty
    }
    let columns = names.map { column($0.trimmed.lowercased()) }
    for needed in [PhraseColumn.phrase, .instead] where !columns.contains(needed) {
      throw .noColumn(needed, found: names)
    }
    unknownColumns = zip(names, columns).filter { $0.1 == nil && !$0.0.trimmed.isEmpty }.map(\.0)
    rows = records.compactMap { record -> Row? in
      guard record.text.contains(where: { !$0.isWhitespace && $0 != delimiter.rawValue }) else { return nil }
      switch Self.cells(record, delimiter) {
      case .failure(let malformed): return Row(line: record.line, content: .malformed(malformed))
      case .success(let cells): return Row(line: record.line, content: Self.content(cells, columns))
      }
    }
  }

  private static func content(_ cells: [String], _ columns: [PhraseColumn?]) -> Content {
    let extra = cells.dropFirst(columns.count).contains { !$0.trimmed.isEmpty }
    if extra { return .malformed(.tooManyCells(found: cells.count, expected: columns.count)) }
    var values: [PhraseColumn: String] = [:]
    for (cell, column) in zip(cells, columns) {
      if let column, !cell.trimmed.isEmpty { values[column] = cell.trimmed }
    }
    return .cells(values)
  }

  private static func text(_ data: Data) throws(Trouble) -> String {
    if let text = String(validating: data, as: UTF8.self) {
      let bare = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
      guard bare.contains(where: { !$0.isWhitespace }) else { throw .empty }
      return bare
    }
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw .notUTF8(line: bad + 1)
  }

  private static func cells(_ record: Record, _ delimiter: CSVDelimiter) -> Result<[String], Malformed> {
    if record.isOpen { return .failure(.openQuote) }
    let parsed = try? EnumeratedCSV(string: record.text, delimiter: delimiter, loadColumns: false)
    return parsed.map { .success($0.header) } ?? .failure(.strayQuote)
  }

  // MARK: - Records

  private struct Record {
    var line: Int
    var text: String
    /// A quoted cell in it never ends.
    var isOpen: Bool
  }

  /// Takes a text apart into records, so that each has the line of the file where it starts. A quotation mark that is
  /// never closed costs its own line only.
  private static func records(_ text: String, delimiter: Character) -> [Record] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var records: [Record] = []
    var index = 0
    while index < lines.count {
      var end = index
      var state = QuoteState(delimiter: delimiter)
      state.take(lines[end])
      while state.isQuoted, end + 1 < lines.count {
        end += 1
        state.take(lines[end])
      }
      if state.isQuoted { end = index }
      let record = lines[index...end].joined(separator: "\n")
      records.append(Record(line: index + 1, text: record, isOpen: state.isQuoted))
      index = end + 1
    }
    return records
  }

  /// Whether the end of a line lies inside a quoted cell; a mark opens one at the start of a cell only.
  private struct QuoteState {
    let delimiter: Character
    private(set) var isQuoted = false

    init(delimiter: Character) { self.delimiter = delimiter }

    mutating func take(_ line: Substring) {
      var atStart = !isQuoted
      for character in line {
        if isQuoted {
          // A doubled mark closes and opens again at once, which comes to the same.
          if character == "\"" { isQuoted = false }
        } else if character == "\"" {
          if atStart || reopens { isQuoted = true }
        } else if character == delimiter {
          atStart = true
          reopens = false
          continue
        } else if character.isWhitespace, atStart {
          continue
        }
        reopens = character == "\"" && !isQuoted
        atStart = false
      }
      reopens = false
    }

    private var reopens = false
  }

  // MARK: - Writing

  /// Rules as a table that `init` reads back.
  public static func csv(_ rules: [(language: Language, rule: AuthoredRule)]) -> String {
    var lines = [PhraseColumn.allCases.map(\.rawValue).joined(separator: ",")]
    for (language, rule) in rules {
      let cells = PhraseColumn.allCases.map { cell(rule, language, $0) }
      lines.append(cells.map(quoted).joined(separator: ","))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func cell(_ rule: AuthoredRule, _ language: Language, _ column: PhraseColumn) -> String {
    switch column {
    case .language: language.rawValue
    case .id: rule.id.rawValue
    case .phrase: rule.patterns.joined(separator: "\n")
    case .why: rule.why
    case .instead: rule.instead.map { "\($0.nuance.rawValue): \($0.text)" }.joined(separator: "\n")
    case .category: rule.category.rawValue
    case .severity: rule.severity.rawValue
    case .steps: rule.steps.map(\.rawValue).joined(separator: " ")
    case .unless: rule.unless.joined(separator: "\n")
    case .unlessAnywhere: rule.unlessAnywhere.joined(separator: "\n")
    case .examples: rule.flag.joined(separator: "\n")
    case .clean: rule.clean.joined(separator: "\n")
    case .source: rule.source ?? ""
    }
  }

  private static func quoted(_ cell: String) -> String {
    let needs = cell.contains { $0 == "\"" || $0 == "," || $0 == ";" || $0 == "\t" || $0.isNewline }
    return needs ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}
