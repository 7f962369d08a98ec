import Dispatch
import Synchronization

/// A value made once, when it is first needed or earlier on another thread.
///
/// Two threads share its one piece of state: the one that makes the value and the one that asks for it.
final class Later<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// The value; waits while it is being made.
  var value: Value {
    made.withLock { made in
      if let made { return made }
      let fresh = make()
      made = fresh
      return fresh
    }
  }

  /// The value if it is there already.
  var valueIfReady: Value? { made.withLockIfAvailable { $0 } ?? nil }

  /// Begins to make it on another thread.
  func start() {
    DispatchQueue.global(qos: .userInitiated).async { _ = self.value }
  }
}
