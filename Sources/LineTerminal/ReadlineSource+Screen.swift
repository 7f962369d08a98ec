import CReadline
import Glibc
import TextLayout

extension ReadlineSource {
  /// Starts editing, or goes on with the line that is being edited under another prompt.
  func enterLine(prompt: String) {
    view.prompt = prompt
    if isEditing { return }
    isEditing = true
    signals = hr_signals_begin()
    view.size = TerminalSize.current(descriptor: output)
    screen.size = view.size
    hinted = nil
    listing = nil
    hr_begin()
    nextTickAt = tickMilliseconds.map { Descriptors.now() + $0 }
    if let (text, cursor) = preloaded {
      preloaded = nil
      reset(to: text, cursor: cursor)
    }
  }

  /// Stops editing. What is shown stays, without its hint.
  func leaveLine(final line: String? = nil) {
    guard isEditing else { return }
    isEditing = false
    if let line { view.line = line }
    view.hints = []
    Descriptors.write(screen.finish(view.finalFrame()), to: output)
    hr_end()
    hr_signals_pause()
    pauseAt = nil
    nextTickAt = nil
    releaseAt = nil
  }

  /// Brings the screen up to date with the line.
  func paint() {
    guard isEditing else { return }
    let (line, cursor) = current()
    if hinted?.line != line || hinted?.cursor != cursor {
      if hinted?.line != line {
        pauseAt = behavior.pause == nil ? nil : Descriptors.now() + pauseMilliseconds
      }
      hinted = (line, cursor)
      if listing?.line != line { listing = nil }
      view.hints = listing?.rows(width: view.size.columns - 1) ?? behavior.hint(line, cursor)
      limitHints()
    }
    view.line = line
    view.cursor = cursor
    let text = screen.show(frame())
    if !text.isEmpty { Descriptors.write(text, to: output) }
  }

  /// The frame for the line as it stands; while readline searches, its message stands for the prompt.
  func frame() -> EditorFrame {
    let top = screen.shown?.top ?? 0
    guard let message = hr_message() else { return view.frame(top: top) }
    var searching = view
    searching.prompt = visible(String(cString: message))
    return searching.frame(top: top)
  }

  func limitHints() {
    if view.hints.count > hintRowsMax { view.hints.removeLast(view.hints.count - hintRowsMax) }
  }

  /// The line and the cursor in scalars.
  func current() -> (line: String, cursor: Int) {
    var length = 0
    var point = 0
    guard let text = hr_text(&length, &point) else { return ("", 0) }
    return text.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
      let whole = UnsafeBufferPointer(start: bytes, count: length)
      let cursor = whole[..<min(point, length)].count { $0 & 0xC0 != 0x80 }
      return (String(decoding: whole, as: UTF8.self), cursor)
    }
  }

  func resize() {
    let size = TerminalSize.current(descriptor: output)
    if size == view.size { return }
    let erased = screen.eraseAfterResize(to: size, terminalFolds: Self.terminalFolds)
    view.size = size
    if let listing { view.hints = listing.rows(width: size.columns - 1) }
    Descriptors.write(erased + screen.show(frame()), to: output)
  }

  /// Whether the terminal folds rows that have become too wide, as most do; xterm and the console cut them.
  private static var terminalFolds: Bool {
    if getenv("XTERM_VERSION") != nil { return false }
    guard let value = getenv("TERM") else { return true }
    let terminal = String(cString: value)
    return terminal != "linux" && (!terminal.hasPrefix("screen") || getenv("TMUX") != nil)
  }

  func clearScreen() {
    screen.forget()
    Descriptors.write("\u{1B}[H\u{1B}[2J", to: output)
    paint()
  }

  func redraw() {
    let erased = screen.erase()
    Descriptors.write(erased, to: output)
    paint()
  }
}
