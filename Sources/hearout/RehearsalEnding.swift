import CaseLog
import Doors
import HearoutCore
import Privacy
import Rehearsal
import TextLayout

/// What is done with a finished rehearsal: its page is written, its result kept.
struct RehearsalEnding {
  let desk: Desk
  /// Where the page goes; `nil` for no page.
  let page: String?
  let person: String

  /// Tells before the rehearsal that its page could not be written.
  func checkPage() throws {
    guard let page else { return }
    if Files.isFolder(page) {
      throw Failure.told(desk.interface(.fileIsFolder, ["path": page]), .cannotCreate)
    }
    let folder = page.lastIndex(of: "/").map { String(page[...$0]) } ?? "."
    guard Files.isFolder(folder) else {
      throw Failure.told(desk.interface(.fileNotWritable, ["path": page]), .cannotCreate)
    }
  }

  /// - Returns: what to tell the person.
  func finish(_ rehearsal: Rehearsal, caseID: CaseID?) throws -> [String] {
    guard let debrief = RehearsalDebrief(rehearsal) else { return [] }
    var lines: [String] = []
    if let page {
      guard Files.writePrivately(debrief.html(masker: Masker()), to: page) else {
        throw Failure.told(desk.interface(.fileNotWritable, ["path": page]), .cannotWrite)
      }
      lines.append(visible(desk.interface(.debriefWritten, ["path": page])))
    }
    if let drill = debrief.debrief.practice?.drill {
      lines.append(desk.interface(.skillPropose, ["drill": drill.rawValue]))
    }
    let log = try desk.openLog()
    do throws(LogTrouble) {
      try debrief.keep(
        in: log, caseID: caseID, person: person, at: desk.surroundings.clock().now)
    } catch {
      let path = desk.surroundings.places.cases
      throw Failure.told(TroubleText(desk.interface).text(error, path: path), .cannotWrite)
    }
    return lines
  }
}
