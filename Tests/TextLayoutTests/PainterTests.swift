import Testing
import TextLayout

@Suite struct PainterTests {
  @Test func paintingAddsCodesOrNothing() {
    let painter = Painter(isColored: true)
    #expect(painter.paint("x", [.bold, .red]) == "\u{1B}[1;31mx\u{1B}[0m")
    #expect(painter.paint("x", .plain) == "x")
    #expect(painter.paint("", .red) == "")
    #expect(Painter.plain.paint("x", .red) == "x")
    #expect(painter.paint([Span("a", .cyan), Span("b")]) == "\u{1B}[36ma\u{1B}[0mb")
    #expect(painter.paint(outside: "\u{1B}[2J", .dim) == "\u{1B}[2m␛[2J\u{1B}[0m")
  }

  @Test func theEnvironmentDecides() {
    func isColored(_ environment: [String: String], terminal: Bool = true, plain: Bool = false) -> Bool {
      Painter(environment: environment, isTerminal: terminal, isPlain: plain).isColored
    }
    #expect(isColored(["TERM": "xterm"]))
    #expect(isColored(["TERM": "xterm", "NO_COLOR": ""]))
    #expect(!isColored(["TERM": "xterm", "NO_COLOR": "1"]))
    #expect(!isColored(["TERM": "dumb"]))
    #expect(!isColored([:]))
    #expect(!isColored(["TERM": "xterm"], terminal: false))
    #expect(!isColored(["TERM": "xterm"], plain: true))
  }
}
