import TextLayout

/// A piece of a page; text gets into it only escaped.
struct HTML: Sendable, Hashable {
  private(set) var source: String

  static let empty = HTML(source: "")

  private init(source: String) { self.source = source }

  /// Text from anywhere: marks of the language are escaped, control and direction characters are shown, not obeyed.
  init(_ text: String) {
    var result = ""
    for scalar in visible(text, keepingNewlines: true).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    source = result
  }

  /// An element with its attributes, whose values are escaped too.
  init(_ name: StaticString, _ attributes: KeyValuePairs<String, String> = [:], _ content: HTML...) {
    var result = "<\(name)"
    for (key, value) in attributes { result += " \(key)=\"" + HTML(value).source + "\"" }
    source = result + ">" + content.map(\.source).joined() + "</\(name)>"
  }

  /// An element without content.
  static func void(_ name: StaticString, _ attributes: KeyValuePairs<String, String>) -> HTML {
    var result = "<\(name)"
    for (key, value) in attributes { result += " \(key)=\"" + HTML(value).source + "\"" }
    return HTML(source: result + ">")
  }

  /// What stands in the program's own source: rules of style, the first line of a page.
  static func fixed(_ source: StaticString) -> HTML { HTML(source: "\(source)") }

  static func + (a: HTML, b: HTML) -> HTML { HTML(source: a.source + b.source) }

  static func joined(_ pieces: [HTML], separator: StaticString = "") -> HTML {
    HTML(source: pieces.map(\.source).joined(separator: "\(separator)"))
  }
}
