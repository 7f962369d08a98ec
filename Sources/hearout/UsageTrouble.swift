import ArgumentParser
import Doors
import HearoutCore

/// A command line that cannot be understood, told in the person's language: what was not understood, what is near, and
/// where to read on.
struct UsageTrouble {
  private let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  func failure() -> Failure {
    do {
      let desk = try Desk(DeskChoices(language: language))
      return .told(text(desk.interface), .usage)
    } catch let failure as Failure {
      return failure
    } catch {
      return .silent(.usage)
    }
  }

  /// The language asked for; one that there is not is what may be wrong here.
  private var language: String? {
    arguments.firstIndex(of: "--lang").flatMap {
      arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil
    }
    .flatMap { $0.hasPrefix("-") ? nil : $0 }
  }

  private func text(_ interface: Interface) -> String {
    let topic = self.topic(interface)
    let help = interface.help[topic] ?? ""
    let ask = interface(
      .usageHelp, ["command": topic == "hearout" ? "hearout help" : "hearout help \(topic)"])
    let words = arguments.filter { !$0.hasPrefix("-") }
    let below = topic == "hearout" ? words.first : words.dropFirst().first
    let commands = Self.commands(below: topic, interface)
    if let below, below != language, !commands.isEmpty, !commands.contains(below) {
      return interface(.usageUnknownCommand, ["found": below]) + near(below, commands, interface) + ask
    }
    let known = Self.options(in: help + "\n" + (interface.help["hearout"] ?? ""))
    if let wrong = arguments.first(where: { $0.hasPrefix("--") && !known.contains(Self.name($0)) }) {
      return interface(.usageUnknownOption, ["found": Self.name(wrong)])
        + near(Self.name(wrong), known.sorted(), interface) + ask
    }
    return interface(.usageWrong, ["found": arguments.joined(separator: " ")]) + ask
  }

  private func near(_ name: String, _ names: [String], _ interface: Interface) -> String {
    NearestName.find(name, among: names).map { interface(.problemNearest, ["nearest": $0]) } ?? ""
  }

  /// The longest beginning of the words that has a help text of its own.
  private func topic(_ interface: Interface) -> String {
    var words = Array(arguments.prefix { !$0.hasPrefix("-") }.prefix(2))
    while !words.isEmpty {
      let name = words.joined(separator: " ")
      if interface.help[name] != nil { return name }
      words.removeLast()
    }
    return "hearout"
  }

  private static func commands(below topic: String, _ interface: Interface) -> [String] {
    let prefix = topic == "hearout" ? "" : topic + " "
    return interface.help.keys.filter { $0.hasPrefix(prefix) && $0 != "hearout" }
      .map { String($0.dropFirst(prefix.count)) }.filter { !$0.contains(" ") }.sorted()
  }

  private static func name(_ argument: String) -> String {
    String(argument.prefix { $0 != "=" })
  }

  /// The options that a help text names.
  private static func options(in help: String) -> Set<String> {
    var options: Set<String> = []
    for word in help.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") })
    where word.hasPrefix("--") {
      options.insert(String(word))
    }
    return options
  }
}
