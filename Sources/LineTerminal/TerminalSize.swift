import Glibc

/// How many cells a terminal has.
public struct TerminalSize: Sendable, Hashable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size of the terminal behind a descriptor, 80 by 24 where there is none.
  ///
  /// `COLUMNS` narrows it, as people expect of it, but cannot make a terminal wider than it is.
  public static func current(descriptor: Int32 = 1) -> TerminalSize {
    var window = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
    var size = TerminalSize(
      columns: isKnown ? Int(window.ws_col) : 80,
      rows: isKnown && window.ws_row > 0 ? Int(window.ws_row) : 24)
    if let value = getenv("COLUMNS"), let columns = Int(String(cString: value)), columns > 0 {
      size.columns = isKnown ? min(columns, size.columns) : columns
    }
    return size
  }

  /// Whether lines can be edited here: both ends are terminals, and of a kind that can move its cursor.
  public static func canEdit(input: Int32 = 0, output: Int32 = 1) -> Bool {
    guard isatty(input) == 1, isatty(output) == 1, let value = getenv("TERM") else { return false }
    let terminal = String(cString: value)
    return !terminal.isEmpty && terminal != "dumb" && terminal != "unknown"
  }

  /// The terminal that the process belongs to, opened anew, or nil where it has none. For typing while
  /// standard input is a feed.
  public static func openControllingTerminal() -> Int32? {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }
}
