import HearoutCore

/// Decides what the customer does with a turn of the agent. Deterministic: the same customer and turn give the same
/// page. Each law writes its own entry into the ledger; together they move the mood, and the moves follow from where
/// the talk stands.
struct Director: Sendable {
  let scenario: Scenario

  /// What a turn did.
  struct Verdict: Sendable {
    var customer: Customer
    var ledger: [LedgerEntry]
    var moves: [Move]
  }

  init(_ scenario: Scenario) { self.scenario = scenario }

  /// Whether pieces of the story are still untold.
  func isVenting(_ customer: Customer) -> Bool { customer.vented < scenario.vent.count }

  func answer(_ heard: Heard, _ before: Customer) -> Verdict {
    guard before.ending == nil else { return Verdict(customer: before, ledger: [], moves: []) }
    let isVenting = isVenting(before)
    var page = Page(before, loss: scenario.loss, isVenting: isVenting)
    page.customer.turns += 1
    if page.customer.agreed != nil { page.customer.turnsSinceAgreement += 1 }
    if heard.isSilent {
      silence(&page)
    } else {
      page.customer.silentRun = 0
      hurts(heard, &page, isVenting: isVenting)
      if !page.wasHurt { kindness(heard, &page, isVenting: isVenting) }
      respond(heard, &page, isVenting: isVenting)
    }
    page.markLoss()
    boil(&page)
    return Verdict(customer: page.customer, ledger: page.ledger, moves: page.moves)
  }

  private func respond(_ heard: Heard, _ page: inout Page, isVenting: Bool) {
    if isVenting {
      vent(heard, &page)
    } else {
      manner(heard, &page)
      promises(heard, &page)
      if page.customer.agreed != nil {
        conclude(heard, &page)
      } else {
        settle(heard, &page)
      }
    }
    let isConfused = page.moves == [.bank(.confused)]
    page.customer.confusedRun = isConfused ? page.customer.confusedRun + 1 : 0
  }

  // MARK: - Silence

  /// Nobody says anything: the first time it is borne, then it costs patience.
  func silence(_ page: inout Page) {
    page.customer.silentRun += 1
    page.note(LedgerEntry(.silence, patience: page.customer.silentRun == 1 ? -5 : -15))
    page.moves = [.bank(.silence)]
  }

  // MARK: - The end in anger

  /// Turns that even a furious customer gives somebody.
  private static let leastTurns = 3

  /// Anger at 9 or more twice running, or no patience left: the customer ends it. Who just did something right is
  /// given another turn.
  func boil(_ page: inout Page) {
    guard page.customer.ending == nil else { return }
    page.customer.boilingRun = page.customer.anger >= 90 ? page.customer.boilingRun + 1 : 0
    let change = page.ledger.reduce(0) { $0 + $1.anger }
    let isBoiling = page.customer.boilingRun >= 2 && change >= 0 && page.customer.turns >= Self.leastTurns
    let isWornOut = page.customer.patience == 0
    guard isBoiling || isWornOut else { return }
    page.note(LedgerEntry(isBoiling ? .boiledOver : .patienceGone))
    let ending = angryEnding(page.customer)
    page.customer.ending = ending
    page.moves = Array(page.moves.prefix(1)) + [.end(ending)]
  }

  /// Threatens where the press, the regulator or the law was named or the customer lives in fantasy; asks for the
  /// manager where an added demand stands; else hangs up. Who shuts off never fights: they are just gone.
  func angryEnding(_ customer: Customer) -> Ending {
    if scenario.reaction == .fantasy || customer.namedOutsiders { return .threatens }
    return customer.addedDemands > 0 && scenario.reaction != .apathy ? .escalates : .hangsUp
  }

  // MARK: - Colour of the reaction

  /// The move as this customer's reaction colours it; every second time, so that it does not become a tic.
  func coloured(_ move: BankMove, _ customer: Customer) -> Move {
    guard customer.turns % 2 == 0, let other = colour(move, customer.heat) else { return .bank(move) }
    return .bank(other)
  }

  private func colour(_ move: BankMove, _ heat: Heat) -> BankMove? {
    switch scenario.reaction {
    case .fixation: [.repeatDemand, .reject].contains(move) ? .insist : nil
    case .fantasy: [.repeatDemand, .goOn].contains(move) ? .dream : nil
    case .apathy:
      if heat == .hot {
        nil
      } else if move == .soften {
        .drawnOut
      } else {
        [.cutShort, .hurtBlame, .hurtEmpty, .hurtWall, .reject].contains(move) ? .withdraw : nil
      }
    case .selfBlame: heat != .hot && [.hurtBlame, .hurtEmpty].contains(move) ? .blameSelf : nil
    case .regression:
      heat != .calm && [.hurtOrder, .hurtEmpty, .cutShort].contains(move) ? .whine : nil
    case .displacedAggression, .freeFloatingIrritation: heat != .calm && move == .goOn ? .elsewhere : nil
    case .directAggression, .none: nil
    }
  }
}
