internal import CReadline
import Glibc
public import TextLayout

/// Lines typed at a terminal: GNU readline edits them, hearout paints them.
///
/// Readline knows the keys, the history, undo and `~/.inputrc`, but it neither reads the terminal nor writes to
/// it. So hint rows, long pastes, wide characters and a changing prompt are laid out in one place, which tests
/// can run without a terminal. Create it once and use it on one thread; between two lines it keeps the
/// terminal silent, and puts it back at `close()`, at exit, and before a signal stops or
/// ends the process.
public final class ReadlineSource: LineSource {
  public var behavior = LineBehavior()

  /// How often the prompt is asked for again; nil never.
  public var tickMilliseconds: Int? = 1000
  /// Whether `next(prompt:)` returns at every tick.
  public var returnsTicks = false
  /// How long the keys must be silent before `behavior.pause` is asked.
  public var pauseMilliseconds = 150
  /// Hint rows beyond these are not shown.
  public var hintRowsMax = 6

  let input: Int32
  let output: Int32
  var view = EditorView()
  var screen = Screen()
  var splitter = InputSplitter()
  var chunks: [InputSplitter.Chunk] = []
  var events: [LineInput] = []
  var feeds = Feeds()
  var signals: Int32 = -1
  /// Whether a line is being edited, be it between two calls of `next(prompt:)`.
  var isEditing = false
  var hasEnded = false
  var isOpen = true

  /// What the hint on the screen was made for; nil asks for it again.
  var hinted: (line: String, cursor: Int)?
  var listing: Listing?
  var preloaded: (text: String, cursor: Int?)?
  var lastKeyAt = 0
  var nextTickAt: Int?
  var pauseAt: Int?
  var releaseAt: Int?
  var remembered: [String] = []

  /// Gets the editor ready. Nothing is read or written before the first `next(prompt:)`.
  /// - Parameters:
  ///   - painter: paints the hint.
  ///   - input: the terminal to read keys from; another than standard input where that is a feed.
  public init(painter: Painter = .plain, input: Int32 = 0, output: Int32 = 1) throws(LineTerminalError) {
    self.input = input
    self.output = output
    guard TerminalSize.canEdit(input: input, output: output) else {
      isOpen = false
      throw .notATerminal
    }
    view.painter = painter
    var callbacks = Self.callbacks
    callbacks.context = Unmanaged.passUnretained(self).toOpaque()
    guard hr_open(&callbacks, input, output) else {
      isOpen = false
      throw .alreadyOpen
    }
    hr_history_limit(Int32(HistoryFile.entriesMax))
  }

  deinit {
    // Another source may be open if this one's initializer failed.
    if isOpen { close() }
  }

  /// Gives the terminal back. A line being typed stays on the screen as it is.
  public func close() {
    guard isOpen else { return }
    leaveLine()
    giveBackTerminal()
    hr_close()
    isOpen = false
    hasEnded = true
  }

  /// Puts terminal and signals back until the next `next(prompt:)`, for running another program meanwhile.
  /// A line being typed comes back then.
  public func giveBackTerminal() {
    if isEditing, !hasEnded {
      let (line, cursor) = current()
      if !line.isEmpty { preloaded = (line, cursor) }
    }
    leaveLine()
    hr_terminal_restore()
    hr_signals_end()
  }

  public func next(prompt: String) -> LineInput {
    if let event = takeEvent() { return event }
    if hasEnded { return .end }
    enterLine(prompt: prompt)
    while true {
      // Before the keys that came earlier: who interrupts does not wait for a pasted page to be worked off.
      readSignals()
      if let event = takeEvent() { return event }
      feedChunks()
      if let event = takeEvent() { return event }
      paint()
      waitOnce()
      if let event = takeEvent() { return event }
    }
  }

  public func printAbove(_ text: String) {
    // What was printed before belongs above this.
    fflush(nil)
    let out = text.hasSuffix("\n") ? text : text + "\n"
    if screen.shown == nil {
      Descriptors.write(out, to: output)
      return
    }
    let rows = out.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let erased = screen.erase()
    Descriptors.write(erased + rows + screen.show(frame()), to: output)
  }

  public func preload(_ text: String, cursor: Int?) {
    if isEditing { reset(to: text, cursor: cursor) } else { preloaded = (text, cursor) }
  }

  public func watch(_ descriptor: Int32) -> FeedID { feeds.add(descriptor) }

  public func unwatch(_ feed: FeedID) { feeds.remove(feed) }

  /// Asks for the hint again, for when it depends on something besides the line.
  public func refreshHint() {
    hinted = nil
    if isEditing { paint() }
  }

  private func takeEvent() -> LineInput? { events.isEmpty ? nil : events.removeFirst() }

  /// Puts a text into the line being edited, with nothing to undo.
  func reset(to text: String, cursor: Int?) {
    let place = cursor ?? text.unicodeScalars.count
    hr_reset_text(text, text.byteOffset(ofScalar: place))
    hinted = nil
    paint()
  }
}

extension String {
  /// The UTF-8 offset of the scalar with that number, or the end.
  func byteOffset(ofScalar number: Int) -> Int {
    let index = unicodeScalars.index(startIndex, offsetBy: max(0, number), limitedBy: endIndex) ?? endIndex
    return utf8.distance(from: startIndex, to: index)
  }
}
