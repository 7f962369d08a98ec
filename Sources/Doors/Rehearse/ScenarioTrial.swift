public import HearoutCore
public import Rehearsal

/// Plays the transcripts that a scenario holds as its tests.
public struct ScenarioTrial: Sendable {
  private let material: RehearsalMaterial
  private let reader: TurnReader
  private let language: Language

  public init(_ material: RehearsalMaterial, reader: TurnReader, language: Language) {
    self.material = material
    self.reader = reader
    self.language = language
  }

  /// What a transcript did not reach, with the line of the file that asks for it.
  public struct Failure: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
      /// The ending reached; `nil` for none.
      case ending(Ending?, expected: Ending, isGood: Bool)
      case neverRevealed(String)
    }
    public var place: Place
    public var reason: Reason
  }

  /// Everything that fails.
  public func failures() -> [Failure] {
    let scenario = material.scenario
    var failures: [Failure] = []
    if let good = scenario.good {
      let record = play(good.lines)
      failures += ending(good, record.ending, isGood: true)
      let known = record.facts.map(\.id)
      for (id, place) in zip(good.reveals, good.revealPlaces) where !known.contains(id) {
        failures.append(Failure(place: place, reason: .neverRevealed(id)))
      }
    }
    if let bad = scenario.bad {
      failures += ending(bad, play(bad.lines).ending, isGood: false)
    }
    return failures
  }

  private func ending(_ transcript: Scenario.Transcript, _ found: Ending?, isGood: Bool) -> [Failure] {
    if let found, found == transcript.ending || transcript.others.contains(found) { return [] }
    return [
      Failure(
        place: transcript.endingPlace,
        reason: .ending(found, expected: transcript.ending, isGood: isGood))
    ]
  }

  /// Plays agent lines to their end.
  /// - Parameter seed: chooses among the wordings; what happens does not depend on it.
  public func play(_ lines: [String], seed: UInt64 = 1) -> RehearsalRecord {
    let setting = material.setting(reader: reader, language: language, seed: seed)
    let beginning = Beginning(
      door: .rehearsal, language: language, clock: SteadyClock.start, scenario: material.scenario.id,
      seed: seed)
    var rehearsal = Rehearsal(setting, beginning: beginning)
    var clock = SteadyClock()
    for line in lines { rehearsal.respond(to: line, at: clock.next()) }
    rehearsal.leave()
    return rehearsal.record()
  }
}
