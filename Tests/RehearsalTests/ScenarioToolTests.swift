import Foundation
import HearoutCore
import PhrasebookLoading
import Testing

@testable import Doors
@testable import Rehearsal

/// The graph, the draft and the sentences that patterns stand for.
struct ScenarioToolTests {
  @Test(arguments: [
    ("(which|what) garage", "which garage"), ("[just] tell me ... order <number>", "tell me order 3"),
    ("^ who is (this|that) $ ?", "who is this?"), ("(请问|麻烦)[您](哪|什么)单号", "请问哪单号"),
    ("((a|b) c|d", "a c"), ("", ""), (")|]", ""),
  ])
  func aPatternStandsForASentence(pattern: String, sentence: String) {
    #expect(PatternSample.text(pattern) == sentence)
  }

  @Test func placesAndPatternsAreKept() throws {
    let files = try ScenarioFiles()
    try files.write(ScenarioFiles.kettle, "scenarios/kettle.yaml")
    let scenario = try #require(files.shelf.scenario("kettle")?.value)
    #expect(scenario.patterns[.asks(1)] == ["which room"] && scenario.patterns[.offers(0)] == ["new kettle"])
    #expect(scenario.places[.vent(0)]?.line == 14 && scenario.places[.tell(0)]?.line == 17)
    #expect(Ending.allCases.allSatisfy { scenario.places[.end($0)] != nil })
  }

  @Test func theGraphNamesEverythingAndItsEdgesEndSomewhere() {
    let graph = ScenarioGraph(Fixture.scenario(), book: LanguageBook(language: .english, name: "English"))
    let mermaid = graph.mermaid()
    #expect(mermaid.hasPrefix("flowchart TD\n"))
    for id in ["open", "vent1", "vent2", "fact_order", "want_new", "added_letter", "way_swap", "trap1"] {
      #expect(mermaid.contains("  \(id)"), "\(id)")
    }
    let lines = mermaid.split(separator: "\n").dropFirst()
    let nodes = Set(
      lines.filter { !$0.contains("-->") }.map {
        $0.dropFirst(2).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      })
    for line in lines where line.contains("-->") {
      let words = line.split(separator: " ")
      #expect(nodes.contains(words[0]) && nodes.contains(words[words.count - 1]), "\(line)")
    }
    #expect(graph.text().contains("fact_order"))
  }

  @Test func aDraftIsValid() throws {
    let files = try ScenarioFiles()
    var draft = ScenarioDraft(id: "my-own", interface: Self.interface)
    try files.write(draft.yaml(), "scenarios/my-own.yaml")
    #expect(files.shelf.scenario("my-own")?.problems == [])
    draft.opening = "It said \"no\": \\ {a} # \n- b"
    draft.way = "(a) new [kettle]|..."
    draft.facts = [(.happenedAt, "on Sunday"), (.deadline, "Friday")]
    try files.write(draft.yaml(), "scenarios/my-own.yaml")
    let scenario = try #require(files.shelf.scenario("my-own")?.value)
    #expect(scenario.openingLine.hasPrefix("It said \"no\": \\ {a} # "))
    #expect(scenario.facts.map(\.id) == ["happened-at", "deadline"] && scenario.facts[1].tells == "Friday")
    #expect(scenario.patterns[.offers(0)] == ["a new kettle"])
  }

  @Test func aDraftTakesACallMasked() {
    var draft = ScenarioDraft(id: "x", interface: Self.interface)
    let reader = TurnReader(Fixture.phrasebook, version: "test")
    var call = Call()
    for (speaker, text) in [(Speaker.customer, "First"), (.agent, "Hm"), (.customer, "Card 42")] {
      let turn = Turn(speaker: speaker, text: text, language: .english, clock: Fixture.clock)
      call.apply(.said(turn, reader.read(turn, in: call), reader: "test"))
    }
    draft.take(call) { $0.replacing("42", with: "#") }
    #expect(draft.opening == "First" && draft.vent == ["Card #"])
  }

  @Test(arguments: [
    ("late-van", true), ("a", true), ("", false), ("Late", false), ("a b", false), ("-a", false),
  ])
  func idsAreKebabCase(id: String, isGood: Bool) { #expect(ScenarioDraft.isID(id) == isGood) }

  private static let interface = Interface(strings: [
    "draft.blank": "FILL IN: {what}", "draft.patterns": "what happened|a new one|only a thing",
    "draft.hints": Array(repeating: "hint", count: 21).joined(separator: "|"),
    "draft.comment": "Draft {mark}",
  ])
}
