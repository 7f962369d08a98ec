import Foundation

/// A small binary form for the compiled phrasebook: whole arrays of numbers are copied in one piece, texts behind their
/// length. Only this program reads it, on the machine that wrote it.
struct Packer {
  private(set) var bytes = Data()

  mutating func put(_ value: Int) { withUnsafeBytes(of: Int64(value)) { bytes.append(contentsOf: $0) } }

  mutating func put(_ value: Double) { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }

  mutating func put(_ text: String) {
    var copy = text
    copy.withUTF8 { buffer in
      put(buffer.count)
      bytes.append(contentsOf: buffer)
    }
  }

  mutating func put<Number: FixedWidthInteger>(numbers: [Number]) {
    put(numbers.count)
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func put<Element>(_ list: [Element], _ each: (inout Packer, Element) -> Void) {
    put(list.count)
    for element in list { each(&self, element) }
  }

  mutating func put<Key: Comparable, Value>(_ map: [Key: Value], _ each: (inout Packer, Key, Value) -> Void) {
    put(map.count)
    for key in map.keys.sorted() {
      if let value = map[key] { each(&self, key, value) }
    }
  }
}

/// Reads what `Packer` wrote. Any damage throws: the caller then reads the YAML files again.
struct Unpacker {
  struct Damaged: Error {}

  private let bytes: Data
  private var position: Int

  init(_ bytes: Data) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func int() throws(Damaged) -> Int { Int(try raw(Int64.self, Int64(0))) }

  mutating func double() throws(Damaged) -> Double { try raw(Double.self, 0) }

  mutating func text() throws(Damaged) -> String {
    let count = try length(1)
    defer { position += count }
    return bytes.withUnsafeBytes { buffer in
      let start = position - bytes.startIndex
      return String(decoding: buffer[start..<start + count], as: UTF8.self)
    }
  }

  mutating func numbers<Number: FixedWidthInteger>() throws(Damaged) -> [Number] {
    let count = try length(MemoryLayout<Number>.stride)
    let byteCount = count * MemoryLayout<Number>.stride
    defer { position += byteCount }
    let start = position - bytes.startIndex
    return [Number](unsafeUninitializedCapacity: count) { target, filled in
      bytes.withUnsafeBytes { buffer in
        UnsafeMutableRawBufferPointer(target).copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<start + byteCount]))
      }
      filled = count
    }
  }

  mutating func list<Element>(_ each: (inout Unpacker) throws(Damaged) -> Element) throws(Damaged) -> [Element] {
    let count = try length(1)
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try each(&self)) }
    return list
  }

  mutating func map<Key: Hashable, Value>(
    _ each: (inout Unpacker) throws(Damaged) -> (Key, Value)
  ) throws(Damaged) -> [Key: Value] {
    let count = try length(1)
    var map: [Key: Value] = [:]
    map.reserveCapacity(count)
    for _ in 0..<count {
      let (key, value) = try each(&self)
      map[key] = value
    }
    return map
  }

  private mutating func raw<Value: BitwiseCopyable>(_: Value.Type, _ zero: Value) throws(Damaged) -> Value {
    let size = MemoryLayout<Value>.size
    guard bytes.endIndex - position >= size else { throw Damaged() }
    defer { position += size }
    let start = position - bytes.startIndex
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Value.self) }
  }

  /// A count that the rest of the bytes can hold.
  private mutating func length(_ elementSize: Int) throws(Damaged) -> Int {
    let count = try int()
    guard count >= 0, count <= (bytes.endIndex - position) / elementSize else { throw Damaged() }
    return count
  }
}
