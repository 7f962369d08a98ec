import Foundation
import HearoutCore
import PhrasebookLoading
import Testing

/// The shipped phrasebook with few rules and no cues, so that it loads quickly; all else as shipped.
struct SmallBook {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  let folder: URL

  /// - Parameter rules: names of the rule files that stay.
  init(rules: [String] = ["calm-down.yaml"]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("small-\(UUID().uuidString)")
    let manager = FileManager.default
    for language in ["en", "zh"] {
      let (from, to) = (
        Self.root.appendingPathComponent("Phrasebook/\(language)"), folder.appendingPathComponent(language)
      )
      try manager.createDirectory(at: to.appendingPathComponent("rules"), withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: from.path) where name.hasSuffix(".yaml") {
        try manager.copyItem(at: from.appendingPathComponent(name), to: to.appendingPathComponent(name))
      }
      for name in rules {
        try manager.copyItem(
          at: from.appendingPathComponent("rules/\(name)"), to: to.appendingPathComponent("rules/\(name)"))
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  var source: PhrasebookSource { PhrasebookSource(shipped: folder.path) }

  /// One language of it.
  func load(_ language: Language, overlays: [String] = []) throws -> LoadedLanguage {
    let source = PhrasebookSource(shipped: folder.path, overlays: overlays)
    let (languages, problems) = source.load(only: language)
    #expect(problems.isEmpty, "\(problems)")
    return try #require(languages.first)
  }
}

/// Something else came out than was expected.
struct Unexpected: Error {
  var what: String
}
