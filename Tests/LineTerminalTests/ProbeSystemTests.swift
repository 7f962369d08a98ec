import Glibc
import Testing

@testable import LineTerminal

/// The probe and its surroundings: locale, init file, signals, history, feeds.
@Suite struct ProbeSystemTests {
  @Test(arguments: ["C", "POSIX", "zh_CN.GB18030", ""]) func chineseWorksInAnyLocale(locale: String) throws {
    let probe = try ProbeSession(environment: ["LC_ALL": locale, "LANG": ""])
    probe.type("退款\u{7F}货\r")
    try probe.wait(for: ["客户> 退货", "line[2]: 退货", "客户>"])
    probe.type("\u{1B}[A\u{1B}[D您")
    try probe.wait(for: ["客户> 退您货"], cursor: (0, 10))
  }

  @Test func theInitFileOfTheUserIsObeyed() throws {
    let path = try temporaryFile(
      """
      $if hearout
      "\\C-t": hearout-swap
      "\\C-x\\C-a": accept-line
      "\\C-g": "macro 文字"
      $endif
      """)
    defer { unlink(path) }
    let probe = try ProbeSession(environment: ["INPUTRC": path])
    probe.type("calm down")
    try probe.wait("hint") { $0.text.count == 2 }
    probe.type("\u{14}")
    try probe.wait(for: ["客户> take your time"])
    probe.type("\u{7}\u{18}\u{1}")
    try probe.wait(for: ["line[22]: take your timemacro 文字", "客户>"])
    probe.type("calm down\u{18}\u{1}")
    try probe.wait("a rebound accept-line is held too") { $0.text.contains { $0.hasPrefix("held") } }
  }

  @Test func viModeWorks() throws {
    let path = try temporaryFile("set editing-mode vi\n")
    defer { unlink(path) }
    let probe = try ProbeSession(environment: ["INPUTRC": path])
    probe.type("请冷静")
    try probe.wait("hint") { $0.text.count == 2 }
    probe.type("\u{F}")
    try probe.wait(for: ["客户> 请慢慢说"])
    probe.type("\u{1B}")
    try probe.wait("command mode") { $0.column == 12 }
    probe.type("0x\r")
    try probe.wait(for: ["line[3]: 慢慢说", "客户>"])
  }

  @Test func aSignalThatEndsTheProcessLeavesTheTerminalInOrder() throws {
    for signal in [SIGTERM, SIGHUP] {
      let probe = try ProbeSession()
      probe.type("冷静")
      try probe.wait("hint") { $0.text.count == 2 }
      #expect(!probe.isCooked)
      probe.signal(signal)
      #expect(try probe.waitForExit() == -signal)
      #expect(probe.isCooked)
      #expect(probe.screen.text == ["客户> 冷静"])
      #expect(!probe.screen.isPasteBracketed)
    }
  }

  @Test func theTerminalIsInOrderBetweenLinesAndAfterTheEnd() throws {
    let probe = try ProbeSession()
    probe.type("/quit\r")
    try probe.wait(for: ["客户> /quit", "line[5]: /quit", "bye"])
    #expect(try probe.waitForExit() == 0)
    #expect(probe.isCooked)
  }

  /// Keys on which readline 8.2 jumps to a function that has returned, frees something twice or hangs, unless
  /// `CReadline` prevents it. Found by feeding it random keys.
  @Test(
    arguments: [
      "\u{12}x\u{18}u", "\u{1D}\u{1B}y", "\u{1B}5\r",
      "\u{1B}[A\u{1B}pa\r\u{1B}<b\r", "a\r\u{1B}<\u{1B}nb\u{1B}>c\r\u{1B}<\u{1B}[B\u{1F}",
      "\u{1B}99999999999x\u{15}", "\u{13}\u{1B}y", "\u{13}\u{18}e", "\u{13}\u{18})",
    ])
  func oddKeysDoNoHarm(keys: String) throws {
    let probe = try ProbeSession()
    probe.type("erste\r")
    // While the editor does not have the terminal, Ctrl-S would stop the output for good.
    try probe.wait("second prompt") { $0.text.count >= 3 && $0.text.last?.hasPrefix("客户>") == true }
    probe.type(keys)
    probe.type("\u{7}\u{7}")
    probe.type("\u{5}\u{15}/quit\r")
    #expect(try probe.waitForExit() == 0)
  }

