import FoundationEssentials
public import HearoutCore
public import TextLayout

/// Findings of a check: as text with carets, as JSON, as SARIF 2.1.0.
public struct CheckReport: Sendable {
  private let findings: [CheckedWording]
  private let interface: Interface

  public init(_ findings: [CheckedWording], interface: Interface) {
    self.findings = findings
    self.interface = interface
  }

  /// `file:line:column: severity: message [rule]`, the line, a caret, the alternatives.
  public func text(_ painter: Painter) -> [String] {
    findings.flatMap { finding in
      let place = finding.place
      let style: Style =
        finding.flag.severity == .high ? .red : finding.flag.severity == .medium ? .yellow : .dim
      let head =
        painter.paint(visible("\(place.file):\(place.line):\(place.column): "), .bold)
        + painter.paint(finding.flag.severity.rawValue, style) + ": " + visible(finding.flag.why)
        + " [\(finding.flag.rule.rawValue)]"
      let marked = DiagnosticText.marked(
        finding.line, column: place.column, length: finding.length, number: place.line)
      return [head, marked]
        + finding.flag.instead.map { "    " + interface(.checkInstead, ["text": visible($0.text)]) }
    }
  }

  public func json() throws -> String {
    struct Out: Encodable {
      var file: String
      var line: Int
      var column: Int
      var length: Int
      var severity: Severity
      var rule: String
      var category: String
      var match: String
      var why: String
      var instead: [String]
    }
    return try Self.encode(
      findings.map {
        Out(
          file: $0.place.file, line: $0.place.line, column: $0.place.column, length: $0.length,
          severity: $0.flag.severity, rule: $0.flag.rule.rawValue, category: $0.flag.category.rawValue,
          match: $0.flag.match, why: $0.flag.why, instead: $0.flag.instead.map(\.text))
      })
  }

  public func sarif(version: String) throws -> String {
    var rules: [Sarif.Rule] = []
    for finding in findings where !rules.contains(where: { $0.id == finding.flag.rule.rawValue }) {
      rules.append(
        Sarif.Rule(
          id: finding.flag.rule.rawValue, shortDescription: Sarif.Text(text: finding.flag.why),
          defaultConfiguration: Sarif.Level(level: Sarif.level(finding.flag.severity))))
    }
    let results = findings.map { finding in
      Sarif.Result(
        ruleId: finding.flag.rule.rawValue, level: Sarif.level(finding.flag.severity),
        message: Sarif.Text(
          text: ([finding.flag.why] + finding.flag.instead.map { interface(.checkInstead, ["text": $0.text]) })
            .joined(separator: "\n")),
        locations: [
          Sarif.Location(
            physicalLocation: Sarif.Physical(
              artifactLocation: Sarif.Artifact(uri: finding.place.file),
              region: Sarif.Region(
                startLine: finding.place.line, startColumn: finding.place.column,
                endColumn: finding.place.column + finding.length,
                snippet: Sarif.Text(text: finding.flag.match))))
        ])
    }
    return try Self.encode(
      Sarif(
        runs: [
          Sarif.Run(
            tool: Sarif.Tool(driver: Sarif.Driver(name: "hearout", version: version, rules: rules)),
            results: results)
        ]))
  }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// Static Analysis Results Interchange Format 2.1.0 (OASIS), as far as it is used here.
private struct Sarif: Encodable {
  var version = "2.1.0"
  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case version, runs
    case schema = "$schema"
  }

  struct Run: Encodable {
    var tool: Tool
    var results: [Result]
    /// Columns count Unicode code points.
    var columnKind = "unicodeCodePoints"
  }
  struct Tool: Encodable { var driver: Driver }
  struct Driver: Encodable {
    var name: String
    var version: String
    var rules: [Rule]
  }
  struct Rule: Encodable {
    var id: String
    var shortDescription: Text
    var defaultConfiguration: Level
  }
  struct Level: Encodable { var level: String }
  struct Text: Encodable { var text: String }
  struct Result: Encodable {
    var ruleId: String
    var level: String
    var message: Text
    var locations: [Location]
  }
  struct Location: Encodable { var physicalLocation: Physical }
  struct Physical: Encodable {
    var artifactLocation: Artifact
    var region: Region
  }
  struct Artifact: Encodable { var uri: String }
  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
    var endColumn: Int
    var snippet: Text
  }

  static func level(_ severity: Severity) -> String {
    switch severity {
    case .high: "error"
    case .medium: "warning"
    case .low: "note"
    }
  }
}
