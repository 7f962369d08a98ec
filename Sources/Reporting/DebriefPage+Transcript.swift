import HearoutCore
import Rehearsal

/// The whole talk, with what was found beside each turn.
extension DebriefPage {
  func transcript() -> HTML {
    let opening = HTML(
      "tr", [:], HTML("td", ["class": "n"], HTML("0")),
      HTML("td", [:], said(.customer, HTML(record.openingLine))),
      HTML("td", ["class": "dim"], HTML(state(anger: record.opening.anger, trust: record.opening.trust))))
    let rows = record.turns.enumerated().map { place, turn in
      HTML(
        "tr", [:], HTML("td", ["class": "n"], HTML("\(place + 1)")),
        HTML(
          "td", [:], said(.agent, marked(turn)), said(.customer, HTML(turn.customer.text))),
        HTML("td", [:], notes(place, turn)))
    }
    return heading(.transcript) + HTML("table", ["class": "talk"], opening, HTML.joined(rows))
  }

  func said(_ speaker: Speaker, _ words: HTML) -> HTML {
    let who = interface(speaker == .agent ? .promptAgent : .promptCustomer) + interface(.promptEnd)
    return HTML("p", [:], HTML("span", ["class": "who"], HTML(who)), words)
  }

  /// The agent's words with the forbidden ones marked.
  private func marked(_ turn: RecordedTurn) -> HTML {
    let scalars = Array(turn.agent.text.unicodeScalars)
    func piece(_ range: Range<Int>) -> HTML { HTML(String(String.UnicodeScalarView(scalars[range]))) }
    var pieces: [HTML] = []
    var done = 0
    for flag in turn.agentReading.flags.sorted(by: { $0.span < $1.span }) {
      let start = min(max(flag.span.start, done), scalars.count)
      let end = min(max(flag.span.end, start), scalars.count)
      guard start < end else { continue }
      pieces += [piece(done..<start), HTML("mark", ["title": flag.why], piece(start..<end))]
      done = end
    }
    return HTML.joined(pieces + [piece(done..<scalars.count)])
  }

  private func notes(_ place: Int, _ turn: RecordedTurn) -> HTML {
    let findings = debrief.findings.filter { $0.turn == place && $0.points > 0 }.map { finding in
      HTML("p", ["class": "bad"], HTML(words.line(finding, words: finding.words))) + better(finding.better)
    }
    let praise = debrief.strengths.filter { $0.turn == place }.map { strength in
      paragraph("+ " + words.law(strength.law, about: strength.about, words: ""), "good")
    }
    return HTML.joined(praise + findings)
      + paragraph(state(anger: turn.after.anger, trust: turn.after.trust), "dim")
  }
}
