import CVectorMath
public import PhraseMatching

/// A classifier: named features and a dense vector in, a score for each label out. A weighted sum of all of them, and
/// beside it, where it learnt one, a hidden layer over the vector (wide and deep: Cheng et al. 2016).
public struct Classifier: Sendable, Hashable {
  /// How scores become likelihoods.
  public enum Kind: Int, Sendable, Hashable {
    /// Each label by itself: several may hold.
    case independent
    /// Exactly one label holds.
    case exclusive
  }

  public var kind: Kind
  public var labels: [String]
  public var bias: [Float]
  /// Sorted names of the features it knows; row `r` has the weights `rowStart[r]..<rowStart[r + 1]`.
  public var names: Numbers<UInt64>
  public var rowStart: Numbers<Int32>
  public var rowLabel: Numbers<UInt16>
  public var rowWeight: Numbers<Float>
  /// Weights of the dense vector, label by label; empty where it learnt without one.
  public var dense: Numbers<Float>
  public var hidden: HiddenLayer?
  /// Scores are multiplied by this before they become likelihoods, so that they are honest.
  public var temperature: Float
  /// For `independent` labels: the likelihood from which a label holds.
  public var thresholds: [Float]

  public init(kind: Kind, labels: [String]) {
    self.kind = kind
    self.labels = labels
    bias = Array(repeating: 0, count: labels.count)
    names = []
    rowStart = [0]
    rowLabel = []
    rowWeight = []
    dense = []
    temperature = 1
    thresholds = Array(repeating: 0.5, count: labels.count)
  }

  /// Whether its tables are as long as each other says; their insides are not looked at, which would take longer than all
  /// else at the start.
  public var isWhole: Bool {
    bias.count == labels.count && thresholds.count == labels.count && rowStart.count == names.count + 1
      && rowLabel.count == rowWeight.count && rowStart.first == 0
      && rowStart.last.map(Int.init) == rowLabel.count
  }

  /// Scores before they are made likelihoods.
  public func scores(_ vector: FeatureVector) -> [Float] {
    var scores = bias
    rowLabel.withElements { labels in
      rowWeight.withElements { weights in
        for (name, value) in zip(vector.names, vector.values) {
          guard let row = row(name) else { continue }
          for index in entries(row) where labels[index] < scores.count {
            scores[Int(labels[index])] += value * weights[index]
          }
        }
      }
    }
    hidden?.add(vector.dense, to: &scores)
    let width = vector.dense.count
    guard width > 0, dense.count == width * labels.count else { return scores }
    dense.withBytes { bytes in
      guard let weights = bytes.assumingMemoryBound(to: Float.self).baseAddress else { return }
      for label in labels.indices {
        scores[label] += hv_dot(vector.dense, weights + label * width, width)
      }
    }
    return scores
  }

  /// Likelihood of each label.
  public func likelihoods(_ vector: FeatureVector) -> [Float] { likelihoods(ofScores: scores(vector)) }

  public func likelihoods(ofScores scores: [Float]) -> [Float] {
    switch kind {
    case .independent: return scores.map { 1 / (1 + exponential(-$0 * temperature)) }
    case .exclusive:
      let top = scores.max() ?? 0
      let raised = scores.map { exponential(($0 - top) * temperature) }
      let sum = raised.reduce(0, +)
      return raised.map { $0 / sum }
    }
  }

  /// The stretches of the text that spoke most for a label, strongest first.
  public func reasons(_ vector: FeatureVector, label: Int, limit: Int) -> [Range<Int32>] {
    var found: [(place: Range<Int32>, weight: Float)] = []
    for index in vector.names.indices where !vector.places[index].isEmpty {
      guard let row = row(vector.names[index]) else { continue }
      for entry in entries(row) where Int(rowLabel[entry]) == label {
        let weight = rowWeight[entry] * vector.values[index]
        if weight > 0 { found.append((vector.places[index], weight)) }
      }
    }
    found.sort { ($0.weight, $1.place.lowerBound) > ($1.weight, $0.place.lowerBound) }
    var kept: [Range<Int32>] = []
    for (place, _) in found where !kept.contains(where: { $0.overlaps(place) }) {
      kept.append(place)
      if kept.count == limit { break }
    }
    return kept
  }

  /// Where the weights of a row stand; nowhere in a damaged file that leads out of the table.
  private func entries(_ row: Int) -> Range<Int> {
    let (start, end) = (Int(rowStart[row]), Int(rowStart[row + 1]))
    return 0 <= start && start <= end && end <= rowLabel.count ? start..<end : 0..<0
  }

  private func row(_ name: UInt64) -> Int? {
    names.withElements { names in
      var low = 0
      var high = names.count
      while low < high {
        let middle = (low + high) / 2
        if names[middle] < name { low = middle + 1 } else { high = middle }
      }
      return low < names.count && names[low] == name ? low : nil
    }
  }
}

/// e to the power of `x`, the same on every machine.
@inline(__always) func exponential(_ x: Float) -> Float {
  let clamped = min(max(x, -60), 60)
  let reduced = clamped / 256
  var result = 1 + reduced * (1 + reduced / 2 * (1 + reduced / 3 * (1 + reduced / 4)))
  for _ in 0..<8 { result *= result }
  return result
}
