import ArgumentParser
import Doors
import HearoutCore
import PhrasebookLoading
import Reporting
import TextLayout

/// `hearout phrasebook evaluate`: scores files of labelled examples.
struct EvaluateBook: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "evaluate")
  @OptionGroup var shared: SharedOptions
  @Argument var files: [String] = []
  @ArgumentParser.Flag(name: .long) var heldOut = false
  @ArgumentParser.Flag(name: .long) var withoutEncoder = false
  @ArgumentParser.Flag var only: Part?
  @Option(name: .long) var mistakes = 10

  /// What is to read by itself.
  enum Part: EnumerableFlag {
    case patternsOnly, learntOnly
  }

  func run() throws {
    let desk = try Desk(shared.choices)
    let reader = reader(desk)
    var byLanguage: [Language: Evaluation] = [:]
    for example in try examples(desk) {
      byLanguage[example.language, default: Evaluation(reader: reader)].add(example)
    }
    for (language, evaluation) in byLanguage.sorted(by: { $0.key < $1.key }) {
      try desk.say(desk.opened.phrasebook[language].book.name)
      for line in EvaluationText(evaluation).lines(mistakes: mistakes) { try desk.say(visible(line)) }
    }
  }

  private func reader(_ desk: Desk) -> TurnReader {
    guard only != nil || withoutEncoder else { return desk.opened.reader }
    var means = Library.Means()
    means.patterns = only != .learntOnly
    means.learnt = only != .patternsOnly
    means.encoder = !withoutEncoder
    let progress = ProgressLine(isTerminal: desk.surroundings.errorIsTerminal)
    let words = desk.interface(.learnProgress)
    return desk.library.reader(desk.opened, by: means) { progress.show($0, words) }
  }

  private func examples(_ desk: Desk) throws -> [LabelledExample] {
    if heldOut {
      return desk.library.source.languages().flatMap { desk.library.source.examples($0).examples }.filter(
        \.isHeldOut)
    }
    var all: [LabelledExample] = []
    for file in files {
      guard Files.exists(file) else {
        throw Failure.told(desk.interface(.fileNotFound, ["path": file]), .notFound)
      }
      let language = language(of: file, desk)
      let (examples, problems) = ExampleFile.read(path: file, name: file, language: language)
      if !problems.isEmpty { throw Failure.brokenBook(problems, desk.library) }
      all += examples
    }
    return all
  }

  /// `--lang`, or the language in the name: `acts.zh.jsonl`, `Phrasebook/zh/…`.
  private func language(of file: String, _ desk: Desk) -> Language {
    if let named = shared.lang { return Language(rawValue: named) }
    let parts = file.split { $0 == "." || $0 == "/" }.map(String.init)
    return desk.opened.phrasebook.known.first { parts.contains($0.rawValue) } ?? desk.language
  }
}
