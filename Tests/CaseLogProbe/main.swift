// A program of its own, so that the tests can kill it, run several at once, and give it a full disk.
import CaseLog
import Foundation
import HearoutCore

let clock = Clock(now: Instant(seconds: 1_795_000_000), offsetSeconds: 28_800)

func tell(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

func began() -> CallEvent {
  .began(Beginning(door: .call, language: .english, clock: clock))
}

/// Appends to a case until the count is reached, and acknowledges each event when `append` has returned.
func append(_ path: String, _ id: String?, _ prefix: String, _ count: Int) throws {
  let log = try CaseLog(path: path, patienceSeconds: 30)
  let id =
    try id.flatMap { CaseID($0) } ?? log.begin(Beginning(door: .call, language: .english, clock: clock))
  tell(id.description)
  for number in 0..<count {
    try log.append(.noted("\(prefix) \(number)", clock), to: id)
    tell("\(number)")
  }
}

/// A live call: each line is noted, and answered by how it went. At the end it tells what somebody finds who
/// opens the log anew, because the disk may be one that only this program sees.
func live(_ path: String) throws {
  let log = DurableLog(path: path, patienceSeconds: 0.3)
  func answer(_ trouble: LogTrouble?) {
    tell("\(trouble.map { "\($0)" } ?? "saved") \(log.pendingCount) \(log.caseID?.description ?? "-")")
  }
  answer(log.append(began()))
  while let line = readLine() { answer(log.append(.noted(line, clock))) }
  for event in try CaseLog(path: path).events(of: CaseID(number: 1)) {
    if case .noted(let text, _) = event { tell(text) }
  }
}

let arguments = CommandLine.arguments
do {
  switch arguments.dropFirst().first {
  case "append":
    try append(arguments[2], arguments.count > 5 ? arguments[5] : nil, arguments[3], Int(arguments[4]) ?? 0)
  case "live": try live(arguments[2])
  default: exit(64)
  }
} catch {
  tell("failed: \(error)")
  exit(1)
}
