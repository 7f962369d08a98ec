/// Why a terminal or a history file could not be used. The caller words it for people.
public enum LineTerminalError: Error, Hashable {
  /// Standard input or output is no terminal, or one that cannot move its cursor.
  case notATerminal
  /// There is one editor in a process, and it is in use.
  case alreadyOpen
  case historyUnreadable(path: String, errorNumber: Int32)
  case historyUnwritable(path: String, errorNumber: Int32)
}
