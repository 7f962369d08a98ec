import Rehearsal

/// The mood curve as inline SVG: anger drawn through, trust dashed, so that it can be read without colours.
struct MoodDrawing {
  let points: [MoodCurve.Point]
  /// Names of the two lines.
  let anger: String
  let trust: String

  private static let width = 720
  private static let height = 220
  private static let left = 30
  private static let right = 80
  private static let top = 12
  private static let bottom = 24
  private static let nameDistance = 14

  func svg() -> HTML {
    HTML(
      "svg",
      ["viewBox": "0 0 \(Self.width) \(Self.height)", "role": "img", "aria-label": anger + " / " + trust],
      grid(), turns(), line(points.map(\.anger), "anger", anger), line(points.map(\.trust), "trust", trust))
  }

  private func x(_ place: Int) -> Int {
    let room = Self.width - Self.left - Self.right
    return Self.left + room * place / max(1, points.count - 1)
  }

  /// - Parameter value: 0 to 100.
  private func y(_ value: Int) -> Int {
    let room = Self.height - Self.top - Self.bottom
    return Self.top + room * (100 - value) / 100
  }

  /// Where the name of a line stands; names that would lie on each other are moved apart.
  private func nameHeight(_ kind: String) -> Int {
    guard let last = points.last else { return 0 }
    let (anger, trust) = (y(last.anger), y(last.trust))
    let own = kind == "anger" ? anger : trust
    guard abs(anger - trust) < Self.nameDistance else { return own }
    let middle = (anger + trust) / 2
    let isUpper = (kind == "anger") == (anger <= trust)
    return middle + (isUpper ? -Self.nameDistance : Self.nameDistance) / 2
  }

  private func grid() -> HTML {
    HTML.joined(
      [0, 50, 100].map { value in
        HTML(
          "line",
          [
            "class": "grid", "x1": "\(Self.left)", "x2": "\(Self.width - Self.right)", "y1": "\(y(value))",
            "y2": "\(y(value))",
          ])
          + HTML("text", ["x": "4", "y": "\(y(value) + 4)"], HTML("\(value / 10)"))
      })
  }

  /// Numbers of the turns under the curve; of many only some.
  private func turns() -> HTML {
    let step = max(1, (points.count + 23) / 24)
    return HTML.joined(
      points.indices.filter { $0 % step == 0 }.map { place in
        HTML(
          "text", ["x": "\(x(place))", "y": "\(Self.height - 6)", "text-anchor": "middle"], HTML("\(place)"))
      })
  }

  private func line(_ values: [Int], _ kind: String, _ name: String) -> HTML {
    let path = values.enumerated().map { "\(x($0.offset)),\(y($0.element))" }.joined(separator: " ")
    let dots = values.enumerated().map { place, value in
      HTML("circle", ["class": "dot-" + kind, "cx": "\(x(place))", "cy": "\(y(value))", "r": "3"])
    }
    return HTML("polyline", ["class": kind, "points": path, "fill": "none", "stroke": "currentColor"])
      + HTML.joined(dots)
      + HTML(
        "text",
        ["class": "name-" + kind, "x": "\(Self.width - Self.right + 8)", "y": "\(nameHeight(kind) + 4)"],
        HTML(name))
  }
}
