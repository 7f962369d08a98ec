import CVectorMath

/// What the encoder makes of each piece before it looks at the neighbours: its row of the table, the projection for each
/// branch, and its share in the first convolution at each place of the window. All that hangs on the piece alone, so it is
/// worked out once for all places where the piece stands.
struct PieceLayers {
  /// The pieces in the order of the matrices' rows, sorted.
  private let ids: [Int32]
  private let embeddings: Matrix
  /// The three branches side by side.
  private let branches: Matrix
  /// Shares in the first convolution: all places of the first branch's window, then of the next.
  private let shares: Matrix

  init(_ texts: [[Int32]], _ file: EncoderFile, _ weights: ReadyWeights) {
    let ids = Self.distinct(texts)
    self.ids = ids
    embeddings = Self.embed(ids, file)
    var branches = Matrix(rows: ids.count, each: file.array(.projectionBias))
    branches.add(
      embeddings, columns: 0..<SentenceEncoder.width,
      times: weights.layer(.projection, width: branches.columns))
    branches.normaliseRows(
      gain: file.array(.projectionGain), shift: file.array(.projectionShift), SentenceEncoder.epsilon)
    self.branches = branches
    let width = Branch.width
    var shares = Matrix(rows: ids.count, columns: Branch.allCases.reduce(0) { $0 + $1.order } * width)
    for branch in Branch.allCases {
      for slot in 0..<branch.order {
        shares.add(
          branches, columns: branch.columns,
          times: weights.layer(branch.first, width: width, rows: slot * width..<(slot + 1) * width),
          at: (branch.firstShare + slot) * width)
      }
    }
    self.shares = shares
  }

  private static func distinct(_ texts: [[Int32]]) -> [Int32] {
    var all: [Int32] = []
    all.reserveCapacity(texts.reduce(0) { $0 + $1.count })
    for text in texts { all.append(contentsOf: text) }
    all.sort()
    var ids: [Int32] = []
    for id in all where id != ids.last { ids.append(id) }
    return ids
  }

  /// The row of a piece in the matrices; it is one of those that these layers were made for.
  func row(_ piece: Int32) -> Int {
    var (low, high) = (0, ids.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < piece { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The rows of the table for the places where the pieces stand, each followed by the same numbers.
  func embeddings(of pieces: [Int], followedBy rest: [Float]) -> Matrix {
    Matrix(rows: pieces, of: embeddings, eachFollowedBy: rest)
  }

  /// The first convolution of a branch with its input added; outside of each text is zero.
  func firstConvolution(
    _ branch: Branch, of pieces: [Int], _ texts: [Range<Int>], bias: UnsafeBufferPointer<Float>
  ) -> Matrix {
    let width = Branch.width
    return Matrix(rows: pieces.count, columns: width) { output in
      shares.withNumbers { shares, shareWidth in
        branches.withNumbers { inputs, inputWidth in
          guard let bias = bias.baseAddress, let output = output.baseAddress else {
            return output.update(repeating: 0)
          }
          var heard: [UnsafePointer<Float>?] = []
          for text in texts {
            for row in text {
              heard.removeAll(keepingCapacity: true)
              for slot in 0..<branch.order where text.contains(row - branch.left + slot) {
                let piece = pieces[row - branch.left + slot]
                heard.append(shares + piece * shareWidth + (branch.firstShare + slot) * width)
              }
              hv_add_shares(
                bias, heard, heard.count, inputs + pieces[row] * inputWidth + branch.columns.lowerBound,
                output + row * width, width)
            }
          }
        }
      }
    }
  }

  private static func embed(_ ids: [Int32], _ file: EncoderFile) -> Matrix {
    let width = SentenceEncoder.width
    let table = file.bytes(.rows)
    let scale: UnsafeBufferPointer<Float> = file.array(.chunkScale)
    let low: UnsafeBufferPointer<Float> = file.array(.chunkLow)
    var embeddings = Matrix(rows: ids.count, columns: width)
    for (row, id) in ids.enumerated() {
      let chunk = Int(id) % scale.count
      let numbers = table[Int(id) * width..<(Int(id) + 1) * width]
      embeddings.set(
        row: row, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: numbers)), times: scale[chunk],
        plus: low[chunk])
    }
    return embeddings
  }
}

/// One of the convolutions side by side.
enum Branch: Int, CaseIterable {
  case ofTwo, ofThree, ofFive

  /// Numbers for each token.
  static let width = 256

  /// Tokens in the window.
  var order: Int { [2, 3, 5][rawValue] }
  /// Those of them before the token itself.
  var left: Int { rawValue }
  /// Place of the branch in matrices that hold all three.
  var columns: Range<Int> { rawValue * Self.width..<(rawValue + 1) * Self.width }
  /// How many places the windows of the branches before it have.
  var firstShare: Int { [0, 2, 5][rawValue] }

  var first: EncoderFile.Part { [.first2, .first3, .first5][rawValue] }
  var firstBias: EncoderFile.Part { [.firstBias2, .firstBias3, .firstBias5][rawValue] }
  var second: EncoderFile.Part { [.second2, .second3, .second5][rawValue] }
  var secondBias: EncoderFile.Part { [.secondBias2, .secondBias3, .secondBias5][rawValue] }
}
