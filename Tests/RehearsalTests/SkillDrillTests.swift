import Doors
import HearoutCore
import Testing

@testable import Rehearsal

/// Drills of one skill.
struct SkillDrillTests {
  private func drill(_ kind: DrillKind) -> SkillDrill {
    SkillDrill(kind, [Fixture.setting(), Fixture.setting(seed: 2)])
  }

  @Test func listeningGoesOnUntilTheStoryIsOut() {
    var drill = drill(.listening)
    #expect(drill.question().count == 1)
    #expect(drill.take("mm-hm").contains(.verdict(.listened, isGood: true)))
    #expect(drill.question().isEmpty, "still the same customer")
    _ = drill.take("mm-hm")
    #expect(
      drill.question().first
        == .customer(
          number: 2, of: 2, name: "Ms Ida Moss", text: "The kettle burst on Sunday."))
    #expect(drill.take("You get a new kettle").contains(.verdict(.cutShort, isGood: false)))
    #expect(drill.good == 2 && drill.answered == 3)
  }

  @Test func theStyleIsToldWithTheAnswer() {
    var drill = drill(.style)
    #expect(drill.question().count == 3)
    #expect(drill.take("1").first == .verdict(.styleRight, isGood: true, style: .driver))
    #expect(drill.take("amiable").first == .verdict(.styleWrong, isGood: false, style: .driver))
    #expect(drill.isOver && drill.good == 1)
  }

  @Test func anAnswerWithoutASorryIsNoApology() {
    var drill = drill(.apology)
    #expect(drill.take("the kettle burst on Sunday").first == .verdict(.noSorry, isGood: false))
    #expect(drill.take("").first == .verdict(.skipped, isGood: false))
    #expect(drill.isOver && drill.answered == 1)
    #expect(drill.take("more").isEmpty && drill.question().isEmpty)
  }

  @Test func wordingsNeedSentencesThatHurt() {
    // The fixture's reader knows no rules.
    #expect(drill(.wording).isOver)
  }
}
