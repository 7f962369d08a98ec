import CaseLog
import Foundation
import HearoutCore
import Testing

@Suite struct CaseLogTests {
  let folder: TemporaryFolder
  let log: CaseLog

  init() throws {
    folder = try TemporaryFolder()
    log = try CaseLog(path: folder.log)
  }

  /// What was appended comes back in order and folds to the same call, also for somebody who opens the file
  /// later.
  @Test func reopenedLogFoldsToTheSameCall() throws {
    let events: [CallEvent] = [
      customerSaid(
        "My kettle is broken, I'm Anna.", facts: [fact(.name, "Anna"), fact(.problem, "broken kettle")]),
      agentSaid("I'll ring you tomorrow.", promises: [promise("ring you tomorrow", due: 86_400)]),
      .styleSet(.driver, at(2)), .stepSet(.gather, at(3)), .factSet(.order, "A-1", at(4)),
      .noted("calm", at(5)),
      .followUpSet("send the form", due: nil, at(6)), .promiseClosed(1, at(7)), .undone(at(8)), .ended(at(9)),
    ]
    let id = try log.begin(beginning(.rehearsal, scenario: "kettle", person: "Ben"))
    for event in events { try log.append(event, to: id) }

    let kept = try CaseLog(path: folder.log).events(of: id)
    #expect(kept == [.began(beginning(.rehearsal, scenario: "kettle", person: "Ben"))] + events)
    #expect(Call(folding: kept).openPromises.map(\.number) == [1, 2])
    #expect(try log.entries(of: id, after: 9).map(\.sequence) == [10, 11])
  }

  @Test func recordsAreDerived() throws {
    let id = try log.begin(beginning(.rehearsal, scenario: "kettle", person: "Ben"))
    try log.append(customerSaid("Nobody   ever\nrings me back!"), to: id)
    #expect(try log.record(of: id)?.title == "Nobody ever rings me back!")
    try log.append(
      customerSaid("It's Anna.", facts: [fact(.name, "Anna"), fact(.problem, "broken kettle")]), to: id)
    try log.append(agentSaid("I'll ring.", promises: [promise("ring")]), to: id)
    let expected = CaseRecord(
      id: id, began: at(0), door: .rehearsal, language: .english, scenario: "kettle", person: "Ben",
      title: "broken kettle", customer: "Anna", openFollowUps: 1)
    #expect(try log.record(of: id) == expected)
    try log.append(.ended(at(60)), to: id)
    #expect(try log.record(of: id)?.ended == at(60).now)
  }

  @Test func undoneThingsAreNotDerivedButKept() throws {
    let id = try log.begin(beginning())
    try log.append(customerSaid("It's Anna.", facts: [fact(.name, "Anna")]), to: id)
    try log.append(.factSet(.name, "Anne", at(2)), to: id)
    try log.append(agentSaid("I'll ring.", promises: [promise("ring")]), to: id)
    try log.append(.undone(at(3)), to: id)
    #expect(try log.record(of: id)?.openFollowUps == 0)
    try log.append(.undone(at(3)), to: id)
    #expect(try log.record(of: id)?.customer == "Anna")
    #expect(try log.events(of: id).count == 6)
  }

  /// Whatever happens in whatever order, lists show what folding the events shows. The seed is fixed.
  @Test func derivedTablesAgreeWithTheFold() throws {
    var random = SeededGenerator(state: 7)
    for _ in 0..<20 {
      let id = try log.begin(beginning())
      for index in 0..<30 { try log.append(Self.event(index, &random), to: id) }
      let call = Call(folding: try log.events(of: id))
      let record = try #require(try log.record(of: id))
      #expect(record.customer == call.value(of: .name))
      #expect(record.isOpen == !call.isEnded)
      let open = try log.followUps(of: id).sorted { $0.number < $1.number }
      #expect(open.map(\.number) == call.openPromises.map(\.number))
      #expect(open.map(\.what) == call.openPromises.map(\.promise.what))
      #expect(open.map(\.due) == call.openPromises.map(\.promise.due))
      #expect(record.openFollowUps == open.count)
    }
  }

