import CVectorMath
public import PhraseMatching

/// A layer of units between the dense vector and the labels, each silent below a threshold of its own. It hears what no
/// weighted sum does: that two shades of sense together mean something else than each by itself.
public struct HiddenLayer: Sendable, Hashable {
  public var units: Int
  /// Weights of the dense vector, unit by unit.
  public var weights: Numbers<Float>
  public var bias: Numbers<Float>
  /// Weights of the units, label by label.
  public var out: Numbers<Float>

  public init(units: Int, weights: Numbers<Float>, bias: Numbers<Float>, out: Numbers<Float>) {
    self.units = units
    self.weights = weights
    self.bias = bias
    self.out = out
  }

  /// Adds what the units say to the score of each label.
  func add(_ dense: [Float], to scores: inout [Float]) {
    guard !dense.isEmpty, weights.count == units * dense.count, bias.count == units,
      out.count == units * scores.count
    else { return }
    weights.withBytes { bytes in
      guard let weights = bytes.assumingMemoryBound(to: Float.self).baseAddress else { return }
      for unit in 0..<units {
        let heard = bias[unit] + hv_dot(dense, weights + unit * dense.count, dense.count)
        guard heard > 0 else { continue }
        for label in scores.indices { scores[label] += heard * out[label * units + unit] }
      }
    }
  }
}

/// A hidden layer while it learns, by back-propagation (Rumelhart, Hinton and Williams 1986) with adaptive steps
/// (AdaGrad). At each example some units are left out, so that none relies on another (Srivastava et al. 2014).
struct HiddenWork {
  /// What the layer is, apart from what it learns.
  struct Shape {
    var units: Int
    var width: Int
    var labels: Int
    /// The dense vector is scaled by this.
    var scale: Float
    /// Share of the units left out at each example.
    var dropout: Float
  }

  let shape: Shape
  /// Weights unit by unit, then the units' biases, then the units' weights label by label.
  private(set) var parameters: [Float]
  private var squares: [Float]
  /// How loud each unit is for the example looked at; 0 where it is silent or left out.
  private var heard: [Float]
  private var chance: Chance

  private var biasStart: Int { shape.units * shape.width }
  private var outStart: Int { biasStart + shape.units }

  init(_ shape: Shape) {
    self.shape = shape
    var chance = Chance()
    let inner = (3 / Float(max(1, shape.width))).squareRoot()
    let outer = (3 / Float(max(1, shape.units))).squareRoot() / 2
    var drawn: [Float] = []
    for _ in 0..<shape.units * shape.width { drawn.append(inner * (2 * chance.next() - 1)) }
    drawn += Array(repeating: 0, count: shape.units)
    for _ in 0..<shape.labels * shape.units { drawn.append(outer * (2 * chance.next() - 1)) }
    parameters = drawn
    squares = Array(repeating: 1e-3, count: parameters.count)
    heard = Array(repeating: 0, count: shape.units)
    self.chance = chance
  }

  /// Adds what the units say of an example to its scores, some units left out.
  mutating func score(_ dense: [Float], into scores: inout [Float]) {
    let kept = 1 / (1 - shape.dropout)
    parameters.withUnsafeBufferPointer { parameters in
      guard let weights = parameters.baseAddress else { return }
      for unit in 0..<shape.units {
        heard[unit] = 0
        guard chance.next() >= shape.dropout else { continue }
        let sum =
          parameters[biasStart + unit]
          + shape.scale * hv_dot(dense, weights + unit * shape.width, shape.width)
        guard sum > 0 else { continue }
        heard[unit] = sum * kept
        for label in scores.indices {
          scores[label] += heard[unit] * parameters[outStart + label * shape.units + unit]
        }
      }
    }
  }

  /// Learns from the errors of the scores that ``score(_:into:)`` gave last.
  mutating func learn(_ dense: [Float], errors: [Float], rate: Float) {
    let kept = 1 / (1 - shape.dropout)
    for unit in 0..<shape.units where heard[unit] > 0 {
      var blame: Float = 0
      for label in errors.indices {
        let place = outStart + label * shape.units + unit
        blame += errors[label] * parameters[place]
        step(place, gradient: errors[label] * heard[unit], rate)
      }
      blame *= kept
      step(biasStart + unit, gradient: blame, rate)
      parameters.withUnsafeMutableBufferPointer { weights in
        squares.withUnsafeMutableBufferPointer { squares in
          guard let weights = weights.baseAddress, let squares = squares.baseAddress else { return }
          let start = unit * shape.width
          hv_adagrad(weights + start, squares + start, dense, blame * shape.scale, rate, shape.width)
        }
      }
    }
  }

  private mutating func step(_ place: Int, gradient: Float, _ rate: Float) {
    squares[place] += gradient * gradient
    parameters[place] -= rate * gradient / squares[place].squareRoot()
  }

  /// The finished layer.
  /// - Parameters:
  ///   - sum: of what `parameters` came to, as often as `count` says.
  ///   - share: how much the layer counts beside what else judges.
  func layer(sum: [Float], count: Float, share: Float) -> HiddenLayer {
    let mean = sum.map { $0 / count }
    return HiddenLayer(
      units: shape.units, weights: Numbers(mean[..<biasStart].map { $0 * shape.scale }),
      bias: Numbers(Array(mean[biasStart..<outStart])), out: Numbers(mean[outStart...].map { $0 * share }))
  }
}

/// Numbers from 0 up to 1 that look like chance and are the same every time.
private struct Chance {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> Float {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Float(state >> 40) / Float(1 << 24)
  }
}
