import CVectorMath
import Synchronization

/// What is made ready of the file at its first use: the layers, and an overview of the pieces. Where the processor multiplies
/// whole tiles the layers are laid out for it. Whoever only asks whether there is an encoder does not wait for any of it.
final class ReadyWeights: Sendable {
  private let file: EncoderFile
  private let extent = Mutex<PieceTokenizer.Extent?>(nil)
  private let packed = Mutex<[EncoderFile.Part: Packed]>([:])

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

  /// A layer of `width` columns.
  func layer(_ part: EncoderFile.Part, width: Int) -> Layer {
    let weights: UnsafeBufferPointer<Float> = file.array(part)
    let packed = packed.withLock { packed in
      if let known = packed[part] { return known }
      let new = Packed(weights, width: width)
      packed[part] = new
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
