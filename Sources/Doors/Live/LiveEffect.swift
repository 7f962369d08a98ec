public import HearoutCore
public import LineTerminal

/// What the session of a live call wants done outside of it.
public enum LiveEffect: Sendable, Hashable {
  case show([ScreenLine])
  case record(CallEvent)
  /// Puts text into the line for editing, the cursor at a scalar.
  case preload(String, cursor: Int?)
  /// Keeps a line for the arrow keys.
  case remember(String)
  case leave
}

/// A line for the screen, made of painted pieces. Outside text in it is made visible before it is written.
public typealias ScreenLine = HintRow
