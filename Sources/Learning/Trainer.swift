import CVectorMath
import PhraseMatching

/// One labelled example.
public struct TrainingExample: Sendable {
  public var features: FeatureVector
  /// Which labels hold.
  public var labels: [Int]
  /// How much it counts.
  public var weight: Float
  /// Author batch, so that folds never split one.
  public var batch: Int

  public init(features: FeatureVector, labels: [Int], weight: Float = 1, batch: Int = 0) {
    self.features = features
    self.labels = labels
    self.weight = weight
    self.batch = batch
  }
}

/// Learns classifiers from labelled examples: logistic regression by stochastic gradients with adaptive steps
/// (AdaGrad), in a fixed order, so that the same examples always give the same model.
public struct Trainer: Sendable {
  public var epochs = 7
  /// Epochs with all examples after those of a rehearsal with most of them.
  public var revision = 3
  /// The model is the mean of what the last so many epochs came to (Polyak and Juditsky 1992), so that it does not hang
  /// on which example came last.
  public var averaged = 4
  public var step: Float = 0.35
  /// Share of each weight that is lost an epoch, for named features and for the dense vector.
  public var decay: Float = 0.01
  public var denseDecay: Float = 0.01
  /// The encoder's vector is scaled by this against the named features.
  public var denseScale: Float = 1
  /// A feature is kept from this many examples on.
  public var leastCount = 2
  /// Weights smaller than this are dropped from the finished model.
  public var pruning: Float = 0.02
  /// Rare labels count for more: weight of a label's examples is (share of the rest ÷ its share) to this power.
  public var balance: Float = 0.5

  /// Learns the named features alone as well, and takes the mean of both models: what learns with the dense vector leans
  /// on it and knows too little of the words.
  public var hasSecondView = false
  /// Units of the hidden layer over the dense vector; 0 for none.
  public var hiddenUnits = 0
  /// The encoder's vector is scaled by this for the hidden layer.
  public var hiddenScale: Float = 12
  /// Length of the hidden layer's steps against those of the weighted sum.
  public var hiddenPace: Float = 0.09
  /// Share of the hidden units that are left out at each example.
  public var dropout: Float = 0.3

  public init() {}

  public func train(_ examples: [TrainingExample], kind: Classifier.Kind, labels: [String]) -> Classifier {
    var views = Self.views(examples, labels, self)
    for index in views.indices { run(&views[index], over: Array(examples.indices), epochs: 0..<epochs, kind) }
    return Work.model(views, kind: kind, labels: labels)
  }

  /// A rehearsal with the examples that `isRehearsed` says, then what comes of going on with all of them.
  func trainTwice(
    _ examples: [TrainingExample], kind: Classifier.Kind, labels: [String], isRehearsed: (Int) -> Bool
  ) -> (rehearsal: Classifier, model: Classifier) {
    var views = Self.views(examples, labels, self)
    let rehearsed = examples.indices.filter(isRehearsed)
    for index in views.indices { run(&views[index], over: rehearsed, epochs: 0..<epochs, kind) }
    let rehearsal = Work.model(views, kind: kind, labels: labels)
    for index in views.indices {
      run(&views[index], over: Array(examples.indices), epochs: epochs..<epochs + revision, kind)
    }
    return (rehearsal, Work.model(views, kind: kind, labels: labels))
  }

  private static func views(_ examples: [TrainingExample], _ labels: [String], _ trainer: Trainer) -> [Work] {
    let all = Work(examples, labelCount: labels.count, trainer: trainer)
    return trainer.hasSecondView && all.denseWidth > 0 ? [all, all.withoutDense()] : [all]
  }

  private func run(
    _ work: inout Work, over examples: [Int], epochs range: Range<Int>, _ kind: Classifier.Kind
  ) {
    var order = examples
    var seed: UInt64 = 0x2545_F491_4F6C_DD1D &+ UInt64(range.lowerBound)
    work.beginAnew()
    for epoch in range {
      shuffle(&order, &seed)
      let rate = step * (epoch < epochs / 2 ? 1 : 0.5)
      for index in order where !work.passesOver(index) { work.learn(index, kind: kind, rate: rate) }
      work.decay()
      if epoch >= range.upperBound - averaged { work.addToMean() }
    }
  }

  private func shuffle(_ order: inout [Int], _ seed: inout UInt64) {
    for index in stride(from: order.count - 1, to: 0, by: -1) {
      seed ^= seed << 13
      seed ^= seed >> 7
      seed ^= seed << 17
      order.swapAt(index, Int(seed % UInt64(index + 1)))
    }
  }
}

/// Weights while learning: of named features all labels beside each other, of the dense vector label by label.
private struct Work {
  let trainer: Trainer
  let width: Int
  private(set) var denseWidth: Int
  let examples: [TrainingExample]
  /// Known features of all examples, as rows; those of example `i` are `starts[i]..<starts[i + 1]`.
  private var rows: [Int32] = []
  private var values: [Float] = []
  private var starts = [0]
  private var names: [UInt64] = []
  private var pauses: Pauses
  private var weights: [Float]
  private var squares: [Float]
  private var denseWeights: [Float]
  private var denseSquares: [Float]
  private var bias: [Float]
  private var biasSquares: [Float]
  private var hidden: HiddenWork?
  /// Weight of an example of each label.
  private var positive: [Float]
  /// Scores of the example looked at, then how likely each label is, then how wrong that is.
  private var errors: [Float]
  /// Sums of the weights as they were after some epochs.
  private var mean = Mean()

