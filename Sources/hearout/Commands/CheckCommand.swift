import ArgumentParser
import Doors
import Foundation
import HearoutCore
import Reporting

/// `hearout check`: a linter for macros, templates and letters.
struct CheckCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }
  enum Bound: String, ExpressibleByArgument, CaseIterable {
    case low, medium, high
    var severity: Severity { self == .low ? .low : self == .medium ? .medium : .high }
  }

  static let configuration = CommandConfiguration(commandName: "check")
  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var format = Format.text
  @Option(name: .long) var failOn = Bound.medium
  @Argument var files: [String] = []

  func run() throws {
    let desk = try Desk(shared.choices)
    let checker = Checker(reader: desk.opened.reader, language: shared.lang.map(Language.init(rawValue:)))
    let ignored = IgnoreList(Files.lines(of: ".hearoutignore").joined(separator: "\n"))
    var findings: [CheckedWording] = []
    for file in files.isEmpty ? ["-"] : files where !ignored.ignores(file) {
      let text = try self.text(file, desk)
      findings += checker.findings(in: text, file: file == "-" ? "stdin" : file, usual: desk.language)
    }
    let report = CheckReport(findings, interface: desk.interface)
    switch format {
    case .text: for line in report.text(desk.painter) { try desk.say(line) }
    case .json: try desk.say(report.json())
    case .sarif: try desk.say(report.sarif(version: Version.text))
    }
    if findings.contains(where: { $0.flag.severity >= failOn.severity }) { throw Failure.silent(.findings) }
  }

  private func text(_ file: String, _ desk: Desk) throws -> String {
    switch file == "-" ? .success(FileHandle.standardInput.readDataToEndOfFile()) : Files.read(file) {
    case .success(let data):
      guard let text = String(validating: data, as: UTF8.self) else {
        throw Failure.told(desk.interface(.fileNotUTF8, ["path": file]), .badData)
      }
      return text
    case .failure(.notFound): throw Failure.told(desk.interface(.fileNotFound, ["path": file]), .notFound)
    case .failure(.isFolder): throw Failure.told(desk.interface(.fileIsFolder, ["path": file]), .notFound)
    case .failure: throw Failure.told(desk.interface(.fileNotReadable, ["path": file]), .notFound)
    }
  }
}
