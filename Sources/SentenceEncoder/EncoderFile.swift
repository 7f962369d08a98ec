import Glibc

/// The converted weights, mapped into memory: the table of pieces, the tokenizer's tables and the layers.
///
/// Written once by `Scripts/fetch-encoder`. All arrays are little-endian and start at multiples of 64 bytes, in the
/// order of `Part`.
final class EncoderFile: Sendable {
  /// Parts of the file in their order.
  enum Part: Int, CaseIterable {
    /// UTF-8 bytes of all pieces, one behind the other; where each starts (one more than pieces); its score.
    case pieceBytes, pieceStarts, pieceScores
    /// Open addressing by a hash of the piece's bytes: piece number + 1, 0 empty.
    case pieceTable
    /// The normaliser's double-array trie (32-bit units) and its replacements (each ended by a zero byte).
    case trie, replacements
    /// Row of each piece: 512 numbers of 6 bits in a byte each; value = number × scale + low of the row's chunk.
    case rows, chunkScale, chunkLow
    /// Projection to three branches of 256, its layer norm.
    case projection, projectionBias, projectionGain, projectionShift
    /// The branches' convolutions over 2, 3 and 5 tokens.
    case first2, firstBias2, second2, secondBias2
    case first3, firstBias3, second3, secondBias3
    case first5, firstBias5, second5, secondBias5
    case gain, shift, output, outputBias
    case dense0, dense1, skip1, dense2, skip3, dense3
  }

  enum Trouble: Error, Sendable, Hashable {
    case notFound
    case notReadable
    /// The file is no encoder file of this form.
    case wrongForm
  }

  private static let magic: [UInt8] = Array("HEAROUTENC1\n".utf8)
  /// The mapped memory is read-only and never changes, so any thread may read it.
  private nonisolated(unsafe) let base: UnsafeRawPointer
  private let length: Int
  private let ranges: [Range<Int>]

  init(path: String) throws(Trouble) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT ? .notFound : .notReadable }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 1_024 else { throw .wrongForm }
    length = Int(status.st_size)
    guard let mapped = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), mapped != MAP_FAILED else {
      throw .notReadable
    }
    base = UnsafeRawPointer(mapped)
    guard let ranges = Self.ranges(base, length), Self.fit(ranges) else {
      munmap(mapped, length)
      throw .wrongForm
    }
    self.ranges = ranges
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: base), length) }

  /// The magic, then for each part its start and its length in bytes, as 64-bit numbers from byte 64 on.
  private static func ranges(_ base: UnsafeRawPointer, _ length: Int) -> [Range<Int>]? {
    guard UnsafeRawBufferPointer(start: base, count: magic.count).elementsEqual(magic) else { return nil }
    var ranges: [Range<Int>] = []
    for part in Part.allCases {
      let entry = 64 + part.rawValue * 16
      guard entry + 16 <= length else { return nil }
      let start = Int(base.loadUnaligned(fromByteOffset: entry, as: Int64.self))
      let count = Int(base.loadUnaligned(fromByteOffset: entry + 8, as: Int64.self))
      guard start >= 0, count >= 0, start % 64 == 0, start <= length, count <= length - start else {
        return nil
      }
      ranges.append(start..<start + count)
    }
    return ranges
  }

  /// Whether the parts are as long as the encoder takes them to be, so that it never reads past one.
  private static func fit(_ ranges: [Range<Int>]) -> Bool {
    func bytes(_ part: Part) -> Int { ranges[part.rawValue].count }
    let pieces = bytes(.pieceScores) / 4
    let slots = bytes(.pieceTable) / 4
    let chunks = bytes(.chunkScale) / 4
    guard pieces > 0, chunks > 0, bytes(.chunkLow) == chunks * 4, bytes(.pieceStarts) == (pieces + 1) * 4,
      bytes(.rows) >= pieces * SentenceEncoder.width, slots > pieces, slots & (slots - 1) == 0
    else { return false }
    return layers.allSatisfy { part, count in bytes(part) == count * 4 }
  }

  /// How many numbers each layer has.
  private static let layers: [(Part, Int)] = {
    let (width, branch) = (SentenceEncoder.width, Branch.width)
    let (branches, features) = (Branch.allCases.count * branch, SentenceEncoder.featureWidth)
    let narrow = SentenceEncoder.narrowWidth
    let common: [(Part, Int)] = [
      (.projection, width * branches), (.projectionBias, branches), (.projectionGain, branches),
      (.projectionShift, branches), (.gain, features), (.shift, features), (.output, features * width),
      (.outputBias, width), (.dense0, width * narrow), (.dense1, narrow * narrow), (.skip1, width * narrow),
      (.dense2, narrow * width), (.skip3, narrow * width), (.dense3, width * width),
    ]
    return common
      + Branch.allCases.flatMap { each in
        let window = each.order * branch * branch
        return [
          (each.first, window), (each.second, window), (each.firstBias, branch), (each.secondBias, branch),
        ]
      }
  }()

  func bytes(_ part: Part) -> UnsafeBufferPointer<UInt8> { array(part) }

  /// A part as an array of numbers; valid as long as this object lives.
  func array<Number: BitwiseCopyable>(_ part: Part) -> UnsafeBufferPointer<Number> {
    let range = ranges[part.rawValue]
    let start = (base + range.lowerBound).assumingMemoryBound(to: Number.self)
    return UnsafeBufferPointer(start: start, count: range.count / MemoryLayout<Number>.stride)
  }
}
