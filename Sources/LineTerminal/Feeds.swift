/// The watched descriptors besides standard input.
struct Feeds {
  private var descriptors: [FeedID: Int32] = [:]
  private var order: [FeedID] = []
  private var nextNumber = 1

  mutating func add(_ descriptor: Int32) -> FeedID {
    let feed = FeedID(number: nextNumber)
    nextNumber += 1
    descriptors[feed] = descriptor
    order.append(feed)
    return feed
  }

  mutating func remove(_ feed: FeedID) {
    descriptors[feed] = nil
    order.removeAll { $0 == feed }
  }

  var all: [Int32] { order.compactMap { descriptors[$0] } }

  /// Reads from the first ready feed. That feed then goes to the end of the queue, so that a chatty one
  /// cannot silence the others.
  mutating func read(ready: [Int32]) -> LineInput? {
    for feed in order {
      guard let descriptor = descriptors[feed], ready.contains(descriptor) else { continue }
      switch Descriptors.read(descriptor) {
      case .nothingYet: continue
      case .ended:
        remove(feed)
        return .externalEnded(feed)
      case .bytes(let bytes):
        order.removeAll { $0 == feed }
        order.append(feed)
        return .external(bytes, feed)
      }
    }
    return nil
  }
}
