import Foundation

/// `CaseLogProbe`, running.
final class Probe {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var received = Data()

  static let executable: String = {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(fileURLWithPath: ".")
    return folder.appendingPathComponent("CaseLogProbe").path
  }()

  /// - Parameter script: shell text to run it from, with its path as `$0` and the arguments as `$1` and so on.
  init(_ arguments: [String], through script: String = #"exec "$0" "$@""#, isolated: Bool = false) throws {
    let shell = ["sh", "-c", script, Self.executable] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = (isolated ? ["unshare", "--mount"] : []) + shell
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  var id: Int32 { process.processIdentifier }

  /// The next line it prints; `nil` at the end.
  func line() -> String? {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[received.startIndex..<end], as: UTF8.self)
        received = received[(end + 1)...]
        return line
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      received += more
    }
  }

  func rest() -> [String] {
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return lines
  }

  /// Sends a line and returns the answer to it.
  func ask(_ line: String) -> String? {
    input.fileHandleForWriting.write(Data((line + "\n").utf8))
    return self.line()
  }

  func kill() { Foundation.kill(id, SIGKILL) }

  /// Ends its input and returns what it still has to say.
  func end() -> [String] {
    try? input.fileHandleForWriting.close()
    return rest()
  }

  /// Ends its input and waits for it.
  @discardableResult
  func finish() -> Int32 {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Runs a command; whether it succeeded.
  static func run(_ command: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// Whether this user can mount file systems that only the probe sees.
  static let canMount = run("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt")
}
