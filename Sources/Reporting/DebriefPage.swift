public import HearoutCore
public import Rehearsal

/// A debrief as one page that stands by itself: no scripts, nothing fetched, every text escaped.
public struct DebriefPage: Sendable {
  let words: DebriefWords
  let record: RehearsalRecord
  private let model: ModelAnswer?

  var debrief: Debrief { words.debrief }
  var interface: Interface { words.interface }

  /// - Parameter offsetSeconds: seconds east of UTC, for times.
  public init(
    _ debrief: Debrief, record: RehearsalRecord, book: LanguageBook, model: ModelAnswer?,
    offsetSeconds: Int = 0
  ) {
    words = DebriefWords(
      debrief: debrief, scenario: record.scenario, book: book, offsetSeconds: offsetSeconds)
    self.record = record
    self.model = model
  }

  /// The whole page. The same debrief gives the same bytes.
  public func html() -> String {
    let title = interface(.debriefTitle, ["title": record.scenario.title])
    let head = HTML(
      "head", [:], .void("meta", ["charset": "utf-8"]),
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .void(
        "meta",
        ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"]),
      HTML("title", [:], HTML(title)), HTML("style", [:], .debriefStyle))
    let body = HTML(
      "body", [:], header(title), score(), mood(), course(), practice(), lost(), wordings(), facts(),
      transcript(), answer(), checks())
    return HTML.fixed("<!DOCTYPE html>\n").source
      + HTML("html", ["lang": debrief.language.rawValue], head, body).source + "\n"
  }

  // MARK: - Pieces

  func heading(_ heading: DebriefWords.Heading) -> HTML { HTML("h2", [:], HTML(words.heading(heading))) }

  func paragraph(_ text: String, _ kind: String = "") -> HTML {
    kind.isEmpty ? HTML("p", [:], HTML(text)) : HTML("p", ["class": kind], HTML(text))
  }

  private func list(_ items: [HTML]) -> HTML {
    HTML("ul", [:], HTML.joined(items.map { HTML("li", [:], $0) }))
  }

  private func header(_ title: String) -> HTML {
    let ending: InterfaceKey =
      switch debrief.ending {
      case .satisfied: .endingSatisfied
      case .grudging: .endingGrudging
      case .escalates: .endingEscalates
      case .threatens: .endingThreatens
      case .hangsUp: .endingHangsUp
      case nil: .endingLeft
      }
    let style = words.book.styles[record.scenario.style]?.name ?? ""
    let began = record.turns.first?.agent.clock.map { words.due($0.now) }
    let facts = [began, record.person, record.scenario.customer.name, style, "#\(record.seed)"].compactMap {
      $0
    }
    return HTML(
      "header", [:], HTML("h1", [:], HTML(title)),
      paragraph(facts.filter { !$0.isEmpty }.joined(separator: " · "), "dim"),
      paragraph(interface(.rehearseEnded, ["ending": interface(ending)])),
      paragraph(record.scenario.customer.about, "dim"))
  }

  private func score() -> HTML {
    let parts = debrief.score.parts.map { part in
      let share = part.most == 0 ? 0 : 100 * part.points / part.most
      return HTML(
        "div", ["class": "part"], HTML(words.part(part)),
        HTML("div", ["class": "bar"], HTML("i", ["style": "width:\(share)%"])))
    }
    return heading(.score) + HTML("p", ["class": "score"], HTML("\(debrief.score.total)"))
      + paragraph(words.score) + HTML("div", ["class": "parts"], HTML.joined(parts))
      + paragraph(words.service)
  }

  private func mood() -> HTML {
    var result =
      heading(.mood)
      + MoodDrawing(
        points: debrief.mood.points, anger: interface.list(.debriefAxes, at: 0),
        trust: interface.list(.debriefAxes, at: 1)
      ).svg()
    for (key, mover) in [(InterfaceKey.debriefWorst, debrief.mood.worst), (.debriefBest, debrief.mood.best)] {
      guard let mover else { continue }
      let what = words.law(mover.law, about: mover.about, words: mover.words)
      result = result + paragraph(interface(key, ["turn": "\(mover.turn + 1)", "what": what]))
    }
    return result
  }

  private func course() -> HTML {
    var result = heading(.steps) + paragraph(words.steps)
    if let skipped = words.skipped { result = result + paragraph(skipped, "fair") }
    guard !debrief.strengths.isEmpty else { return result }
    let items = debrief.strengths.map { strength in
      let what = words.law(strength.law, about: strength.about, words: strength.words)
      return HTML(interface(.debriefStrength, ["turn": "\(strength.turn + 1)", "what": what]))
    }
    return result + heading(.well) + list(items)
  }

  private func practice() -> HTML {
    heading(.practice) + HTML("div", ["class": "practice"], HTML(words.practice))
  }

  private func lost() -> HTML {
    guard !debrief.costly.isEmpty else { return .empty }
    let rows = debrief.costly.map { finding in
      HTML(
        "tr", [:], HTML("td", ["class": "n bad"], HTML("−\(finding.points)")),
        HTML("td", ["class": "n"], HTML("\(finding.turn + 1)")),
        HTML(
          "td", [:], HTML(words.what(finding, words: finding.words)), why(finding), better(finding.better)))
    }
    return heading(.lost) + HTML("table", [:], HTML.joined(rows))
  }

  func why(_ finding: Finding) -> HTML { finding.why.map { paragraph($0, "dim") } ?? .empty }

  func better(_ texts: [String]) -> HTML {
    guard let first = texts.first else { return .empty }
    return paragraph(interface(.debriefBetter, ["text": first]), "good")
  }

  private func wordings() -> HTML {
    guard !debrief.wordings.isEmpty else { return .empty }
    let rows = debrief.wordings.map { said in
      HTML(
        "tr", [:], HTML("td", ["class": "n"], HTML("\(said.turn + 1)")),
        HTML("td", [:], HTML("mark", [:], HTML(said.words)), paragraph(said.why, "dim")),
        HTML("td", ["class": "good"], HTML.joined(said.better.map { paragraph($0) })))
    }
    return heading(.wordings) + HTML("table", [:], HTML.joined(rows))
  }

  private func facts() -> HTML {
    let rows = debrief.facts.map { fact in
      let place = fact.how.flatMap { RevealedFact.How.display.firstIndex(of: $0) } ?? 3
      return HTML(
        "tr", [:], HTML("td", [:], HTML(words.fact(fact.id))),
        HTML("td", ["class": fact.how == nil ? "bad" : ""], HTML(interface.list(.debriefHow, at: place))),
        HTML("td", ["class": "n"], HTML(fact.turn.map { "\(max(0, $0 + 1))" } ?? "")))
    }
    let promises = debrief.promises.map { HTML(words.promise($0, words: $0.promise.what)) }
    return heading(.facts) + paragraph(words.facts) + HTML("table", [:], HTML.joined(rows))
      + heading(.promises) + paragraph(words.counts) + (promises.isEmpty ? .empty : list(promises))
  }

  private func answer() -> HTML {
    guard let model else { return .empty }
    let rows = model.lines.enumerated().map { place, line in
      HTML(
        "tr", [:], HTML("td", ["class": "n"], HTML("\(model.fromTurn + place + 1)")),
        HTML(
          "td", [:], said(.agent, HTML(line.agent)), said(.customer, HTML(line.customer))),
        HTML("td", ["class": "n dim"], HTML(state(anger: line.anger, trust: line.trust))))
    }
    return heading(.model) + paragraph(interface(.debriefModel, ["turn": "\(model.fromTurn + 1)"]))
      + HTML("table", [:], HTML.joined(rows))
  }

  private func checks() -> HTML {
    let rows = debrief.checks.map { result in
      let place = CheckResult.Outcome.allCases.firstIndex(of: result.outcome) ?? 0
      let turns = result.turns.map { "\($0 + 1)" }
      return HTML(
        "tr", [:], HTML("td", [:], HTML(result.check.rawValue)),
        HTML("td", [:], HTML(interface.list(.debriefAims, at: result.check.order))),
        HTML(
          "td", ["class": ["good", "bad", "dim"][place]], HTML(interface.list(.debriefOutcomes, at: place))),
        HTML("td", ["class": "n"], HTML(words.joined(turns))))
    }
    return heading(.checks) + HTML("table", [:], HTML.joined(rows))
  }

  func state(anger: Int, trust: Int) -> String {
    interface(.ledgerAnger, ["change": Spark.points(anger)]) + interface(.listSeparator)
      + interface(.ledgerTrust, ["change": Spark.points(trust)])
  }
}

extension RevealedFact.How {
  /// In the order of the interface's list.
  fileprivate static let display: [RevealedFact.How] = [.asked, .listened, .told]
}
