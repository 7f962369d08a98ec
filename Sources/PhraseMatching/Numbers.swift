/// Numbers in one piece of memory: a copy of an array, or a part of something larger that is kept alive with it, such as
/// a mapped file. They never change.
public struct Numbers<Element: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
  @usableFromInline let memory: FixedMemory
  @usableFromInline let offset: Int
  public let count: Int

  public init(_ array: [Element]) {
    memory = FixedMemory(copying: array)
    offset = 0
    count = array.count
  }

  /// - Parameters:
  ///   - offset: in bytes, a multiple of the element's alignment.
  /// - Returns: `nil` where the memory does not hold so much.
  public init?(in memory: FixedMemory, offset: Int, count: Int) {
    let stride = MemoryLayout<Element>.stride
    guard offset >= 0, count >= 0, offset % stride == 0, count <= (memory.count - offset) / stride else {
      return nil
    }
    self.memory = memory
    self.offset = offset
    self.count = count
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  @inline(__always) public subscript(_ index: Int) -> Element {
    precondition(index >= 0 && index < count)
    return memory.base.load(fromByteOffset: offset + index * MemoryLayout<Element>.stride, as: Element.self)
  }

  /// The first number where it lies; good for as long as this value is.
  var pointer: UnsafePointer<Element> {
    memory.base.advanced(by: offset).assumingMemoryBound(to: Element.self)
  }

  /// The numbers where they lie, for loops that look at many.
  @inlinable public func withElements<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    withBytes { body($0.assumingMemoryBound(to: Element.self)) }
  }

  /// The bytes of the numbers.
  @inlinable public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withExtendedLifetime(memory) {
      body(
        UnsafeRawBufferPointer(
          start: memory.base.advanced(by: offset), count: count * MemoryLayout<Element>.stride))
    }
  }
}

extension Numbers: Hashable {
  /// Equal where the bytes are.
  public static func == (a: Numbers, b: Numbers) -> Bool {
    a.withBytes { first in b.withBytes { second in first.elementsEqual(second) } }
  }

  public func hash(into hasher: inout Hasher) { withBytes { hasher.combine(bytes: $0) } }
}

extension Numbers: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

/// A stretch of memory that nobody writes to.
public final class FixedMemory: Sendable {
  /// Read-only for as long as this object lives, so that any thread may read it.
  @usableFromInline nonisolated(unsafe) let base: UnsafeRawPointer
  public let count: Int
  private let release: @Sendable (UnsafeRawPointer) -> Void

  /// Takes over memory; `release` is called with its start when it is no longer used.
  public init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawPointer) -> Void) {
    base = bytes.baseAddress ?? UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
    count = bytes.count
    self.release = release
  }

  convenience init<Element>(copying array: [Element]) {
    let size = array.count * MemoryLayout<Element>.stride
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: Swift.max(size, 1), alignment: 16)
    array.withUnsafeBytes { copy.copyMemory(from: $0) }
    self.init(UnsafeRawBufferPointer(rebasing: copy[..<size])) {
      UnsafeMutableRawPointer(mutating: $0).deallocate()
    }
  }

  /// The bytes; not to be used after this object is gone.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  deinit { release(base) }
}
