import Glibc
import TextLayout

/// Lines from a pipe, a file, or a terminal that cannot edit.
///
/// It writes no control codes and echoes nothing. Bytes that are not UTF-8 become U+FFFD, NUL stays, and a
/// last line without a newline is a line. `behavior` is not asked for anything: there is no editor to show a
/// hint or to hold a line in, so the program that reads must do without.
public final class PipeSource: LineSource {
  public var behavior = LineBehavior()

  /// Lines so far that held bytes which were not UTF-8.
  public private(set) var damagedLineCount = 0

  private let input: Int32
  private let output: Int32
  private let showsPrompt: Bool
  private var bytes: [UInt8] = []
  /// Where the next line begins in `bytes`, and how far it has been searched for a newline.
  private var start = 0
  private var searched = 0
  private var isFirstLine = true
  private var hasEnded = false
  private var feeds = Feeds()

  /// - Parameter showsPrompt: writes the prompt without its colours before each line, for a person at a
  ///   terminal that cannot edit.
  public init(input: Int32 = 0, output: Int32 = 1, showsPrompt: Bool = false) {
    self.input = input
    self.output = output
    self.showsPrompt = showsPrompt
  }

  public func next(prompt: String) -> LineInput {
    if showsPrompt && !hasEnded { Descriptors.write(Self.uncolored(prompt), to: output) }
    while true {
      if let line = takeLine() { return .line(line) }
      let watched = (hasEnded ? [] : [input]) + feeds.all
      if watched.isEmpty { return .end }
      let ready = Descriptors.waitForAny(of: watched, milliseconds: -1)
      if !hasEnded && ready.contains(input) {
        readInput()
      } else if let event = feeds.read(ready: ready) {
        return event
      }
    }
  }

  public func printAbove(_ text: String) {
    // What was printed before belongs above this.
    fflush(nil)
    Descriptors.write(text.hasSuffix("\n") ? text : text + "\n", to: output)
  }

  /// There is no line to put it into.
  public func preload(_ text: String, cursor: Int?) {}

  public func remember(_ line: String) {}

  public func watch(_ descriptor: Int32) -> FeedID { feeds.add(descriptor) }

  public func unwatch(_ feed: FeedID) { feeds.remove(feed) }

  private func readInput() {
    switch Descriptors.read(input) {
    case .nothingYet: break
    case .ended: hasEnded = true
    case .bytes(let more):
      if start > 0 {
        bytes.removeFirst(start)
        searched -= start
        start = 0
      }
      bytes += more
    }
  }

  private func takeLine() -> String? {
    if let newline = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = text(of: bytes[start..<newline])
      start = newline + 1
      searched = start
      return line
    }
    searched = bytes.count
    guard hasEnded, start < bytes.count else { return nil }
    let line = text(of: bytes[start...])
    bytes = []
    start = 0
    searched = 0
    return line
  }

  private func text(of bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if isFirstLine, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    isFirstLine = false
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    damagedLineCount += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func uncolored(_ prompt: String) -> String {
    var text = ""
    var pieces = PaintedPieces(prompt)
    while let piece = pieces.next() {
      if case .character(let character) = piece {
        text += visible(String(character), keepingNewlines: true)
      }
    }
    return text
  }
}
