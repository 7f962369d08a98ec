public import HearoutCore
public import PhrasebookLoading

/// Opens the phrasebook for the doors: the shipped folder, the user's own, and those named on the command line.
public struct Library: Sendable {
  public let source: PhrasebookSource
  private let surroundings: Surroundings

  /// - Parameter overlays: folders given with `--phrasebook`.
  /// - Throws: `PhrasebookSource.NotFound` with all places tried.
  public init(_ surroundings: Surroundings, overlays: [String]) throws(PhrasebookSource.NotFound) {
    self.surroundings = surroundings
    let shipped = try PhrasebookSource.findShipped(
      executable: surroundings.executable, environment: surroundings.environment
    ).get()
    let own = surroundings.places.phrasebook
    let layers = (Files.isFolder(own) ? [own] : []) + overlays
    source = PhrasebookSource(shipped: shipped, overlays: layers)
  }

  /// An opened book with the version that the log writes beside each reading.
  public struct Opened: Sendable {
    public var phrasebook: Phrasebook
    public var version: String
    public var warnings: [Diagnostic]

    /// What was learnt, read from its file when it is first needed.
    let learnt: Later<LearntReaders?>

    /// Reads with all that was learnt, waiting for it where it is not there yet.
    public var reader: TurnReader { TurnReader(phrasebook, version: version) { learnt.value } }
    /// Reads at once: by the patterns alone as long as the rest is not there yet.
    public var readerAtOnce: TurnReader {
      TurnReader(phrasebook, version: version) { learnt.valueIfReady ?? nil }
    }
    /// Starts reading what was learnt, without waiting for it.
    public func prepareLearnt() { learnt.start() }
  }

  /// - Parameter progress: told the share done while learning from scratch.
  public func open(progress: @escaping @Sendable (Double, Phrasebook) -> Void = { _, _ in })
    throws(BrokenBook) -> Opened
  {
    let school = School(source, surroundings)
    let cache = BookCache(
      folder: surroundings.places.cache, shared: school.besideProgram, programPath: surroundings.executable)
    let opened = cache.open(source)
    guard let phrasebook = opened.phrasebook else { throw BrokenBook(problems: opened.problems) }
    let told = progress
    // For tests, and for whoever wants to see what the patterns do by themselves.
    let patternsOnly = surroundings.environment["HEAROUT_PATTERNS_ONLY"] != nil
    let learnt = Later<LearntReaders?> {
      patternsOnly ? nil : school.remembered() ?? school.teach(phrasebook) { told($0, phrasebook) }
    }
    return Opened(phrasebook: phrasebook, version: opened.key, warnings: opened.problems, learnt: learnt)
  }
}

extension Library {
  /// Whether the readers are learnt from scratch in this run: the files have changed since the last one.
  public func hasToLearn(_ opened: Opened) -> Bool {
    surroundings.environment["HEAROUT_PATTERNS_ONLY"] == nil
      && !School(source, surroundings).isTaught(opened.version)
  }

  /// What there is to read with, for telling what each part of it does.
  public struct Means: Sendable, Hashable {
    public var patterns = true
    public var learnt = true
    public var encoder = true

    public init() {}
  }

  /// A reader with only these means. What no start needs is learnt for this one time.
  public func reader(
    _ opened: Opened, by means: Means, progress: @escaping @Sendable (Double) -> Void
  ) -> TurnReader {
    guard means.learnt else { return TurnReader(opened.phrasebook, version: "") }
    let school = School(source, surroundings, usesEncoder: means.encoder)
    let phrasebook = means.patterns ? opened.phrasebook : opened.phrasebook.withoutPatterns()
    let learnt =
      means.patterns
      ? school.remembered() ?? school.teach(phrasebook, progress: progress)
      : School.learn(
        school.examples().filter { !$0.isHeldOut }, phrasebook, school.encoder(), progress)
    return TurnReader(phrasebook, version: "") { learnt }
  }
}

extension Library {
  /// The handbook of a language; what is wrong with it shows where the phrasebook is validated.
  public func handbook(_ language: Language, in phrasebook: Phrasebook) -> Handbook {
    source.handbook(language, folder: phrasebook[language].folder).handbook
  }

  /// The card of the day at a time and place.
  public func card(_ language: Language, at clock: Clock, in phrasebook: Phrasebook) -> HandbookTopic? {
    let date = CivilDate(clock.now, offsetSeconds: clock.offsetSeconds)
    return source.card(onDay: date.daysSince1970, language, folder: phrasebook[language].folder)
  }
}

/// The phrasebook has mistakes; all of them.
public struct BrokenBook: Error, Sendable {
  public var problems: [Diagnostic]
}

extension Library {
  /// The line of a content file that a place names.
  public func line(at place: Place) -> String? {
    let shippedFolder = source.shipped.split(separator: "/").last.map(String.init) ?? ""
    var path = place.file
    if path.hasPrefix(shippedFolder + "/") { path = source.shipped + path.dropFirst(shippedFolder.count) }
    let lines = Files.lines(of: path)
    return lines.indices.contains(place.line - 1) ? String(lines[place.line - 1]) : nil
  }
}
