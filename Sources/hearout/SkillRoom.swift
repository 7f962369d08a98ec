import Doors
import HearoutCore
import LineTerminal
import PhrasebookLoading
import Rehearsal
import TextLayout

/// Wires a drill of one skill: customers, lines.
struct SkillRoom {
  let desk: Desk
  let seed: UInt64

  /// - Parameter name: of the drill, in any language.
  func run(_ name: String) throws {
    let kind = try kind(name)
    // At a terminal nobody waits for what was learnt; a pipe gets the same answers always.
    let isPiped = !desk.surroundings.inputIsTerminal
    if !isPiped { desk.opened.prepareLearnt() }
    let drill = SkillDrill(kind, try settings(isPiped ? desk.opened.reader : desk.opened.readerAtOnce))
    if drill.isOver { throw Failure.told(desk.interface(.scenarioNone), .notFound) }
    let source = try Terminals.source(desk)
    defer { source.close() }
    converse(drill, source.lines)
  }

  private func converse(_ drill: SkillDrill, _ source: any LineSource) {
    var drill = drill
    let text = SkillDrillText(desk.opened.phrasebook[desk.language].book)
    let width =
      desk.surroundings.outputIsTerminal && !desk.isPlain ? TerminalSize.current().columns - 1 : Int.max
    func show(_ lines: [String]) {
      guard !lines.isEmpty else { return }
      let rows = width == Int.max ? lines : lines.flatMap { $0.wrapped(width: width, indent: "    ") }
      source.printAbove(rows.joined(separator: "\n"))
    }
    show([text.intro(drill)])
    while !drill.isOver {
      show(text.lines(drill.question()))
      guard let line = next(source) else { break }
      show(text.lines(drill.take(line)))
    }
    show([text.summary(drill)])
  }

  private func next(_ source: any LineSource) -> String? {
    while true {
      switch source.next(prompt: desk.interface(.promptAgent) + desk.interface(.promptEnd)) {
      case .line(let line): return line
      case .end: return nil
      default: continue
      }
    }
  }

  private func kind(_ name: String) throws -> DrillKind {
    let books = desk.opened.phrasebook.all.map(\.book)
    let found = DrillKind.allCases.enumerated().first { place, kind in
      kind.rawValue == name || books.contains { $0.interface.list(.debriefDrills, at: place) == name }
    }
    if let found { return found.element }
    let names = DrillKind.allCases.map(\.rawValue)
    var text = desk.interface(
      .skillUnknown, ["found": name, "expected": names.joined(separator: desk.interface(.listSeparator))])
    if let near = NearestName.find(name, among: names) {
      text += desk.interface(.problemNearest, ["nearest": near])
    }
    throw Failure.told(visible(text), .usage)
  }

  /// Some customers, drawn by the seed.
  private func settings(_ reader: TurnReader) throws -> [RehearsalSetting] {
    let shelf = ScenarioShelf(desk.library.source, language: desk.opened.phrasebook[desk.language])
    var generator = SeededGenerator(seed: seed)
    let ids = shelf.ids.shuffled(using: &generator).prefix(SkillDrill.mostCustomers)
    let stock: RehearsalMaterial.Stock
    do throws(RehearsalMaterial.Trouble) {
      stock = try RehearsalMaterial.Stock(shelf)
    } catch {
      guard case .broken(let problems) = error else { return [] }
      throw Failure.brokenBook(problems, desk.library)
    }
    return ids.compactMap { id in
      let material = try? RehearsalMaterial(id, from: shelf, stock: stock)
      return material?.setting(reader: reader, language: desk.language, seed: seed)
    }
  }
}