  private struct Mean {
    var count: Float = 0
    var weights: [Float] = []
    var dense: [Float] = []
    var bias: [Float] = []
    var hidden: [Float] = []
    var hiddenCount: Float = 0

    mutating func add(_ other: Mean) {
      count += other.count
      hiddenCount += other.hiddenCount
      Self.add(other.hidden, to: &hidden)
      Self.add(other.weights, to: &weights)
      Self.add(other.dense, to: &dense)
      Self.add(other.bias, to: &bias)
    }

    private static func add(_ values: [Float], to sums: inout [Float]) {
      if sums.isEmpty { sums = Array(repeating: 0, count: values.count) }
      for index in values.indices { sums[index] += values[index] }
    }
  }

  init(_ examples: [TrainingExample], labelCount: Int, trainer: Trainer) {
    self.trainer = trainer
    self.examples = examples
    width = labelCount
    denseWidth = examples.first?.features.dense.count ?? 0
    let known = FeatureIndex(examples.map(\.features.names), leastCount: trainer.leastCount)
    names = known.names
    let count = examples.reduce(0) { $0 + $1.features.values.count }
    rows.reserveCapacity(count)
    values.reserveCapacity(count)
    for (index, example) in examples.enumerated() {
      for (row, value) in zip(known.rows(of: index), example.features.values) where row >= 0 {
        rows.append(row)
        values.append(value)
      }
      starts.append(rows.count)
    }
    pauses = Pauses(count: examples.count)
    weights = Array(repeating: 0, count: names.count * width)
    squares = Array(repeating: 1e-3, count: names.count * width)
    denseWeights = Array(repeating: 0, count: denseWidth * width)
    denseSquares = Array(repeating: 1e-3, count: denseWidth * width)
    bias = Array(repeating: 0, count: width)
    biasSquares = Array(repeating: 1e-3, count: width)
    errors = Array(repeating: 0, count: width)
    positive = Self.balanced(examples, width, trainer.balance)
    if denseWidth > 0, trainer.hiddenUnits > 0 {
      hidden = HiddenWork(
        HiddenWork.Shape(
          units: trainer.hiddenUnits, width: denseWidth, labels: width, scale: trainer.hiddenScale,
          dropout: trainer.dropout))
    }
  }

  /// The same before it learnt anything, to learn from the named features alone.
  func withoutDense() -> Work {
    var other = self
    other.denseWidth = 0
    other.denseWeights = []
    other.denseSquares = []
    other.hidden = nil
    return other
  }

  private static func balanced(_ examples: [TrainingExample], _ width: Int, _ power: Float)
    -> [Float]
  {
    var counts = [Float](repeating: 1, count: width)
    for example in examples { for label in example.labels { counts[label] += 1 } }
    let total = Float(examples.count) + 2
    return counts.map { raise((total - $0) / $0, power) }
  }

  /// x to a power between 0 and 1 that is a multiple of a quarter.
  private static func raise(_ x: Float, _ power: Float) -> Float {
    let root = x.squareRoot()
    if power >= 0.99 { return x }
    if power >= 0.74 { return root * root.squareRoot() }
    if power >= 0.49 { return root }
    return power >= 0.24 ? root.squareRoot() : 1
  }

  mutating func learn(_ index: Int, kind: Classifier.Kind, rate: Float) {
    let dense = denseWidth > 0 ? examples[index].features.dense : []
    score(index, dense)
    judge(kind)
    let labels = examples[index].labels
    var weight = examples[index].weight
    switch kind {
    case .independent:
      for label in labels { errors[label] = (errors[label] - 1) * positive[label] }
    case .exclusive:
      if let label = labels.first {
        errors[label] -= 1
        weight *= min(positive[label], 8)
      }
    }
    var worst: Float = 0
    for label in 0..<width {
      errors[label] *= weight
      worst = max(worst, abs(errors[label]))
    }
    // What is known already teaches nothing, and most is known after some epochs.
    let isKnownWell = worst < 0.04
    pauses.note(index, isKnownWell: isKnownWell)
    if !isKnownWell { update(index, dense, rate) }
  }

  /// Whether an example is passed over this time.
  mutating func passesOver(_ index: Int) -> Bool { pauses.passOver(index) }

  /// Looks at all examples again, and begins a new mean.
  mutating func beginAnew() {
    pauses.endAll()
    mean = Mean()
  }

