import ArgumentParser
import Doors
import HearoutCore
import PhrasebookLoading

/// `hearout doctor`: what is in use, and where things live.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "doctor")
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let desk = try Desk(shared.choices)
    let places = desk.surroundings.places
    let languages = desk.opened.phrasebook.all
    var rows: [(String, String)] = [("hearout", Version.text), ("phrasebook", desk.library.source.shipped)]
    rows += desk.library.source.overlays.map { ("overlay", $0) }
    rows += languages.map { ($0.book.name, "\($0.book.rules.count) / \($0.book.cues.count)") }
    rows += [
      ("reader", desk.opened.version), ("cases", places.cases), ("history", places.history),
      ("cache", places.cache),
      ("config", places.config),
    ]
    for (name, value) in rows { try desk.say(desk.interface(.doctorLine, ["name": name, "value": value])) }
  }
}
