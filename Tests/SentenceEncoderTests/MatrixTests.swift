import Foundation
import Testing

@testable import SentenceEncoder

@Suite struct MatrixTests {
  @Test func aWindowHoldsItsNeighboursAndNothingFromBeyondItsText() {
    let rows: [Float] = [1, 2, 3, 4, 5]
    let other = Matrix(rows: 5, columns: 2) { numbers in
      for row in rows.indices { (numbers[2 * row], numbers[2 * row + 1]) = (rows[row], -rows[row]) }
    }
    let windows = Matrix(windowsOf: 3, startingBefore: 1, over: other, [0..<2, 2..<5])
    let expected: [[Float]] = [[0, 1, 2], [1, 2, 0], [0, 3, 4], [3, 4, 5], [4, 5, 0]]
    for (row, neighbours) in expected.enumerated() {
      for (slot, value) in neighbours.enumerated() {
        #expect(windows[row, 2 * slot] == value)
        #expect(windows[row, 2 * slot + 1] == -value)
      }
    }
  }

  @Test func rowsArePlacedBelowOthers() {
    var all = Matrix(rows: 3, columns: 16)
    let row: [Float] = (0..<16).map { Float($0) }
    row.withUnsafeBufferPointer { all.place(Matrix(rows: 2, each: $0), below: 1) }
    for column in 0..<16 {
      #expect(all[0, column] == 0)
      #expect(all[1, column] == Float(column))
      #expect(all[2, column] == Float(column))
    }
  }

  /// A file of the right form whose parts are too short would be read past their ends.
  @Test func aFileWithPartsOfTheWrongLengthIsRefused() throws {
    let parts = EncoderFile.Part.allCases.count
    var bytes = Data("HEAROUTENC1\n".utf8)
    bytes.append(Data(count: 64 - bytes.count))
    for _ in 0..<parts {
      for number in [Int64(1_024), 64] {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    bytes.append(Data(count: 2_048 - bytes.count))
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).bin").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: SentenceEncoder.Trouble.damaged) { try SentenceEncoder(path: path) }
  }
}
