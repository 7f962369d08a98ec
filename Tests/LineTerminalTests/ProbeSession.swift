import Glibc
import Testing

@testable import LineTerminal

/// The probe program at a pseudo-terminal, with a model of the screen it writes on.
///
/// Nothing here sleeps: `wait` reads until the screen is as expected, or a generous deadline has passed.
final class ProbeSession {
  private(set) var screen: ScreenModel
  private(set) var raw: [UInt8] = []
  private let terminal: Int32
  private let process: pid_t
  private var status: Int32?
  private var isClosed = false

  static let deadlineMilliseconds = 20_000

  struct Failure: Error {
    var what: String
  }

  /// - Parameters:
  ///   - environment: added to a bare one, in which readline reads no file of the machine's.
  ///   - inherited: descriptors that the probe finds at 3, 4 …
  ///   - script: what a shell with job control does instead of only running `$PROBE`.
  ///   - waits: whether to wait until the probe has taken the terminal, without which the kernel would
  ///     act on control keys.
  init(
    _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24,
    inherited: [Int32] = [], script: String? = nil, waits: Bool = true
  ) throws {
    screen = ScreenModel(columns: columns, rows: rows)
    terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: UInt32 = 0
    // Glibc's Swift module lacks posix_openpt(3) and its relatives; on Linux they are these requests.
    let unlock: UInt = 0x4004_5431
    let getNumber: UInt = 0x8004_5430
    guard terminal >= 0, ioctl(terminal, unlock, &lock) == 0, ioctl(terminal, getNumber, &number) == 0 else {
      throw Failure(what: "no pseudo-terminal")
    }
    Self.setSize(of: terminal, columns: columns, rows: rows)
    let variables = [
      // Swift's backtracer would ask a question at the terminal after a crash, and wait for the answer.
      "SWIFT_BACKTRACE": "enable=no", "PROBE": Self.probePath, "TERM": "xterm-256color", "LANG": "C.UTF-8",
      "INPUTRC": "/dev/null",
      "HOME": "/nonexistent",
    ].merging(environment) { $1 }
    let command = script.map { ["/bin/sh", "-mc", $0] } ?? [Self.probePath]
    process = try Self.spawn(
      command + arguments, variables.map { "\($0.key)=\($0.value)" },
      terminal: "/dev/pts/\(number)", inherited: inherited)
    if waits { try wait("the beginning") { $0.isPasteBracketed } }
  }

  deinit {
    if !isClosed { close(terminal) }
    if status == nil {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
  }

  /// The probe lies beside the test program.
  static var probePath: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { base in
      base.baseAddress.map { readlink("/proc/self/exe", $0, base.count) } ?? 0
    }
    let path = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + "TerminalProbe"
  }

  private static func spawn(
    _ arguments: [String], _ variables: [String], terminal: String, inherited: [Int32]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session leader opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    for (index, descriptor) in inherited.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(3 + index))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let setSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which the Swift module lacks
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | setSession))
    let argv = arguments.map { strdup($0) } + [nil]
    let envp = variables.map { strdup($0) } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process: pid_t = 0
    guard posix_spawn(&process, arguments[0], &actions, &attributes, argv, envp) == 0 else {
      throw Failure(what: "cannot start \(arguments[0])")
    }
    return process
  }

  private static func setSize(of terminal: Int32, columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  func type(_ keys: String) {
    Descriptors.write(keys, to: terminal)
  }

  func type(bytes: [UInt8]) {
    bytes.withUnsafeBytes { _ = Glibc.write(terminal, $0.baseAddress, $0.count) }
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// Changes the width; the model folds its rows first, as a terminal does before it tells the program.
  func resize(columns: Int) {
    screen.resize(columns: columns)
    Self.setSize(of: terminal, columns: columns, rows: screen.rows)
  }

  /// Whether the terminal is as a shell wants it: lines, echo, signals.
  var isCooked: Bool {
    var mode = termios()
    tcgetattr(terminal, &mode)
    return mode.c_lflag & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO)
  }

  /// Reads until the screen is as expected.
  func wait(
    _ what: String, location: SourceLocation = #_sourceLocation, until isExpected: (ScreenModel) -> Bool
  ) throws {
    let end = Descriptors.now() + Self.deadlineMilliseconds
    while !isExpected(screen) {
      let left = end - Descriptors.now()
      guard left > 0, readSome(milliseconds: left) else {
        Issue.record("never saw: \(what)\n\(dump)", sourceLocation: location)
        throw Failure(what: what)
      }
    }
    #expect(screen.violations == [], sourceLocation: location)
  }

  /// Reads until the last rows of the screen are these, with the cursor at that column of the given one.
  func wait(
    for rows: [String], cursor: (row: Int, column: Int)? = nil, location: SourceLocation = #_sourceLocation
  ) throws {
    try wait("\(rows) \(cursor.map { "\($0)" } ?? "")", location: location) { screen in
      let text = trimmed(screen.text)
      guard text.suffix(rows.count) == rows[...] else { return false }
      guard let cursor else { return true }
      return screen.row == text.count - rows.count + cursor.row && screen.column == cursor.column
    }
  }

  /// Waits for the probe to end; its exit status, or the negative number of the signal that ended it.
  /// - Parameter meanwhile: done now and then until then.
  func waitForExit(meanwhile: () -> Void = {}) throws -> Int32 {
    let end = Descriptors.now() + Self.deadlineMilliseconds
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Descriptors.now() < end else { throw Failure(what: "no exit") }
      meanwhile()
      if !readSome(milliseconds: 5) { poll(nil, 0, 5) }
    }
    self.status = status
    // What was written last is still to be read.
    while readSome(milliseconds: 0) {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// Takes the terminal away; the exit status of the probe.
  func hangUp() throws -> Int32 {
    close(terminal)
    isClosed = true
    return try waitForExit()
  }

  private func readSome(milliseconds: Int) -> Bool {
    if isClosed { return false }
    guard !Descriptors.waitForAny(of: [terminal], milliseconds: milliseconds).isEmpty else { return false }
    guard case .bytes(let bytes) = Descriptors.read(terminal) else { return false }
    raw += bytes
    screen.write(bytes)
    return true
  }

  private var dump: String {
    "cursor \(screen.row),\(screen.column)\n" + screen.text.map { "|\($0)|" }.joined(separator: "\n")
  }
}