  /// Between two lines nobody reads signals, so they must end the process as they always did, but not before
  /// the terminal is given back.
  @Test(arguments: [SIGTERM, SIGQUIT]) func aSignalBetweenLinesEndsTheProcess(signal: Int32) throws {
    let probe = try ProbeSession()
    probe.type("/busy\r")
    try probe.wait(for: ["line[5]: /busy"])
    probe.signal(signal)
    #expect(try abs(probe.waitForExit()) == signal)
    #expect(probe.isCooked && !probe.screen.isPasteBracketed)
  }

  @Test func anInterruptBetweenLinesWaitsForTheNext() throws {
    let probe = try ProbeSession()
    probe.type("/hold\r")
    try probe.wait(for: ["line[5]: /hold"])
    probe.signal(SIGINT)
    probe.signal(SIGUSR1)
    try probe.wait(for: ["line[5]: /hold", "interrupted:", "客户>"])
  }

  @Test func interruptingAgainAndAgainEndsAProgramThatDoesNotAnswer() throws {
    let probe = try ProbeSession()
    probe.type("/busy\r")
    try probe.wait(for: ["line[5]: /busy"])
    // Signals of one number do not queue, so go on until one too many has arrived.
    #expect(try -SIGINT == probe.waitForExit { probe.signal(SIGINT) })
    #expect(probe.isCooked && !probe.screen.isPasteBracketed)
  }

  @Test func aCrashLeavesTheTerminalInOrder() throws {
    let probe = try ProbeSession()
    probe.type("/crash\r")
    #expect(try abs(probe.waitForExit()) == SIGABRT)
    #expect(probe.isCooked && !probe.screen.isPasteBracketed)
  }

  @Test func exitLeavesTheTerminalInOrder() throws {
    let probe = try ProbeSession()
    probe.type("/leave\r")
    #expect(try probe.waitForExit() == 3)
    #expect(probe.isCooked && !probe.screen.isPasteBracketed)
  }

  @Test func anotherProgramFindsAnOrdinaryTerminal() throws {
    let probe = try ProbeSession()
    probe.type("/run\r")
    try probe.wait(for: ["line[4]: /run", " icanon", " echo", "客户>"])
    #expect(!probe.isCooked && probe.screen.isPasteBracketed)
  }

  @Test func thereIsOneEditorInAProcess() throws {
    let probe = try ProbeSession(["--twice"], waits: false)
    try probe.wait(for: ["error: alreadyOpen"])
    #expect(try probe.waitForExit() == 0)
  }

  @Test func aClosedTerminalIsTheEnd() throws {
    // A hang-up comes as SIGHUP; ignored, as under nohup, it is the end of the input.
    let probe = try ProbeSession(["--ignore-hangup"])
    probe.type("half a li")
    try probe.wait(for: ["客户> half a li"])
    #expect(try probe.hangUp() == 0)
  }

  @Test func theHistoryIsKeptPrivatelyAndComesBack() throws {
    let path = try temporaryFile("")
    unlink(path)
    defer { for suffix in ["", ".lock"] { unlink(path + suffix) } }
    let first = try ProbeSession(["--history", path])
    first.type("第一句\r\u{1B}[200~two\rrows\u{1B}[201~\r/quit\r")
    _ = try first.waitForExit()
    var information = stat()
    #expect(stat(path, &information) == 0 && information.st_mode & 0o777 == 0o600)
    let second = try ProbeSession(["--history", path])
    second.type("\u{1B}[A\u{1B}[A")
    try second.wait(for: ["客户> two↵", "rows"])
    second.type("\u{1B}[A")
    try second.wait(for: ["客户> 第一句"])
  }

