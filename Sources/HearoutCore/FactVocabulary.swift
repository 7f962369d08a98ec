/// Words that facts are made of; data of the language folder (`facts.yaml`, section `words`). Which lists there are is
/// fixed here, so that a missing one is found on load.
public struct FactVocabulary: Sendable, Hashable {
  public var lists: [String: [String]]

  public init(lists: [String: [String]] = [:]) { self.lists = lists }

  /// Entries of a list; empty where the folder has none.
  public subscript(_ name: String) -> [String] { lists[name] ?? [] }
}
