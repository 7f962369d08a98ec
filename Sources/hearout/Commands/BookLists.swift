import ArgumentParser
import Doors
import HearoutCore
import PhraseMatching
import PhrasebookLoading
import TextLayout

/// `hearout phrasebook list`: the rules, with where each came from.
struct ListBook: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list")
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var category: String?
  @ArgumentParser.Flag(name: .long) var origin = false
  @ArgumentParser.Flag(name: .long) var parity = false

  func run() throws {
    let desk = try Desk(shared.choices)
    if parity { return try showParity(desk) }
    let languages = shared.lang == nil ? desk.opened.phrasebook.all : [desk.opened.phrasebook[desk.language]]
    for language in languages {
      for rule in language.book.rules where category == nil || rule.category.rawValue == category {
        var line =
          "\(language.book.language.rawValue)  " + rule.severity.rawValue.padded(toWidth: 7)
          + rule.category.rawValue.padded(toWidth: 18) + rule.id.rawValue
        if origin { line += "  \(rule.place.file):\(rule.place.line)" }
        try desk.say(visible(line))
      }
    }
  }

  /// What one language covers and the other does not: rules by category.
  private func showParity(_ desk: Desk) throws {
    let books = desk.opened.phrasebook.all.map(\.book)
    let categories = Set(books.flatMap { $0.rules.map(\.category) }).sorted()
    try desk.say("".padded(toWidth: 20) + books.map { $0.name.padded(toWidth: 10) }.joined())
    for category in categories {
      let counts = books.map { book in book.rules.count { $0.category == category } }
      let mark = (counts.min() ?? 0) * 2 < (counts.max() ?? 0) ? " !" : ""
      try desk.say(
        category.rawValue.padded(toWidth: 20) + counts.map { "\($0)".padded(toWidth: 10) }.joined() + mark)
    }
  }
}

/// `hearout phrasebook show ID`: a rule with its reason and its better wordings.
struct ShowRule: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show")
  @OptionGroup var shared: SharedOptions
  @Argument var id: String

  func run() throws {
    let desk = try Desk(shared.choices)
    let books = desk.opened.phrasebook.all.map(\.book)
    let found = books.flatMap { book in book.rules.filter { $0.id.rawValue == id }.map { (book, $0) } }
    guard !found.isEmpty else {
      var text = desk.interface(.bookNoRule, ["found": id])
      if let near = NearestName.find(id, among: books.flatMap { $0.rules.map(\.id.rawValue) }) {
        text += desk.interface(.problemNearest, ["nearest": near])
      }
      throw Failure.told(text, .badData)
    }
    for (book, rule) in found {
      try desk.say(
        desk.painter.paint("\(rule.id.rawValue)", .bold)
          + "  \(book.language.rawValue)  \(rule.severity.rawValue)  \(rule.category.rawValue)  \(rule.place.file):\(rule.place.line)"
      )
      try desk.say("  " + rule.why)
      for alternative in rule.instead {
        try desk.say("  + [\(alternative.nuance.rawValue)] " + alternative.text)
      }
    }
  }
}

/// `hearout phrasebook why "a sentence"`: how it was read: folded words, rules met, exceptions that took a match back.
struct WhyBook: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "why")
  @OptionGroup var shared: SharedOptions
  @Argument var sentence: String

  func run() throws {
    let desk = try Desk(shared.choices)
    let language = desk.opened.phrasebook.detect(sentence, usual: desk.language)
    let ready = desk.opened.phrasebook[language]
    let hearing = Hearing(sentence, in: ready)
    try desk.say(
      desk.interface(.whyFolded, ["text": ready.folder.foldedWords(sentence).joined(separator: " · ")]))
    for hit in hearing.rules {
      try desk.say(
        desk.interface(
          .whyMet,
          ["rule": ready.book.rules[hit.index].id.rawValue, "match": visible(hearing.quote(hit.span))]))
    }
    for (hit, reason) in hearing.takenBack {
      let span =
        switch reason {
        case .unless(let span), .pardon(let span), .quoted(let span): span
        }
      try desk.say(
        desk.interface(
          .whyTakenBack,
          [
            "rule": ready.book.rules[hit.index].id.rawValue, "match": visible(hearing.quote(hit.span)),
            "by": visible(hearing.quote(span)),
          ]))
    }
    for hit in hearing.cues {
      let cue = ready.book.cues[hit.index]
      try desk.say(
        desk.interface(
          .whyCue,
          ["cue": cue.id.rawValue, "signal": cue.signal.name, "match": visible(hearing.quote(hit.span))]))
    }
    let shown = desk.opened.reader.learntFlags(sentence, language: language)
    if shown.isEmpty { return try desk.say(desk.interface(.whyClean)) }
    for flag in shown {
      try desk.say(
        desk.interface(
          .whyFlagged, ["rule": flag.rule.rawValue, "severity": flag.severity.rawValue, "why": flag.why]))
      for text in flag.readsLike {
        try desk.say("  " + desk.interface(.whyReadsLike, ["text": visible(text)]))
      }
    }
  }
}
