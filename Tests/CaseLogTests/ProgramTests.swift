import CaseLog
import Foundation
import HearoutCore
import Testing

/// What needs programs of their own: being killed, racing, and disks that fill up.
@Suite(.serialized) struct ProgramTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a program acknowledged before `kill -9` is on the disk, and nothing is there twice.
  @Test(arguments: [1, 20, 63, 200])
  func acknowledgedEventsSurviveBeingKilled(acknowledgements: Int) throws {
    let probe = try Probe(["append", folder.log, "event", "100000"])
    let id = try #require(probe.line().flatMap { CaseID($0) })
    for _ in 0..<acknowledgements { _ = probe.line() }
    probe.kill()
    let last = probe.rest().compactMap { Int($0) }.last ?? (acknowledgements - 1)
    probe.finish()
    let kept = try notes(CaseLog(path: folder.log).events(of: id))
    #expect(kept.count >= last + 1)
    #expect(kept.count <= last + 2, "at most one was written and not yet acknowledged")
    #expect(kept == kept.indices.map { "event \($0)" })
  }

  /// Programs that start at the same moment on no file at all, and write to one case, get every event in
  /// once.
  @Test func programsShareACase() throws {
    let starting = try (0..<4).map { try Probe(["append", folder.log, "own\($0)", "20"]) }
    let own = starting.map { $0.rest() }
    for (probe, lines) in zip(starting, own) {
      #expect(probe.finish() == 0, "\(lines)")
      #expect(lines.count == 21, "\(lines)")
    }
    #expect(Set(own.compactMap(\.first)).count == 4)

    let log = try CaseLog(path: folder.log)
    let id = try log.begin(beginning())
    let sharing = try (0..<4).map { try Probe(["append", folder.log, "w\($0)", "50", id.description]) }
    for probe in sharing {
      _ = probe.rest()
      #expect(probe.finish() == 0)
    }
    let entries = try log.entries(of: id)
    #expect(entries.map(\.sequence) == Array(1...201))
    let kept = notes(entries.map(\.event))
    for writer in 0..<4 {
      #expect(kept.filter { $0.hasPrefix("w\(writer) ") } == (0..<50).map { "w\(writer) \($0)" })
    }
  }

  private static let onTmpfs = #"mount -t tmpfs -o "$3" tmpfs "$4" && exec "$0" "$1" "$2""#

  @Test(.enabled(if: Probe.canMount))
  func aFullDiskDelaysButLosesNothing() throws {
    let disk = folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let path = disk + "/hearout/cases.sqlite"
    let probe = try Probe(["live", path, "size=1m", disk], through: Self.onTmpfs, isolated: true)
    #expect(probe.line() == "saved 0 c-0001")
    // The disk as the probe sees it.
    let seen = "/proc/\(probe.id)/root" + disk
    let ballast = seen + "/ballast"
    #expect(!Probe.run("dd", "if=/dev/zero", "of=\(ballast)", "bs=1k"), "the disk is full")

    var sent: [String] = []
    var answer: String?
    repeat {
      sent.append("line \(sent.count) " + String(repeating: "y", count: 200))
      answer = probe.ask(sent[sent.count - 1])
    } while answer?.hasPrefix("saved") == true && sent.count < 2_000
    #expect(answer == "diskFull 1 c-0001")
    for waiting in 2...6 {
      sent.append("line \(sent.count)")
      #expect(probe.ask(sent[sent.count - 1]) == "diskFull \(waiting) c-0001")
    }
    try FileManager.default.removeItem(atPath: ballast)
    sent.append("last")
    #expect(probe.ask("last") == "saved 0 c-0001")
    #expect(probe.end() == sent)
    #expect(probe.finish() == 0)
  }

  @Test(.enabled(if: Probe.canMount))
  func aDiskThatIsFullFromTheStartDelaysTheWholeCall() throws {
    let disk = folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let path = disk + "/cases.sqlite"
    let script =
      #"mount -t tmpfs -o "$3" tmpfs "$4" && dd if=/dev/zero of="$4/ballast" bs=1k 2>/dev/null; exec "$0" "$1" "$2""#
    let probe = try Probe(["live", path, "size=256k", disk], through: script, isolated: true)
    #expect(probe.line() == "diskFull 1 -")
    #expect(probe.ask("one") == "diskFull 2 -")
    try FileManager.default.removeItem(atPath: "/proc/\(probe.id)/root" + disk + "/ballast")
    #expect(probe.ask("two") == "saved 0 c-0001")
    #expect(probe.end() == ["one", "two"])
    #expect(probe.finish() == 0)
  }

  @Test(.enabled(if: Probe.canMount))
  func aReadOnlyDiskDelaysButLosesNothing() throws {
    let disk = folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let path = disk + "/hearout/cases.sqlite"
    let probe = try Probe(["live", path, "size=1m,ro", disk], through: Self.onTmpfs, isolated: true)
    #expect(probe.line() == "readOnly 1 -")
    #expect(probe.ask("one") == "readOnly 2 -")
    #expect(Probe.run("nsenter", "-t", "\(probe.id)", "-m", "mount", "-o", "remount,rw", disk))
    #expect(probe.ask("two") == "saved 0 c-0001")
    #expect(probe.end() == ["one", "two"])
    #expect(probe.finish() == 0)
  }

  /// Without rights, as an ordinary user meets it; the super-user may do everything.
  @Test(.enabled(if: getuid() != 0))
  func aFolderWithoutRightsDelaysButLosesNothing() throws {
    chmod(folder.path, 0o500)
    let log = DurableLog(path: folder.log)
    #expect(log.append(.began(beginning())) == .notPermitted)
    chmod(folder.path, 0o700)
    #expect(log.append(.noted("one", at(1))) == nil)
    #expect(try notes(log.events()) == ["one"])
  }

  /// A limit on the size of files would end a program that does not expect it.
  @Test(.enabled(if: Probe.run("prlimit", "--version")))
  func aLimitOnFilesDelaysButLosesNothing() throws {
    let script = #"ulimit -S -f 400; exec "$0" "$@""#
    let probe = try Probe(["live", folder.log], through: script)
    #expect(probe.line() == "saved 0 c-0001")
    var sent: [String] = []
    var answer: String?
    repeat {
      sent.append("line \(sent.count) " + String(repeating: "y", count: 2_000))
      answer = probe.ask(sent[sent.count - 1])
    } while answer?.hasPrefix("saved") == true && sent.count < 2_000
    #expect(answer == "diskError 1 c-0001")
    #expect(Probe.run("prlimit", "--pid", "\(probe.id)", "--fsize=unlimited"))
    #expect(probe.ask("last") == "saved 0 c-0001")
    #expect(probe.end() == sent + ["last"])
    #expect(probe.finish() == 0)
  }
}
