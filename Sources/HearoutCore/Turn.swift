/// A moment, in seconds since 1970-01-01T00:00:00Z. Passed in, never read from a clock in the core.
public struct Instant: Sendable, Codable, Hashable, Comparable {
  public var seconds: Double
  public init(seconds: Double) { self.seconds = seconds }
  public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

  /// The moment that lies `seconds` later.
  public func advanced(bySeconds delta: Double) -> Instant { Instant(seconds: seconds + delta) }
}

/// A moment together with the local offset from UTC, so that "tomorrow at three" can be resolved without a
/// time zone data base.
public struct Clock: Sendable, Codable, Hashable {
  public var now: Instant
  /// Seconds east of UTC.
  public var offsetSeconds: Int

  public init(now: Instant, offsetSeconds: Int) {
    self.now = now
    self.offsetSeconds = offsetSeconds
  }
}

/// One utterance.
public struct Turn: Sendable, Codable, Hashable {
  public var speaker: Speaker
  public var text: String
  public var language: Language
  /// When it was said; `nil` where a transcript has no times.
  public var clock: Clock?

  public init(speaker: Speaker, text: String, language: Language, clock: Clock? = nil) {
    self.speaker = speaker
    self.text = text
    self.language = language
    self.clock = clock
  }
}
