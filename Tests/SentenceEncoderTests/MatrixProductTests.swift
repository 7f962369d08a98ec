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

  /// Few digits, so that 16 bits lose none of them: what differs is a mistake and no rounding. The matrices are parts of
  /// wider ones, and what stands beside them stays.
  @Test(arguments: [1, 2, 3, 7, 12, 13, 33, 48, 61, 100])
  func aProductIsWhatAddingUpGives(rows: Int) {
    let (depth, columns, from, to) = (64, 96, 96, 128)
    let a = numbers(rows * from, from: 1).map { ($0 * 128).rounded() / 128 }
    let b = numbers(depth * columns, from: 2).map { ($0 * 128).rounded() / 128 }
    let memory = hv_pack(b, depth, columns)
    defer { hv_unpack(memory) }
    var plain = [Float](repeating: 1, count: rows * to)
    var packed = plain
    hv_multiply_add(a, from, b, &plain, to, rows, depth, columns)
    hv_multiply_add_packed(a, from, b, memory, &packed, to, rows, depth, columns)
    for row in 0..<rows {
      for column in 0..<to {
        let sum = (0..<(column < columns ? depth : 0)).reduce(1.0) { sum, k in
          sum + Double(a[row * from + k]) * Double(b[k * columns + column])
        }
        #expect(abs(Double(plain[row * to + column]) - sum) < 1e-4)
        #expect(abs(Double(packed[row * to + column]) - sum) < 1e-4)
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

  @Test(arguments: [true, false]) func aRowComesOutTheSameWhateverStandsBesideIt(isPacked: Bool) {
    let (depth, columns) = (96, 64)
    let (a, b) = (numbers(61 * depth, from: 3), numbers(depth * columns, from: 4))
    let memory = isPacked ? hv_pack(b, depth, columns) : nil
    defer { hv_unpack(memory) }
    var all = [Float](repeating: 0, count: 61 * columns)
    hv_multiply_add_packed(a, depth, b, memory, &all, columns, 61, depth, columns)
    for row in [0, 17, 39, 50, 60] {
      var alone = [Float](repeating: 0, count: columns)
      hv_multiply_add_packed(
        Array(a[row * depth..<(row + 1) * depth]), depth, b, memory, &alone, columns, 1, depth, columns)
      #expect(alone == Array(all[row * columns..<(row + 1) * columns]))
    }
  }

  @Test(arguments: [0, 1, 5]) func sharesAreAddedUpAndWhatIsBelowZeroIsLost(count: Int) {
    let width = 48
    let (bias, input) = (numbers(width, from: 8), numbers(width, from: 9))
    let shares = numbers(count * width, from: 10)
    var out = [Float](repeating: 7, count: width)
    shares.withUnsafeBufferPointer { shares in
      let places = (0..<count).map { index in shares.baseAddress.map { $0 + index * width } }
      hv_add_shares(bias, places, count, input, &out, width)
    }
    for place in 0..<width {
      let sum = (0..<count).reduce(bias[place]) { $0 + shares[$1 * width + place] }
      #expect(out[place] == max(sum, 0) + input[place])
    }
  }

  /// Widths that have a loop of their own, and others.
  @Test(arguments: [1, 2, 4, 5, 6, 7, 8, 9, 17, 20, 23])
  func rowsAreAddedUpAndMovedInOrder(width: Int) {
    let (rows, values): ([Int32], [Float]) = ([3, 0, 3, 4], [0.3, -0.7, 0.9, 0.1])
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
