import Foundation
public import HearoutCore

/// Where the phrasebook lies: the shipped folder and the folders laid on top of it.
public struct PhrasebookSource: Sendable, Hashable {
  /// The shipped folder.
  public var shipped: String
  /// Overlays, later ones winning.
  public var overlays: [String]

  public init(shipped: String, overlays: [String] = []) {
    self.shipped = shipped
    self.overlays = overlays
  }

  /// Looks for the shipped folder: `HEAROUT_PHRASEBOOK`, then `../share/hearout/Phrasebook` beside the executable, then
  /// upwards from the executable.
  ///
  /// - Returns: the folder, or all places tried.
  public static func findShipped(executable: String, environment: [String: String]) -> Result<
    String, NotFound
  > {
    var tried: [String] = []
    func isBook(_ path: String) -> Bool {
      tried.append(path)
      return FileManager.default.fileExists(atPath: path + "/schema")
        || FileManager.default.fileExists(atPath: path + "/en")
    }
    if let named = environment["HEAROUT_PHRASEBOOK"], !named.isEmpty {
      return isBook(named) ? .success(named) : .failure(NotFound(tried: tried))
    }
    let real = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    var folder = real.deletingLastPathComponent()
    let shared = folder.deletingLastPathComponent().path + "/share/hearout/Phrasebook"
    if isBook(shared) { return .success(shared) }
    for _ in 0..<8 {
      let path = (folder.path == "/" ? "" : folder.path) + "/Phrasebook"
      if isBook(path) { return .success(path) }
      if folder.path == "/" { break }
      folder = folder.deletingLastPathComponent()
    }
    return .failure(NotFound(tried: tried))
  }

  /// No phrasebook was found; the places tried.
  public struct NotFound: Error, Sendable, Hashable {
    public var tried: [String]
  }

  /// The languages: the folders that hold a `language.yaml`.
  public func languages() -> [Language] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shipped)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(shipped)/\($0)/language.yaml") }
      .sorted().map(Language.init(rawValue:))
  }

  /// The folders of a language with the names to show for them.
  func layers(_ language: Language) -> [(path: String, name: String)] {
    let shippedName = URL(fileURLWithPath: shipped).lastPathComponent
    let first = (path: "\(shipped)/\(language.rawValue)", name: "\(shippedName)/\(language.rawValue)")
    return [first] + overlays.map { ("\($0)/\(language.rawValue)", "\($0)/\(language.rawValue)") }
  }

  /// Reads the languages anew from their files.
  /// - Parameters:
  ///   - only: leaves out the other languages and the comparison between them; `nil` for all.
  ///   - isCompiling: `false` leaves the patterns uncompiled and unchecked, for who wants the texts only.
  public func load(only: Language? = nil, isCompiling: Bool = true) -> (
    languages: [LoadedLanguage], problems: [Diagnostic]
  ) {
    let problems = ProblemList()
    var loaded: [LoadedLanguage] = []
    let languages = self.languages().filter { only == nil || $0 == only }
    if languages.isEmpty {
      problems.report("no-language", at: Place(file: shipped, line: 1, column: 1))
    }
    for overlay in overlays {
      checkOverlay(overlay, languages: self.languages(), problems)
    }
    for language in languages {
      var loader = LanguageLoader(
        language: language, layers: layers(language), problems: problems, isCompiling: isCompiling)
      loaded.append(loader.load())
    }
    BookCheck(problems: problems).check(
      loaded.map(\.book), folder: URL(fileURLWithPath: shipped).lastPathComponent)
    return (loaded, problems.sorted)
  }

  private func checkOverlay(_ path: String, languages: [Language], _ problems: ProblemList) {
    let place = Place(file: path, line: 1, column: 1)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      problems.report("overlay-not-found", at: place)
      return
    }
    let known = languages.map(\.rawValue)
    if !names.contains(where: known.contains) {
      problems.report("overlay-without-language", at: place, ["expected": known.joined(separator: ", ")])
    }
  }
}
