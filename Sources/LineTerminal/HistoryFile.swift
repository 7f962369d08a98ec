import Glibc

/// The lines typed in former sessions, one a row; a newline or backslash in a line is escaped.
public struct HistoryFile: Sendable {
  public static let entriesMax = 2000

  public let path: String

  public init(path: String) { self.path = path }

  /// The lines, oldest first; none if there is no file.
  public func load() throws(LineTerminalError) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return [] }
      throw .historyUnreadable(path: path, errorNumber: errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while case .bytes(let more) = Descriptors.read(descriptor) { bytes += more }
    let rows = bytes.split(separator: UInt8(ascii: "\n"))
    return rows.suffix(Self.entriesMax).map { Self.unescaped(String(decoding: $0, as: UTF8.self)) }
  }

  /// Adds lines at the end and drops the oldest beyond the limit.
  ///
  /// The file is replaced as a whole, so that a full disk or a kill leaves the old one; a lock beside it
  /// keeps two sessions from losing each other's lines.
  public func append(_ lines: [String]) throws(LineTerminalError) {
    if lines.isEmpty { return }
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if lock < 0 { throw .historyUnwritable(path: path, errorNumber: errno) }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0 && errno == EINTR {}
    let kept = (try load() + lines).suffix(Self.entriesMax)
    try replace(with: kept.map { Self.escaped($0) + "\n" }.joined())
  }

  private func replace(with text: String) throws(LineTerminalError) {
    let draft = path + ".new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw .historyUnwritable(path: path, errorNumber: errno) }
    // The mode given to open(2) says nothing about a draft that a killed session left behind.
    fchmod(descriptor, 0o600)
    let isWritten = Descriptors.write(text, to: descriptor)
    let isClosed = close(descriptor) == 0
    if !isWritten || !isClosed || rename(draft, path) != 0 {
      let failure = errno
      unlink(draft)
      throw .historyUnwritable(path: path, errorNumber: failure)
    }
  }

  static func escaped(_ line: String) -> String {
    var result = ""
    for scalar in line.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func unescaped(_ row: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in row.unicodeScalars {
      if isEscaped {
        isEscaped = false
        switch scalar {
        case "n": result += "\n"
        case "r": result += "\r"
        default: result.unicodeScalars.append(scalar)
        }
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar != "\0" {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
