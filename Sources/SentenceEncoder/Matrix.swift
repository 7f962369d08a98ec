import CVectorMath
import Glibc

/// A dense matrix of floats, row by row.
struct Matrix {
  let rows: Int
  let columns: Int
  private var values: [Float]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = Array(repeating: 0, count: rows * columns)
  }

  /// - Parameter write: puts every number in its place; nothing is there before.
  init(rows: Int, columns: Int, write: (UnsafeMutableBufferPointer<Float>) -> Void) {
    self.rows = rows
    self.columns = columns
    values = Array(unsafeUninitializedCapacity: rows * columns) { values, count in
      write(UnsafeMutableBufferPointer(rebasing: values[..<(rows * columns)]))
      count = rows * columns
    }
  }

  /// Every row is `row`.
  init(rows: Int, each row: UnsafeBufferPointer<Float>) {
    self.init(rows: rows, columns: row.count) { values in
      for start in stride(from: 0, to: rows * row.count, by: row.count) {
        _ = UnsafeMutableBufferPointer(rebasing: values[start..<start + row.count]).update(from: row)
      }
    }
  }

  /// Some rows of `other`, each followed by the same numbers.
  init(rows picked: [Int], of other: Matrix, eachFollowedBy rest: [Float]) {
    let width = other.columns
    self.init(rows: picked.count, columns: width + rest.count) { values in
      for (index, row) in picked.enumerated() {
        let place = UnsafeMutableBufferPointer(rebasing: values[(index * (width + rest.count))...])
        _ = place.update(fromContentsOf: other.values[row * width..<(row + 1) * width])
        _ = UnsafeMutableBufferPointer(rebasing: place[width...]).update(fromContentsOf: rest)
      }
    }
  }

  /// Beside each other, for each row, the rows of `other` from so many before it on; outside of each range is zero.
  init(windowsOf size: Int, startingBefore before: Int, over other: Matrix, _ ranges: [Range<Int>]) {
    let width = other.columns
    self.init(rows: other.rows, columns: size * width) { values in
      var rest = values
      for range in ranges {
        for row in range {
          for source in row - before..<row - before + size {
            let place = UnsafeMutableBufferPointer(rebasing: rest[..<width])
            if range.contains(source) {
              _ = place.update(fromContentsOf: other.values[source * width..<(source + 1) * width])
            } else {
              place.update(repeating: 0)
            }
            rest = UnsafeMutableBufferPointer(rebasing: rest[width...])
          }
        }
      }
    }
  }

  subscript(_ row: Int, _ column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The first numbers of a row become those of `bytes`, each times `scale` plus `low`; there are a multiple of 16.
  mutating func set(row: Int, _ bytes: UnsafeRawBufferPointer, times scale: Float, plus low: Float) {
    typealias Lane = SIMD16<Float>
    let start = row * columns * MemoryLayout<Float>.size
    values.withUnsafeMutableBytes { values in
      for place in stride(from: 0, to: bytes.count, by: Lane.scalarCount) {
        let numbers = bytes.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
        values.storeBytes(
          of: Lane(numbers) * scale + low, toByteOffset: start + place * MemoryLayout<Float>.size,
          as: Lane.self)
      }
    }
  }

  /// Adds `other`'s columns times a layer, to the columns from `start` on.
  mutating func add(
    _ other: Matrix, columns range: Range<Int>, times layer: ReadyWeights.Layer, at start: Int = 0
  ) {
    precondition(
      range.upperBound <= other.columns && rows <= other.rows && start + layer.width <= columns
        && layer.weights.count == range.count * layer.width)
    guard let weights = layer.weights.baseAddress, rows > 0 else { return }
    other.values.withUnsafeBufferPointer { source in
      values.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        hv_multiply_add_packed(
          source + range.lowerBound, other.columns, weights, layer.packed.memory, target + start, columns,
          rows, range.count, layer.width)
      }
    }
  }

  /// Of the columns from `start` on, as many as `other` has, what is above zero plus `other`; these are a multiple of 16.
  mutating func rectify(from start: Int, plus other: Matrix) {
    precondition(other.rows == rows && start + other.columns <= columns)
    values.withUnsafeMutableBufferPointer { values in
      other.values.withUnsafeBufferPointer { others in
        guard let values = values.baseAddress, let others = others.baseAddress else { return }
        for row in 0..<rows {
          let place = values + row * columns + start
          hv_add_shares(place, nil, 0, others + row * other.columns, place, other.columns)
        }
      }
    }
  }

  mutating func rectify() {
    values.withUnsafeMutableBufferPointer { values in
      for index in values.indices { values[index] = max(values[index], 0) }
    }
  }

  /// Every row gets mean 0 and variance 1, then `gain` and `shift`; the number of columns is a multiple of 16.
  mutating func normaliseRows(
    gain: UnsafeBufferPointer<Float>, shift: UnsafeBufferPointer<Float>, _ epsilon: Float
  ) {
    typealias Lane = SIMD16<Float>
    let width = Float(columns)
    values.withUnsafeMutableBytes { bytes in
      let (gain, shift) = (UnsafeRawBufferPointer(gain), UnsafeRawBufferPointer(shift))
      let step = MemoryLayout<Lane>.size
      let length = columns * MemoryLayout<Float>.size
      for start in stride(from: 0, to: rows * length, by: length) {
        let row = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + length])
        var sum = Lane()
        for place in stride(from: 0, to: length, by: step) {
          sum += row.loadUnaligned(fromByteOffset: place, as: Lane.self)
        }
        let mean = sum.sum() / width
        var squares = Lane()
        for place in stride(from: 0, to: length, by: step) {
          let off = row.loadUnaligned(fromByteOffset: place, as: Lane.self) - mean
          squares += off * off
        }
        let scale = 1 / (squares.sum() / width + epsilon).squareRoot()
        for place in stride(from: 0, to: length, by: step) {
          let off = row.loadUnaligned(fromByteOffset: place, as: Lane.self) - mean
          let gained = gain.loadUnaligned(fromByteOffset: place, as: Lane.self)
          let shifted = shift.loadUnaligned(fromByteOffset: place, as: Lane.self)
          row.storeBytes(of: off * scale * gained + shifted, toByteOffset: place, as: Lane.self)
        }
      }
    }
  }

  /// Reads the numbers where they lie, row by row, and how many a row has.
  func withNumbers(_ body: (UnsafePointer<Float>, _ columns: Int) -> Void) {
    values.withUnsafeBufferPointer { values in values.baseAddress.map { body($0, columns) } }
  }

  /// The rows from `row` on become those of `other`, which has as many columns.
  mutating func place(_ other: Matrix, below row: Int) {
    precondition(other.columns == columns)
    copy(other.values, from: 0, to: row * columns, other.values.count)
  }

  private mutating func copy(_ source: [Float], from first: Int, to start: Int, _ count: Int) {
    values.withUnsafeMutableBufferPointer { values in
      source.withUnsafeBufferPointer { source in
        _ = UnsafeMutableBufferPointer(rebasing: values[start..<start + count])
          .update(fromContentsOf: source[first..<first + count])
      }
    }
  }

  /// The sums of the columns over each range of rows, a row for each; the number of columns is a multiple of 16.
  func columnSums(_ ranges: [Range<Int>]) -> Matrix {
    typealias Lane = SIMD16<Float>
    var result = Matrix(rows: ranges.count, columns: columns)
    let length = columns * MemoryLayout<Float>.size
    values.withUnsafeBytes { values in
      result.values.withUnsafeMutableBytes { sums in
        for (index, range) in ranges.enumerated() {
          for place in stride(from: 0, to: length, by: MemoryLayout<Lane>.size) {
            var sum = Lane()
            for row in range {
              sum += values.loadUnaligned(fromByteOffset: row * length + place, as: Lane.self)
            }
            sums.storeBytes(of: sum, toByteOffset: index * length + place, as: Lane.self)
          }
        }
      }
    }
    return result
  }

  /// tanh of a row, scaled to length 1.
  func unitRow(_ row: Int) -> [Float] {
    let bent = values[row * columns..<(row + 1) * columns].map { tanhf($0) }
    let length = bent.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? bent.map { $0 / length } : bent
  }
}
