import CReadline
import Glibc
import TextLayout

extension ReadlineSource {
  /// What readline calls; the context is the source.
  static var callbacks: hr_callbacks {
    var callbacks = hr_callbacks()
    callbacks.changed = { _ in }
    callbacks.command = { context, command in ReadlineSource.from(context)?.perform(command) }
    callbacks.accept = { context in ReadlineSource.from(context)?.shouldAccept() ?? true }
    callbacks.line = { context, text in
      ReadlineSource.from(context)?.finishLine(text.map { String(cString: $0) })
    }
    callbacks.need_byte = { context in ReadlineSource.from(context)?.needByte() ?? -1 }
    return callbacks
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> ReadlineSource? {
    context.map { Unmanaged<ReadlineSource>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: keys

  /// Gives readline what has arrived, until something happens that the program must know first.
  func feedChunks() {
    while events.isEmpty, isEditing, !chunks.isEmpty {
      switch chunks.removeFirst() {
      case .paste(let text): insert(pasted: text)
      case .keys(let keys):
        let taken = hr_feed(keys, keys.count)
        if taken < keys.count { chunks.insert(.keys(Array(keys[taken...])), at: 0) }
      }
    }
  }

  private func insert(pasted text: String) {
    if hr_is_searching() {
      // A search takes keys only, and a newline would end it.
      let keys = text.utf8.filter { $0 >= 0x20 && $0 != 0x7F }
      chunks.insert(.keys(keys), at: 0)
      return
    }
    var length = 0
    var point = 0
    _ = hr_text(&length, &point)
    hr_replace(point, point, text, point + text.utf8.count)
  }

  /// Readline wants another byte in the middle of something, such as a character of several bytes.
  private func needByte() -> Int32 {
    paint()
    while true {
      let ready = Descriptors.waitForAny(of: [input, signals], milliseconds: -1)
      // A signal is dealt with between keys, so give up the key.
      if ready.contains(signals) || !chunks.isEmpty { return -1 }
      guard ready.contains(input) else { continue }
      var byte: UInt8 = 0
      let count = Glibc.read(input, &byte, 1)
      if count == 1 { return Int32(byte) }
      if count == 0 || (errno != EINTR && errno != EAGAIN) { return -1 }
    }
  }

  private func perform(_ command: hr_command) {
    switch command {
    case HR_COMMAND_SWAP: swap()
    case HR_COMMAND_COMPLETE: complete()
    case HR_COMMAND_CLEAR_SCREEN: clearScreen()
    case HR_COMMAND_REDRAW: redraw()
    case HR_COMMAND_SWITCH_SPEAKER:
      events.append(.switchSpeaker(current().line))
      hr_pause_feeding()
    default: hr_ring()
    }
  }

  private func shouldAccept() -> Bool {
    switch behavior.accept(current().line) {
    case .accept: return true
    case .hold(let cursor):
      let line = current().line
      if let cursor { hr_set_cursor(line.byteOffset(ofScalar: cursor)) }
      hinted = nil
      return false
    }
  }

  private func finishLine(_ text: String?) {
    leaveLine(final: text ?? "")
    events.append(text.map { .line($0) } ?? .end)
  }

  /// The terminal is gone or the process is to end; Ctrl-D, in contrast, may be asked about.
  private func endOfInput() {
    hasEnded = true
    giveBackTerminal()
  }

  // MARK: waiting

  /// Waits until something arrives or is due, and deals with it.
  func waitOnce() {
    let ready = Descriptors.waitForAny(of: [input, signals] + feeds.all, milliseconds: timeout())
    if ready.contains(signals) { readSignals() }
    if !isEditing || !events.isEmpty { return }
    if ready.contains(input) { readInput() }
    if events.isEmpty, chunks.isEmpty, let event = feeds.read(ready: ready) { events.append(event) }
    doWhatIsDue()
  }

  private func timeout() -> Int {
    let due = [nextTickAt, pauseAt, releaseAt].compactMap { $0 }.min()
    return due.map { max(0, $0 - Descriptors.now()) } ?? -1
  }

  private func readInput() {
    switch Descriptors.read(input) {
    case .nothingYet: break
    case .bytes(let bytes):
      lastKeyAt = Descriptors.now()
      chunks += splitter.add(bytes)
      releaseAt = splitter.isHolding ? lastKeyAt + Self.releaseMilliseconds : nil
    case .ended:
      leaveLine()
      endOfInput()
      events.append(.end)
    }
  }

  /// How long a key that may begin a paste mark is kept back. Shorter than anyone notices.
  private static let releaseMilliseconds = 25

  private func doWhatIsDue() {
    let now = Descriptors.now()
    if let at = releaseAt, now >= at {
      releaseAt = nil
      chunks += splitter.release()
    }
    if let at = pauseAt, now >= at {
      pauseAt = nil
      let (line, cursor) = current()
      if listing == nil, let hints = behavior.pause?(line, cursor) {
        view.hints = hints
        limitHints()
        hinted = (line, cursor)
      }
    }
    if let at = nextTickAt, now >= at, let interval = tickMilliseconds {
      nextTickAt = now + interval
      tick(now: now, interval: interval)
    }
  }

  private func tick(now: Int, interval: Int) {
    if let prompt = behavior.prompt?(), prompt != view.prompt {
      // A prompt of another width moves the text, which would disturb someone who is typing.
      let isQuiet = now - lastKeyAt >= interval
      if isQuiet || prompt.displayWidth == view.prompt.displayWidth { view.prompt = prompt }
    }
    if returnsTicks { events.append(.tick) }
  }

  // MARK: signals

  func readSignals() {
    while isEditing {
      let number = hr_signals_next()
      switch number {
      case 0: return
      case SIGINT: interrupt()
      case SIGWINCH: resize()
      case SIGCONT: resume()
      case SIGTSTP: suspend()
      default: end(by: number)
      }
    }
  }

  private func interrupt() {
    hr_abandon_keys()
    chunks = []
    splitter = InputSplitter()
    releaseAt = nil
    let line = current().line
    if !line.isEmpty { hr_clear_text() }
    hinted = nil
    events.append(.interrupted(discarded: line))
    paint()
  }

  private func suspend() {
    view.hints = []
    Descriptors.write(screen.finish(view.finalFrame()), to: output)
    hr_terminal_restore()
    hr_signals_deliver(SIGTSTP)
    resume()
  }

  /// The process goes on after a stop, and somebody else may have used the terminal meanwhile.
  private func resume() {
    hr_terminal_prepare()
    view.size = .current(descriptor: output)
    screen.size = view.size
    hinted = nil
    redraw()
  }

  private func end(by signal: Int32) {
    leaveLine()
    endOfInput()
    // Usually this ends the process. If the program had a handler of its own, it hears of the end.
    raise(signal)
    events.append(.end)
  }
}
