/// A working guess at the customer's social style in this call: a place on two axes, with its uncertainty.
public struct StyleEstimate: Sendable, Codable, Hashable {
  /// Sum of the weighed signs on each axis.
  public private(set) var assertive = 0.0
  public private(set) var responsive = 0.0
  /// Sum of the weights given, a measure of how much was heard.
  public private(set) var heard = 0.0
  public private(set) var turns = 0
  /// The style shown; it changes only when another one is clearly ahead, so that it does not flip on one turn.
  public private(set) var best: SocialStyle?
  public private(set) var evidence: [Evidence] = []
  /// Set by the agent: obeyed until it is taken back.
  public private(set) var setByHand: SocialStyle?

  public init() {}

  /// How much evidence one axis needs before a style is named.
  private static let enough = 2.0
  /// How far ahead (in likelihood) another style must be before the shown one changes.
  private static let lead = 0.12
  private static let evidenceLimit = 8

  /// Takes in one customer turn. Words after venting weigh twice: while venting everybody sounds like a Driver or
  /// an Expressive.
  public mutating func add(_ reading: CustomerReading, isVenting: Bool) {
    turns += 1
    let weight = isVenting ? 1.0 : 2.0
    for sign in reading.styleSigns {
      assertive += sign.assertive * weight
      responsive += sign.responsive * weight
      heard += weight
      evidence.append(sign.evidence)
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
    let tells = Self.chance(assertive, heard)
    let feels = Self.chance(responsive, heard)
    return Dictionary(
      uniqueKeysWithValues: SocialStyle.allCases.map { style in
        (style, (style.isAssertive ? tells : 1 - tells) * (style.isResponsive ? feels : 1 - feels))
      })
  }

  /// The style to work with: set by hand, or guessed; `nil` while it is too early to say.
  public var working: SocialStyle? { setByHand ?? best }

  private static func chance(_ sum: Double, _ heard: Double) -> Double {
    // Each sign moves the odds; a few of them never make certain.
    let x = sum / (1.5 + heard.squareRoot())
    return 1 / (1 + exponential(-1.6 * x))
  }

  private mutating func settle() {
    let chances = likelihood
    let ranked = SocialStyle.allCases.sorted { (chances[$0] ?? 0, $1.rawValue) > (chances[$1] ?? 0, $0.rawValue) }
    guard let first = ranked.first, heard >= Self.enough, (chances[first] ?? 0) >= 0.4 else { return }
    guard let shown = best else {
      best = first
      return
    }
    if first != shown, (chances[first] ?? 0) - (chances[shown] ?? 0) > Self.lead { best = first }
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