  @Test func aFeedArrivesAboveTheLineBeingTyped() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let probe = try ProbeSession(["--feed", "3"], inherited: [ends[0]])
    close(ends[0])
    probe.type("冷静")
    try probe.wait("hint") { $0.text.count == 2 }
    Descriptors.write("我要投诉", to: ends[1])
    try probe.wait(for: ["feed 1: 我要投诉", "客户> 冷静", "hint: 冷静 → 慢慢说 at 2"], cursor: (1, 10))
    close(ends[1])
    try probe.wait(for: ["feed 1 ended", "客户> 冷静", "hint: 冷静 → 慢慢说 at 2"], cursor: (1, 10))
    probe.type("\u{1F}\u{1F}吗\r")
    try probe.wait(for: ["line[1]: 吗", "客户>"])
  }

  @Test func standardInputMayBeTheFeed() throws {
    let probe = try ProbeSession(script: "echo 我要投诉 | $PROBE --feed-input")
    try probe.wait(for: ["feed 1: 我要投诉␊", "feed 1 ended", "客户>"])
    probe.type("冷静")
    try probe.wait(for: ["客户> 冷静", "hint: 冷静 → 慢慢说 at 2"], cursor: (0, 10))
  }

  @Test func theSpeakerKeyKeepsTheText() throws {
    let probe = try ProbeSession()
    probe.type("我说\u{1B}[Z好")
    try probe.wait(for: ["switch: 我说", "坐席> 我说好"], cursor: (1, 12))
    probe.type("\r")
    try probe.wait(for: ["line[3]: 我说好", "坐席>"])
  }

  @Test func tabCompletesChineseAndListsUnderTheLine() throws {
    let probe = try ProbeSession()
    probe.type("找 王\t")
    try probe.wait(for: ["客户> 找 王小", "王小明 先生  王小红 女士"], cursor: (0, 13))
    probe.type("\t\t")
    try probe.wait(for: ["客户> 找 王小红 女士", "王小明 先生  王小红 女士"])
    probe.type("。")
    try probe.wait(for: ["客户> 找 王小红 女士。"], cursor: (0, 22))
    probe.type("\u{15}订\t")
    try probe.wait(for: ["客户> 订单 A1"], cursor: (0, 13))
  }

  @Test func preloadedTextIsEdited() throws {
    let probe = try ProbeSession(["--preload", "您说得对"])
    try probe.wait(for: ["客户> 您说得对"], cursor: (0, 14))
    probe.type("\u{7F}很对\r")
    try probe.wait(for: ["line[5]: 您说得很对", "客户>"])
  }

  @Test func typedAheadLinesAllArrive() throws {
    let probe = try ProbeSession()
    probe.type((1...20).map { "行\($0)\r" }.joined())
    try probe.wait("the last line") { $0.text.contains("line[3]: 行20") }
    for number in 1...20 {
      let place = try #require(probe.screen.all.firstIndex { $0.hasSuffix("]: 行\(number)") })
      #expect(probe.screen.all[place - 1] == "客户> 行\(number)")
    }
  }

  @Test func aStoppedProcessGivesTheTerminalBackAndGoesOn() throws {
    let probe = try ProbeSession(
      script: "$PROBE; stty -a | grep -o '.icanon\\|.echo '; read x; fg; echo over")
    probe.type("冷静")
    try probe.wait("hint") { $0.text.count == 2 }
    probe.type("\u{1A}")
    try probe.wait("a cooked terminal") { $0.text.suffix(2) == [" icanon", " echo "] }
    #expect(probe.screen.text.first == "客户> 冷静")
    #expect(!probe.screen.isPasteBracketed)
    probe.type("\r")
    try probe.wait("the line again") { $0.text.suffix(2) == ["客户> 冷静", "hint: 冷静 → 慢慢说 at 2"] }
    #expect(probe.screen.isPasteBracketed)
    probe.type("下\r\r/quit\r")
    try probe.wait(for: ["客户> /quit", "line[5]: /quit", "bye", "over"])
    #expect(probe.screen.text.contains("line[3]: 冷静下"))
  }

  @Test func aDumbTerminalIsRefused() throws {
    let probe = try ProbeSession(environment: ["TERM": "dumb"], waits: false)
    try probe.wait(for: ["error: notATerminal"])
    #expect(try probe.waitForExit() == 0)
    #expect(!probe.raw.contains(0x1B))
  }

  private func temporaryFile(_ text: String) throws -> String {
    var template = Array((P_tmpdir + "/hearout-test-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    Descriptors.write(text, to: descriptor)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
