import PhraseMatching
import Testing

/// The pattern language, row by row: a pattern, a text, and the stretch that must be met (`nil`: none).
struct MatchingTests {
  private static let rules = FoldingRules(
    words: ["youre": ["you", "are"], "u": ["you"], "can't": ["can", "not"]],
    endings: ["'re": "are", "n't": "not"],
    fillers: ["um", "you know", "呃"], characters: ["您": "你", "錯": "错"], homophones: ["账帐"])

  private func matched(_ pattern: String, _ text: String) throws -> String? {
    let folder = TextFolder(Self.rules)
    let parser = PatternParser(folder: folder, lists: ["we": ["we", "our team"]])
    var compiler = MatcherCompiler(folder: folder, numberWords: ["two", "三"])
    try compiler.add(parser.parse(pattern), owner: 7)
    let matches = PhraseMatcher(compiler.tables()).matches(in: folder.fold(text))
    guard let match = matches.first else { return nil }
    #expect(match.owner == 7)
    let scalars = Array(text.unicodeScalars)[match.start..<match.end]
    return String(String.UnicodeScalarView(scalars))
  }

  @Test(
    arguments: [
      (
        "you (must|may) have [got|gotten] it wrong", "Sir, YOU MUST have gotten it wrong!",
        "YOU MUST have gotten it wrong"
      ),
      (
        "you (must|may) have [got|gotten] it wrong", "you, um, must have it wrong",
        "you, um, must have it wrong"
      ),
      ("you are wrong", "youre wrong", "youre wrong"),
      ("you are wrong", "You’re wrong", "You’re wrong"),
      ("you are wrong", "you know you are sooo wrong", nil),
      ("so sorry", "sooooo sorry", "sooooo sorry"),
      (
        "<we> never ... do that", "Our team never really would do that", "Our team never really would do that"
      ),
      ("<we> never ... do that", "We never. You do that.", nil),
      ("^ no way $", "No way, sir", "No way"),
      ("^ no way $", "there is no way", nil),
      ("wait <number> days", "please wait 5 days", "wait 5 days"),
      ("wait <number> days", "please wait two days", "wait two days"),
      ("are you sure ?", "Are you sure?", "Are you sure"),
      ("are you sure ?", "You are sure. Are you sure of it.", nil),
      ("it was * wrong", "it was quite wrong", "it was quite wrong"),
      ("it was * wrong", "it was wrong", nil),
      ("你肯定(弄|搞)错", "您肯定 呃 搞錯了", "您肯定 呃 搞錯"),
      ("查账", "我去查帐。", "查帐"),
      ("三天...打", "三天后再打", "三天后再打"),
      ("等<number>天", "等三天吧", "等三天"),
      (
        "[so] never ... (call|ring [us]) ... again", "never, please, ring me again",
        "never, please, ring me again"
      ),
      ("never ... (call|ring) ... again", "never, please, write me again", nil),
      ("never ... so ... again", "never sooooo much again", "never sooooo much again"),
      ("(you ... wrong|it ... fault)", "it is your own fault", "it is your own fault"),
    ] as [(String, String, String?)])
  func meets(pattern: String, text: String, expected: String?) throws {
    #expect(try matched(pattern, text) == expected)
  }

  @Test(
    arguments: [
      ("you (a|b", PatternError.Kind.unclosed("("), 4), ("a | b", .barOutsideParentheses, 2),
      ("x)", .unopened(")"), 1),
      ("<wee> go", .unknownList("wee", nearest: "we"), 0), ("hello", .tooShort, 0), ("...", .tooShort, 0),
      ("a (b|) c", .emptyChoice, 5), ("you ? know", .questionNotAtEnd, 4), ("", .empty, 0),
    ] as [(String, PatternError.Kind, Int)])
  func refuses(pattern: String, kind: PatternError.Kind, column: Int) {
    #expect(throws: PatternError(kind, column: column)) { try matched(pattern, "x") }
  }

  /// The automaton and a search that tries each pattern by itself must agree on any text.
  @Test func agreesWithNaiveSearch() throws {
    let folder = TextFolder(Self.rules)
    let parser = PatternParser(folder: folder, lists: [:])
    let words = ["a", "b", "c", "d", "e"]
    var seed: UInt64 = 42
    func roll(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    for _ in 0..<200 {
      let patterns = (0..<12).map { _ in (0..<(2 + roll(3))).map { _ in words[roll(5)] } }
      var compiler = MatcherCompiler(folder: folder)
      for (index, pattern) in patterns.enumerated() {
        try compiler.add(parser.parse(pattern.joined(separator: " ")), owner: index)
      }
      let text = (0..<24).map { _ in words[roll(5)] }
      let found = PhraseMatcher(compiler.tables()).matches(in: folder.fold(text.joined(separator: " ")))
      for (index, pattern) in patterns.enumerated() {
        let stands = (0...(text.count - pattern.count)).contains {
          Array(text[$0..<$0 + pattern.count]) == pattern
        }
        #expect(found.contains { $0.owner == index } == stands, "\(pattern) in \(text)")
      }
    }
  }
}
