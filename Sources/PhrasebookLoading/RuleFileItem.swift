import Foundation
public import HearoutCore
import Yams

/// Where a rule stands in a file of rules.
public struct RuleFileItem: Sendable, Hashable {
  public var id: RuleID
  /// The line that opens it, counted from 1.
  public var line: Int

  /// The rules of a file in block style, in order, or what is wrong with it.
  public static func items(of path: String) -> (items: [RuleFileItem], problems: [Diagnostic]) {
    let problems = ProblemList()
    guard let file = YAMLFile(path: path, name: path, problems: problems) else {
      return ([], problems.sorted)
    }
    let reader = NodeReader(file: path, problems: problems)
    let rules = RuleFile(reader: reader).rules(file.root)
    if file.root.mapping?.style == .flow || file.root["rules"]?.sequence?.style == .flow {
      reader.report("expected-block-list", at: file.root)
    }
    guard problems.problems.isEmpty, let list = file.root["rules"]?.sequence else {
      return ([], problems.sorted)
    }
    let lines = list.map { $0.mark?.line ?? 1 }
    return (zip(rules, lines).map { RuleFileItem(id: $0.rule.id, line: $1) }, [])
  }
}
