import ArgumentParser
import Doors
import HearoutCore

/// `hearout learn`: learns from the labelled examples now, so that no later start has to; the start script calls it.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "learn")
  @OptionGroup var shared: SharedOptions
  @ArgumentParser.Flag(name: .long) var besideProgram = false

  func run() throws {
    let desk = try Desk(shared.choices)
    let school = School(desk.library.source, desk.surroundings)
    if !besideProgram, school.remembered() != nil { return try desk.say(desk.interface(.learnReady)) }
    let progress = ProgressLine(isTerminal: desk.surroundings.errorIsTerminal)
    let words = desk.interface(.learnProgress)
    _ = school.teach(desk.opened.phrasebook, keepingBesideProgram: besideProgram) { progress.show($0, words) }
    try desk.say(desk.interface(.learnDone))
  }
}
