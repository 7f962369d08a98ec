import Glibc
import LineTerminal
import TextLayout

/// A small program for the pseudo-terminal tests: it shows on the screen what the line source says.
///
/// Options: `--prompt TEXT`, `--tick MILLISECONDS` (the prompt then counts ticks), `--history FILE`,
/// `--preload TEXT`, `--feed DESCRIPTOR`, `--pipe`, `--quit-on-interrupt`,
/// `--ignore-hangup`, `--feed-input`,
/// `--ask`.
let arguments = CommandLine.arguments
func option(_ name: String) -> String? {
  guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
  return arguments[place + 1]
}

let promptText = option("--prompt") ?? "客户> "
let badWords = ["calm down": "take your time", "冷静": "慢慢说"]

func userSignal() -> sigset_t {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGUSR1)
  return signals
}

func badWord(in line: String) -> (bad: String, good: String)? {
  badWords.first { line.contains($0.key) }.map { ($0.key, $0.value) }
}

/// Returns when SIGUSR1 comes, which is blocked until then so that it cannot come too early.
func waitForUserSignal() {
  var number: Int32 = 0
  var signals = userSignal()
  sigwait(&signals, &number)
}

func runShell() {
  var process: pid_t = 0
  let command = ["/bin/sh", "-c", "stty -a | grep -o '.icanon\\|.echo '"]
  let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  if posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 {
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}

func run(_ source: some LineSource) {
  var blocked = userSignal()
  sigprocmask(SIG_BLOCK, &blocked, nil)
  var heldLine: String?
  var ticks = 0
  source.behavior.hint = { line, cursor in
    if line.contains("!rows") { return (1...3).map { HintRow("row \($0)") } }
    guard let (bad, good) = badWord(in: line) else { return [] }
    let note = heldLine == line ? "held" : "hint"
    return [HintRow([Span("\(note): ", .bold), Span("\(bad) → \(good)", .red), Span(" at \(cursor)")])]
  }
  source.behavior.pause = { line, _ in line.contains("slowly") ? [HintRow("paused")] : nil }
  source.behavior.swap = { line, _ in
    guard let (bad, good) = badWord(in: line), let found = line.firstRange(of: bad) else { return nil }
    let head = String(line[..<found.lowerBound]) + good
    return (head + line[found.upperBound...], head.unicodeScalars.count)
  }
  source.behavior.accept = { line in
    if let place = line.unicodeScalars.firstIndex(of: "{") {
      return .hold(cursor: line.unicodeScalars.distance(from: line.startIndex, to: place))
    }
    guard badWord(in: line) != nil, heldLine != line else { return .accept }
    heldLine = line
    return .hold(cursor: nil)
  }
  source.behavior.complete = { line, cursor in
    let words = ["/quiet", "/quit", "王小明 先生", "王小红 女士", "订单 A1"]
    let scalars = Array(line.unicodeScalars.prefix(cursor))
    let from = (scalars.lastIndex(of: " ") ?? -1) + 1
    var typed = String.UnicodeScalarView()
    typed.append(contentsOf: scalars[from...])
    return Completions(replaceFrom: from, candidates: words.filter { $0.hasPrefix(String(typed)) })
  }
  if option("--tick") != nil {
    source.behavior.prompt = {
      ticks += 1
      return "\(promptText)\(ticks)> "
    }
  }
  if let text = option("--preload") { source.preload(text) }
  if let feed = option("--feed").flatMap(Int32.init) { _ = source.watch(feed) }
  var speaker = promptText
  var asksToLeave = arguments.contains("--ask")
  while true {
    let input = source.next(prompt: speaker)
    switch input {
    case .line(let line):
      source.printAbove("line[\(line.unicodeScalars.count)]: \(visible(line))")
      source.remember(line)
      if line == "/quit" { return }
      if line == "/busy" { while true { pause() } }
      if line == "/hold" { waitForUserSignal() }
      if line == "/crash" { abort() }
      if line == "/leave" { exit(3) }
      if line == "/run", let source = source as? ReadlineSource {
        source.giveBackTerminal()
        runShell()
      }
    case .switchSpeaker(let line):
      speaker = speaker == promptText ? "坐席> " : promptText
      source.printAbove("switch: \(visible(line))")
    case .interrupted(let discarded):
      source.printAbove("interrupted: \(visible(discarded))")
      if discarded.isEmpty, arguments.contains("--quit-on-interrupt") { return }
    case .end:
      source.printAbove("end")
      if !asksToLeave { return }
      asksToLeave = false
    case .external(let bytes, let feed):
      source.printAbove("feed \(feed.number): \(visible(String(decoding: bytes, as: UTF8.self)))")
    case .externalEnded(let feed): source.printAbove("feed \(feed.number) ended")
    case .tick: source.printAbove("tick")
    }
  }
}

if arguments.contains("--ignore-hangup") { signal(SIGHUP, SIG_IGN) }
if arguments.contains("--pipe") {
  run(PipeSource())
} else {
  do {
    let input = arguments.contains("--feed-input") ? TerminalSize.openControllingTerminal() ?? 0 : 0
    let source = try ReadlineSource(painter: Painter(isColored: true), input: input)
    if input != 0 { _ = source.watch(0) }
    if arguments.contains("--twice") { _ = try ReadlineSource() }
    if let tick = option("--tick").flatMap(Int.init) { source.tickMilliseconds = tick }
    if let path = option("--history") { try source.loadHistory(from: path) }
    run(source)
    if let path = option("--history") { try source.saveHistory(to: path) }
    source.close()
    print("bye")
  } catch {
    print("error: \(error)")
  }
}
