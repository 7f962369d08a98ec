import Foundation
public import HearoutCore
public import PhraseMatching

extension PhrasebookSource {
  /// The handbook of a language with all layers, later ones replacing topics by id. It is not part of the compiled book:
  /// it is read when somebody wants to look something up.
  /// - Parameter folder: folds as the language's book does.
  public func handbook(_ language: Language, folder: TextFolder) -> (
    handbook: Handbook, problems: [Diagnostic]
  ) {
    var loader = HandbookLoader(folder: folder, lists: lists(language))
    for layer in layers(language) { loader.read(layer) }
    loader.checkLinks()
    return (loader.handbook, loader.problems.sorted)
  }

  /// The card of a day, without reading more than one file of the handbook.
  /// - Parameter day: days since 1970-01-01.
  public func card(onDay day: Int, _ language: Language, folder: TextFolder) -> HandbookTopic? {
    let layers = self.layers(language)
    let found = HandbookGroup.Name.allCases.filter { name in
      layers.contains { FileManager.default.fileExists(atPath: "\($0.path)/handbook/\(name.rawValue).yaml") }
    }
    guard !found.isEmpty else { return nil }
    let turn = ((day % 100_000) + 100_000) % 100_000
    for step in found.indices {
      var loader = HandbookLoader(folder: folder, lists: [:])
      let name = found[(turn + step) % found.count]
      for layer in layers { loader.read(layer, only: name) }
      if let card = loader.handbook.card(onDay: turn / found.count) { return card }
    }
    return nil
  }

  /// The lists that patterns name, without the rest of the book.
  private func lists(_ language: Language) -> [String: [String]] {
    var lists: [String: [String]] = [:]
    for layer in layers(language) where FileManager.default.fileExists(atPath: layer.path + "/lists.yaml") {
      // Mistakes in it are told where the book is checked.
      let problems = ProblemList()
      let name = layer.name + "/lists.yaml"
      guard let file = YAMLFile(path: layer.path + "/lists.yaml", name: name, problems: problems) else {
        continue
      }
      lists.merge(LanguageFile(reader: NodeReader(file: name, problems: problems)).lists(file.root)) { $1 }
    }
    return lists
  }

  /// All that is wrong with the handbooks: each by itself, what its exercises say against the book, what one language has
  /// and another lacks.
  /// - Parameter loaded: the books, to try the exercises on.
  public func handbookProblems(_ loaded: [LoadedLanguage]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var topics: [Language: Set<String>] = [:]
    for language in loaded {
      let ready = ReadyLanguage(language.book)
      let (handbook, found) = handbook(language.book.language, folder: ready.folder)
      problems += found
      topics[language.book.language] = Set(handbook.topics.map(\.id))
    }
    let all = topics.values.reduce(Set()) { $0.union($1) }
    for (language, known) in topics where !known.isEmpty {
      let place = Place(file: layers(language)[0].name + "/handbook", line: 1, column: 1)
      for id in all.subtracting(known).sorted() {
        problems.append(Diagnostic("topic-missing", at: place, severity: .warning, ["found": id]))
      }
    }
    return problems.sorted { ($0.place, $0.code) < ($1.place, $1.code) }
  }

  /// What is wrong with the exercises of a language when its book reads them: poor answers that nothing flags, model
  /// answers that a rule flags or that lack what a good answer has.
  public func exerciseProblems(_ loaded: LoadedLanguage) -> [Diagnostic] {
    let ready = ReadyLanguage(loaded.book)
    var loader = HandbookLoader(folder: ready.folder, lists: lists(loaded.book.language))
    for layer in layers(loaded.book.language) { loader.read(layer) }
    return loader.handbook.exercises.flatMap { exercise -> [Diagnostic] in
      let place = loader.places["exercise " + exercise.id] ?? Place(file: "", line: 1, column: 1)
      var problems: [Diagnostic] = []
      if exercise.check(exercise.poor, in: ready).flags.isEmpty {
        problems.append(Diagnostic("exercise-poor-clean", at: place))
      }
      for model in exercise.model {
        let result = exercise.check(model, in: ready)
        for flag in result.flags {
          problems.append(Diagnostic("exercise-model-flagged", at: place, ["found": flag.rule.rawValue]))
        }
        for (must, isThere) in zip(exercise.must, result.has) where !isThere {
          problems.append(Diagnostic("exercise-model-lacks", at: place, ["found": must.name]))
        }
      }
      return problems
    }
  }
}

