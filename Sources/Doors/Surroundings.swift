import Foundation
public import HearoutCore
public import TextLayout

/// What the program finds around it: environment, terminal, clock. Read once at the edge and passed on as a value.
public struct Surroundings: Sendable {
  public let environment: [String: String]
  public let executable: String
  public let inputIsTerminal: Bool
  public let outputIsTerminal: Bool
  public let errorIsTerminal: Bool
  public let places: Places

  public static func current() -> Surroundings {
    let environment = ProcessInfo.processInfo.environment
    let own =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    return Surroundings(
      environment: environment, executable: own, inputIsTerminal: isatty(0) == 1,
      outputIsTerminal: isatty(1) == 1,
      errorIsTerminal: isatty(2) == 1, places: Places(environment: environment))
  }

  /// Whether the terminal cannot move its cursor.
  public var isDumb: Bool { environment["TERM"] == "dumb" || (environment["TERM"] ?? "").isEmpty }

  public func painter(isPlain: Bool) -> Painter {
    Painter(environment: environment, isTerminal: outputIsTerminal, isPlain: isPlain)
  }

  /// The language of the interface by the locale's name.
  public var usualLanguage: Language {
    for variable in ["HEAROUT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment[variable], !value.isEmpty else { continue }
      if value.hasPrefix("zh") { return .chinese }
      if value.hasPrefix("en") { return .english }
      if variable != "LANG" { break }
    }
    return .english
  }

  /// Now, with the local offset from UTC.
  public func clock() -> Clock {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var seconds = now.tv_sec
    var local = tm()
    localtime_r(&seconds, &local)
    return Clock(
      now: Instant(seconds: Double(now.tv_sec) + Double(now.tv_nsec) / 1e9),
      offsetSeconds: Int(local.tm_gmtoff))
  }
}
