import Foundation

/// A file that only its owner may read, in a folder that only its owner may enter.
enum PrivateFile {
  /// Which file stands at a path, to tell whether it was replaced.
  struct Identity: Equatable {
    let device: UInt64
    let node: UInt64
  }

  /// Makes the folders and the file where they are missing, with their final modes from the first moment.
  ///
  /// Creating them here, and not in SQLite, closes the time in which others could open a file that is about
  /// to be made private; SQLite gives its companions (`-wal`, `-shm`) the mode of the file itself. Folders
  /// that exist keep their modes: they may be shared for reasons of their own, as `HEAROUT_HOME=/tmp` is.
  static func prepare(_ path: String) throws(LogTrouble) {
    // A write beyond `ulimit -f` would otherwise end the program before SQLite can report it.
    signal(SIGXFSZ, SIG_IGN)
    try makeFolder(parent(of: path))
    let created = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if created >= 0 {
      close(created)
      return
    }
    guard errno == EEXIST else { throw LogTrouble(errno: errno) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw LogTrouble(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .noPlace }
    // Where it was copied here with wider modes. Failing is no reason not to keep a call.
    if status.st_mode & 0o077 != 0 { _ = chmod(path, 0o600) }
    guard access(path, R_OK | W_OK) == 0 else { throw LogTrouble(errno: errno) }
  }

  /// The file at a path now; `nil` if there is none.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
  }

  private static func makeFolder(_ path: String) throws(LogTrouble) {
    if mkdir(path, 0o700) == 0 { return }
    switch errno {
    case EEXIST: return
    case ENOENT:
      let above = parent(of: path)
      guard above != path else { throw .noPlace }
      try makeFolder(above)
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw LogTrouble(errno: errno) }
    default:
      // Some systems check whether the disk can be written before they see that the folder is there.
      let reason = errno
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
      throw LogTrouble(errno: reason)
    }
  }

  private static func parent(of path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.last == "/" { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    let parent = path[..<slash]
    return parent.isEmpty ? "/" : String(parent)
  }
}
