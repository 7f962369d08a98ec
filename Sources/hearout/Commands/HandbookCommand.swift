import ArgumentParser
import Doors
import HearoutCore
import LineTerminal
import PhraseMatching
import Reporting
import TextLayout

/// `hearout handbook`: looking things up, saying things better, rating one's own skills.
struct HandbookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "handbook")
  @OptionGroup var shared: SharedOptions
  @Argument var topic: [String] = []
  @Option(name: .long) var search: String?
  @ArgumentParser.Flag(name: .long) var exercises = false
  @ArgumentParser.Flag(name: .long) var skills = false
  @Option(name: .customLong("as")) var person: String?

  func run() throws {
    let desk = try Desk(shared.choices)
    let handbook = desk.library.handbook(desk.language, in: desk.opened.phrasebook)
    let name = topic.joined(separator: " ")
    if exercises { return try ExerciseRoom(desk, handbook).run(name) }
    if skills { return try SkillsRoom(desk, handbook).run(person: person) }
    guard !handbook.groups.isEmpty else { throw Failure.told(desk.interface(.handbookNone), .notFound) }
    let reader = HandbookReader(desk, handbook)
    if let search { return try reader.search(search) }
    if name.isEmpty { return try reader.list() }
    try reader.show(name)
  }
}

/// Shows pages and finds them.
private struct HandbookReader {
  private let desk: Desk
  private let handbook: Handbook
  private let text: HandbookText

  init(_ desk: Desk, _ handbook: Handbook) {
    self.desk = desk
    self.handbook = handbook
    text = HandbookText(interface: desk.interface, painter: desk.painter, width: desk.textWidth)
  }

  private var folder: TextFolder { desk.opened.phrasebook[desk.language].folder }

  func list() throws { try say(text.list(handbook)) }

  func search(_ words: String) throws {
    let hits = handbook.search(words, folder: folder)
    guard !hits.isEmpty else {
      throw Failure.told(desk.interface(.handbookNoHits, ["found": words]), .findings)
    }
    try desk.say(visible(desk.interface(.handbookHits, ["found": words])))
    try say(text.items(hits))
  }

  func show(_ name: String) throws {
    switch handbook.look(up: name, folder: folder) {
    case .topic(let topic): try say(text.page(topic, in: handbook))
    case .none(let near, let hits):
      var message = desk.interface(.handbookUnknown, ["found": name])
      if let near { message += desk.interface(.problemNearest, ["nearest": near]) }
      if !hits.isEmpty {
        message += "\n" + desk.interface(.handbookHits, ["found": name]) + "\n"
        message += text.items(hits).joined(separator: "\n")
      }
      throw Failure.told(message, .badData)
    }
  }

  private func say(_ lines: [String]) throws { for line in lines { try desk.say(line) } }
}

/// Says poor answers better: what is typed is checked, then good answers are shown.
private struct ExerciseRoom {
  private let desk: Desk
  private let handbook: Handbook

  init(_ desk: Desk, _ handbook: Handbook) {
    self.desk = desk
    self.handbook = handbook
  }

  private var interface: Interface { desk.interface }

  func run(_ name: String) throws {
    var exercises = handbook.exercises
    if !name.isEmpty { exercises = exercises.filter { $0.id == name } }
    guard !exercises.isEmpty else { throw unknown(name) }
    let interview = try Interview(desk)
    defer { interview.close() }
    var good = 0
    var asked = 0
    for (index, exercise) in exercises.enumerated() {
      show(exercise, number: index + 1, of: exercises.count, interview)
      guard let answer = try interview.ask(interface(.exercisePrompt)) else { break }
      asked += 1
      if !answer.isEmpty, check(answer, exercise, interview) { good += 1 }
      interview.say(interface(.exerciseModel))
      for model in exercise.model { interview.say("  " + interface(.quote, ["text": model]), .green) }
      interview.say("")
    }
    if asked > 1 {
      interview.say(interface(.exerciseSummary, ["good": "\(good)", "count": "\(asked)"]), .bold)
    }
  }

  private func unknown(_ name: String) -> Failure {
    if handbook.exercises.isEmpty { return .told(interface(.handbookNone), .notFound) }
    let ids = handbook.exercises.map(\.id)
    var text = interface(
      .exerciseUnknown, ["found": name, "expected": ids.joined(separator: interface(.listSeparator))])
    if let near = NearestName.find(name, among: ids) {
      text += interface(.problemNearest, ["nearest": near])
    }
    return .told(text, .badData)
  }

  private func show(_ exercise: WordingExercise, number: Int, of count: Int, _ interview: Interview) {
    interview.say(
      interface(.exerciseHead, ["number": "\(number)", "count": "\(count)", "id": exercise.id]), .dim)
    interview.say(interface(.exerciseCustomer, ["text": exercise.customer]), .bold)
    interview.say(interface(.exercisePoor, ["text": exercise.poor]), .red)
    interview.say(interface(.exerciseWhy, ["text": exercise.why]))
  }

  /// - Returns: whether the answer is a good one.
  private func check(_ answer: String, _ exercise: WordingExercise, _ interview: Interview) -> Bool {
    let result = exercise.check(answer, in: desk.opened.phrasebook[desk.language])
    for flag in result.flags {
      interview.say(interface(.exerciseFlag, ["match": flag.match, "why": flag.why]), .red)
    }
    for (must, isThere) in zip(exercise.must, result.has) {
      if isThere {
        interview.say(interface(.exerciseHas, ["name": must.name]), .green)
      } else {
        interview.say(interface(.exerciseLacks, ["name": must.name, "hint": must.hint]), .yellow)
      }
    }
    if result.isGood { interview.say(interface(.exerciseGood), .green) }
    return result.isGood
  }
}

extension Desk {
  /// Cells of a line of running text: not wider than reads well.
  var textWidth: Int { min(TerminalSize.current().columns, 100) - 1 }
}
