import Foundation
public import HearoutCore
import Learning
public import PhrasebookLoading
public import SentenceEncoder
import Synchronization

/// Teaches the learnt readers from the labelled examples, and keeps what they learnt.
///
/// What was learnt is looked for beside the program first, where the start script puts it, then in the user's cache.
public struct School: Sendable {
  private let source: PhrasebookSource
  private let surroundings: Surroundings
  private let usesEncoder: Bool

  /// - Parameter usesEncoder: `false` does as if it were not installed.
  public init(_ source: PhrasebookSource, _ surroundings: Surroundings, usesEncoder: Bool = true) {
    self.source = source
    self.surroundings = surroundings
    self.usesEncoder = usesEncoder
  }

  /// Where the converted weights of the encoder may lie, best place first.
  public var encoderPaths: [String] {
    let named = surroundings.environment["HEAROUT_ENCODER"].map { [$0] }
    return named ?? [besideProgram + "/encoder.bin", surroundings.places.data + "/encoder.bin"]
  }

  /// The folder beside the program that all its users share.
  var besideProgram: String {
    let folder = URL(fileURLWithPath: surroundings.executable).deletingLastPathComponent().path
    return folder + "/hearout-learnt"
  }

  /// The encoder, if it is installed.
  public func encoder() -> SentenceEncoder? {
    guard usesEncoder else { return nil }
    for path in encoderPaths {
      if let encoder = try? SentenceEncoder(path: path) { return encoder }
    }
    return nil
  }

  /// What was learnt before from just these files, or `nil`.
  public func remembered() -> LearntReaders? {
    let encoder = self.encoder()
    let name = fileName(hasEncoder: encoder != nil)
    for folder in [besideProgram, surroundings.places.cache] {
      if let readers = LearntPacking.unpack(path: folder + "/" + name, encode: Self.encode(encoder)) {
        return readers
      }
    }
    return nil
  }

  /// Whether all was learnt before from the files of this key, so that nobody waits.
  func isTaught(_ key: String) -> Bool {
    let hasEncoder = usesEncoder && encoderPaths.contains { access($0, R_OK) == 0 }
    let name = Self.fileName(key, hasEncoder: hasEncoder)
    return [besideProgram, surroundings.places.cache].contains { access($0 + "/" + name, R_OK) == 0 }
  }

  /// Learns from scratch and keeps the result.
  /// - Parameters:
  ///   - besideProgram: keeps it for all users of this program, as the start script does.
  ///   - progress: told the share done, 0 to 1, from any thread.
  public func teach(
    _ phrasebook: Phrasebook, keepingBesideProgram: Bool = false,
    progress: @escaping @Sendable (Double) -> Void
  ) -> LearntReaders {
    let encoder = self.encoder()
    let readers = Self.learn(examples().filter { !$0.isHeldOut }, phrasebook, encoder, progress)
    let folder = keepingBesideProgram ? besideProgram : surroundings.places.cache
    if keepingBesideProgram {
      // Compiled once for all users, so that nobody's first start waits for it.
      BookCache(folder: surroundings.places.cache, programPath: surroundings.executable)
        .publish(source, to: folder)
    }
    keep(LearntPacking.pack(readers), in: folder, name: fileName(hasEncoder: encoder != nil))
    return readers
  }

  /// All labelled examples, the rules' own among them.
  public func examples() -> [LabelledExample] {
    let languages = source.languages()
    return Self.concurrently(languages.count) { index in
      let loaded = source.load(only: languages[index], isCompiling: false).languages
      return loaded.flatMap { source.examples($0.book.language).examples + $0.ruleLessons }
    }
    .flatMap { $0 }
  }

