/// Decides in which step an agent acts with a turn, the call so far being known.
struct StepReader {
  let call: Call

  func step(of reading: AgentReading, cues: Set<Step>) -> Step {
    let acts = Set(reading.acts)
    if let only = cues.first, cues.count == 1 { return only }
    if !acts.isDisjoint(with: [.propose, .offerChoice]) { return .propose }
    if acts.contains(.followUp) || (acts.contains(.close) && !acts.contains(.apologise)) { return .followUp }
    if acts.contains(.consult) { return .consult }
    if acts.contains(.commit) { return call.hasAgreement ? .followUp : .propose }
    if acts.contains(.apologise) { return isOnlySorry(reading) && call.isVenting ? .vent : .apologise }
    if !acts.isDisjoint(with: [.askOpen, .askClosed]) { return opensTheFloor(acts) ? .vent : .gather }
    if acts.contains(.paraphrase) { return call.isVenting ? .vent : .gather }
    if !acts.isDisjoint(with: [.acknowledge, .empathise]) { return call.isVenting ? .vent : call.step }
    if acts.contains(.greet) { return .vent }
    if !acts.isDisjoint(with: [.thank]) { return call.step == .consult ? .followUp : call.step }
    return call.isVenting && call.customerTurns > 1 ? .gather : call.step
  }

  /// "Sorry." without naming what happened belongs to listening.
  private func isOnlySorry(_ reading: AgentReading) -> Bool { reading.words <= 6 }

  /// Asking to be told everything, at the start, is listening and not yet gathering.
  private func opensTheFloor(_ acts: Set<Act>) -> Bool {
    acts.contains(.askOpen) && call.isVenting && call.customerTurns <= 1
  }
}
