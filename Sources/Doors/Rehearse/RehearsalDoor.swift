public import CaseLog
public import HearoutCore
public import LineTerminal
public import TextLayout

/// Runs a rehearsal: gathers lines, hands them to the session, carries out its effects. One thread owns it.
public final class RehearsalDoor {
  public private(set) var session: RehearsalSession
  private let source: any LineSource
  private let log: DurableLog?
  private let clock: () -> Clock
  private let painter: Painter
  private let manner: Manner
  private let mask: (String) -> String
  private var quietSeconds = 0
  private var toldTrouble: LogTrouble?

  /// How the door behaves.
  public struct Manner: Sendable {
    /// No cursor movement and no wrapping.
    public var isPlain: Bool
    /// Lines come from a pipe: they are shown, for nobody saw them being typed.
    public var echoes: Bool
    /// Half a minute without a word is silence.
    public var isRealTime: Bool

    public init(isPlain: Bool, echoes: Bool, isRealTime: Bool) {
      self.isPlain = isPlain
      self.echoes = echoes
      self.isRealTime = isRealTime
    }
  }

  /// Seconds without a word that count as silence in real time.
  private static let silenceSeconds = 30

  /// - Parameters:
  ///   - log: `nil` keeps nothing.
  ///   - mask: applied to lines kept in the history.
  public init(
    session: RehearsalSession, source: any LineSource, log: DurableLog?, painter: Painter, manner: Manner,
    clock: @escaping () -> Clock, mask: @escaping (String) -> String
  ) {
    self.session = session
    self.source = source
    self.log = log
    self.painter = painter
    self.manner = manner
    self.clock = clock
    self.mask = mask
  }

  /// Runs until the call ends or the trainee leaves, then shows the debrief.
  public func run() {
    converse()
    debrief()
  }

  private func debrief() {
    guard let debrief = RehearsalDebrief(session.rehearsal) else { return }
    let width = manner.isPlain ? Int.max : TerminalSize.current().columns - 1
    let rows = debrief.rows(width: width, isPlain: manner.isPlain)
    source.printAbove(rows.map { painter.paint([$0]) }.joined(separator: "\n"))
  }

  private func converse() {
    listenWhileTyping()
    if carryOut(session.begin()) { return }
    while true {
      switch source.next(prompt: prompt) {
      case .line(let line):
        quietSeconds = 0
        if manner.echoes { echo(line) }
        if carryOut(session.take(line, at: clock())) { return }
      case .tick:
        if let effects = tick(), carryOut(effects) { return }
      case .end:
        let effects = manner.isPlain || manner.echoes ? session.finish() : session.end()
        if carryOut(effects) { return }
      case .switchSpeaker, .interrupted, .external, .externalEnded: continue
      }
    }
  }

  private var prompt: String {
    session.interface(.promptAgent) + (manner.isPlain ? session.interface(.promptEnd) : "> ")
  }

  private func tick() -> [LiveEffect]? {
    guard manner.isRealTime, !session.isPaused else { return nil }
    quietSeconds += 1
    guard quietSeconds >= Self.silenceSeconds else { return nil }
    quietSeconds = 0
    return session.take("", at: clock())
  }

  private func echo(_ line: String) {
    guard !line.hasPrefix("/"), !line.hasPrefix("\u{FF0F}") else { return }
    show([ScreenLine(session.interface(.promptAgent) + session.interface(.promptEnd) + line)])
  }

  private func listenWhileTyping() {
    var behavior = LineBehavior()
    behavior.hint = { [unowned self] line, _ in
      quietSeconds = 0
      return session.hint(line)
    }
    behavior.swap = { [unowned self] line, _ in session.swap(line) }
    behavior.complete = { [unowned self] line, cursor in session.completions(line, cursor: cursor) }
    source.behavior = behavior
  }

  /// - Returns: whether it is over.
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
    guard let log else { return }
    let trouble = log.append(event)
    session.caseName = manner.echoes ? nil : log.caseID?.description
    if let trouble {
      if trouble != toldTrouble {
        show([ScreenLine(TroubleText(session.interface).text(trouble, path: log.path), [.red, .bold])])
      }
    } else if toldTrouble != nil {
      show([ScreenLine(session.interface(.logRecovered), .green)])
    }
    toldTrouble = trouble
  }

  private func show(_ lines: [ScreenLine]) {
    guard !lines.isEmpty else { return }
    let width = manner.isPlain ? Int.max : TerminalSize.current().columns
    let text = lines.flatMap { LiveDoor.rows($0, width: width, painter: painter) }.joined(separator: "\n")
    source.printAbove(text)
  }
}
