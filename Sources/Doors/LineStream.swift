import Foundation
public import SystemPackage

/// Lines of bytes out of a file descriptor, without their ends, in bounded memory but for the line itself.
public struct LineStream: ~Copyable {
  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private static let chunk = 65_536

  public init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// The next line, or `nil` at the end.
  public mutating func next() throws -> [UInt8]? {
    var searched = start
    while true {
      if let end = newline(from: searched) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return Array(buffer[start...])
      }
      if start > 0 {
        buffer.removeFirst(start)
        searched -= start
        start = 0
      }
      try fill()
    }
  }

  private func newline(from index: Int) -> Int? {
    buffer.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, index < bytes.count,
        let found = memchr(base + index, 10, bytes.count - index)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }

  private mutating func fill() throws {
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
    var count = 0
    defer { buffer.removeLast(Self.chunk - count) }
    count = try buffer.withUnsafeMutableBytes { bytes in
      try descriptor.read(
        into: UnsafeMutableRawBufferPointer(rebasing: bytes[old...]), retryOnInterrupt: true)
    }
    if count == 0 { isAtEnd = true }
  }
}

/// Standard output, a line at a time.
public struct Output: Sendable {
  private let descriptor: FileDescriptor

  public static let standard = Output(.standardOutput)
  public static let error = Output(.standardError)

  public init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// Writes a text and a line end at once.
  public func line(_ text: String) throws { try write(text + "\n") }

  public func write(_ text: String) throws { try descriptor.writeAll(text.utf8) }

  public func write(_ bytes: some Sequence<UInt8>) throws { try descriptor.writeAll(bytes) }
}
