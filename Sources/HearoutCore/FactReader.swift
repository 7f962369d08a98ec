/// Hears facts and promises in a turn.
struct FactReader {
  let language: ReadyLanguage
  let hearing: Hearing
  let turn: Turn

  func facts() -> [Fact] { [] }

  func promises(acts: [Act]) -> [Promise] {
    guard acts.contains(.commit) || acts.contains(.followUp) else { return [] }
    let whole = Span(start: 0, end: hearing.scalars.count)
    return [Promise(what: hearing.quote(whole), span: whole)]
  }
}
