public import TextLayout

/// Where lines come from: a person at a terminal, a pipe, or a test's script.
///
/// One thread owns a source. While a source is in use, everything meant for the screen goes through
/// `printAbove(_:)`, since a half-typed line may stand there.
public protocol LineSource: AnyObject {
  /// What to do at each key; set it at any time.
  var behavior: LineBehavior { get set }

  /// Waits for the next thing that happens.
  ///
  /// The prompt may carry colour codes and several rows; control characters in it are shown, not sent. After
  /// `.switchSpeaker`, `.external`, `.externalEnded`, `.tick` and `.interrupted` the line being typed is still
  /// there, and the next call goes on with it under the new prompt.
  func next(prompt: String) -> LineInput

  /// Writes text above the line being typed, or plainly where there is none. A missing newline at the end
  /// is added. The text may carry colour codes: pass outside text through `visible(_:)` first.
  func printAbove(_ text: String)

  /// Puts text into the line for editing: into the line being typed, replacing it, or else into the next one.
  /// - Parameter cursor: the place in Unicode scalars; at the end if absent.
  func preload(_ text: String, cursor: Int?)

  /// Puts a line into the history that the arrow keys walk through; mask it first.
  func remember(_ line: String)

  /// Reads another descriptor as well: what arrives there comes out as `.external`.
  func watch(_ descriptor: Int32) -> FeedID

  func unwatch(_ feed: FeedID)
}

extension LineSource {
  public func preload(_ text: String) { preload(text, cursor: nil) }
}

/// What a line source has to say. Ctrl-C and the end of input are values like any other.
public enum LineInput: Sendable, Hashable {
  /// A whole line, without its newline. Pasted text may hold newlines of its own.
  case line(String)
  /// The key for the other speaker was pressed; the text typed so far stays in the line.
  case switchSpeaker(String)
  /// Ctrl-C. The line is empty again; `discarded` is what stood in it.
  case interrupted(discarded: String)
  /// Ctrl-D on an empty line, the end of the pipe, or the terminal is gone. After Ctrl-D lines may still come,
  /// so a program can ask whether it was meant; after the others only `.end` does.
  case end
  case external([UInt8], FeedID)
  case externalEnded(FeedID)
  /// A tick passed; only where ticks were asked for.
  case tick
}

/// Names one watched descriptor.
public struct FeedID: Sendable, Hashable {
  public let number: Int

  public init(number: Int) { self.number = number }
}

/// One row under the line. Its text may come from anywhere: it is made visible and cut to the width.
public struct HintRow: Sendable, Hashable {
  public var spans: [Span]

  public init(_ spans: [Span]) { self.spans = spans }

  public init(_ text: String, _ style: Style = .plain) { spans = [Span(text, style)] }
}

/// What becomes of a line when Enter is pressed.
public enum Acceptance: Sendable, Hashable {
  case accept
  /// The line stays in the editor, with the cursor at that scalar if one is given.
  case hold(cursor: Int?)
}

/// What may stand in place of the scalars from `replaceFrom` to the cursor.
public struct Completions: Sendable, Hashable {
  public var replaceFrom: Int
  public var candidates: [String]

  public init(replaceFrom: Int, candidates: [String]) {
    self.replaceFrom = replaceFrom
    self.candidates = candidates
  }

  public static let none = Completions(replaceFrom: 0, candidates: [])
}

/// What a program does with the line while it is being typed. Cursors count Unicode scalars.
public struct LineBehavior {
  /// Rows to show under the line; asked whenever text or cursor changed.
  public var hint: (_ line: String, _ cursor: Int) -> [HintRow] = { _, _ in [] }
  /// Asked once when typing pauses, for what is too slow for every key; nil leaves the hint as it is.
  public var pause: ((_ line: String, _ cursor: Int) -> [HintRow]?)?
  /// The better wording, asked for with Ctrl-O (`hearout-swap`); nil rings the bell.
  public var swap: (_ line: String, _ cursor: Int) -> (line: String, cursor: Int)? = { _, _ in nil }
  public var accept: (_ line: String) -> Acceptance = { _ in .accept }
  public var complete: (_ line: String, _ cursor: Int) -> Completions = { _, _ in .none }
  /// The prompt at this moment; asked at each tick. Nil leaves it as it is.
  public var prompt: (() -> String?)?

  public init() {}
}
