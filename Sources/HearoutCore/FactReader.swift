/// Hears facts and promises in a turn.
public struct FactReader {
  let language: ReadyLanguage
  let hearing: Hearing
  let turn: Turn

  public init(language: ReadyLanguage, hearing: Hearing, turn: Turn) {
    self.language = language
    self.hearing = hearing
    self.turn = turn
  }

  /// The moment that a note such as "ring her tomorrow at three" names, if any.
  public func followUp() -> Instant? { nil }

  func facts() -> [Fact] { [] }

  func promises(acts: [Act]) -> [Promise] {
    guard acts.contains(.commit) || acts.contains(.followUp) else { return [] }
    let whole = Span(start: 0, end: hearing.scalars.count)
    return [Promise(what: hearing.quote(whole), span: whole)]
  }
}