  private static func event(_ index: Int, _ random: inout SeededGenerator) -> CallEvent {
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: customerSaid("turn \(index)", facts: [fact(.name, "name \(index)"), fact(.want, "x")])
    case 2, 3:
      agentSaid("turn \(index)", promises: [promise("p\(index)", due: Double(index)), promise("q\(index)")])
    case 4: .factSet(.name, "set \(index)", at(1))
    case 5: .promiseClosed(Int.random(in: 0..<6, using: &random), at(1))
    case 6: .followUpSet("f\(index)", due: nil, at(1))
    case 7, 8: .undone(at(1))
    default: index % 7 == 0 ? .ended(at(1)) : .noted("n", at(1))
    }
  }

  @Test func listsOpenCasesByLastWork() throws {
    let first = try log.begin(beginning())
    let second = try log.begin(beginning(.rehearsal))
    let third = try log.begin(beginning())
    try log.append(.ended(at(1)), to: third)
    try log.append(.noted("again", at(2)), to: first)
    #expect(try log.openCases().map(\.id) == [first, second])
    #expect(try log.lastOpenCase()?.id == first)
    #expect(try log.lastOpenCase(through: .rehearsal)?.id == second)
    try log.append(.ended(at(3)), to: first)
    try log.append(.ended(at(3)), to: second)
    #expect(try log.lastOpenCase() == nil)
  }

  @Test func findsCases() throws {
    let kettle = try log.begin(beginning(.rehearsal, scenario: "kettle", person: "Ben", after: 10))
    let parcel = try log.begin(beginning(after: 20))
    try log.append(customerSaid("包裹没到，100% 不满意", facts: [fact(.name, "王女士")], at: 21), to: parcel)
    try log.append(.noted("call 13800138000", at(22)), to: parcel)
    func found(_ query: CaseQuery) throws -> [CaseID] { try log.cases(matching: query).map(\.id) }
    #expect(try found(CaseQuery()) == [parcel, kettle])
    #expect(try found(CaseQuery(words: "KETTLE")) == [kettle])
    #expect(try found(CaseQuery(words: "王女士")) == [parcel])
    #expect(try found(CaseQuery(words: "包裹")) == [parcel])
    #expect(try found(CaseQuery(words: "100%")) == [parcel])
    #expect(try found(CaseQuery(words: "1_0")) == [])
    #expect(try found(CaseQuery(words: "began")) == [], "keys of the stored form are not words")
    #expect(try found(CaseQuery(words: "13800138000")) == [parcel], "looked for as it is masked")
    #expect(try found(CaseQuery(words: "c-0002")) == [parcel])
    #expect(try found(CaseQuery(door: .call)) == [parcel])
    #expect(try found(CaseQuery(person: "Ben")) == [kettle])
    #expect(try found(CaseQuery(since: at(15).now)) == [parcel])
    #expect(try found(CaseQuery(before: at(15).now)) == [kettle])
    #expect(try found(CaseQuery(isOpen: false)) == [])
    #expect(try found(CaseQuery(limit: 1)) == [parcel])
  }

  @Test func followUpsComeBackWhenDue() throws {
    let id = try log.begin(beginning())
    try log.append(.factSet(.name, "Anna", at(0)), to: id)
    try log.append(
      agentSaid("…", promises: [promise("later", due: 900), promise("someday"), promise("soon", due: 100)]),
      to: id)
    #expect(try log.followUps().map(\.what) == ["soon", "later", "someday"])
    #expect(
      try log.followUps(dueBefore: at(500).now) == [
        FollowUp(caseID: id, number: 3, what: "soon", due: at(100).now, customer: "Anna")
      ])
    try log.closeFollowUp(3, of: id, at: at(50))
    #expect(try log.followUps(dueBefore: at(500).now) == [])
    #expect(Call(folding: try log.events(of: id)).openPromises.map(\.number) == [1, 2])
    #expect(throws: LogTrouble.noSuchFollowUp(id, number: 9)) { try log.closeFollowUp(9, of: id, at: at(50)) }
  }

  @Test func unknownCasesAreNamed() throws {
    let ghost = CaseID(number: 77)
    #expect(throws: LogTrouble.noSuchCase(ghost)) { try log.events(of: ghost) }
    #expect(throws: LogTrouble.noSuchCase(ghost)) { try log.append(.noted("x", at(0)), to: ghost) }
    #expect(try log.record(of: ghost) == nil)
  }

  /// Weights can come out as not a number; that must not cost the turn.
  @Test func oddNumbersAreKept() throws {
    var reading = CustomerReading()
    reading.styleSigns = [
      StyleSign(
        assertive: .infinity, responsive: -1, evidence: Evidence(.learnt, "x", quote: "", weight: .nan))
    ]
    let turn = Turn(
      speaker: .customer, text: "nul \0, \u{1F468}\u{200D}\u{1F469}, \"quoted\" \\", language: .english)
    let id = try log.begin(beginning())
    try log.append(.said(turn, .customer(reading), reader: "r"), to: id)
    guard case .said(let kept, .customer(let read), "r") = try log.events(of: id)[1] else {
      Issue.record("another event")
      return
    }
    #expect(kept == turn)
    #expect(read.styleSigns[0].assertive == .infinity)
    #expect(read.styleSigns[0].evidence.weight.isNaN)
  }

  @Test(arguments: [
    ("c-0042", 42), ("C-42", 42), ("c0042", 42), ("42", 42), (" c-0042 ", 42), ("c-12345", 12_345),
  ])
  func readsCaseIDs(text: String, number: Int) {
    #expect(CaseID(text)?.number == number)
  }

  @Test(arguments: ["", "c-", "c-0", "x-1", "c--1", "4 2x", "c-٤٢", "99999999999999999999"])
  func refusesOtherIDs(text: String) {
    #expect(CaseID(text) == nil)
  }

  @Test func idsAreSpeakable() {
    #expect(CaseID(number: 42).description == "c-0042")
    #expect(CaseID(number: 123_456).description == "c-123456")
  }
}

/// A generator whose numbers are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
