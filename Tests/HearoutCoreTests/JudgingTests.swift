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
