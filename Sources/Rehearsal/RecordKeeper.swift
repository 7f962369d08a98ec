import HearoutCore

/// Gathers from the turns what the debrief counts.
struct RecordKeeper {
  let scenario: Scenario
  let turns: [RecordedTurn]
  let customer: Customer

  /// The facts that came out, in their order.
  func revealed() -> [RevealedFact] {
    customer.revealed.map { place in
      let turn = turns.firstIndex { $0.after.revealed.contains(place) } ?? -1
      return RevealedFact(
        id: scenario.facts[place].id, how: how(place, turn), turn: turn,
        timesAsked: customer.asked[place] ?? 0)
    }
  }

  private func how(_ place: Int, _ turn: Int) -> RevealedFact.How {
    if customer.openedUp.contains(place) { return .listened }
    guard turns.indices.contains(turn) else { return .told }
    return turns[turn].moves.contains(.tell(place)) ? .asked : .told
  }

  /// The ways to solve it that were offered, with those the scenario does not know.
  func offers() -> [OfferedWay] {
    turns.enumerated().flatMap { index, turn -> [OfferedWay] in
      turn.ledger.compactMap { entry in
        switch entry.law {
        case .offerFits, .offerNeedsTrust, .offerUnknown, .offerNeedsFacts, .cutShortByOffer:
          let isAgreed = turn.ledger.contains { $0.law == .agreed && $0.about == entry.about }
          return OfferedWay(
            resolution: resolution(entry), turn: index, words: entry.words,
            wasTooEarly: entry.law == .cutShortByOffer, wasAgreed: entry.about != nil && isAgreed)
        default: return nil
        }
      }
    }
  }

  private func resolution(_ entry: LedgerEntry) -> String? {
    entry.about.flatMap { id in scenario.resolutions.contains { $0.id == id } ? id : nil }
  }

  func promises() -> [RecordedPromise] {
    turns.enumerated().flatMap { index, turn in
      turn.agentReading.promises.map { RecordedPromise(promise: $0, turn: index) }
    }
  }
}
