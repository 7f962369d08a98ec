import CaseLog
import Doors
import HearoutCore
import TextLayout

/// Asks for a rating of each skill, says what the total means and what to practise first.
struct SkillsRoom {
  private static let practised = 3
  private let desk: Desk
  private let handbook: Handbook

  init(_ desk: Desk, _ handbook: Handbook) {
    self.desk = desk
    self.handbook = handbook
  }

  private var interface: Interface { desk.interface }

  /// - Parameter person: whose ratings are kept; `nil` keeps none.
  func run(person: String?) throws {
    guard let check = handbook.skills, !check.skills.isEmpty else {
      throw Failure.told(interface(.handbookNone), .notFound)
    }
    let interview = try Interview(desk)
    defer { interview.close() }
    let scale = check.scale.enumerated().map {
      interface(.skillsScale, ["number": "\($0.offset + 1)", "word": $0.element])
    }.joined(separator: interface(.listSeparator))
    interview.say(interface(.skillsIntro, ["count": "\(check.skills.count)", "scale": scale]), .bold)
    var ratings: [Int] = []
    for skill in check.skills {
      guard let rating = try ask(skill, number: ratings.count + 1, check, interview) else {
        throw Failure.told(interface(.skillsStopped), .usage)
      }
      ratings.append(rating)
    }
    tell(check, ratings, interview)
    guard let person else { return interview.say(interface(.skillsNotKept), .dim) }
    try keep(check, ratings, person, interview)
  }

  private func ask(_ skill: SkillCheck.Skill, number: Int, _ check: SkillCheck, _ interview: Interview) throws
    -> Int?
  {
    let question = interface(
      .skillsAsk, ["number": "\(number)", "count": "\(check.skills.count)", "ask": skill.ask])
    while let answer = try interview.ask(question) {
      if let rating = Int(answer), (1...check.scale.count).contains(rating) { return rating }
      interview.say(interface(.skillsBad, ["most": "\(check.scale.count)"]), .yellow)
    }
    return nil
  }

  private func tell(_ check: SkillCheck, _ ratings: [Int], _ interview: Interview) {
    let total = ratings.reduce(0, +)
    interview.say(
      interface(
        .skillsTotal,
        [
          "total": "\(total)", "most": "\(check.skills.count * check.scale.count)",
          "band": check.band(of: total)?.says ?? "",
        ]), .bold)
    // Whoever rates everything alike at the top needs no list.
    guard total < check.skills.count * check.scale.count else { return }
    interview.say(interface(.skillsPractise))
    for skill in check.lowest(ratings, count: Self.practised) {
      interview.say("· " + skill.ask + " → " + skill.practise)
    }
  }

  private func keep(_ check: SkillCheck, _ ratings: [Int], _ person: String, _ interview: Interview) throws {
    let log = try desk.openLog()
    let rated = Dictionary(
      zip(check.skills.map(\.id), ratings), uniquingKeysWith: { first, _ in first })
    let clock = desk.surroundings.clock()
    let all = try desk.reading { () throws(LogTrouble) in
      try log.recordSkills(SkillRating(person: person, at: clock.now, ratings: rated))
      return try log.skillRatings(of: person)
    }
    interview.say(interface(.skillsKept, ["name": person]))
    guard all.count > 1 else { return }
    let points = all.suffix(8).map { rating in
      interface(
        .skillsPoint,
        [
          "date": String(LiveScreen.date(rating.at, offset: clock.offsetSeconds).prefix(10)),
          "total": "\(rating.total)",
        ])
    }
    interview.say(interface(.skillsTrend, ["points": points.joined(separator: " → ")]))
  }
}
