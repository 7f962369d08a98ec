import HearoutCore
import Privacy
import Rehearsal

extension Masker {
  /// A record in which what the agent typed is masked, for what leaves the program as a file. Masks are as long as what
  /// they hide, so places stay true.
  func masked(_ record: RehearsalRecord) -> RehearsalRecord {
    var record = record
    let found = record.turns.map { findings(in: $0.agent.text) }
    for place in record.turns.indices { record.turns[place] = masked(record.turns[place], found[place]) }
    for place in record.offers.indices {
      let turn = record.offers[place].turn
      record.offers[place].words = mask(record.offers[place].words, hidingPartsOf: found[turn])
    }
    for place in record.promises.indices {
      let promise = record.promises[place]
      record.promises[place].promise.what = mask(promise.promise.what, hidingPartsOf: found[promise.turn])
    }
    return record
  }

  private func masked(_ turn: RecordedTurn, _ found: [Privacy.Finding]) -> RecordedTurn {
    var turn = turn
    turn.agent.text = hide(found, in: turn.agent.text)
    for place in turn.ledger.indices {
      turn.ledger[place].words = mask(turn.ledger[place].words, hidingPartsOf: found)
    }
    for place in turn.agentReading.flags.indices {
      let match = turn.agentReading.flags[place].match
      turn.agentReading.flags[place].match = mask(match, hidingPartsOf: found)
    }
    return turn
  }
}
