import Testing

@testable import HearoutCore

@Suite struct JudgingTests {
  @Test func aTurnThatIsThanksOrSarcasmIsGradedBetween() {
    #expect(LearntJudge.leastCostly(["0": 0.45, "1": 0.05, "2": 0.5]) == 1)
  }

  @Test func aPlainGradeIsKept() {
    for grade in 0...4 {
      #expect(LearntJudge.leastCostly(["\(grade)": 0.7, "\((grade + 1) % 5)": 0.1]) == grade)
    }
  }

  @Test func aDangerThatIsHeardIsNeverDropped() {
    let doubtful = ["none": 0.78, "self_harm": 0.05, "violence": 0.15]
    #expect(LearntJudge.threat(doubtful, heard: .none) == .none)
    #expect(LearntJudge.threat(doubtful, heard: .selfHarm) == .violence)
    #expect(LearntJudge.threat(["none": 0.9, "self_harm": 0.08], heard: .selfHarm) == .selfHarm)
    // Where next to nothing speaks for it, a cue misheard.
    #expect(LearntJudge.threat(["none": 0.98, "self_harm": 0.01], heard: .selfHarm) == .none)
  }

  @Test func dangerToWhomeverCountsTogether() {
    #expect(
      LearntJudge.threat(["none": 0.7, "self_harm": 0.14, "violence": 0.13], heard: .none) == .selfHarm)
  }

  @Test func whoNamesAnotherThreatMeansThatOne() {
    #expect(LearntJudge.threat(["legal": 0.6, "violence": 0.3], heard: .legal) == .legal)
    #expect(LearntJudge.threat(["legal": 0.4, "violence": 0.3], heard: .legal) == .violence)
    #expect(LearntJudge.threat(["none": 0.8, "media": 0.2], heard: .media) == .media)
  }

  @Test func aStyleIsNamedAfterThreeTurnsAndSoonerOnlyIfPlain() {
    func turn(_ chance: Double) -> CustomerReading {
      var reading = CustomerReading()
      reading.words = 9
      let rest = (1 - chance) / 3
      for style in SocialStyle.allCases { reading.styleLikelihood[style] = style == .amiable ? chance : rest }
      return reading
    }
    var call = StyleEstimate()
    for _ in 0..<2 { call.add(turn(0.6), isVenting: false) }
    #expect(call.best == nil)
    call.add(turn(0.6), isVenting: false)
    #expect(call.best == .amiable)
    var plain = StyleEstimate()
    for _ in 0..<2 { plain.add(turn(0.95), isVenting: false) }
    #expect(plain.best == .amiable)
  }
}
