/// The features that enough examples have, those of most examples first: what is wanted often lies side by side.
///
/// Names are hashes already, so a table with open addressing finds them in a step or two; hashing them again took a
/// third of the time of learning.
struct FeatureIndex {
  /// The name of each row.
  let names: [UInt64]
  /// For the features of all examples, one example after the other: the row of each, or -1.
  private let rows: [Int32]
  private let starts: [Int]

  /// - Parameters:
  ///   - examples: the names that each example has, each once.
  ///   - leastCount: how many examples a name must stand in.
  init(_ examples: [[UInt64]], leastCount: Int) {
    var starts = [0]
    for names in examples { starts.append(starts[starts.count - 1] + names.count) }
    let total = starts[examples.count]
    var table = SlotTable(capacity: total)
    var numbers: [Int32] = []
    numbers.reserveCapacity(total)
    for names in examples { for name in names { numbers.append(table.number(of: name)) } }
    var counts = [Int32](repeating: 0, count: table.names.count)
    for number in numbers { counts[Int(number)] += 1 }
    let kept = table.names.indices.filter { counts[$0] >= leastCount }.sorted {
      counts[$0] != counts[$1] ? counts[$0] > counts[$1] : table.names[$0] < table.names[$1]
    }
    var rowOfNumber = [Int32](repeating: -1, count: table.names.count)
    for (row, number) in kept.enumerated() { rowOfNumber[number] = Int32(row) }
    names = kept.map { table.names[$0] }
    rows = numbers.map { rowOfNumber[Int($0)] }
    self.starts = starts
  }

  /// The rows of an example's features, in their order; -1 where too few examples have one.
  func rows(of example: Int) -> ArraySlice<Int32> { rows[starts[example]..<starts[example + 1]] }
}

/// Numbers names in the order in which they come.
private struct SlotTable {
  private(set) var names: [UInt64] = []
  /// Number of the name in each slot, or -1; twice as many slots as names at most.
  private var slots: [Int32]
  private let mask: Int

  init(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    mask = size - 1
  }

  mutating func number(of name: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: name >> 7) & mask
    while slots[slot] >= 0 {
      if names[Int(slots[slot])] == name { return slots[slot] }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(names.count)
    names.append(name)
    return slots[slot]
  }
}
