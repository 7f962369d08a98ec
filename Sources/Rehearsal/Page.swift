import HearoutCore

/// One turn in the director's hands: the customer as the laws change them, what they wrote into the ledger, and what
/// the customer will do.
struct Page: Sendable {
  var customer: Customer
  private(set) var ledger: [LedgerEntry] = []
  var moves: [Move] = []
  /// Tenths of anger below which kind words alone do not bring it.
  let floor: Int
  /// Tenths of anger that kind words can still take away in this turn.
  private var comfort: Int
  /// Tenths of anger that this turn can still add.
  private var heat: Int
  /// Tenths of trust that this turn can still make.
  private var credit: Int

  /// Nobody is soothed, or enraged, by more than this in one turn.
  private static let comfortLimit = 30
  private static let ventingComfortLimit = 15
  private static let heatLimit = 25
  /// Trust grows slowly, and more slowly while they are still telling.
  private static let creditLimit = 20
  private static let ventingCreditLimit = 10

  init(_ customer: Customer, loss: Double, isVenting: Bool) {
    self.customer = customer
    floor = min(customer.anger, Int(loss * 10))
    comfort = isVenting ? Self.ventingComfortLimit : Self.comfortLimit
    heat = Self.heatLimit
    credit = isVenting ? Self.ventingCreditLimit : Self.creditLimit
  }

  /// Writes an entry and moves the mood by it, within the scale.
  mutating func note(_ entry: LedgerEntry) {
    var entry = entry
    entry.anger = bounded(entry.anger, law: entry.law)
    let trust = min(max(customer.trust + min(entry.trust, credit), 0), 100)
    credit -= max(0, trust - customer.trust)
    let patience = min(max(customer.patience + entry.patience, 0), 100)
    entry.trust = trust - customer.trust
    entry.patience = patience - customer.patience
    customer.anger += entry.anger
    customer.trust = trust
    customer.patience = patience
    ledger.append(entry)
  }

  private mutating func bounded(_ anger: Int, law: Law) -> Int {
    if anger > 0 {
      let bounded = min(anger, heat, 100 - customer.anger)
      heat -= bounded
      return max(0, bounded)
    }
    if anger < 0 {
      // An agreement reaches below the loss; words alone do not.
      let least = customer.agreed == nil ? min(floor, customer.anger) : 0
      let limit = law == .agreed ? 100 : comfort
      let bounded = max(anger, least - customer.anger, -limit)
      comfort += law == .agreed ? 0 : bounded
      return min(0, bounded)
    }
    return 0
  }

  /// Marks that nothing but an agreement helps from here on.
  mutating func markLoss() {
    guard customer.agreed == nil, floor > 0, customer.anger == floor, ledger.contains(where: { $0.anger < 0 })
    else { return }
    ledger.append(LedgerEntry(.lossRemains))
  }

  var wasHurt: Bool {
    ledger.contains {
      switch $0.law {
      case .flagHigh, .flagMedium, .trap: true
      default: false
      }
    }
  }

  func has(_ law: Law) -> Bool { ledger.contains { $0.law == law } }
}
