import CReadline

extension ReadlineSource {
  /// Puts a line into the history. The caller has masked what must not be kept.
  public func remember(_ line: String) {
    if line.isEmpty || line == remembered.last { return }
    remembered.append(line)
    hr_history_add(line)
  }

  /// Fills the history from a file; a file that is not there is an empty history.
  public func loadHistory(from path: String) throws(LineTerminalError) {
    for line in try HistoryFile(path: path).load() { hr_history_add(line) }
  }

  /// Adds what was remembered since to the file, readable by the user alone.
  public func saveHistory(to path: String) throws(LineTerminalError) {
    try HistoryFile(path: path).append(remembered)
    remembered = []
  }
}
