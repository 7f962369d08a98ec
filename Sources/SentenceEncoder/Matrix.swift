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

  subscript(_ row: Int, _ column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// Every row becomes `row`.
  mutating func fill(rows row: UnsafeBufferPointer<Float>) {
    for index in 0..<rows { for column in 0..<columns { values[index * columns + column] = row[column] } }
  }

  /// Adds `other`'s columns times a weight matrix of `width` columns, from column `start` on.
  mutating func add(
    _ other: Matrix, columns range: Range<Int>, times weights: UnsafeBufferPointer<Float>, width: Int,
    at start: Int
  ) {
    guard let weights = weights.baseAddress, rows > 0 else { return }
    other.values.withUnsafeBufferPointer { source in
      values.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        hv_multiply_add(
          source + range.lowerBound, other.columns, weights, target + start, columns, rows, range.count, width
        )
      }
    }
  }

  mutating func add(_ other: Matrix) { for index in values.indices { values[index] += other.values[index] } }

  mutating func rectify() { for index in values.indices where values[index] < 0 { values[index] = 0 } }

  mutating func normaliseRows(
    gain: UnsafeBufferPointer<Float>, shift: UnsafeBufferPointer<Float>, _ epsilon: Float
  ) {
    let width = Float(columns)
    for row in 0..<rows {
      let base = row * columns
      var sum: Float = 0
      for column in 0..<columns { sum += values[base + column] }
      let mean = sum / width
      var squares: Float = 0
      for column in 0..<columns {
        let difference = values[base + column] - mean
        values[base + column] = difference
        squares += difference * difference
      }
      let scale = 1 / (squares / width + epsilon).squareRoot()
      for column in 0..<columns {
        values[base + column] = values[base + column] * scale * gain[column] + shift[column]
      }
    }
  }

  func slice(columns range: Range<Int>) -> Matrix {
    var result = Matrix(rows: rows, columns: range.count)
    for row in 0..<rows {
      for column in range {
        result.values[row * range.count + column - range.lowerBound] = values[row * columns + column]
      }
    }
    return result
  }

  mutating func place(_ other: Matrix, at start: Int) {
    for row in 0..<rows { copy(row: row, of: other, to: row, at: start) }
  }

  mutating func copy(row source: Int, of other: Matrix, to row: Int, at start: Int) {
    for column in 0..<other.columns {
      values[row * columns + start + column] = other.values[source * other.columns + column]
    }
  }

  func columnSums() -> Matrix {
    var result = Matrix(rows: 1, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns { result.values[column] += values[row * columns + column] }
    }
    return result
  }

  /// tanh of the first row, scaled to length 1.
  func unitRow() -> [Float] {
    let bent = values.prefix(columns).map { tanhf($0) }
    let length = bent.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? bent.map { $0 / length } : bent
  }
}
