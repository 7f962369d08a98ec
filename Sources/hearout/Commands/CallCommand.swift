import ArgumentParser
import CaseLog
import Doors
import Foundation
import HearoutCore
import LineTerminal
import Privacy

/// `hearout call`: a live call.
struct CallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "call")

  @OptionGroup var shared: SharedOptions
  @Option(name: .long) var feed: String?
  @Option(name: .long) var resume: String?
  @ArgumentParser.Flag(name: .customLong("continue")) var goesOn = false

  func run() throws {
    let desk = try Desk(shared.choices, isConversation: true)
    var id: CaseID?
    if let resume {
      guard let named = CaseID(resume) else {
        throw Failure.told(desk.interface(.casesUnknown, ["found": resume]), .usage)
      }
      id = named
    } else if goesOn {
      id = try desk.openLog().lastOpenCase(through: .call)?.id
      if id == nil { throw Failure.told(desk.interface(.resumeNothing), .usage) }
    }
    try CallRoom(desk).run(resuming: id, feed: feed)
  }
}

/// Wires a live call: terminal, log, clock.
struct CallRoom {
  let desk: Desk

  init(_ desk: Desk) { self.desk = desk }

  func run(resuming id: CaseID?, feed: String?) throws {
    let clock = desk.surroundings.clock
    let masker = Masker()
    let log = DurableLog(path: desk.surroundings.places.cases, resuming: id, masker: masker)
    var events: [CallEvent] = []
    if id != nil {
      do throws(LogTrouble) {
        events = try log.events()
      } catch {
        throw Failure.told(TroubleText(desk.interface).text(error, path: log.path), .badData)
      }
    }
    let beginning = Beginning(door: .call, language: desk.language, clock: clock())
    // At a terminal nobody waits: what was learnt joins in as soon as it is there. A pipe gets the same answer always.
    if !desk.isPlain { desk.opened.prepareLearnt() }
    var session = LiveSession(
      reader: desk.isPlain ? desk.opened.reader : desk.opened.readerAtOnce, beginning: beginning,
      contact: desk.surroundings.environment["HEAROUT_CONTACT"], resuming: events,
      handbook: { [library = desk.library, book = desk.opened.phrasebook] in library.handbook($0, in: book) })
    session.caseName = id?.description
    let source = try Terminals.source(desk)
    let door = LiveDoor(
      session: session, source: source.lines, log: log, painter: desk.painter, isPlain: desk.isPlain,
      clock: clock,
      mask: { (line: String) in masker.mask(line) })
    if let feed { try watch(feed, door) }
    source.lines.printAbove(greeting(session, id))
    door.run()
    source.close()
    if log.pendingCount > 0 {
      throw Failure.told(
        TroubleText(desk.interface).text(log.trouble ?? .locked, path: log.path), .cannotWrite)
    }
  }

  private func greeting(_ session: LiveSession, _ id: CaseID?) -> String {
    // Who types at once is told why the first turns are read more plainly.
    let isLearning = !desk.isPlain && desk.library.hasToLearn(desk.opened)
    let note = isLearning ? desk.interface(.liveLearning) : ""
    guard let id else { return desk.interface(.liveStart, ["note": note]) }
    let call = session.call
    let step = desk.opened.phrasebook[desk.language].book.steps[call.step]?.name ?? call.step.rawValue
    let resumed = desk.interface(
      .liveResumed,
      ["case": id.description, "turns": "\(call.customerTurns + call.agentTurns)", "step": step])
    return note.isEmpty ? resumed : resumed + "\n" + note
  }

  private func watch(_ feed: String, _ door: LiveDoor) throws {
    if feed == "-" {
      door.watch(0)
      return
    }
    if Files.exists(feed), !Files.isFolder(feed) {
      let descriptor = open(feed, O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 { return door.watch(descriptor) }
    } else if let descriptor = FeedProcess.start(feed) {
      return door.watch(descriptor)
    }
    throw Failure.told(desk.interface(.feedCannotOpen, ["path": feed]), .notFound)
  }
}

/// A terminal to type at, or a pipe.
struct Terminals {
  let lines: any LineSource
  let close: () -> Void

  static func source(_ desk: Desk) throws -> Terminals {
    guard !desk.isPlain, TerminalSize.canEdit() else {
      return Terminals(lines: PipeSource(showsPrompt: desk.surroundings.inputIsTerminal), close: {})
    }
    let source = try ReadlineSource(painter: desk.painter)
    let path = desk.surroundings.places.history
    // A history that cannot be read or kept is a comfort lost, not a reason to stop a call.
    try? source.loadHistory(from: path)
    return Terminals(
      lines: source,
      close: {
        try? source.saveHistory(to: path)
        source.close()
      })
  }
}

/// Starts a program whose standard output is a feed.
enum FeedProcess {
  static func start(_ command: String) -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var child: pid_t = 0
    let words = ["/bin/sh", "-c", command]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let failed = posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, environ) != 0
    close(ends[1])
    if failed {
      close(ends[0])
      return nil
    }
    return ends[0]
  }
}
