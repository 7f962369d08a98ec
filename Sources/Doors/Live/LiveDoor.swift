public import CaseLog
public import HearoutCore
public import LineTerminal
public import TextLayout

/// Runs a live call: gathers lines, hands them to the session, carries out its effects.
///
/// It owns the terminal and the log for the length of the call and works on one thread.
public final class LiveDoor {
  private var session: LiveSession
  private let source: any LineSource
  private let log: DurableLog
  private let clock: () -> Clock
  private let painter: Painter
  private let isPlain: Bool
  private let mask: (String) -> String
  private var feeds: [FeedID: FeedLines] = [:]
  private var toldTrouble: LogTrouble?

  /// - Parameters:
  ///   - mask: applied to lines kept in the history.
  public init(
    session: LiveSession, source: any LineSource, log: DurableLog, painter: Painter, isPlain: Bool,
    clock: @escaping () -> Clock, mask: @escaping (String) -> String
  ) {
    self.session = session
    self.source = source
    self.log = log
    self.painter = painter
    self.isPlain = isPlain
    self.clock = clock
    self.mask = mask
  }

  /// Also takes turns from a descriptor: lines as `hearout analyze` reads them.
  public func watch(_ descriptor: Int32) { feeds[source.watch(descriptor)] = FeedLines() }

  /// Runs until the agent leaves or the input ends.
  public func run() {
    listenWhileTyping()
    while true {
      switch source.next(prompt: prompt()) {
      case .line(let line):
        if carryOut(session.take(line, at: clock())) { return }
      case .switchSpeaker: session.switchSpeaker()
      case .interrupted: continue
      case .external(let bytes, let feed): hear(bytes, feed)
      case .externalEnded(let feed):
        hear([0x0A], feed)
        feeds[feed] = nil
        show([ScreenLine(session.interface(.feedEnded), .dim)])
      case .tick: continue
      case .end:
        if isPlain || source is PipeSource {
          show(LiveScreen(session: session).summary(clock()))
          return
        }
        if carryOut(session.end()) { return }
      }
    }
  }

  private func prompt() -> String { LiveScreen(session: session).prompt(clock(), isPlain: isPlain) }

  private func listenWhileTyping() {
    var behavior = LineBehavior()
    behavior.hint = { [unowned self] line, _ in session.hint(line) }
    behavior.swap = { [unowned self] line, _ in session.swap(line) }
    behavior.accept = { [unowned self] line in session.accept(line) }
    behavior.complete = { [unowned self] line, cursor in session.completions(line, cursor: cursor) }
    behavior.prompt = { [unowned self] in prompt() }
    source.behavior = behavior
  }

  /// - Returns: whether the agent leaves.
  private func carryOut(_ effects: [LiveEffect]) -> Bool {
    var leaves = false
    // What was said is on the disk before anything is shown of it.
    for case .record(let event) in effects { record(event) }
    for effect in effects {
      switch effect {
      case .record: continue
      case .show(let lines): show(lines)
      case .preload(let text, let cursor): source.preload(text, cursor: cursor)
      case .remember(let line): source.remember(mask(line))
      case .leave: leaves = true
      }
    }
    return leaves
  }

  private func record(_ event: CallEvent) {
    let trouble = log.append(event)
    session.caseName = log.caseID?.description
    if let trouble {
      if trouble != toldTrouble {
        show([ScreenLine(TroubleText(session.interface).text(trouble, path: log.path), [.red, .bold])])
      }
    } else if toldTrouble != nil {
      show([ScreenLine(session.interface(.logRecovered), .green)])
    }
    toldTrouble = trouble
  }

  private func hear(_ bytes: [UInt8], _ feed: FeedID) {
    guard var lines = feeds[feed] else { return }
    lines.add(bytes)
    while let line = lines.next() {
      switch FeedLines.turn(line) {
      case .success(let turn):
        let who = session.interface(turn.speaker == .agent ? .promptAgent : .promptCustomer)
        show([ScreenLine("\(who): \(turn.text)", .bold)])
        let language = turn.language.map(Language.init(rawValue:))
        _ = carryOut(session.hear(turn.text, from: turn.speaker, language: language, at: clock()))
      case .failure: show([ScreenLine(session.interface(.feedBadLine), .yellow)])
      }
    }
    feeds[feed] = lines
  }

  private func show(_ lines: [ScreenLine]) {
    guard !lines.isEmpty else { return }
    let width = isPlain ? Int.max : TerminalSize.current().columns
    let text = lines.flatMap { line in
      Self.rows(line, width: width, painter: painter)
    }.joined(separator: "\n")
    source.printAbove(text)
  }

  /// A line wrapped to the screen, its continuation indented; outside text in it is made visible.
  static func rows(_ line: ScreenLine, width: Int, painter: Painter) -> [String] {
    let plain = line.spans.map { visible($0.text) }.joined()
    guard plain.displayWidth >= width else {
      return [painter.paint(line.spans.map { TextLayout.Span(visible($0.text), $0.style) })]
    }
    let style = line.spans.first?.style ?? .plain
    return plain.wrapped(width: width - 1, indent: "   ").map { painter.paint($0, style) }
  }
}

/// Puts the log's trouble into words.
public struct TroubleText {
  let interface: Interface

  public init(_ interface: Interface) { self.interface = interface }

  public func text(_ trouble: LogTrouble, path: String) -> String {
    let reason =
      switch trouble {
      case .diskFull: interface(.logDiskFull)
      case .diskError: interface(.logDiskError)
      case .readOnly, .notPermitted: interface(.logReadOnly)
      case .noPlace: interface(.logNoPlace)
      case .locked: interface(.logLocked)
      case .moved: interface(.logMoved)
      case .notACaseLog, .damaged: interface(.logDamaged)
      case .newerFormat: interface(.logNewer)
      case .noSuchCase, .noSuchFollowUp, .notBegun, .unreadableEvent: interface(.logNoCase)
      case .failed(let code, let detail): interface(.logFailed, ["code": "\(code)", "detail": detail])
      }
    return interface(.logTrouble, ["path": path, "reason": reason])
  }
}
