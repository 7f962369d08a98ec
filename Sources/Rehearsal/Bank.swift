public import HearoutCore
public import PhraseMatching

/// The actor's lines: move, style, heat; several variants each.
public struct Bank: Sendable, Hashable {
  public var cells: [BankMove: [SocialStyle: [Heat: [String]]]]
  /// Mild oaths to put before hot lines, only where they were asked for.
  public var mild: [SocialStyle: [String]]

  public init(
    cells: [BankMove: [SocialStyle: [Heat: [String]]]] = [:], mild: [SocialStyle: [String]] = [:]
  ) {
    self.cells = cells
    self.mild = mild
  }

  /// The variants for a move, those of the wanted heat first, then of the nearest ones.
  public func variants(_ move: BankMove, _ style: SocialStyle, _ heat: Heat) -> [[String]] {
    guard let byHeat = cells[move]?[style] else { return [] }
    let order: [Heat] =
      switch heat {
      case .hot: [.hot, .warm, .calm]
      case .warm: [.warm, .calm, .hot]
      case .calm: [.calm, .warm, .hot]
      }
    return order.compactMap { byHeat[$0] }.filter { !$0.isEmpty }
  }

  /// All lines, in a fixed order.
  var allLines: [String] {
    var lines: [String] = []
    for move in BankMove.allCases {
      for style in SocialStyle.allCases {
        for heat in Heat.allCases { lines += cells[move]?[style]?[heat] ?? [] }
      }
    }
    return lines
  }

  /// The heats that a cell of a move must have.
  public static func heats(of move: BankMove) -> [Heat] {
    switch move {
    case .goOn, .threatenLeave, .threatenPublic, .wantManager, .whine, .elsewhere: [.hot, .warm]
    case .confirm, .undecided, .withdraw, .drawnOut, .blameSelf, .relieved, .goodbye: [.warm, .calm]
    case .thanks: [.calm]
    case .cutShort, .tooEarly, .hurtOrder, .hurtBlame, .hurtWall, .hurtEmpty, .bareSorry, .soften,
      .askWhatNow, .toldYou, .dontKnow, .waits, .ack, .askWhen, .confused, .reject, .distrust,
      .repeatDemand, .silence, .insist, .dream:
      [.hot, .warm, .calm]
    }
  }

  /// Variants that every cell must have.
  public static let leastVariants = 4
}

extension Customer {
  /// Heat by anger: hot from 7 points, warm from 4.
  public var heat: Heat { anger >= 70 ? .hot : anger >= 40 ? .warm : .calm }
}

/// What asks for a fact of each kind, whatever the scenario; and three more things that agents say.
public struct Asks: Sendable {
  /// Owners are those of ``Pattern``.
  public var matcher: PhraseMatcher

  public init(matcher: PhraseMatcher) { self.matcher = matcher }

  /// What a pattern of `asks.yaml` means.
  public enum Pattern: Sendable, Hashable {
    case asks(FactKind)
    /// Takes the blame off somebody.
    case relieves
    /// Asks for a moment.
    case asksTime
    /// Invites to keep telling.
    case goesOn

    /// The number it is compiled with.
    public var owner: Int { Self.all.firstIndex(of: self) ?? 0 }

    public init?(owner: Int) {
      guard Self.all.indices.contains(owner) else { return nil }
      self = Self.all[owner]
    }

    private static let all: [Pattern] =
      [.relieves, .asksTime, .goesOn] + FactKind.allCases.map(Pattern.asks)
  }
}
