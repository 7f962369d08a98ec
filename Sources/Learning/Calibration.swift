/// Makes a model honest: its scores are stretched so that what it calls likely at 0.8 is right four times in five, and
/// the likelihood from which a label holds is set where precision and recall meet best. Both are found on lessons that
/// the model did not learn from.
struct Calibration {
  /// Scores of each label for each example, and the labels that hold.
  private let judged: [(scores: [Float], holds: [Int])]

  init(_ model: Classifier, _ examples: [TrainingExample]) {
    judged = examples.map { (model.scores($0.features), $0.labels) }
  }

  func settle(_ model: inout Classifier) {
    guard judged.count >= 40 else { return }
    model.temperature = temperature(model)
    guard model.kind == .independent || model.labels.count == 2 else { return }
    let likelihoods = judged.map { model.likelihoods(ofScores: $0.scores) }
    for label in model.labels.indices {
      model.thresholds[label] = threshold(
        likelihoods.map { $0[label] }, holds: judged.map { $0.holds.contains(label) })
    }
  }

  /// The factor with the least squared error of the likelihoods (Brier 1950), which no dishonest likelihood can win.
  private func temperature(_ model: Classifier) -> Float {
    let candidates = (0...14).map { 0.3 + 0.1 * Float($0) }
    var best: (factor: Float, error: Float) = (1, .infinity)
    for factor in candidates {
      var tried = model
      tried.temperature = factor
      var error: Float = 0
      for (scores, holds) in judged {
        for (label, likelihood) in tried.likelihoods(ofScores: scores).enumerated() {
          let off = likelihood - (holds.contains(label) ? 1 : 0)
          error += off * off
        }
      }
      if error < best.error { best = (factor, error) }
    }
    return best.factor
  }

  /// The likelihood with the best F1, drawn halfway back to one half: few examples decide it.
  private func threshold(_ likelihoods: [Float], holds: [Bool]) -> Float {
    guard holds.contains(true) else { return 0.5 }
    let positives = Float(holds.count(where: { $0 }))
    var best: (threshold: Float, quality: Float) = (0.5, -1)
    for step in 0...12 {
      let threshold = 0.2 + 0.05 * Float(step)
      var (right, said): (Float, Float) = (0, 0)
      for (likelihood, holds) in zip(likelihoods, holds) where likelihood >= threshold {
        said += 1
        if holds { right += 1 }
      }
      let quality = 2 * right / (said + positives)
      // Of thresholds that do equally well, the one next to one half.
      let isNearer = abs(threshold - 0.5) < abs(best.threshold - 0.5)
      if quality > best.quality || (quality == best.quality && isNearer) { best = (threshold, quality) }
    }
    return (best.threshold + 0.5) / 2
  }
}

extension Trainer {
  /// Learns from all examples, and how far to trust that from a rehearsal on four fifths of them.
  ///
  /// Neighbouring examples stay together, as their author may have written one situation in several ways.
  public func trainHonestly(_ examples: [TrainingExample], kind: Classifier.Kind, labels: [String])
    -> Classifier
  {
    func isRehearsed(_ index: Int) -> Bool { (index / 8) % 5 != 4 }
    var (rehearsal, model) = trainTwice(examples, kind: kind, labels: labels, isRehearsed: isRehearsed)
    Calibration(rehearsal, examples.indices.filter { !isRehearsed($0) }.map { examples[$0] }).settle(&model)
    return model
  }
}
