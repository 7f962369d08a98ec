import CVectorMath
import Testing

/// Products of matrices, by whatever this processor has for them.
@Suite struct MatrixProductTests {
  private func numbers(_ count: Int, from seed: UInt64) -> [Float] {
    var state = seed
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
  }

  /// Few digits, so that 16 bits lose none of them: what differs is a mistake and no rounding.
  @Test(arguments: [1, 7, 32, 33, 100])
  func aProductIsWhatAddingUpGives(rows: Int) {
    let (depth, columns) = (64, 32)
    let a = numbers(rows * depth, from: 1).map { ($0 * 128).rounded() / 128 }
    let b = numbers(depth * columns, from: 2).map { ($0 * 128).rounded() / 128 }
    var c = [Float](repeating: 1, count: rows * columns)
    hv_multiply_add(a, depth, b, &c, columns, rows, depth, columns)
    var packed = [Float](repeating: 1, count: rows * columns)
    let memory = hv_pack(b, depth, columns)
    defer { hv_unpack(memory) }
    hv_multiply_add_packed(a, depth, b, memory, &packed, columns, rows, depth, columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let sum = (0..<depth).reduce(1.0) { sum, k in
          sum + Double(a[row * depth + k]) * Double(b[k * columns + column])
        }
        #expect(abs(Double(c[row * columns + column]) - sum) < 1e-4)
        #expect(abs(Double(packed[row * columns + column]) - sum) < 1e-4)
      }
    }
  }

  @Test func sixteenBitsKeepThreeDigits() {
    let (depth, columns) = (1280, 32)
    let (a, b) = (numbers(depth, from: 1), numbers(depth * columns, from: 2))
    var plain = [Float](repeating: 0, count: columns)
    hv_multiply_add(a, depth, b, &plain, columns, 1, depth, columns)
    var packed = [Float](repeating: 0, count: columns)
    let memory = hv_pack(b, depth, columns)
    defer { hv_unpack(memory) }
    hv_multiply_add_packed(a, depth, b, memory, &packed, columns, 1, depth, columns)
    let spread = (plain.reduce(0) { $0 + $1 * $1 } / Float(columns)).squareRoot()
    for column in 0..<columns { #expect(abs(packed[column] - plain[column]) < 0.01 * spread) }
  }

  @Test func aRowComesOutTheSameWhateverStandsBesideIt() {
    let (depth, columns) = (96, 64)
    let (a, b) = (numbers(40 * depth, from: 3), numbers(depth * columns, from: 4))
    let memory = hv_pack(b, depth, columns)
    defer { hv_unpack(memory) }
    var all = [Float](repeating: 0, count: 40 * columns)
    hv_multiply_add_packed(a, depth, b, memory, &all, columns, 40, depth, columns)
    for row in [0, 17, 39] {
      var alone = [Float](repeating: 0, count: columns)
      hv_multiply_add_packed(
        Array(a[row * depth..<(row + 1) * depth]), depth, b, memory, &alone, columns, 1, depth, columns)
      #expect(alone == Array(all[row * columns..<(row + 1) * columns]))
    }
  }

  /// Widths that have a loop of their own, and others.
  @Test(arguments: [1, 2, 5, 7, 8, 17, 18, 23])
  func rowsAreAddedUpAndMovedInOrder(width: Int) {
    let (rows, values): ([Int32], [Float]) = ([3, 0, 4], [0.5, -1, 0.25])
    let errors = numbers(width, from: 6)
    var (weights, squares) = (numbers(5 * width, from: 7), [Float](repeating: 1, count: 5 * width))
    var (sums, expected) = ([Float](repeating: 1, count: width), [Float](repeating: 1, count: width))
    var (moved, grown) = (weights, squares)
    for (row, value) in zip(rows, values) {
      for label in 0..<width {
        let place = Int(row) * width + label
        expected[label] += value * weights[place]
        let gradient = errors[label] * value
        grown[place] += gradient * gradient
        moved[place] -= 0.3 * gradient / grown[place].squareRoot()
      }
    }
    hv_add_rows(rows, values, rows.count, weights, width, &sums)
    hv_adagrad_rows(rows, values, rows.count, &weights, &squares, width, errors, 0.3)
    #expect(sums == expected)
    #expect(weights == moved)
    #expect(squares == grown)
  }

  @Test func whatDoesNotFitTheLayoutIsNotPacked() {
    #expect(hv_pack(numbers(33 * 32, from: 5), 33, 32) == nil)
    #expect(hv_pack(numbers(32 * 40, from: 5), 32, 40) == nil)
  }
}
