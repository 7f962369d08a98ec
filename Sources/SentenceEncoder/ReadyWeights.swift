import CVectorMath
import Synchronization

/// What is made ready of the file at its first use: the layers, and an overview of the pieces. Where the processor multiplies
/// numbers of 16 bits the layers are laid out for it. Whoever only asks whether there is an encoder does not wait for any of it.
final class ReadyWeights: Sendable {
  private let file: EncoderFile
  private let extent = Mutex<PieceTokenizer.Extent?>(nil)
  private let packed = Mutex<[Name: Packed]>([:])

  private struct Name: Hashable {
    let part: EncoderFile.Part
    let rows: Range<Int>
  }

  init(_ file: EncoderFile) { self.file = file }

  /// What the tokenizer must know of all pieces, looked up at its first use.
  func pieces() -> PieceTokenizer.Extent {
    extent.withLock { extent in
      if let extent { return extent }
      let new = PieceTokenizer.Extent(file)
      extent = new
      return new
    }
  }

  /// A layer of `width` columns, or only some of its rows.
  func layer(_ part: EncoderFile.Part, width: Int, rows: Range<Int>? = nil) -> Layer {
    let all: UnsafeBufferPointer<Float> = file.array(part)
    let rows = rows ?? 0..<all.count / width
    let weights = UnsafeBufferPointer(rebasing: all[rows.lowerBound * width..<rows.upperBound * width])
    let packed = packed.withLock { packed in
      let name = Name(part: part, rows: rows)
      if let known = packed[name] { return known }
      let new = Packed(weights, width: width)
      packed[name] = new
      return new
    }
    return Layer(weights: weights, width: width, packed: packed)
  }

  struct Layer {
    let weights: UnsafeBufferPointer<Float>
    let width: Int
    let packed: Packed
  }

  /// The same weights in the processor's own order, if it has one.
  final class Packed: Sendable {
    /// Written before anybody else sees it, then never again.
    nonisolated(unsafe) let memory: UnsafeMutableRawPointer?

    fileprivate init(_ weights: UnsafeBufferPointer<Float>, width: Int) {
      memory = weights.baseAddress.flatMap { hv_pack($0, weights.count / width, width) }
    }

    deinit { hv_unpack(memory) }
  }
}
