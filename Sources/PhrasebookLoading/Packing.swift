import Foundation
import HearoutCore
import PhraseMatching

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

  /// Numbers that are used where they lie, so they start at a multiple of eight bytes.
  mutating func put<Number: BitwiseCopyable & Sendable>(table: Numbers<Number>) {
    put(table.count)
    while bytes.count % 8 != 0 { bytes.append(0) }
    table.withBytes { bytes.append(contentsOf: $0) }
  }

  /// A part that is unpacked when it is first asked for, behind its length.
  mutating func putPart(_ each: (inout Packer) -> Void) {
    var part = Packer()
    each(&part)
    put(part.bytes.count)
    bytes.append(part.bytes)
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

/// Reads what `Packer` wrote, out of a mapped file. Any damage throws: the caller then reads the YAML files again.
struct Unpacker: Sendable {
  struct Damaged: Error {}

  private let memory: FixedMemory
  private var base: UnsafeRawBufferPointer { memory.bytes }
  private var position = 0

  /// The book read from its files: what stands in for a part that is found damaged when it is first asked for.
  private let rescue: Deferred<LanguageBook>?

  /// - Returns: `nil` where the file is not there or cannot be mapped.
  init?(path: String, rescue: Deferred<LanguageBook>?) {
    self.rescue = rescue
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    guard let mapped = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), mapped != MAP_FAILED else {
      return nil
    }
    memory = FixedMemory(UnsafeRawBufferPointer(start: mapped, count: size)) {
      munmap(UnsafeMutableRawPointer(mutating: $0), size)
    }
  }

  mutating func int() throws(Damaged) -> Int { Int(try raw(Int64.self)) }

  mutating func double() throws(Damaged) -> Double { try raw(Double.self) }

  mutating func text() throws(Damaged) -> String {
    let count = try length(1)
    defer { position += count }
    return String(decoding: base[position..<position + count], as: UTF8.self)
  }

  /// A copy of the numbers.
  mutating func numbers<Number: FixedWidthInteger>() throws(Damaged) -> [Number] {
    let count = try length(MemoryLayout<Number>.stride)
    let byteCount = count * MemoryLayout<Number>.stride
    defer { position += byteCount }
    return [Number](unsafeUninitializedCapacity: count) { target, filled in
      UnsafeMutableRawBufferPointer(target)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: base[position..<position + byteCount]))
      filled = count
    }
  }

  /// The numbers where they lie.
  mutating func table<Number: BitwiseCopyable & Sendable>() throws(Damaged) -> Numbers<Number> {
    let count = try length(MemoryLayout<Number>.stride)
    position = (position + 7) / 8 * 8
    guard let numbers = Numbers<Number>(in: memory, offset: position, count: count) else { throw Damaged() }
    position += count * MemoryLayout<Number>.stride
    return numbers
  }

  mutating func list<Element>(_ each: (inout Unpacker) throws(Damaged) -> Element) throws(Damaged)
    -> [Element]
  {
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

  /// A part that is unpacked when it is first asked for.
  mutating func part<Part>(
    _ each: @escaping @Sendable (inout Unpacker) throws(Damaged) -> Part,
    orElse rescued: @escaping @Sendable (LanguageBook) -> Part
  ) throws(Damaged) -> Deferred<Part> {
    guard let rescue else { throw Damaged() }
    let count = try length(1)
    defer { position += count }
    return Deferred { [self] in
      var unpacker = self
      do throws(Damaged) {
        return try each(&unpacker)
      } catch {
        return rescued(rescue.value)
      }
    }
  }

  private mutating func raw<Value: BitwiseCopyable>(_: Value.Type) throws(Damaged) -> Value {
    let size = MemoryLayout<Value>.size
    guard base.count - position >= size else { throw Damaged() }
    defer { position += size }
    return base.loadUnaligned(fromByteOffset: position, as: Value.self)
  }

  /// A count that the rest of the bytes can hold.
  private mutating func length(_ elementSize: Int) throws(Damaged) -> Int {
    let count = try int()
    guard count >= 0, count <= (base.count - position) / elementSize else { throw Damaged() }
    return count
  }
}
