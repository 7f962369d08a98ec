/// `hearout` and `hearout call` with nothing but `--lang` and `--plain`: what an agent types with the phone ringing. They
/// start without the general parser of arguments, which takes longer than everything else together.
struct PlainStart {
  enum Room { case home, call }

  private let room: Room
  private var choices = DeskChoices()

  /// - Returns: `nil` for everything that needs the general parser.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    room = rest.first == "call" ? .call : .home
    if room == .call { rest.removeFirst() }
    while let option = rest.popFirst() {
      switch option {
      case "--plain": choices.isPlain = true
      case "--lang":
        guard choices.language == nil, let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
        choices.language = value
      default: return nil
      }
    }
  }

  func run() throws {
    let desk = try Desk(choices, isConversation: true)
    switch room {
    case .home: try HomeScreen(desk).run()
    case .call: try CallRoom(desk).run(resuming: nil, feed: nil)
    }
  }
}
