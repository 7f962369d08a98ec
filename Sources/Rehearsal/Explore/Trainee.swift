/// How a made-up trainee behaves.
enum TraineeManner: CaseIterable {
  /// Keeps to the steps.
  case careful
  /// Keeps to them most of the time.
  case uneven
  /// Says anything at any time.
  case wandering
  /// Hurts, interrupts, promises vaguely.
  case rough
  /// Has kind words and nothing else.
  case kind
}

/// A made-up trainee: picks the next line.
struct Trainee {
  private let manner: TraineeManner
  private let places: [Repertoire.Kind: [Int]]
  private let kinds: [Repertoire.Kind]
  private var generator: SeededGenerator
  /// What the careful one still wants to say.
  private var plan: [Repertoire.Kind] = []
  private var farewell: [Repertoire.Kind] = [.promise, .anythingElse, .close]

  init(_ manner: TraineeManner, _ lines: [Repertoire.Kind], _ scenario: Scenario, seed: UInt64) {
    self.manner = manner
    places = Dictionary(grouping: lines.indices, by: { lines[$0] })
    // In the order of the lines, so that the same seed picks the same.
    var seen: Set<Repertoire.Kind> = []
    kinds = lines.filter { seen.insert($0).inserted }
    generator = SeededGenerator(seed: seed &* 0x9e37_79b9 &+ 17)
    plan = makePlan(scenario)
    if chance(4) { farewell.removeFirst() }
    if chance(4) { farewell.removeAll { $0 == .anythingElse } }
  }

  private mutating func makePlan(_ scenario: Scenario) -> [Repertoire.Kind] {
    var questions = scenario.facts.indices.map(Repertoire.Kind.question)
    questions.shuffle(using: &generator)
    var triggers = scenario.triggers.indices.map(Repertoire.Kind.trigger)
    triggers.shuffle(using: &generator)
    var offers = scenario.resolutions.indices.map(Repertoire.Kind.offer)
    offers.shuffle(using: &generator)
    var plan: [Repertoire.Kind] = [.apology, .feeling] + triggers.prefix(1)
    plan += chance(3) ? [] : [.thanks]
    plan += chance(3) ? Array(questions.dropLast(2)) : questions
    plan += [.openQuestion, .paraphrase]
    if chance(3) { plan.append(.openQuestion) }
    for offer in offers { plan += chance(2) ? [offer, .consent] : [offer] }
    if chance(2) { plan.append(.options) }
    return plan
  }

  private mutating func chance(_ one: UInt64) -> Bool { generator.next() % one == 0 }

  /// Place of the next line; `nil` where there is nothing left to say.
  mutating func next(_ customer: Customer, isVenting: Bool) -> Int? {
    switch manner {
    case .careful: return careful(customer, isVenting: isVenting)
    case .uneven: return chance(4) ? any({ _ in true }) : careful(customer, isVenting: isVenting)
    case .wandering: return any { _ in true }
    case .rough: return any(\.isRough)
    case .kind: return any(\.isKind)
    }
  }

  private mutating func careful(_ customer: Customer, isVenting: Bool) -> Int? {
    if isVenting { return line([.listening, .listening, .listening, .feeling, .sorry]) }
    if customer.agreed != nil {
      let kind = farewell.isEmpty ? .close : farewell.removeFirst()
      return line([kind])
    }
    while !plan.isEmpty {
      let kind = plan.removeFirst()
      if case .question(let place) = kind, customer.revealed.contains(place), !chance(6) { continue }
      if let found = line([kind]) { return found }
    }
    return any { $0.isWork || $0 == .feeling || $0 == .openQuestion }
  }

  /// A line of one of these kinds.
  private mutating func line(_ wanted: [Repertoire.Kind]) -> Int? {
    let kind = wanted[Int(generator.next() % UInt64(wanted.count))]
    guard let own = places[kind], !own.isEmpty else { return nil }
    return own[Int(generator.next() % UInt64(own.count))]
  }

  private mutating func any(_ isWanted: (Repertoire.Kind) -> Bool) -> Int? {
    let wanted = kinds.filter(isWanted)
    return wanted.isEmpty ? nil : line(wanted)
  }
}
