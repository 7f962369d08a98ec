/// What the bank of lines has words for: style, move and heat choose a cell. The raw value is the key in `bank.yaml`.
public enum BankMove: String, Sendable, Codable, Hashable, CaseIterable {
  case goOn = "go_on"
  case cutShort = "cut_short"
  case tooEarly = "too_early"
  case hurtOrder = "hurt_order"
  case hurtBlame = "hurt_blame"
  case hurtWall = "hurt_wall"
  case hurtEmpty = "hurt_empty"
  case bareSorry = "bare_sorry"
  case soften, confirm
  case askWhatNow = "ask_what_now"
  case toldYou = "told_you"
  case dontKnow = "dont_know"
  case waits, ack
  case askWhen = "ask_when"
  case confused, reject, distrust, undecided
  case repeatDemand = "repeat_demand"
  case silence
  case threatenLeave = "threaten_leave"
  case threatenPublic = "threaten_public"
  case wantManager = "want_manager"
  case withdraw
  case drawnOut = "drawn_out"
  case blameSelf = "blame_self"
  case relieved, whine, insist, dream, elsewhere, thanks, goodbye
}

/// What the simulated customer does with a turn. Numbers are places in the scenario's lists, from 0.
public enum Move: Sendable, Codable, Hashable {
  /// The first thing the customer says.
  case open
  /// Tells the next piece of the story.
  case vent(Int)
  /// Answers a question for a fact.
  case tell(Int)
  /// Answers it a second time.
  case tellAgain(Int)
  /// Says what they want, from the start.
  case demand(Int)
  /// Adds a demand after being cut short.
  case addDemand(Int)
  /// Agrees to a way of solving it.
  case accept(Int)
  /// Turns down a way that would do, since there is too little trust.
  case refuse(Int)
  /// Answers words that make it worse with this customer.
  case trap(Int)
  /// Answers words that help with this customer.
  case trigger(Int)
  /// Gives their name.
  case giveName
  /// A move that the bank words.
  case bank(BankMove)
  /// The last words.
  case end(Ending)
}

/// How a rehearsal ends. The raw value is the key under `endings` of a scenario.
public enum Ending: String, Sendable, Codable, Hashable, CaseIterable {
  case satisfied, grudging, escalates, threatens
  case hangsUp = "hangs_up"

  /// Whether something was agreed.
  public var isGood: Bool { self == .satisfied || self == .grudging }
}

extension Move {
  /// A name for logs: `vent:1`, `soften`, `end:satisfied`. Places count from 1.
  public var name: String {
    switch self {
    case .open: "open"
    case .vent(let index): "vent:\(index + 1)"
    case .tell(let index): "tell:\(index + 1)"
    case .tellAgain(let index): "tell_again:\(index + 1)"
    case .demand(let index): "demand:\(index + 1)"
    case .addDemand(let index): "add_demand:\(index + 1)"
    case .accept(let index): "accept:\(index + 1)"
    case .refuse(let index): "refuse:\(index + 1)"
    case .trap(let index): "trap:\(index + 1)"
    case .trigger(let index): "trigger:\(index + 1)"
    case .giveName: "give_name"
    case .bank(let move): move.rawValue
    case .end(let ending): "end:" + ending.rawValue
    }
  }
}
