import Doors
import HearoutCore
import Synchronization

/// A line on standard error that counts up; told once where that is no terminal.
final class ProgressLine: Sendable {
  private let words: String
  private let isTerminal: Bool
  private let shown = Mutex(-1)

  init(_ desk: Desk) {
    words = desk.interface(.learnProgress)
    isTerminal = desk.surroundings.errorIsTerminal
  }

  /// - Parameter share: 0 to 1; may come from any thread.
  func show(_ share: Double) {
    let percent = Int(share * 100)
    shown.withLock { shown in
      guard percent > shown else { return }
      if isTerminal {
        try? Output.error.write("\r\(words) \(percent)%")
      } else if shown < 0 {
        try? Output.error.line(words)
      }
      shown = percent
    }
  }

  func end() {
    let wasShown = shown.withLock { $0 >= 0 }
    if isTerminal, wasShown { try? Output.error.write("\r\u{1B}[K") }
  }
}
