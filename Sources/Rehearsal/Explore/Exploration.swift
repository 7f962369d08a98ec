/// What came of many calls with one scenario.
public struct Exploration: Sendable {
  /// Something a trainer should look at.
  public enum Finding: Sendable, Hashable {
    /// A line of the scenario that was not said in any call.
    case neverSaid(Move, String)
    /// A fact that came out in no call.
    case factHidden(Int)
    /// An ending that the laws allow and that came in no call.
    case neverEnds(Ending)
    /// Calls in which nothing changed for some turns, though the trainee asked or offered; the last answer of one.
    case standsStill(calls: Int, example: String)
    /// A line said more than once in a call; the number of calls.
    case saidTwice(Move?, String, calls: Int)
    /// Kind words alone ended a call well.
    case kindWordsSettle(calls: Int)
  }

  public var calls = 0
  public var turns = 0
  /// Calls by their ending; those without one are ``unfinished``.
  public var endings: [Ending: Int] = [:]
  public var unfinished = 0
  /// Endings that the laws rule out with this customer.
  public var ruledOut: Set<Ending> = []
  /// Calls with kind words alone, and how many of them ended satisfied.
  public var kindCalls = 0
  public var kindSatisfied = 0
  public var findings: [Finding] = []

  /// Turns of the trainee in a call.
  public var averageTurns: Double { calls == 0 ? 0 : Double(turns) / Double(calls) }
}

/// What the explorer counts while it plays.
struct ExplorationTally {
  var result = Exploration()
  var said: Set<String> = []
  var revealed: Set<Int> = []
  var twice: [String: Int] = [:]
  var still = 0
  var stillExample = ""

  mutating func add(_ call: ExploredCall) {
    result.calls += 1
    result.turns += call.customer.turns
    if let ending = call.customer.ending {
      result.endings[ending, default: 0] += 1
    } else {
      result.unfinished += 1
    }
    said.formUnion(call.actor.allSaid)
    revealed.formUnion(call.customer.revealed)
    for words in Set(call.actor.repeated) { twice[words, default: 0] += 1 }
    if call.stoodStill {
      still += 1
      if stillExample.isEmpty { stillExample = call.lastWords }
    }
  }

  /// - Parameter lines: the scenario's own.
  func findings(_ lines: [(move: Move, words: String)], _ scenario: Scenario) -> [Exploration.Finding] {
    var findings: [Exploration.Finding] = []
    for (move, words) in lines where !said.contains(words) { findings.append(.neverSaid(move, words)) }
    for place in scenario.facts.indices where !revealed.contains(place) {
      findings.append(.factHidden(place))
    }
    for ending in Ending.allCases where !result.ruledOut.contains(ending) && result.endings[ending] == nil {
      findings.append(.neverEnds(ending))
    }
    if still > 0 { findings.append(.standsStill(calls: still, example: stillExample)) }
    let moves = Dictionary(lines.map { ($0.words, $0.move) }, uniquingKeysWith: { first, _ in first })
    for (words, calls) in twice.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      findings.append(.saidTwice(moves[words], words, calls: calls))
    }
    if result.kindSatisfied > 0 { findings.append(.kindWordsSettle(calls: result.kindSatisfied)) }
    return findings
  }
}

/// One call of the explorer.
struct ExploredCall {
  var customer: Customer
  var actor: Actor
  var told: Set<UInt64> = []
  var lastWords = ""
  var stoodStill = false
  /// Turns in a row in which nothing changed, and whether one of them did some work.
  private var stillTurns = 0
  private var hasWorked = false

  /// Turns without a change that make a standstill.
  private static let stillLimit = 8

  init(customer: Customer, actor: Actor) {
    self.customer = customer
    self.actor = actor
  }

  mutating func watch(_ before: Customer, _ kind: Repertoire.Kind) {
    guard Self.standing(before) == Self.standing(customer) else {
      stillTurns = 0
      hasWorked = false
      return
    }
    stillTurns += 1
    hasWorked = hasWorked || kind.isWork
    if stillTurns >= Self.stillLimit, hasWorked { stoodStill = true }
  }

  /// What of the customer leads on; counters of what was heard do not.
  private static func standing(_ customer: Customer) -> [Int] {
    [
      customer.anger, customer.trust, customer.patience, customer.vented, customer.revealed.count,
      customer.demandsSaid, customer.addedDemands, customer.pendingOffer ?? -1, customer.agreed ?? -1,
      customer.turnsSinceAgreement, customer.followUpDated ? 1 : 0, customer.askedAnythingElse ? 1 : 0,
      customer.ending == nil ? 0 : 1,
    ]
  }
}
