import Foundation
public import HearoutCore
import PhrasebookLoading

/// The file of a team's own rules, in a folder that is laid on top of the shipped phrasebook.
public struct TeamFile: Sendable, Hashable {
  public let path: String
  private let text: String
  private let items: [RuleFileItem]

  /// Why the file cannot be added to.
  public enum Trouble: Error, Sendable, Hashable {
    case broken([Diagnostic])
    case notWritable(String)
  }

  /// Opens the file of a language in an overlay folder; there need not be one yet.
  public init(folder: String, language: Language) throws(Trouble) {
    path = "\(folder)/\(language.rawValue)/rules/team.yaml"
    guard let data = FileManager.default.contents(atPath: path) else {
      (text, items) = ("", [])
      return
    }
    text = String(decoding: data, as: UTF8.self)
    let (items, problems) = RuleFileItem.items(of: path)
    guard problems.isEmpty else { throw .broken(problems) }
    self.items = items
  }

  /// Rules that stand in the file already.
  public var ids: [RuleID] { items.map(\.id) }

  /// The whole file with the rules added; one that has the name of a rule in it takes its place.
  public func adding(_ rules: [AuthoredRule]) -> String {
    guard !items.isEmpty else { return "rules:\n" + rules.map { $0.yaml() }.joined(separator: "\n") }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    let indent = lines[items[0].line - 1].prefix { $0 == " " }.count
    for item in items.reversed() where rules.contains(where: { $0.id == item.id }) {
      remove(item, from: &lines)
    }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n\n"
      + rules.map { $0.yaml(indent: indent) }.joined(separator: "\n")
  }

  /// Takes an item out; remarks above the next one stay.
  private func remove(_ item: RuleFileItem, from lines: inout [String]) {
    let next = items.first { $0.line > item.line }.map { $0.line - 1 } ?? lines.count
    var end = min(next, lines.count)
    func isLoose(_ line: String) -> Bool {
      let bare = line.drop { $0 == " " }
      return bare.isEmpty || bare.hasPrefix("#")
    }
    while end > item.line, next < lines.count, isLoose(lines[end - 1]) { end -= 1 }
    lines.removeSubrange((item.line - 1)..<end)
  }

  /// Writes the file whole or not at all.
  /// - Parameter isPrivate: makes folders for the owner alone.
  public func write(_ text: String, isPrivate: Bool) throws(Trouble) {
    let folder = String(path.prefix(path.count - "/team.yaml".count))
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: isPrivate ? [.posixPermissions: 0o700] : nil)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      if isPrivate {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      }
    } catch {
      throw .notWritable(path)
    }
  }
}
