import Foundation
import HearoutCore
import PhrasebookLoading
import Testing

/// The published schemas say what the loaders read: of each object in a schema a sample is made with one key too many, and
/// the loader's complaint about that key names the keys that it knows.
@Suite(.serialized) struct SchemaTests {
  private static let folder = SmallBook.root.appendingPathComponent("Phrasebook/schema")

  /// Kinds of files with the place in a language folder where the sample goes. Scenarios, bank and asks are left out: they
  /// are read by the rehearsal.
  private static let kinds: [(schema: String, path: String)] = [
    ("rules", "rules/sample.yaml"), ("cues", "cues/sample.yaml"), ("language", "language.yaml"),
    ("lists", "lists.yaml"), ("exceptions", "exceptions.yaml"), ("steps", "steps.yaml"),
    ("styles", "styles.yaml"),
    ("reactions", "reactions.yaml"), ("safety", "safety.yaml"), ("suggestions", "suggestions.yaml"),
    ("facts", "facts.yaml"), ("categories", "categories.yaml"), ("interface", "interface.yaml"),
    ("handbook", "handbook/people.yaml"), ("exercises", "handbook/exercises.yaml"),
    ("skills", "handbook/skills.yaml"),
  ]

  @Test(arguments: SchemaTests.kinds.map(\.schema)) func schemasNameTheKeysThatAreRead(kind: String) throws {
    let schema = try Schema(Self.folder.appendingPathComponent("\(kind).json"))
    let path = try #require(Self.kinds.first { $0.schema == kind }?.path)
    let overlay = FileManager.default.temporaryDirectory.appendingPathComponent("schema-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: overlay) }
    let file = overlay.appendingPathComponent("xx/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    var maker = SampleMaker(schema: schema)
    let sample = maker.sample(schema.root)
    // JSON is YAML too.
    try JSONSerialization.data(withJSONObject: sample).write(to: file)
    if path != "language.yaml" {
      try "name: x\n".write(
        to: overlay.appendingPathComponent("xx/language.yaml"), atomically: true, encoding: .utf8)
    }
    let source = PhrasebookSource(shipped: overlay.path)
    let (languages, found) = source.load()
    let problems = found + source.handbookProblems(languages)
    let complaints = problems.filter { $0.code == "unknown-key" && $0.place.file.hasSuffix("/" + path) }
    var known: [String: Set<String>] = [:]
    for complaint in complaints where complaint.arguments["found"]?.hasPrefix("extra-") == true {
      let keys = (complaint.arguments["expected"] ?? "").split(separator: ", ").map(String.init)
      known[complaint.arguments["found"] ?? ""] = Set(keys)
    }
    #expect(known == maker.keys, "\(kind)")
  }

  @Test func everySchemaTellsWhatItIsFor() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    let expected = Self.kinds.map(\.schema) + ["scenario", "bank", "asks"]
    #expect(names == expected.map { $0 + ".json" }.sorted())
    for name in names {
      let schema = try Schema(Self.folder.appendingPathComponent(name))
      #expect(schema.root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema", "\(name)")
      #expect((schema.root["title"] as? String)?.contains(".yaml") == true, "\(name)")
      #expect((schema.root["description"] as? String)?.isEmpty == false, "\(name)")
      for (key, property) in schema.properties where property["description"] == nil {
        let target = schema.resolved(property)
        #expect(target["description"] != nil, "\(name): \(key) has no description")
      }
    }
  }
}

/// A JSON Schema as far as these use it.
private struct Schema {
  let root: [String: Any]

  init(_ url: URL) throws {
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    root = try #require(value as? [String: Any], "\(url.lastPathComponent)")
  }

  func resolved(_ part: [String: Any]) -> [String: Any] {
    guard let reference = part["$ref"] as? String,
      let definitions = root["$defs"] as? [String: [String: Any]],
      let target = definitions[String(reference.split(separator: "/").last ?? "")]
    else { return part }
    return resolved(target)
  }

  /// Every property of every object.
  var properties: [(key: String, value: [String: Any])] {
    func collect(_ value: Any) -> [(String, [String: Any])] {
      if let list = value as? [Any] { return list.flatMap(collect) }
      guard let part = value as? [String: Any] else { return [] }
      let own = (part["properties"] as? [String: [String: Any]] ?? [:]).filter { $0.value["const"] == nil }
      return own.map { ($0.key, $0.value) } + part.filter { $0.key != "if" }.values.flatMap(collect)
    }
    return collect(root).map { (key: $0.0, value: $0.1) }
  }
}

/// Makes a sample with every key that a schema names, and in each object one key more.
private struct SampleMaker {
  let schema: Schema
  /// The key that is too many → the keys that the schema names beside it.
  private(set) var keys: [String: Set<String>] = [:]

  init(schema: Schema) { self.schema = schema }

  mutating func sample(_ part: [String: Any]) -> Any {
    let part = schema.resolved(part)
    if let choices = part["enum"] as? [Any] { return choices.first(where: { $0 as? String != "none" }) ?? "" }
    if let ways = part["anyOf"] as? [[String: Any]], part["properties"] == nil, let way = ways.last {
      return (schema.resolved(way)["pattern"] as? String) == "^team_" ? "team_own" : sample(way)
    }
    switch part["type"] as? String ?? (part["type"] as? [String])?.first {
    case "object": return object(part)
    case "array": return (part["items"] as? [String: Any]).map { [sample($0)] } ?? []
    case "boolean": return false
    case "number", "integer": return 1
    default: return (part["pattern"] as? String)?.hasPrefix("^[a-z") == true ? "some-id" : "two words"
    }
  }

  private mutating func object(_ part: [String: Any]) -> Any {
    if let properties = part["properties"] as? [String: [String: Any]] {
      var object: [String: Any] = [:]
      for (key, value) in properties { object[key] = sample(value) }
      let extra = "extra-\(keys.count)"
      keys[extra] = Set(properties.keys)
      object[extra] = "x"
      return object
    }
    guard let value = part["additionalProperties"] as? [String: Any] else { return [String: Any]() }
    let names = part["propertyNames"] as? [String: Any]
    let key = names.map { sample($0) as? String ?? "name" } ?? "name"
    return [key: sample(value)]
  }
}
