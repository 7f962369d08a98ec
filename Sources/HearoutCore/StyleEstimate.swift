/// A working guess at the customer's social style in this call: a place on two axes, with its uncertainty.
///
/// Two kinds of evidence are added up as log-odds: signs that cues name, on the axes of assertiveness and
/// responsiveness (Merrill and Reid), and the learnt reader's likelihood for each turn.
public struct StyleEstimate: Sendable, Codable, Hashable {
  /// Sums of the weighed signs on each axis.
  public private(set) var assertive = 0.0
  public private(set) var responsive = 0.0
  /// Sum of the learnt log-likelihoods of each style, against chance.
  private var learnt: [SocialStyle: Double] = [:]
  /// Number of signs heard and of turns, each by its weight.
  public private(set) var heard = 0.0
  public private(set) var weighedTurns = 0.0
  public private(set) var turns = 0
  /// The style shown; it changes only when another one is clearly ahead, so that it does not flip on one turn.
  public private(set) var best: SocialStyle?
  public private(set) var evidence: [Evidence] = []
  /// Set by the agent: obeyed until it is taken back.
  public private(set) var setByHand: SocialStyle?

  public init() {}

  /// Likelihood from which a style is named; after two turns only a plain case is.
  private static let (namedFrom, namedEarlyFrom) = (0.35, 0.8)
  /// How far ahead another must be before the shown one changes.
  private static let lead = 0.15
  private static let turnsBeforeNaming = 2
  private static let evidenceLimit = 8
  /// Turns of one person are no independent witnesses, and a learnt likelihood is too sure of itself: each counts less.
  private static let learntShare = 0.45
  /// Signs are among what the learnt likelihood weighs already; without it they must do.
  private static let (signShare, signShareAlone) = (0.08, 0.35)
  /// Words after venting weigh more: while venting everybody sounds like a Driver or an Expressive.
  private static let ventingShare = 0.6

  /// Takes in one customer turn.
  public mutating func add(_ reading: CustomerReading, isVenting: Bool) {
    turns += 1
    let weight = isVenting ? Self.ventingShare : 1
    weighedTurns += weight
    for sign in reading.styleSigns {
      assertive += sign.assertive * weight
      responsive += sign.responsive * weight
      heard += weight
      evidence.append(sign.evidence)
    }
    // A word or two says nothing about a person.
    if reading.words >= 3 {
      for (style, chance) in reading.styleLikelihood {
        learnt[style, default: 0] += weight * logarithm(max(chance, 0.02) * 4)
      }
    }
    if evidence.count > Self.evidenceLimit { evidence.removeFirst(evidence.count - Self.evidenceLimit) }
    settle()
  }

  public mutating func setByHand(_ style: SocialStyle?) {
    setByHand = style
    if style == nil { settle() }
  }

  /// Likelihood of each style; they add up to 1.
  public var likelihood: [SocialStyle: Double] {
    if let set = setByHand {
      return Dictionary(uniqueKeysWithValues: SocialStyle.allCases.map { ($0, $0 == set ? 1.0 : 0.0) })
    }
    let share = learnt.isEmpty ? Self.signShareAlone : Self.signShare
    let raised = SocialStyle.allCases.map { style in
      let tells = (style.isAssertive ? assertive : -assertive) * share
      let feels = (style.isResponsive ? responsive : -responsive) * share
      return exponential(tells + feels + (learnt[style] ?? 0) * Self.learntShare)
    }
    let sum = raised.reduce(0, +)
    return Dictionary(uniqueKeysWithValues: zip(SocialStyle.allCases, raised.map { $0 / sum }))
  }

  /// The style to work with: set by hand, or guessed; `nil` while it is too early to say.
  public var working: SocialStyle? { setByHand ?? best }

  private mutating func settle() {
    let chances = likelihood
    guard turns >= Self.turnsBeforeNaming,
      let first = SocialStyle.allCases.max(by: { (chances[$0] ?? 0) < (chances[$1] ?? 0) })
    else { return }
    let chance = chances[first] ?? 0
    guard let shown = best else {
      let isEarly = turns == Self.turnsBeforeNaming
      if chance >= (isEarly ? Self.namedEarlyFrom : Self.namedFrom) { best = first }
      return
    }
    if first != shown, chance - (chances[shown] ?? 0) > Self.lead { best = first }
  }
}

/// e to the power of `x`, by halving and a short series: the core stands without the C library.
func exponential(_ x: Double) -> Double {
  let clamped = min(max(x, -40), 40)
  let reduced = clamped / 1024
  var result = 1 + reduced * (1 + reduced / 2 * (1 + reduced / 3 * (1 + reduced / 4)))
  for _ in 0..<10 { result *= result }
  return result
}

/// Natural logarithm of a positive number, by its exponent and a series in the rest.
func logarithm(_ x: Double) -> Double {
  guard x > 0, x.isFinite else { return -40 }
  let z = (x.significand - 1) / (x.significand + 1)
  let square = z * z
  let series =
    z
    * (2 + square
      * (2.0 / 3 + square * (2.0 / 5 + square * (2.0 / 7 + square * (2.0 / 9 + square * (2.0 / 11))))))
  return Double(x.exponent) * 0.693_147_180_559_945_3 + series
}
