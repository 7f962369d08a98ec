import Synchronization

/// A value made when it is first asked for, without a lock: two threads that ask at once may both make it, and both get
/// the one that was there first. So making it has no effects.
public final class Deferred<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let made = AtomicLazyReference<Box>()
  private let make: @Sendable () -> Value

  public init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// A value that is there already.
  public init(ready value: Value) {
    make = { value }
    _ = made.storeIfNil(Box(value))
  }

  public var value: Value { (made.load() ?? made.storeIfNil(Box(make()))).value }
}
