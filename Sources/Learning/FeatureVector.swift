/// A text as numbers: a few named features that are there or not, and the vector of a sentence encoder if one ran.
public struct FeatureVector: Sendable, Hashable {
  /// Hashes of the features, each once, with their values; the values' squares add up to 1.
  public var names: [UInt64]
  public var values: [Float]
  /// Vector of the encoder; empty without one.
  public var dense: [Float]
  /// For each name, the stretch of the text it was taken from (Unicode scalars), for showing what weighed.
  public var places: [Range<Int32>]

  public init(names: [UInt64] = [], values: [Float] = [], dense: [Float] = [], places: [Range<Int32>] = []) {
    self.names = names
    self.values = values
    self.dense = dense
    self.places = places
  }

  /// Scales the named features to length 1, so that long turns do not shout.
  public mutating func normalise() {
    var sum: Float = 0
    for value in values { sum += value * value }
    guard sum > 0 else { return }
    let scale = 1 / sum.squareRoot()
    for index in values.indices { values[index] *= scale }
  }
}
