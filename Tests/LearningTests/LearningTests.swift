import Learning
import PhraseMatching
import Testing

@Suite struct LearningTests {
  /// Texts of three words from a small world: "late" is a complaint, "thanks" is praise, the rest says nothing.
  private func lessons(_ count: Int, dense width: Int = 0, noise: Int = 0) -> [TrainingExample] {
    (0..<count).map { number in
      let isComplaint = number % 2 == 0
      let told = noise > 0 && number % noise == 0 ? !isComplaint : isComplaint
      var names = [isComplaint ? "late" : "thanks", "filler\(number % 7)", "filler\(number % 11)"]
        .map { FeatureExtractor.name("word", $0) }
      if names[1] == names[2] { names.removeLast() }
      var dense = [Float](repeating: 0, count: width)
      if width > 0 { dense[isComplaint ? 0 : 1] = 1 }
      var vector = FeatureVector(
        names: width > 0 ? Array(names.dropFirst()) : names,
        values: Array(repeating: 1, count: width > 0 ? names.count - 1 : names.count), dense: dense,
        places: Array(repeating: 0..<1, count: width > 0 ? names.count - 1 : names.count))
      vector.normalise()
      return TrainingExample(features: vector, labels: [told ? 1 : 0])
    }
  }

  private let labels = ["praise", "complaint"]

  @Test func whatOneWordDecidesIsLearnt() throws {
    let model = Trainer().train(lessons(60), kind: .exclusive, labels: labels)
    for lesson in lessons(20) {
      let likelihoods = model.likelihoods(lesson.features)
      #expect(likelihoods[try #require(lesson.labels.first)] > 0.8)
    }
  }

  /// A damaged file may say anything of where a row ends; what does not fit is found before it is read.
  @Test func tablesThatDoNotFitEachOtherAreFound() {
    let model = Trainer().train(lessons(60), kind: .exclusive, labels: labels)
    #expect(model.isWhole)
    func isWhole(_ change: (inout Classifier) -> Void) -> Bool {
      var damaged = model
      change(&damaged)
      return damaged.isWhole
    }
    let starts = Array(model.rowStart)
    #expect(!isWhole { $0.rowStart = Numbers(starts.dropLast() + [starts[starts.count - 1] + 9_000]) })
    #expect(!isWhole { $0.rowStart = Numbers(starts.dropLast()) })
    #expect(!isWhole { $0.rowWeight = Numbers(model.rowWeight.dropLast()) })
    #expect(!isWhole { $0.bias = [] })
  }

  /// What is damaged inside of a table says nothing, and leads nowhere else.
  @Test func damagedRowsSayNothing() throws {
    let model = Trainer().train(lessons(60), kind: .exclusive, labels: labels)
    let lesson = try #require(lessons(1).first)
    var damaged = model
    damaged.rowStart = Numbers(model.rowStart.enumerated().map { $0.offset % 2 == 0 ? $0.element : 9_000 })
    #expect(damaged.scores(lesson.features) == model.bias)
    #expect(damaged.reasons(lesson.features, label: 0, limit: 3).isEmpty)
    damaged = model
    damaged.rowLabel = Numbers(model.rowLabel.map { _ in 2 })
    #expect(damaged.scores(lesson.features) == model.bias)
  }

  @Test func whatOnlyTheVectorTellsIsLearntToo() throws {
    for width in [16, 512, 7] {
      let model = Trainer().train(lessons(60, dense: width), kind: .exclusive, labels: labels)
      for lesson in lessons(20, dense: width) {
        #expect(model.likelihoods(lesson.features)[try #require(lesson.labels.first)] > 0.8)
      }
    }
  }

  /// Word and vector tell the same; what learnt both together knows less of the word than what learnt it alone as well.
  @Test func aSecondViewKnowsTheWordsWithoutTheVector() throws {
    let both = zip(lessons(60), lessons(60, dense: 32)).map { words, dense in
      var lesson = words
      lesson.features.dense = dense.features.dense
      return lesson
    }
    var trainer = Trainer()
    let one = trainer.train(both, kind: .exclusive, labels: labels)
    trainer.hasSecondView = true
    let two = trainer.train(both, kind: .exclusive, labels: labels)
    let word = try #require(lessons(1).first)
    #expect(two.likelihoods(word.features)[1] > one.likelihoods(word.features)[1])
  }

