import Foundation
public import HearoutCore

/// Reads labelled examples: JSON, one object a line, as many thousands of lines are easier to write, to compare and to
/// point at than one YAML document. A line that is wrong is reported with its place.
public struct ExampleFile: Sendable {
  private struct Line: Decodable {
    struct Turn: Decodable {
      var speaker: String
      var text: String
      var stage: String?
    }
    enum Said: Decodable {
      case text(String)
      case turn(Turn)

      init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
          self = .text(text)
        } else {
          self = .turn(try Turn(from: decoder))
        }
      }
    }
    var text: String?
    var flag: Bool?
    var category: String?
    var acts: [String]?
    var anger: Int?
    var satisfied: Bool?
    var abusive: Bool?
    var threat: String?
    var reaction: String?
    var style: String?
    var turns: [Said]?
  }

  /// All examples of a file.
  /// - Parameters:
  ///   - name: shown in problems; its last part is the author's batch.
  public static func read(path: String, name: String, language: Language) -> (
    examples: [LabelledExample], problems: [Diagnostic]
  ) {
    guard let data = FileManager.default.contents(atPath: path) else {
      return ([], [Diagnostic("cannot-read", at: Place(file: name, line: 1, column: 1))])
    }
    var examples: [LabelledExample] = []
    var problems: [Diagnostic] = []
    let batch = name.split(separator: "/").last.map(String.init) ?? name
    let decoder = JSONDecoder()
    for (index, bytes) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { continue }
      let place = Place(file: name, line: index + 1, column: 1)
      guard let line = try? decoder.decode(Line.self, from: Data(bytes)) else {
        problems.append(Diagnostic("example-not-json", at: place))
        continue
      }
      guard let label = label(line) else {
        problems.append(Diagnostic("example-without-label", at: place))
        continue
      }
      examples.append(
        LabelledExample(text: line.text ?? "", label: label, language: language, batch: batch, place: place))
    }
    return (examples, problems)
  }

  private static func label(_ line: Line) -> LabelledExample.Label? {
    if let turns = line.turns { return label(turns: turns, line) }
    guard line.text != nil else { return nil }
    if let flag = line.flag { return .forbidden(flag: flag, category: line.category ?? "") }
    if let names = line.acts {
      let acts = names.compactMap(Act.init(rawValue:))
      return acts.count == names.count && !acts.isEmpty ? .acts(acts) : nil
    }
    if let anger = line.anger {
      guard (0...4).contains(anger), let threat = Threat(rawValue: line.threat ?? "none") else { return nil }
      return .emotion(
        Mood(anger: anger, satisfied: line.satisfied ?? false, abusive: line.abusive ?? false, threat: threat)
      )
    }
    if let threat = line.threat { return Threat(rawValue: threat).map { .threat($0) } }
    return line.reaction.flatMap(Reaction.init(rawValue:)).map { .reaction($0) }
  }

  private static func label(turns: [Line.Said], _ line: Line) -> LabelledExample.Label? {
    let style = line.style.flatMap(SocialStyle.init(rawValue:))
    let texts = turns.compactMap { said -> String? in if case .text(let text) = said { text } else { nil } }
    if texts.count == turns.count { return style.map { .style($0, turns: texts) } }
    let spoken = turns.compactMap { said -> LabelledExample.LabelledTurn? in
      guard case .turn(let turn) = said, let speaker = Speaker(rawValue: turn.speaker) else { return nil }
      return LabelledExample.LabelledTurn(
        speaker: speaker, text: turn.text, step: turn.stage.flatMap(Step.init(rawValue:)))
    }
    return spoken.count == turns.count ? .call(spoken, style) : nil
  }
}

extension PhrasebookSource {
  /// The labelled examples of a language, of all layers, and those that the rules' own examples make.
  public func examples(_ language: Language) -> (examples: [LabelledExample], problems: [Diagnostic]) {
    var examples: [LabelledExample] = []
    var problems: [Diagnostic] = []
    for layer in layers(language) {
      for name in LanguageLoader.names(in: layer.path + "/examples", ending: ".jsonl") {
        let (found, wrong) = ExampleFile.read(
          path: "\(layer.path)/examples/\(name)", name: "\(layer.name)/examples/\(name)", language: language)
        examples += found
        problems += wrong
      }
    }
    return (examples, problems)
  }
}

extension LoadedLanguage {
  /// So many examples of a kind does one rule teach with: what further ones add, the rule itself hears.
  private static let lessonsPerRule = 4

  /// The first examples of the rules as labelled examples.
  public var ruleLessons: [LabelledExample] {
    var taught: [ContentExample.Expectation: Int] = [:]
    let categories = Dictionary(
      book.rules.map { ($0.id, $0.category.rawValue) }, uniquingKeysWith: { first, _ in first })
    return examples.compactMap { example in
      let label: LabelledExample.Label
      if example.expectation != .said {
        taught[example.expectation, default: 0] += 1
        guard taught[example.expectation, default: 0] <= Self.lessonsPerRule else { return nil }
      }
      switch example.expectation {
      case .flagged(let id): label = .forbidden(flag: true, category: categories[id] ?? "")
      case .clean(let id), .instead(let id): label = .forbidden(flag: false, category: categories[id] ?? "")
      case .said: label = .forbidden(flag: false, category: "ordinary")
      case .cueHeard, .cueSilent: return nil
      }
      return LabelledExample(
        text: ContentTest.withoutBlanks(example.text), label: label, language: book.language, batch: "rules",
        place: example.place)
    }
  }
}
