/// A source for tests: says what it was told to, and remembers what it was asked.
///
/// A scripted line goes through `behavior.accept`, as a typed one would; while it is held, the script goes
/// on with the next step, which stands for what the person did about it.
public final class ScriptedSource: LineSource {
  public var behavior = LineBehavior()

  public private(set) var prompts: [String] = []
  public private(set) var printed: [String] = []
  public private(set) var preloads: [Preload] = []
  public private(set) var remembered: [String] = []
  public private(set) var held: [Held] = []
  /// The hint for each scripted line as it stood when Enter was pressed.
  public private(set) var hints: [[HintRow]] = []

  public struct Preload: Sendable, Hashable {
    public var text: String
    public var cursor: Int?

    public init(text: String, cursor: Int? = nil) {
      self.text = text
      self.cursor = cursor
    }
  }

  public struct Held: Sendable, Hashable {
    public var text: String
    public var cursor: Int?

    public init(text: String, cursor: Int? = nil) {
      self.text = text
      self.cursor = cursor
    }
  }

  private var script: ArraySlice<LineInput>
  private var nextFeed = 1

  /// - Parameter script: what `next(prompt:)` returns, in order; `.end` for ever after.
  public init(_ script: [LineInput]) { self.script = script[...] }

  public convenience init(lines: [String]) { self.init(lines.map { .line($0) }) }

  public func next(prompt: String) -> LineInput {
    prompts.append(prompt)
    while let input = script.popFirst() {
      guard case .line(let text) = input else { return input }
      hints.append(behavior.hint(text, text.unicodeScalars.count))
      switch behavior.accept(text) {
      case .accept: return input
      case .hold(let cursor): held.append(Held(text: text, cursor: cursor))
      }
    }
    return .end
  }

  public func printAbove(_ text: String) { printed.append(text) }

  public func preload(_ text: String, cursor: Int?) { preloads.append(Preload(text: text, cursor: cursor)) }

  public func remember(_ line: String) { remembered.append(line) }

  public func watch(_ descriptor: Int32) -> FeedID {
    defer { nextFeed += 1 }
    return FeedID(number: nextFeed)
  }

  public func unwatch(_ feed: FeedID) {}
}