  private mutating func score(_ index: Int, _ dense: [Float]) {
    let known = starts[index]..<starts[index + 1]
    for label in 0..<width { errors[label] = bias[label] }
    rows.withUnsafeBufferPointer { rows in
      values.withUnsafeBufferPointer { values in
        weights.withUnsafeBufferPointer { weights in
          errors.withUnsafeMutableBufferPointer { scores in
            guard let rows = rows.baseAddress, let values = values.baseAddress,
              let weights = weights.baseAddress, let scores = scores.baseAddress
            else { return }
            hv_add_rows(
              rows + known.lowerBound, values + known.lowerBound, known.count, weights, width, scores)
          }
        }
      }
    }
    guard denseWidth > 0 else { return }
    hidden?.score(dense, into: &errors)
    dense.withUnsafeBufferPointer { dense in
      denseWeights.withUnsafeBufferPointer { weights in
        guard let dense = dense.baseAddress, let weights = weights.baseAddress else { return }
        for label in 0..<width {
          errors[label] += trainer.denseScale * hv_dot(dense, weights + label * denseWidth, denseWidth)
        }
      }
    }
  }

  /// Makes likelihoods of scores.
  private mutating func judge(_ kind: Classifier.Kind) {
    switch kind {
    case .independent:
      for label in 0..<width { errors[label] = 1 / (1 + exponential(-errors[label])) }
    case .exclusive:
      let top = errors.max() ?? 0
      var sum: Float = 0
      for label in 0..<width {
        errors[label] = exponential(errors[label] - top)
        sum += errors[label]
      }
      for label in 0..<width { errors[label] /= sum }
    }
  }

  private mutating func update(_ index: Int, _ dense: [Float], _ rate: Float) {
    let known = starts[index]..<starts[index + 1]
    hidden?.learn(dense, errors: errors, rate: rate * trainer.hiddenPace)
    for label in 0..<width {
      biasSquares[label] += errors[label] * errors[label]
      bias[label] -= rate * errors[label] / biasSquares[label].squareRoot()
    }
    rows.withUnsafeBufferPointer { rows in
      values.withUnsafeBufferPointer { values in
        errors.withUnsafeBufferPointer { errors in
          weights.withUnsafeMutableBufferPointer { weights in
            squares.withUnsafeMutableBufferPointer { squares in
              guard let rows = rows.baseAddress, let values = values.baseAddress,
                let errors = errors.baseAddress, let weights = weights.baseAddress,
                let squares = squares.baseAddress
              else { return }
              hv_adagrad_rows(
                rows + known.lowerBound, values + known.lowerBound, known.count, weights, squares, width,
                errors, rate)
            }
          }
        }
      }
    }
    guard denseWidth > 0 else { return }
    dense.withUnsafeBufferPointer { dense in
      denseWeights.withUnsafeMutableBufferPointer { weights in
        denseSquares.withUnsafeMutableBufferPointer { squares in
          guard let dense = dense.baseAddress, let weights = weights.baseAddress,
            let squares = squares.baseAddress
          else { return }
          // Most labels are as good as right about most examples.
          for label in 0..<width where abs(errors[label]) > 0.005 {
            let base = label * denseWidth
            hv_adagrad(
              weights + base, squares + base, dense, errors[label] * trainer.denseScale, rate * 0.5,
              denseWidth)
          }
        }
      }
    }
  }

  /// Pulls all weights towards zero, once an epoch.
  mutating func decay() {
    let pull = max(0, 1 - trainer.decay)
    let densePull = max(0, 1 - trainer.denseDecay)
    for index in weights.indices { weights[index] *= pull }
    for index in denseWeights.indices { denseWeights[index] *= densePull }
  }

  mutating func addToMean() {
    mean.add(
      Mean(
        count: 1, weights: weights, dense: denseWeights, bias: bias, hidden: hidden?.parameters ?? [],
        hiddenCount: hidden == nil ? 0 : 1))
  }

  /// The mean of what several came to over the same examples.
  static func model(_ views: [Work], kind: Classifier.Kind, labels: [String]) -> Classifier {
    var model = Classifier(kind: kind, labels: labels)
    guard var mean = views.first?.mean, let first = views.first else { return model }
    for view in views.dropFirst() { mean.add(view.mean) }
    let share = 1 / max(1, mean.count)
    model.bias = mean.bias.map { $0 * share }
    var (known, starts, rowLabels, rowWeights) = ([UInt64](), [Int32(0)], [UInt16](), [Float]())
    for row in first.names.indices.sorted(by: { first.names[$0] < first.names[$1] }) {
      let start = rowLabels.count
      for label in labels.indices {
        let weight = mean.weights[row * labels.count + label] * share
        if abs(weight) >= first.trainer.pruning {
          rowLabels.append(UInt16(label))
          rowWeights.append(weight)
        }
      }
      guard rowLabels.count > start else { continue }
      known.append(first.names[row])
      starts.append(Int32(rowLabels.count))
    }
    let dense = mean.dense.map { $0 * first.trainer.denseScale * share }
    model.names = Numbers(known)
    model.rowStart = Numbers(starts)
    model.rowLabel = Numbers(rowLabels)
    model.rowWeight = Numbers(rowWeights)
    model.dense = Numbers(dense)
    model.hidden = first.hidden?.layer(
      sum: mean.hidden, count: mean.hiddenCount, share: mean.hiddenCount * share)
    return model
  }
}
