import Authoring
import Foundation
import HearoutCore
import PhrasebookLoading
import Testing
import Yams

/// The style as Vale would read it. The engine here knows no look-behind of open length, so the expressions are tried
/// without the part that takes matches back.
@Suite(.serialized) struct ValeStyleTests {
  private struct Check: Decodable {
    var extends: String
    var message: String
    var level: String
    var ignorecase: Bool
    var nonword: Bool?
    var tokens: [String]
  }

  @Test(arguments: [Language.english, .chinese]) func everyFileIsACheckOfVale(language: Language) throws {
    let book = try SmallBook()
    defer { book.remove() }
    let loaded = try book.load(language)
    let files = ValeStyle([loaded]).files(note: "a\nb")
    #expect(files[0].path == ".vale.ini")
    #expect(files[0].text.hasPrefix("# a\n# b\nStylesPath = styles\nMinAlertLevel = suggestion\n"))
    var tokens = 0
    for file in files.dropFirst() {
      #expect(file.path.hasSuffix(".yml"), "Vale does not find files that end otherwise")
      let check = try YAMLDecoder().decode(Check.self, from: file.text)
      #expect(check.extends == "existence" && check.ignorecase)
      #expect(check.message.split(separator: "%s", omittingEmptySubsequences: false).count == 2)
      #expect(["error", "warning", "suggestion"].contains(check.level))
      #expect(check.nonword == (language == .chinese ? true : nil))
      tokens += check.tokens.count
      for token in check.tokens { #expect(!token.contains("((") && !token.isEmpty) }
    }
    #expect(tokens == loaded.rules.count)
  }
}
