import Foundation
public import HearoutCore
import Reporting
public import SystemPackage

/// The filter of `hearout analyze`: a turn a line in, its reading a line out, flushed a line at a time.
public struct Analyze: Sendable {
  /// Unicode scalars; a longer turn is refused, not cut.
  static let textLimit = 200_000

  private let reader: TurnReader
  private let interface: Interface
  /// The language where a line names none and it cannot be detected, or the one set for all.
  private let language: Language?

  public init(reader: TurnReader, interface: Interface, language: Language?) {
    self.reader = reader
    self.interface = interface
    self.language = language
  }

  private struct Line: Decodable {
    var id: JSONValue?
    var call: JSONValue?
    var speaker: String?
    var text: String?
    var lang: String?
    var at: String?
  }

  /// Why a line was refused.
  private struct Refusal: Error { var message: String }

  /// Answers every line.
  /// - Returns: whether all lines could be read.
  public func run(_ input: FileDescriptor, _ output: Output) throws -> Bool {
    var calls: [JSONValue: Call] = [:]
    var stream = LineStream(input)
    var number = 0
    var allGood = true
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    while let bytes = try stream.next() {
      number += 1
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      var answer: Data
      do throws(Refusal) {
        answer = try encode(turn(bytes, &calls), encoder)
      } catch {
        allGood = false
        answer = (try? encoder.encode(RefusedLine(line: number, message: error.message))) ?? Data()
      }
      answer.append(0x0A)
      try output.write(answer)
    }
    return allGood
  }

  private func encode(_ turn: AnalyzedTurn, _ encoder: JSONEncoder) throws(Refusal) -> Data {
    do {
      return try encoder.encode(turn)
    } catch {
      throw Refusal(message: interface(.analyzeUnreadable))
    }
  }

  private func turn(_ bytes: [UInt8], _ calls: inout [JSONValue: Call]) throws(Refusal) -> AnalyzedTurn {
    let line = try parse(bytes)
    guard let text = line.text else { throw Refusal(message: interface(.analyzeNoText)) }
    guard let name = line.speaker else { throw Refusal(message: interface(.analyzeNoSpeaker)) }
    guard let speaker = Speaker(rawValue: name) else {
      throw Refusal(message: interface(.analyzeBadSpeaker, ["found": name]))
    }
    let count = text.unicodeScalars.count
    guard count <= Self.textLimit else {
      throw Refusal(
        message: interface(.analyzeTooLong, ["found": "\(count)", "expected": "\(Self.textLimit)"]))
    }
    var clock: Clock?
    if let at = line.at {
      clock = Clock(rfc3339: at)
      if clock == nil { throw Refusal(message: interface(.analyzeBadTime, ["found": at])) }
    }
    let turn = Turn(speaker: speaker, text: text, language: try language(of: line, text), clock: clock)
    let callName = line.call ?? .null
    var call = callName == .null ? Call() : calls[callName] ?? Call()
    let reading = reader.read(turn, in: call)
    call.apply(.said(turn, reading, reader: reader.version))
    if callName != .null { calls[callName] = call }
    return AnalyzedTurn(id: line.id, callName: line.call, turn: turn, reading: reading, call: call)
  }

  private func parse(_ bytes: [UInt8]) throws(Refusal) -> Line {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Refusal(message: interface(.analyzeNotUTF8))
    }
    do {
      return try JSONDecoder().decode(Line.self, from: Data(bytes))
    } catch DecodingError.typeMismatch(_, let context) {
      let field = context.codingPath.last?.stringValue ?? ""
      throw Refusal(
        message: field.isEmpty ? interface(.analyzeNoObject) : interface(.analyzeWrongType, ["found": field]))
    } catch {
      throw Refusal(message: interface(.analyzeNoJSON))
    }
  }

  private func language(of line: Line, _ text: String) throws(Refusal) -> Language {
    if let named = line.lang {
      let language = Language(rawValue: named)
      guard reader.phrasebook.known.contains(language) else {
        let known = reader.phrasebook.known.map(\.rawValue).joined(separator: ", ")
        throw Refusal(message: interface(.analyzeBadLanguage, ["found": named, "expected": known]))
      }
      return language
    }
    return language ?? reader.phrasebook.detect(text, usual: reader.phrasebook.fallback)
  }
}