  @Test func theSameLessonsGiveTheSameModel() {
    let (first, second) = (lessons(200, dense: 32, noise: 9), lessons(200, dense: 32, noise: 9))
    var trainer = Trainer()
    trainer.hiddenUnits = 16
    #expect(
      trainer.trainHonestly(first, kind: .exclusive, labels: labels)
        == trainer.trainHonestly(second, kind: .exclusive, labels: labels))
  }

  @Test func whatIsOftenWrongIsSaidWithLessConfidence() throws {
    let sure = Trainer().trainHonestly(lessons(400), kind: .exclusive, labels: labels)
    let unsure = Trainer().trainHonestly(lessons(400, noise: 3), kind: .exclusive, labels: labels)
    let probe = try #require(lessons(2).last)
    #expect(unsure.likelihoods(probe.features)[0] < sure.likelihoods(probe.features)[0])
  }

  @Test func theWordThatDecidedIsNamed() throws {
    let model = Trainer().train(lessons(60), kind: .exclusive, labels: labels)
    var lesson = try #require(lessons(1).first)
    lesson.features.places = lesson.features.names.indices.map { Int32($0) * 10..<Int32($0) * 10 + 5 }
    #expect(model.reasons(lesson.features, label: 1, limit: 1) == [0..<5])
  }

  @Test func whatOneExampleHasAloneIsNotKept() throws {
    var examples = lessons(60)
    let odd = FeatureExtractor.name("word", "once")
    examples[7].features.names.append(odd)
    examples[7].features.values.append(1)
    let model = Trainer().train(examples, kind: .exclusive, labels: labels)
    #expect(model.names.contains(FeatureExtractor.name("word", "late")))
    #expect(!model.names.contains(odd))
    #expect(zip(model.names, model.names.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// Two shades that each say nothing, and together the opposite of one alone: no weighted sum can tell that.
  @Test func whatOnlyTwoShadesTogetherTellIsLearntByHiddenUnits() {
    func lesson(_ number: Int) -> TrainingExample {
      let (left, right) = (number % 2 == 0, number / 2 % 2 == 0)
      var dense = [Float](repeating: 0.1, count: 16)
      dense[0] = left ? 0.5 : -0.5
      dense[1] = right ? 0.5 : -0.5
      dense[2 + number % 14] += 0.1
      return TrainingExample(features: FeatureVector(dense: dense), labels: [left == right ? 1 : 0])
    }
    let lessons = (0..<400).map(lesson)
    func share(_ trainer: Trainer) -> Int {
      let model = trainer.trainHonestly(lessons, kind: .exclusive, labels: labels)
      return (0..<56).map(lesson).count { lesson in
        let likelihoods = model.likelihoods(lesson.features)
        return lesson.labels.allSatisfy { likelihoods[$0] > 0.6 }
      }
    }
    var trainer = Trainer()
    #expect(share(trainer) < 40)
    trainer.hiddenUnits = 32
    #expect(share(trainer) == 56)
    trainer.hasSecondView = true
    #expect(share(trainer) == 56)
  }

  /// "Right, you pay." orders; "Right you pay." hardly says anything. Only the comma tells them apart.
  @Test func whereAClauseSetsOutIsAFeature() {
    func names(_ text: String) -> Set<UInt64> {
      let scalars = Array(text.unicodeScalars)
      let folded = TextFolder(FoldingRules()).fold(text)
      return Set(FeatureExtractor().features(folded, scalars: scalars).names)
    }
    #expect(names("Right, you pay") != names("Right you pay"))
    let shared = names("Well, you pay").intersection(names("Fine, you pay"))
    #expect(shared.subtracting(names("Then we see you pay")).count >= 2)
  }
}
