import Foundation
import HearoutCore
import Privacy
import Testing

@testable import CaseLog

@Suite struct EventMaskingTests {
  private let masker = Masker()

  private func span(_ part: String, of text: String) -> Span {
    let all = Array(text.unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    let start =
      (0...(all.count - wanted.count)).first { all[$0..<($0 + wanted.count)].elementsEqual(wanted) } ?? 0
    return Span(start: start, end: start + wanted.count)
  }

  private func quoted(_ part: String, in text: String, source: Evidence.Source = .pattern) -> Evidence {
    Evidence(source, "cue", quote: part, span: span(part, of: text))
  }

  /// Nothing that was quoted, cut out, or put into another form shows what the text hides.
  @Test func everythingQuotedFromACustomerIsMasked() throws {
    let text = "别再打 138 0013 8000 了，卡 4111 1111 1111 1111，信箱 anna@example.com，订单 20261121"
    var reading = CustomerReading()
    reading.facts = [
      Fact(
        kind: .contact, value: "13800138000", span: span("138 0013 8000", of: text), quote: "138 0013 8000"),
      Fact(
        kind: .account, value: "1111 1111", span: span("1111 1111 1111，", of: text), quote: "1111 1111 1111，"),
      Fact(kind: .order, value: "20261121", span: span("20261121", of: text), quote: "20261121"),
    ]
    reading.demands = [Demand(what: "别再打 138 0013 8000", span: span("别再打 138 0013 8000", of: text))]
    reading.evidence = [
      quoted("0013 8000 了", in: text), quoted("卡 4111 11", in: text),
      Evidence(.learnt, "x", quote: "anna@example"),
      Evidence(.context, "y", quote: "8001380", span: Span(start: 90, end: 900)), quoted("别再", in: text),
    ]
    reading.styleSigns = [StyleSign(assertive: 1, responsive: 0, evidence: quoted("138 0013", in: text))]
    let turn = Turn(speaker: .customer, text: text, language: .chinese)

    let event = masker.masked(.said(turn, .customer(reading), reader: "r"))
    guard case .said(let masked, .customer(let read), "r") = event else {
      Issue.record("another event")
      return
    }
    #expect(masked.text == "别再打 ••• •••• 8000 了，卡 •••• •••• •••• 1111，信箱 ••••@•••••••.com，订单 20261121")
    #expect(read.facts.map(\.value) == ["•••••••8000", "•••• ••••", "20261121"])
    #expect(read.facts.map(\.quote) == ["••• •••• 8000", "•••• •••• 1111，", "20261121"])
    #expect(read.facts.map(\.span) == reading.facts.map(\.span))
    #expect(read.demands.map(\.what) == ["别再打 ••• •••• 8000"])
    #expect(read.evidence.map(\.quote) == ["•••• 8000 了", "卡 •••• ••", "••••@•••••••", "•••••80", "别再"])
    #expect(read.styleSigns.map(\.evidence.quote) == ["••• ••••"])
    let stored = try EventCoding.encode(event)
    for secret in ["0013", "4111", "anna", "example"] { #expect(!stored.contains(secret)) }
    #expect(masker.masked(event) == event)
  }

  @Test func everythingQuotedFromAnAgentIsMasked() {
    let text = "I'll ring 07700 900123 before three."
    var reading = AgentReading()
    reading.flags = [
      Flag(
        rule: RuleID(rawValue: "r"), category: Category(rawValue: "must"), severity: .low,
        span: span("ring 07700 900123", of: text), match: "ring 07700 900123", why: "Ring 0800 1111 first.",
        instead: [Alternative(nuance: .brief, text: "Shall I ring 07700900123?")],
        readsLike: ["call 07700 900123"])
    ]
    reading.promises = [Promise(what: "ring 07700900123", span: span(text, of: text))]
    reading.evidence = [quoted("900123 before", in: text)]
    let turn = Turn(speaker: .agent, text: text, language: .english)
    guard
      case .said(let masked, .agent(let read), _) = masker.masked(.said(turn, .agent(reading), reader: "r"))
    else {
      Issue.record("another event")
      return
    }
    #expect(masked.text == "I'll ring ••••• ••0123 before three.")
    #expect(read.flags[0].match == "ring ••••• ••0123")
    #expect(read.flags[0].why == "Ring 0800 1111 first.", "the phrasebook's own words")
    #expect(read.flags[0].instead[0].text == "Shall I ring •••••••0123?")
    #expect(read.flags[0].readsLike == ["call ••••• ••0123"])
    #expect(read.promises[0].what == "ring •••••••0123")
    #expect(read.evidence[0].quote == "••0123 before")
  }

  /// A number that its shape alone does not give away, but a reader heard as a way to reach the customer.
  @Test func contactsAreMaskedWhateverTheirShape() {
    let text = "try the office, 65 12 34 56, and order 65123457"
    var reading = CustomerReading()
    reading.facts = [
      Fact(kind: .contact, value: "65123456", span: span("65 12 34 56", of: text), quote: "65 12 34 56"),
      Fact(kind: .contact, value: "office", span: span("office", of: text), quote: "office"),
    ]
    let turn = Turn(speaker: .customer, text: text, language: .english)
    guard
      case .said(let masked, .customer(let read), _) = masker.masked(
        .said(turn, .customer(reading), reader: "r"))
    else {
      Issue.record("another event")
      return
    }
    #expect(masked.text == "try the office, •• •• 34 56, and order 65123457")
    #expect(read.facts.map(\.value) == ["••••3456", "office"])
    #expect(masker.masked(.factSet(.contact, "65123456", at(0))) == .factSet(.contact, "••••3456", at(0)))
    #expect(masker.masked(.factSet(.order, "65123456", at(0))) == .factSet(.order, "65123456", at(0)))
    let off = Masker(kinds: [.card])
    #expect(off.masked(.factSet(.contact, "65123456", at(0))) == .factSet(.contact, "65123456", at(0)))
  }

  @Test func wordsOfTheAgentAreMasked() {
    #expect(masker.masked(.noted("a@b.cn", at(0))) == .noted("•@•.cn", at(0)))
    #expect(
      masker.masked(.followUpSet("ring 13800138000", due: nil, at(0)))
        == .followUpSet("ring •••••••8000", due: nil, at(0)))
    #expect(masker.masked(.undone(at(0))) == .undone(at(0)))
  }

  /// Spans that do not fit the text (an older log, a faulty reader) are no reason to stop.
  @Test func spansOutsideTheTextAreHarmless() {
    var reading = CustomerReading()
    for span in [
      Span(start: -5, end: 3), Span(start: 9, end: 2), Span(start: 0, end: 999), Span(start: 50, end: 60),
      Span(start: .min, end: .max), Span(start: 1, end: .min),
    ] {
      reading.facts.append(Fact(kind: .contact, value: "13800138000", span: span, quote: "13800138000"))
    }
    let turn = Turn(speaker: .customer, text: "13800138000", language: .chinese)
    guard case .said(_, .customer(let read), _) = masker.masked(.said(turn, .customer(reading), reader: "r"))
    else {
      Issue.record("another event")
      return
    }
    #expect(read.facts.allSatisfy { $0.value == "•••••••8000" && $0.quote == "•••••••8000" })
  }

  @Test(
    arguments: [
      (#"{"a":4111111111111111}"#, nil),
      (#"{"4111111111111111":1}"#, #"{"••••••••••••1111":1}"#),
      (#"["4111\u00201111 1111 1111","\"\\"]"#, #"["•••• •••• •••• 1111","\"\\"]"#),
      (#"{"unfinished":"4111111111111111"#, nil),
      (#"["\"̈ 13800138000"]"#, #"["\"̈ •••••••8000"]"#),
      ("", nil),
    ] as [(String, String?)])
  func jsonStaysJSON(json: String, expected: String?) {
    #expect(masker.masked(json: json) == expected ?? json)
  }

  /// What is written to the disk is masked, whoever writes it, unless a kind is switched off.
  @Test func nothingUnmaskedReachesTheFile() throws {
    let folder = try TemporaryFolder()
    let durable = DurableLog(path: folder.log)
    #expect(durable.append(.began(beginning())) == nil)
    #expect(durable.append(customerSaid("13800138000", facts: [fact(.name, "Anna 13800138000")])) == nil)
    let log = try CaseLog(path: folder.log, masker: Masker(kinds: [.phone]))
    try log.append(
      [.noted("13800138000 a@b.cn", at(0)), agentSaid("x", promises: [promise("ring 13800138000")])],
      to: CaseID(number: 1))
    #expect(try !folder.contains("13800138000"))
    #expect(try folder.contains("a@b.cn"))
  }
}
