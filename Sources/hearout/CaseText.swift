import CaseLog
import Doors
import HearoutCore
import TextLayout

/// Cases and follow-ups in words.
struct CaseText {
  let desk: Desk
  private var interface: Interface { desk.interface }

  init(_ desk: Desk) { self.desk = desk }

  func line(_ record: CaseRecord, _ call: Call) -> String {
    let step = desk.opened.phrasebook[desk.language].book.steps[call.step]?.name ?? ""
    return visible(
      interface(
        .casesLine,
        [
          "case": record.id.description,
          "time": LiveScreen.date(record.began.now, offset: record.began.offsetSeconds),
          "state": interface.list(.caseStates, at: record.isOpen ? 0 : 1),
          "turns": "\(call.customerTurns + call.agentTurns)", "step": step, "name": record.customer ?? "",
        ]))
  }

  func line(_ followUp: FollowUp) -> String {
    let due = followUp.due.map { LiveScreen.date($0, offset: desk.surroundings.clock().offsetSeconds) }
    return visible(
      interface(
        .homeFollowUpLine,
        [
          "case": followUp.caseID.description, "due": due ?? interface(.dueUnknown), "what": followUp.what,
        ]))
  }

  func transcript(_ events: [CallEvent]) -> [String] {
    Call(folding: events).events.compactMap { event in
      guard case .said(let turn, _, _) = event else { return nil }
      return interface(turn.speaker == .agent ? .promptAgent : .promptCustomer) + ": " + visible(turn.text)
    }
  }
}
