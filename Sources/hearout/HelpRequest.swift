import ArgumentParser
import Doors
import HearoutCore

/// `hearout --help`, `hearout call -h`, `hearout help call`: answered from the language folder, so that help is in the
/// person's language too.
struct HelpRequest {
  private let topic: String
  private let language: String?

  init?(_ arguments: [String]) {
    let beforeDashes = arguments.prefix { $0 != "--" }
    let named = beforeDashes.firstIndex(of: "--lang").map { $0 + 1 }
    language = named.flatMap { beforeDashes.indices.contains($0) ? beforeDashes[$0] : nil }
    let words = beforeDashes.indices.filter { $0 != named }.map { beforeDashes[$0] }.filter {
      !$0.hasPrefix("-")
    }
    if words.first == "help" {
      topic = words.dropFirst().joined(separator: " ")
    } else if beforeDashes.contains("--help") || beforeDashes.contains("-h") {
      topic = words.joined(separator: " ")
    } else {
      return nil
    }
  }

  func answer() -> Status {
    do {
      let desk = try Desk(DeskChoices(language: language))
      let texts = desk.interface.help
      var name = topic
      while texts[name] == nil, let space = name.lastIndex(of: " ") { name = String(name[..<space]) }
      try Output.standard.line(texts[name] ?? texts["hearout"] ?? "")
      return .done
    } catch let failure as Failure {
      return failure.tell()
    } catch {
      return .cannotWrite
    }
  }
}
