/// Which examples are passed over while learning, because they are known well: once, then twice, then for longer.
struct Pauses {
  /// So many epochs at most is an example passed over.
  private static let longest: UInt8 = 3
  /// Epochs for which each example is still passed over.
  private var left: [UInt8]
  /// How many times running each example was known well.
  private var knownRunning: [UInt8]

  init(count: Int) {
    left = Array(repeating: 0, count: count)
    knownRunning = left
  }

  mutating func endAll() { self = Pauses(count: left.count) }

  /// Whether an example is passed over this time.
  mutating func passOver(_ index: Int) -> Bool {
    guard left[index] > 0 else { return false }
    left[index] -= 1
    return true
  }

  /// Notes whether an example was known well when it was looked at.
  mutating func note(_ index: Int, isKnownWell: Bool) {
    knownRunning[index] = isKnownWell ? min(knownRunning[index] + 1, Self.longest) : 0
    left[index] = knownRunning[index]
  }
}