/// Reads the handbook folders of one language.
struct HandbookLoader {
  let problems = ProblemList()
  private let folder: TextFolder
  private let parser: PatternParser
  private var groups: [HandbookGroup.Name: HandbookGroup] = [:]
  private var exercises: [WordingExercise] = []
  private var skills: SkillCheck?
  /// Places of exercises and topics, by kind and id.
  private(set) var places: [String: Place] = [:]

  init(folder: TextFolder, lists: [String: [String]]) {
    self.folder = folder
    parser = PatternParser(folder: folder, lists: lists)
  }

  var handbook: Handbook {
    Handbook(
      groups: HandbookGroup.Name.allCases.compactMap { groups[$0] }, exercises: exercises, skills: skills)
  }

  /// - Parameter only: leaves out all files but this group's.
  mutating func read(_ layer: (path: String, name: String), only: HandbookGroup.Name? = nil) {
    let known = HandbookGroup.Name.allCases.map(\.rawValue) + ["exercises", "skills"]
    for fileName in LanguageLoader.names(in: layer.path + "/handbook", ending: ".yaml") {
      let name = String(fileName.dropLast(".yaml".count))
      if let only, only.rawValue != name { continue }
      let shown = "\(layer.name)/handbook/\(fileName)"
      guard known.contains(name) else {
        problems.report(
          "unknown-file", at: Place(file: shown, line: 1, column: 1),
          ["nearest": nearest(to: name, among: known) ?? "", "expected": known.joined(separator: ", ")])
        continue
      }
      guard let file = YAMLFile(path: "\(layer.path)/handbook/\(fileName)", name: shown, problems: problems)
      else { continue }
      take(file, name, NodeReader(file: shown, problems: problems))
    }
  }

  private mutating func take(_ file: YAMLFile, _ name: String, _ reader: NodeReader) {
    let content = HandbookFile(reader: reader)
    switch name {
    case "exercises":
      for (exercise, place) in content.exercises(file.root, parser: parser, folder: folder) {
        note("exercise " + exercise.id, exercise.id, place)
        exercises.removeAll { $0.id == exercise.id }
        exercises.append(exercise)
      }
    case "skills": skills = content.skills(file.root) ?? skills
    default:
      guard let name = HandbookGroup.Name(rawValue: name),
        let (group, places) = content.group(file.root, named: name)
      else { return }
      take(group, places)
    }
  }

  private mutating func take(_ group: HandbookGroup, _ places: [Place]) {
    var merged = groups[group.name] ?? HandbookGroup(name: group.name, title: group.title, topics: [])
    merged.title = group.title
    for (topic, place) in zip(group.topics, places) {
      note("topic " + topic.id, topic.id, place)
      if let index = merged.topics.firstIndex(where: { $0.id == topic.id }) {
        merged.topics[index] = topic
      } else {
        merged.topics.append(topic)
      }
    }
    groups[group.name] = merged
  }

  /// Notes where something stands. Twice in one folder is a mistake; an overlay may replace it.
  private mutating func note(_ name: String, _ id: String, _ place: Place) {
    func folder(_ file: String) -> Substring { file[..<(file.lastIndex(of: "/") ?? file.startIndex)] }
    if let first = places[name], folder(first.file) == folder(place.file) {
      problems.report(
        "duplicate-id", at: place, length: id.count, ["found": id, "expected": "\(first.file):\(first.line)"])
    }
    places[name] = place
  }

  /// Every topic that another one points to is there.
  func checkLinks() {
    let known = handbook.topics.map(\.id)
    for topic in handbook.topics {
      guard let place = places["topic " + topic.id] else { continue }
      for id in topic.see where !known.contains(id) {
        problems.report(
          "unknown-topic", at: place, length: topic.id.count,
          ["found": id, "nearest": nearest(to: id, among: known) ?? ""])
      }
    }
  }
}
