import Doors
import HearoutCore
import Synchronization

/// A line on standard error that counts up; told once where that is no terminal.
final class ProgressLine: Sendable {
  private let isTerminal: Bool
  private let shown = Mutex(-1)

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  /// - Parameter share: 0 to 1; may come from any thread.
  func show(_ share: Double, _ words: String) {
    let percent = Int(share * 100)
    shown.withLock { shown in
      guard percent > shown else { return }
      if isTerminal {
        try? Output.error.write("\r\(words) \(percent)%")
      } else if shown < 0 {
        try? Output.error.line(words)
      }
      shown = percent
      if isTerminal, percent >= 100 { try? Output.error.write("\r\u{1B}[K") }
    }
  }
}
