public import Learning
public import PhraseMatching

/// What is learnt from labelled examples, each by a model of its own.
public enum LearntTask: String, Sendable, Hashable, CaseIterable {
  /// Whether an agent's turn holds a forbidden wording, and of which category.
  case forbidden, category
  case acts, step
  case anger, satisfied, abusive, threat
  case reaction, style

  /// Label of a turn that has the property, where there are two.
  public static let yes = "yes"
  public static let no = "no"

  public var kind: Classifier.Kind { self == .acts ? .independent : .exclusive }

  /// In this order no processor waits long for another at the end.
  public static var longestFirst: [LearntTask] { allCases.sorted { $0.length > $1.length } }

  /// How long it takes to learn, about, in seconds of one processor.
  private var length: Int {
    switch self {
    case .threat: 5
    case .step, .satisfied, .anger, .abusive: 3
    case .forbidden: 2
    case .acts, .category, .reaction, .style: 1
    }
  }
}

/// The learnt readers: models, and the encoder they were trained with, if any.
public struct LearntReaders: Sendable {
  public var models: [LearntTask: Classifier]
  /// Vector of a text; `nil` where no encoder is installed.
  public var encode: (@Sendable (String) -> [Float])?
  /// Labelled examples with their vectors, for telling what a judgement reads like.
  public var neighbours: [Neighbour]

  /// A flagged example that a learnt flag can be compared to.
  public struct Neighbour: Sendable, Hashable {
    public var text: String
    public var language: Language
    public var category: String
    public var vector: Numbers<Float>

    public init(text: String, language: Language, category: String, vector: Numbers<Float>) {
      self.text = text
      self.language = language
      self.category = category
      self.vector = vector
    }
  }

  public init(
    models: [LearntTask: Classifier], encode: (@Sendable (String) -> [Float])?, neighbours: [Neighbour] = []
  ) {
    self.models = models
    self.encode = encode
    self.neighbours = neighbours
  }

  /// Likelihood of each label of a task; empty where it was not learnt.
  public func judge(_ task: LearntTask, _ vector: FeatureVector) -> [String: Double] {
    guard let model = models[task] else { return [:] }
    return Dictionary(
      zip(model.labels, model.likelihoods(vector).map(Double.init)), uniquingKeysWith: { first, _ in first })
  }

  /// The likeliest label with its likelihood.
  public func best(_ task: LearntTask, _ vector: FeatureVector) -> (label: String, likelihood: Double)? {
    guard let model = models[task] else { return nil }
    let likelihoods = model.likelihoods(vector)
    guard let top = likelihoods.indices.max(by: { likelihoods[$0] < likelihoods[$1] }) else { return nil }
    return (model.labels[top], Double(likelihoods[top]))
  }

  /// The answer of a task that asks yes or no; `nil` where it was not learnt.
  /// - Parameter shift: added to the likelihood from which the answer is yes.
  public func says(_ task: LearntTask, _ vector: FeatureVector, shift: Float = 0) -> Bool? {
    guard let model = models[task], let yes = model.labels.firstIndex(of: LearntTask.yes) else { return nil }
    return model.likelihoods(vector)[yes] >= model.thresholds[yes] + shift
  }

  /// The labels that hold, for a task in which several may.
  public func holding(_ task: LearntTask, _ vector: FeatureVector) -> [(label: String, likelihood: Double)] {
    guard let model = models[task] else { return [] }
    let likelihoods = model.likelihoods(vector)
    return model.labels.indices.filter { likelihoods[$0] >= model.thresholds[$0] }
      .map { (model.labels[$0], Double(likelihoods[$0])) }
  }

  /// The words of a turn that weighed most for a label.
  public func words(_ task: LearntTask, _ vector: FeatureVector, label: String, limit: Int = 3) -> [Span] {
    guard let model = models[task], let index = model.labels.firstIndex(of: label) else { return [] }
    return model.reasons(vector, label: index, limit: limit)
      .map { Span(start: Int($0.lowerBound), end: Int($0.upperBound)) }
  }

  /// The nearest flagged examples of a category.
  public func readsLike(_ vector: [Float], category: String, language: Language, limit: Int = 2) -> [String] {
    guard !vector.isEmpty else { return [] }
    return neighbours.filter { $0.category == category && $0.language == language && !$0.vector.isEmpty }
      .map { ($0.text, Self.cosine(vector, $0.vector)) }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }.prefix(limit).map(\.0)
  }

  /// Of vectors of length 1.
  private static func cosine(_ a: [Float], _ b: Numbers<Float>) -> Float {
    b.withBytes { bytes in
      let other = bytes.assumingMemoryBound(to: Float.self)
      var sum: Float = 0
      for index in 0..<min(a.count, other.count) { sum += a[index] * other[index] }
      return sum
    }
  }
}
