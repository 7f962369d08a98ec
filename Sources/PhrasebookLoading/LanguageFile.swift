import HearoutCore
import PhraseMatching
import Yams

/// Reads `language.yaml` and `lists.yaml`.
struct LanguageFile {
  let reader: NodeReader

  struct Contents {
    var name: String?
    var folding: FoldingRules
    var numberWords: [String]
  }

  func contents(_ root: Node, onto base: Contents) -> Contents {
    var contents = base
    guard let values = reader.mapping(root, keys: ["name", "folding", "numbers"]) else { return contents }
    contents.name = values["name"].flatMap(reader.string) ?? base.name
    if let numbers = values["numbers"] { contents.numberWords += reader.strings(numbers) }
    guard let node = values["folding"],
      let folding = reader.mapping(
        node, keys: ["words", "endings", "fillers", "characters", "homophones", "gap"])
    else { return contents }
    for (key, value) in texts(folding["words"]) {
      contents.folding.words[key] = value.split(separator: " ").map(String.init)
    }
    for (key, value) in texts(folding["endings"]) { contents.folding.endings[key] = value }
    if let fillers = folding["fillers"] { contents.folding.fillers += reader.strings(fillers) }
    if let homophones = folding["homophones"] { contents.folding.homophones += reader.strings(homophones) }
    if let characters = folding["characters"] { addCharacters(characters, to: &contents.folding) }
    if let node = folding["gap"], let gap = reader.mapping(node, keys: ["words", "characters"]) {
      if let words = gap["words"].flatMap(reader.number) { contents.folding.gapWords = bounded(words) }
      if let count = gap["characters"].flatMap(reader.number) {
        contents.folding.gapCharacters = bounded(count)
      }
    }
    return contents
  }

  /// Lists of words that patterns name in `<angle brackets>`.
  func lists(_ root: Node) -> [String: [String]] {
    guard let top = reader.mapping(root, keys: ["lists"]),
      let node = reader.required("lists", in: top, of: root),
      let entries = reader.anyMapping(node)
    else { return [:] }
    var lists: [String: [String]] = [:]
    for (key, value) in entries {
      if let name = reader.identifier(key) { lists[name] = reader.strings(value) }
    }
    return lists
  }

  private func texts(_ node: Node?) -> [(String, String)] {
    guard let node, let entries = reader.anyMapping(node) else { return [] }
    return entries.compactMap { key, value in
      guard let name = reader.string(key), let text = reader.string(value) else { return nil }
      return (name, text)
    }
  }

  private func bounded(_ value: Double) -> Int { Int(min(max(value, 0), 20)) }

  /// Strings of pairs: each character is followed by its folded form.
  private func addCharacters(_ node: Node, to folding: inout FoldingRules) {
    for item in reader.items(node) {
      guard let text = reader.string(item) else { continue }
      let characters = text.filter { !$0.isWhitespace }
      guard characters.count % 2 == 0 else {
        reader.report("odd-pairs", at: item)
        continue
      }
      var from: Character?
      for character in characters {
        if let first = from {
          folding.characters[String(first)] = String(character)
          from = nil
        } else {
          from = character
        }
      }
    }
  }
}
