import Foundation
public import HearoutCore
import Synchronization

/// Keeps compiled books, so that the start does not wait for YAML. One file a language, named by the content key: the
/// names, sizes and times of all files and of the program itself.
public struct BookCache: Sendable {
  private let folder: String
  private let shared: String?
  private let programPath: String
  /// Files that are no part of the compiled book: who edits them changes no reader.
  private static let loadedOnDemand = ["bank.yaml", "asks.yaml"]

  /// - Parameters:
  ///   - folder: made with mode 0700 on first write.
  ///   - shared: looked into first and never written: where the start script keeps what all users share.
  ///   - programPath: a new program may pack otherwise, so it is part of the key.
  public init(folder: String, shared: String? = nil, programPath: String) {
    self.folder = folder
    self.shared = shared
    self.programPath = programPath
  }

  /// The phrasebook, each language from the cache where it is fresh, else from its files; or what is wrong with them.
  public func open(_ source: PhrasebookSource) -> Opened {
    let languages = source.languages()
    let keys = Dictionary(uniqueKeysWithValues: languages.map { ($0, bookKey(source, $0)) })
    let key = key(source, languages, books: keys)
    let stale = languages.filter { kept($0, keys[$0] ?? "") == nil }
    let (fresh, problems) = compile(stale, of: source)
    if stale.contains(where: { fresh[$0] == nil }) {
      // One mistake is enough to ask for all of them, in all languages.
      return Opened(phrasebook: nil, key: key, problems: source.load().problems)
    }
    for (language, book) in fresh { write(book, to: path(language, keys[language] ?? "", in: folder)) }
    guard !languages.isEmpty else {
      return Opened(phrasebook: nil, key: key, problems: source.load().problems)
    }
    let phrasebook = Phrasebook(languages) { [fresh] language in
      if let book = fresh[language] { return book }
      // A cache file that is damaged or gone meanwhile costs time only.
      let rescue = Deferred {
        source.load(only: language).languages.first?.book
          ?? LanguageBook(language: language, name: language.rawValue)
      }
      return kept(language, keys[language] ?? "").flatMap { read($0, rescue) } ?? rescue.value
    }
    return Opened(phrasebook: phrasebook, key: key, problems: problems)
  }

  /// Reads languages from their files, all at once; what has a mistake is missing from the books.
  private func compile(_ languages: [Language], of source: PhrasebookSource) -> (
    books: [Language: LanguageBook], problems: [Diagnostic]
  ) {
    let found = Mutex<[Language: (book: LanguageBook?, problems: [Diagnostic])]>([:])
    DispatchQueue.concurrentPerform(iterations: languages.count) { index in
      let loaded = source.load(only: languages[index])
      let isSound = !loaded.problems.contains { $0.severity == .error }
      let book = isSound ? loaded.languages.first?.book : nil
      found.withLock { $0[languages[index]] = (book, loaded.problems) }
    }
    let compiled = found.withLock { $0 }
    return (compiled.compactMapValues(\.book), languages.flatMap { compiled[$0]?.problems ?? [] })
  }

  /// Copies the compiled books to a folder that all users share, and removes what was there before.
  public func publish(_ source: PhrasebookSource, to folder: String) {
    for language in source.languages() {
      let key = bookKey(source, language)
      let target = path(language, key, in: folder)
      guard let compiled = kept(language, key), compiled != target else { continue }
      removeOld(language, in: folder)
      try? FileManager.default.copyItem(atPath: compiled, toPath: target)
    }
  }

  /// What opening gave.
  public struct Opened: Sendable {
    /// `nil` where the files have mistakes.
    public var phrasebook: Phrasebook?
    /// The key of the content, as ``BookCache/key(_:_:)`` gives it.
    public var key: String
    public var problems: [Diagnostic]
  }

  /// Changes whenever any content file does; also names the readers' version in the log.
  public func key(_ source: PhrasebookSource, _ languages: [Language]) -> String {
    key(
      source, languages,
      books: Dictionary(uniqueKeysWithValues: languages.map { ($0, bookKey(source, $0)) }))
  }

  private func key(_ source: PhrasebookSource, _ languages: [Language], books: [Language: String]) -> String {
    var hash = KeyHash()
    for language in languages {
      for byte in (books[language] ?? "").utf8 { hash.add(Int(byte)) }
      add(source, language, parts: [("/examples", ".jsonl")], to: &hash)
    }
    return hash.text
  }

  /// Changes whenever a file that a language is compiled from does, and with the program.
  private func bookKey(_ source: PhrasebookSource, _ language: Language) -> String {
    var hash = KeyHash()
    hash.add(file: programPath)
    add(source, language, parts: [("", ".yaml"), ("/rules", ".yaml"), ("/cues", ".yaml")], to: &hash)
    return hash.text
  }

  private func add(
    _ source: PhrasebookSource, _ language: Language, parts: [(folder: String, ending: String)],
    to hash: inout KeyHash
  ) {
    for layer in source.layers(language) {
      for (part, ending) in parts {
        let names = LanguageLoader.names(in: layer.path + part, ending: ending).filter {
          !Self.loadedOnDemand.contains($0)
        }
        hash.add(names.count)
        for name in names { hash.add(file: "\(layer.path)\(part)/\(name)") }
      }
    }
  }

  private func path(_ language: Language, _ key: String, in folder: String) -> String {
    "\(folder)/book-\(language.rawValue)-\(key).bin"
  }

  /// Where the compiled book lies, if it does.
  private func kept(_ language: Language, _ key: String) -> String? {
    let folders = (shared.map { [$0] } ?? []) + [folder]
    return folders.map { path(language, key, in: $0) }.first { access($0, R_OK) == 0 }
  }

  private func read(_ path: String, _ rescue: Deferred<LanguageBook>) -> LanguageBook? {
    guard var unpacker = Unpacker(path: path, rescue: rescue) else { return nil }
    return try? unpacker.book()
  }

  /// A cache that cannot be written costs time, not function, so failures are not told.
  private func write(_ book: LanguageBook, to path: String) {
    var packer = Packer()
    packer.put(book)
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    removeOld(book.language, in: folder)
    let draft = path + ".\(getpid())"
    guard manager.createFile(atPath: draft, contents: packer.bytes, attributes: [.posixPermissions: 0o600])
    else {
      return
    }
    rename(draft, path)
  }

  private func removeOld(_ language: Language, in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix("book-\(language.rawValue)-") {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}

/// Names, sizes and times of files, boiled down (FNV-1a, with the high bits stirred in).
private struct KeyHash {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  var text: String { String(hash, radix: 36) }

  mutating func add(_ value: Int) {
    hash = (hash ^ UInt64(bitPattern: Int64(value))) &* 0x0000_0100_0000_01b3
    hash ^= hash >> 31
  }

  mutating func add(file: String) {
    var status = stat()
    guard stat(file, &status) == 0 else { return add(-1) }
    for byte in file.utf8 { add(Int(byte)) }
    add(Int(status.st_size))
    add(Int(status.st_mtim.tv_sec))
    add(Int(status.st_mtim.tv_nsec))
  }
}
