import Glibc

/// Plain reads, writes and waits on descriptors, retried where the system asks for it.
enum Descriptors {
  enum ReadResult {
    case bytes([UInt8])
    case nothingYet
    case ended
  }

  static let readBytesMax = 1 << 16

  static func read(_ descriptor: Int32) -> ReadResult {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: readBytesMax) { buffer, initialized in
      repeat {
        count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      initialized = max(0, count)
    }
    if count > 0 { return .bytes(bytes) }
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? .nothingYet : .ended
  }

  /// Writes everything; false if the other side went away or the disk is full, with `errno` saying why.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { buffer in
      var rest = UnsafeRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&waiting, 1, -1)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  /// The descriptors that can be read without blocking, or have come to their end; none after a timeout or
  /// a signal. A negative timeout waits for ever.
  static func waitForAny(of descriptors: [Int32], milliseconds: Int) -> [Int32] {
    var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&waiting, nfds_t(waiting.count), Int32(clamping: milliseconds))
    if count <= 0 { return [] }
    return waiting.filter { $0.revents != 0 }.map(\.fd)
  }

  /// Milliseconds on a clock that only goes forward.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
