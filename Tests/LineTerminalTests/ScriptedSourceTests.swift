import LineTerminal
import Testing

@Suite struct ScriptedSourceTests {
  @Test func aHeldLineIsFollowedByTheNextStep() {
    let source = ScriptedSource([.line("calm down"), .line("I see"), .interrupted(discarded: "x")])
    source.behavior.accept = { $0.contains("calm") ? .hold(cursor: 4) : .accept }
    source.behavior.hint = { line, _ in line.contains("calm") ? [HintRow("no")] : [] }
    #expect(source.next(prompt: "> ") == .line("I see"))
    #expect(source.held == [ScriptedSource.Held(text: "calm down", cursor: 4)])
    #expect(source.hints == [[HintRow("no")], []])
    source.printAbove("advice")
    source.preload("text", cursor: 2)
    source.remember("I see")
    #expect(source.next(prompt: "? ") == .interrupted(discarded: "x"))
    #expect(source.next(prompt: "? ") == .end)
    #expect(source.prompts == ["> ", "? ", "? "])
    #expect(source.printed == ["advice"] && source.remembered == ["I see"])
    #expect(source.preloads == [ScriptedSource.Preload(text: "text", cursor: 2)])
  }
}