  /// Learns from just these examples; pure but for the time it takes.
  public static func learn(
    _ examples: [LabelledExample], _ phrasebook: Phrasebook, _ encoder: SentenceEncoder?,
    _ progress: @escaping @Sendable (Double) -> Void
  ) -> LearntReaders {
    let vectors =
      encoder.map { Self.vectors(Lessons.texts(examples).sorted(), $0) { progress($0 * 0.7) } } ?? [:]
    let readings = Self.readings(Array(Lessons.materials(examples)), phrasebook, vectors)
    let lessons = Lessons(
      phrasebook: phrasebook, examples: examples, vectors: vectors, readings: readings)
    let models = Mutex<[LearntTask: Classifier]>([:])
    let tasks = LearntTask.longestFirst
    let start = encoder == nil ? 0 : 0.7
    DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
      let model = lessons.learn(tasks[index])
      let done = models.withLock { models in
        if let model { models[tasks[index]] = model }
        return Double(models.count) / Double(tasks.count)
      }
      progress(start + (1 - start) * done)
    }
    return LearntReaders(
      models: models.withLock { $0 }, encode: Self.encode(encoder), neighbours: lessons.neighbours())
  }

  private static func encode(_ encoder: SentenceEncoder?) -> (@Sendable (String) -> [Float])? {
    guard let encoder else { return nil }
    return { encoder.vector($0) }
  }

  private static func vectors(
    _ texts: [String], _ encoder: SentenceEncoder, _ progress: @escaping @Sendable (Double) -> Void
  ) -> [String: [Float]] {
    let pieces = inPieces(texts, of: 200) { texts in zip(texts, texts.map(encoder.pieces)) }
    // Texts that are neighbours in the alphabet are in the same language, and have most pieces in common.
    let size = 200 * max(1, texts.count / (200 * ProcessInfo.processInfo.activeProcessorCount) + 1)
    let prepared = concurrently((texts.count + size - 1) / size) { index in
      let some = texts[index * size..<min(texts.count, (index + 1) * size)]
      return encoder.prepared(for: some.compactMap { pieces[$0] })
    }
    return inPieces(texts, of: 200, progress) { texts in
      zip(texts, prepared[texts.startIndex / size].vectors(of: texts.map { pieces[$0] ?? [] }))
    }
  }

  private static func readings(
    _ materials: [Lessons.Material], _ phrasebook: Phrasebook, _ vectors: [String: [Float]]
  ) -> [Lessons.Material: Lessons.Read] {
    inPieces(materials, of: 100) { materials in
      zip(materials, materials.map { Lessons.read($0, phrasebook, vector: vectors[$0.text] ?? []) })
    }
  }

  /// Works on all processors, and gives what came of it in order.
  private static func concurrently<Value: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Value) -> [Value]
  {
    let found = Mutex<[Int: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let value = work(index)
      found.withLock { $0[index] = value }
    }
    return found.withLock { found in (0..<count).compactMap { found[$0] } }
  }

  /// Works on all processors, some keys at a time.
  private static func inPieces<Key: Hashable & Sendable, Value: Sendable>(
    _ keys: [Key], of size: Int, _ progress: @escaping @Sendable (Double) -> Void = { _ in },
    _ work: @Sendable (ArraySlice<Key>) -> Zip2Sequence<ArraySlice<Key>, [Value]>
  ) -> [Key: Value] {
    let found = Mutex<[Key: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: (keys.count + size - 1) / size) { index in
      let pairs = work(keys[index * size..<min(keys.count, (index + 1) * size)])
      let count = found.withLock { found in
        for (key, value) in pairs { found[key] = value }
        return found.count
      }
      progress(Double(count) / Double(keys.count))
    }
    return found.withLock { $0 }
  }

  private func fileName(hasEncoder: Bool) -> String {
    let cache = BookCache(folder: surroundings.places.cache, programPath: surroundings.executable)
    return Self.fileName(cache.key(source, source.languages()), hasEncoder: hasEncoder)
  }

  private static func fileName(_ key: String, hasEncoder: Bool) -> String {
    "learnt-\(key)\(hasEncoder ? "-e" : "").bin"
  }

  private func keep(_ data: Data, in folder: String, name: String) {
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for old in (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    where old.hasPrefix("learnt-") && old != name {
      if old.hasSuffix("-e.bin") == name.hasSuffix("-e.bin") {
        try? manager.removeItem(atPath: folder + "/" + old)
      }
    }
    let draft = "\(folder)/\(name).\(getpid())"
    guard manager.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]) else {
      return
    }
    rename(draft, folder + "/" + name)
  }
}
