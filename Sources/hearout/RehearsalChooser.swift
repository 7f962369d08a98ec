import CaseLog
import Doors
import HearoutCore
import LineTerminal
import PhrasebookLoading
import Rehearsal
import TextLayout

/// Proposes the next customer that suits a trainee, and takes another where one is named.
struct RehearsalChooser {
  let desk: Desk
  let shelf: ScenarioShelf
  let person: String

  /// - Parameter source: where the answer comes from; `nil` takes what is proposed.
  func choose(_ source: (any LineSource)?) throws -> String {
    let scenarios = shelf.ids.compactMap { shelf.scenario($0)?.value }
    let ladder = Ladder(scenarios.map(Ladder.Rung.init), past: try past())
    guard let proposal = ladder.next(), let proposed = scenarios.first(where: { $0.id == proposal.id }) else {
      throw Failure.told(desk.interface(.scenarioNone), .notFound)
    }
    guard let source else { return proposal.id }
    for (number, scenario) in scenarios.enumerated() where desk.surroundings.inputIsTerminal {
      source.printAbove("  \(number + 1)  " + ScenarioText(desk).line(scenario))
    }
    source.printAbove(words(proposal, proposed))
    let ids = scenarios.map(\.id)
    while true {
      switch source.next(prompt: desk.interface(.ladderTake)) {
      case .line(let line):
        let typed = line.filter { !$0.isWhitespace }
        if typed.isEmpty { return proposal.id }
        if let number = Int(typed), ids.indices.contains(number - 1) { return ids[number - 1] }
        if ids.contains(typed) { return typed }
        try refuse(typed, ids, source)
      case .end: throw Failure.silent(.done)
      default: continue
      }
    }
  }

  /// At a terminal the question comes again; from a pipe that is the end.
  private func refuse(_ typed: String, _ ids: [String], _ source: any LineSource) throws {
    var text = desk.interface(.scenarioUnknown, ["found": typed])
    if let near = NearestName.find(typed, among: ids) {
      text += desk.interface(.problemNearest, ["nearest": near])
    }
    guard desk.surroundings.inputIsTerminal else { throw Failure.told(text, .notFound) }
    source.printAbove(visible(text))
  }

  /// What this trainee rehearsed in this language.
  private func past() throws -> [Ladder.Past] {
    let log = try desk.openLog()
    let results = try desk.reading { () throws(LogTrouble) in try log.results(of: person) }
    return results.compactMap { result in
      guard let score = result.score(as: RehearsalScore.self), score.language == desk.language else {
        return nil
      }
      return Ladder.Past(scenario: result.scenario, score: score.total)
    }
  }

  private func words(_ proposal: Ladder.Proposal, _ scenario: Scenario) -> String {
    visible(
      desk.interface(
        .ladderPropose,
        ["id": scenario.id, "title": scenario.title, "reason": reason(proposal.reason)]))
  }

  private func reason(_ reason: Ladder.Reason) -> String {
    let book = desk.opened.phrasebook[desk.language].book
    func fill(_ place: Int, _ blanks: KeyValuePairs<String, String>) -> String {
      Interface.fill(desk.interface.list(.ladderReasons, at: place), blanks)
    }
    switch reason {
    case .fresh(let difficulty): return fill(0, ["difficulty": "\(difficulty)"])
    case .newStyle(let style): return fill(1, ["style": book.styles[style]?.name ?? style.rawValue])
    case .newReaction(let reaction):
      return fill(2, ["reaction": book.reactions[reaction]?.name ?? reaction.rawValue])
    case .again(let best): return fill(3, ["best": "\(best)", "pass": "\(Ladder.passMark)"])
    case .weakest(let best): return fill(4, ["best": "\(best)"])
    }
  }
}

extension Desk {
  /// Who practises: the name given, else that of the person at the machine.
  func trainee(_ named: String?) -> String { named ?? surroundings.environment["USER"] ?? "" }
}
