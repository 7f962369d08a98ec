import ArgumentParser
import Doors
import HearoutCore
import SystemPackage

/// `hearout analyze`: turns in, readings out.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "analyze")

  @OptionGroup var shared: SharedOptions
  @Argument var file: String?

  func run() throws {
    let desk = try Desk(shared.choices)
    let analyze = Analyze(
      reader: desk.opened.reader, interface: desk.interface,
      language: shared.lang.map(Language.init(rawValue:)))
    let input = try InputFile.open(file, words: desk.interface)
    defer { if file != nil { try? input.close() } }
    do {
      if try !analyze.run(input, .standard) { throw Failure.silent(.badData) }
    } catch let error as Errno {
      throw Failure.told(error.description, .cannotWrite)
    }
  }
}

/// Files named on the command line; `-` or none is standard input.
enum InputFile {
  static func open(_ path: String?, words: Interface) throws -> FileDescriptor {
    guard let path, path != "-" else { return .standardInput }
    if Files.isFolder(path) { throw Failure.told(words(.fileIsFolder, ["path": path]), .notFound) }
    do {
      return try FileDescriptor.open(FilePath(path), .readOnly)
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      throw Failure.told(words(.fileNotFound, ["path": path]), .notFound)
    } catch {
      throw Failure.told(words(.fileNotReadable, ["path": path]), .notFound)
    }
  }
}
