/// What a trainee may say to a scenario, from the best to the worst.
public struct Repertoire: Sendable {
  /// What a line is for; numbers are places in the scenario's lists.
  public enum Kind: Sendable, Hashable {
    case listening, sorry, apology, feeling, openQuestion, paraphrase, thanks
    case question(Int)
    case offer(Int)
    case options, consent, promise, vaguePromise, anythingElse, close
    case hurt(Int)
    case trap(Int)
    case trigger(Int)
    /// Asks for a moment.
    case moment
    case silence, nonsense
    /// A line whose use is found by hearing it.
    case unknown

    /// Recognises the customer and does nothing else.
    var isKind: Bool {
      switch self {
      case .listening, .sorry, .apology, .feeling, .openQuestion, .paraphrase, .thanks, .trigger,
        .anythingElse, .close:
        true
      default: false
      }
    }

    /// Brings the matter forward; where even this moves nothing, the call stands still.
    var isWork: Bool {
      switch self {
      case .question, .offer, .options, .consent, .promise: true
      default: false
      }
    }

    var isRough: Bool {
      switch self {
      case .hurt, .trap, .offer, .vaguePromise, .silence, .nonsense, .question, .close: true
      default: false
      }
    }
  }

  /// A line of the trainee.
  public struct Line: Sendable, Hashable {
    public var kind: Kind
    public var text: String

    public init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  public var lines: [Line]

  public init(_ lines: [Line]) { self.lines = lines }
}
