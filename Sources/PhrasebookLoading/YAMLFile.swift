import Foundation
import HearoutCore
import PhraseMatching
import Yams

/// A YAML file read into nodes with their places. Bounded in size, depth and number of nodes; aliases are refused,
/// so that a small file cannot grow large.
struct YAMLFile {
  /// Bytes; a phrasebook file is a few hundred kilobytes at most.
  static let sizeLimit = 8_000_000
  static let depthLimit = 24
  static let nodeLimit = 400_000

  let name: String
  let root: Node

  /// - Returns: `nil` when the file cannot be read; the reason is in `problems`.
  init?(path: String, name: String, problems: ProblemList) {
    let start = Place(file: name, line: 1, column: 1)
    guard let data = FileManager.default.contents(atPath: path) else {
      problems.report("cannot-read", at: start)
      return nil
    }
    guard data.count <= Self.sizeLimit else {
      problems.report(
        "file-too-large", at: start, ["found": "\(data.count)", "expected": "\(Self.sizeLimit)"])
      return nil
    }
    guard let text = String(data: data, encoding: .utf8) else {
      problems.report("not-utf8", at: Self.firstBadByte(data, name: name))
      return nil
    }
    self.init(text: text, name: name, problems: problems)
  }

  init?(text: String, name: String, problems: ProblemList) {
    self.name = name
    if let place = Self.anchor(in: text, name: name) {
      problems.report("anchors-not-allowed", at: place)
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        problems.report("file-empty", at: Place(file: name, line: 1, column: 1))
        return nil
      }
      root = node
    } catch {
      problems.report("yaml-syntax", at: Self.place(of: error, name: name), ["found": Self.reason(error)])
      return nil
    }
    var count = 0
    if Self.isTooLarge(root, depth: 0, count: &count) {
      problems.report(
        "nested-too-deeply", at: Place(file: name, line: 1, column: 1), ["expected": "\(Self.depthLimit)"])
      return nil
    }
  }

  private static func isTooLarge(_ node: Node, depth: Int, count: inout Int) -> Bool {
    count += 1
    guard depth <= depthLimit, count <= nodeLimit else { return true }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        if isTooLarge(key, depth: depth + 1, count: &count)
          || isTooLarge(value, depth: depth + 1, count: &count)
        {
          return true
        }
      }
    case .sequence(let sequence):
      for value in sequence where isTooLarge(value, depth: depth + 1, count: &count) { return true }
    case .scalar, .alias: break
    }
    return false
  }

  /// The first anchor or alias at the start of a value: `key: &a`, `- *a`. Quoted and plain text may hold both signs.
  private static func anchor(in text: String, name: String) -> Place? {
    var line = 0
    for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      guard row.contains("&") || row.contains("*") else { continue }
      let scalars = Array(row.unicodeScalars)
      for index in scalars.indices where scalars[index] == "&" || scalars[index] == "*" {
        let before = scalars[..<index].reversed().drop { $0 == " " }
        let follows = index + 1 < scalars.count ? scalars[index + 1] : " "
        let isName = follows.properties.isAlphabetic || follows == "_"
        let opens =
          before.isEmpty || before.first == ":" || before.first == "-" || before.first == "["
          || before.first == ","
        let isSpaced = index == 0 || scalars[index - 1] == " " || scalars[index - 1] == "["
        let isQuoted = scalars[..<index].count(where: { $0 == "\"" }) % 2 == 1
        if isName, opens, isSpaced, !isQuoted { return Place(file: name, line: line, column: index + 1) }
      }
    }
    return nil
  }

  private static func firstBadByte(_ data: Data, name: String) -> Place {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var bytes = data.makeIterator()
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue("\n"):
        line += 1
        column = 1
      case .scalarValue: column += 1
      case .emptyInput, .error: return Place(file: name, line: line, column: column)
      }
    }
  }

  private static func place(of error: any Error, name: String) -> Place {
    switch error as? YamlError {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      Place(file: name, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(_, let context):
      Place(file: name, line: context.mark.line, column: context.mark.column)
    default: Place(file: name, line: 1, column: 1)
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
      problem
    case .duplicatedKeysInMapping(let duplicates, _):
      "duplicate key " + duplicates.joined(separator: ", ")
    default: String(describing: error)
    }
  }
}
