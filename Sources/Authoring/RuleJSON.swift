import Foundation
public import HearoutCore

/// Whole rules as JSON, for other programs.
public struct RuleJSON: Encodable, Sendable {
  private let language: Language
  private let rule: AuthoredRule

  public init(_ rule: AuthoredRule, language: Language) {
    self.rule = rule
    self.language = language
  }

  private enum CodingKeys: String, CodingKey {
    case language, id, category, severity, steps, source, patterns, unless, why, instead, examples
    case unlessAnywhere = "unless_anywhere"
  }
  private struct Instead: Encodable {
    var `for`: Nuance
    var say: String
  }
  private struct Examples: Encodable {
    var flag: [String]
    var clean: [String]
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(language.rawValue, forKey: .language)
    try container.encode(rule.id.rawValue, forKey: .id)
    try container.encode(rule.category.rawValue, forKey: .category)
    try container.encode(rule.severity, forKey: .severity)
    try container.encode(rule.steps, forKey: .steps)
    try container.encodeIfPresent(rule.source, forKey: .source)
    try container.encode(rule.patterns, forKey: .patterns)
    if !rule.unless.isEmpty { try container.encode(rule.unless, forKey: .unless) }
    if !rule.unlessAnywhere.isEmpty { try container.encode(rule.unlessAnywhere, forKey: .unlessAnywhere) }
    try container.encode(rule.why, forKey: .why)
    try container.encode(rule.instead.map { Instead(for: $0.nuance, say: $0.text) }, forKey: .instead)
    try container.encode(Examples(flag: rule.flag, clean: rule.clean), forKey: .examples)
  }

  /// A list of rules as text.
  public static func text(_ rules: [RuleJSON]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rules), as: UTF8.self)
  }
}
