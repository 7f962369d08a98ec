import HearoutCore

/// A small generator of numbers; a value, so that a rehearsal can be taken back with it (SplitMix64, S. Vigna).
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// Finds the words for moves: the scenario's own, else the bank's; never the same words twice in a call as long as
/// there are others.
struct Actor: Sendable, Hashable {
  private var generator: SeededGenerator
  /// Words said so far, with the order in which they were said last.
  private var said: [String: Int] = [:]
  private var count = 0
  /// Words that were said again.
  private(set) var repeated: [String] = []
  private let usesMildOaths: Bool

  init(seed: UInt64, usesMildOaths: Bool) {
    generator = SeededGenerator(seed: seed)
    self.usesMildOaths = usesMildOaths
  }

  /// The words of all moves of a turn in one.
  mutating func words(_ moves: [Move], _ customer: Customer, _ scenario: Scenario, _ bank: Bank) -> String {
    var text = ""
    for move in moves {
      let words = self.words(move, customer, scenario, bank)
      guard !words.isEmpty else { continue }
      text = Self.joined(text, words)
      note(words)
    }
    return text
  }

  /// Whether words were said in this call.
  func hasSaid(_ words: String) -> Bool { said[words] != nil }

  /// All words said so far.
  var allSaid: Dictionary<String, Int>.Keys { said.keys }

  private mutating func note(_ words: String) {
    count += 1
    if said[words] != nil { repeated.append(words) }
    said[words] = count
  }

  /// A name as a sentence of its own.
  private static func sentence(_ name: String) -> String {
    guard let last = name.unicodeScalars.last else { return "" }
    return name + (last.value >= 0x2E80 ? "\u{3002}" : ".")
  }

  /// Sentences follow each other with a space, in Han script without.
  private static func joined(_ first: String, _ second: String) -> String {
    guard let last = first.unicodeScalars.last else { return second }
    return last.value >= 0x2E80 ? first + second : first + " " + second
  }

  private mutating func words(
    _ move: Move, _ customer: Customer, _ scenario: Scenario, _ bank: Bank
  ) -> String {
    switch move {
    case .open: return scenario.openingLine
    case .vent(let index): return scenario.vent[index].say
    case .tell(let index): return scenario.facts[index].tells
    case .tellAgain(let index):
      return own(scenario.facts[index].again, else: .toldYou, customer, scenario, bank)
    case .demand(let index):
      return own(scenario.demands[index].say, else: .repeatDemand, customer, scenario, bank)
    case .addDemand(let index): return scenario.addedIfCut[index].say
    case .accept(let index): return scenario.resolutions[index].accept
    case .refuse(let index):
      return own(scenario.resolutions[index].refuse, else: .reject, customer, scenario, bank)
    case .trap(let index):
      let isTelling = customer.vented < scenario.vent.count
      return own(scenario.traps[index].says, else: isTelling ? .cutShort : .goOn, customer, scenario, bank)
    case .trigger(let index):
      return own(scenario.triggers[index].says ?? "", else: .soften, customer, scenario, bank)
    case .giveName:
      return own(Self.sentence(scenario.customer.name), else: .toldYou, customer, scenario, bank)
    case .bank(let move): return bankWords(move, customer, scenario, bank)
    case .end(let ending): return scenario.endings[ending] ?? ""
    }
  }

  /// Own words once; then a move of the bank.
  private mutating func own(
    _ words: String, else move: BankMove, _ customer: Customer, _ scenario: Scenario, _ bank: Bank
  ) -> String {
    words.isEmpty || hasSaid(words) ? bankWords(move, customer, scenario, bank) : words
  }

  private mutating func bankWords(
    _ move: BankMove, _ customer: Customer, _ scenario: Scenario, _ bank: Bank
  ) -> String {
    let own = scenario.lines[move] ?? []
    if let fresh = pick(own) { return fresh }
    let cells = bank.variants(move, scenario.style, customer.heat)
    for cell in cells {
      guard let fresh = pick(cell) else { continue }
      return withOath(fresh, customer, bank.mild[scenario.style] ?? [])
    }
    // All were said: the one that was said longest ago.
    let all = own + cells.flatMap { $0 }
    return all.min { (said[$0] ?? 0, $0) < (said[$1] ?? 0, $1) } ?? ""
  }

  private mutating func pick(_ lines: [String]) -> String? {
    let fresh = lines.filter { !hasSaid($0) }
    return fresh.isEmpty ? nil : fresh[Int(generator.next() % UInt64(fresh.count))]
  }

  private mutating func withOath(_ words: String, _ customer: Customer, _ oaths: [String]) -> String {
    guard usesMildOaths, customer.heat == .hot, !oaths.isEmpty, generator.next() % 3 == 0 else {
      return words
    }
    note(words)
    return Self.joined(oaths[Int(generator.next() % UInt64(oaths.count))], words)
  }
}
