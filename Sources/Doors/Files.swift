public import Foundation

/// Small questions to the file system.
public enum Files {
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// The lines of a text file, for showing one beside a problem; empty where it cannot be read.
  public static func lines(of path: String) -> [Substring] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The whole of a file, or why it cannot be read.
  public static func read(_ path: String) -> Result<Data, FileTrouble> {
    if isFolder(path) { return .failure(.isFolder(path)) }
    guard exists(path) else { return .failure(.notFound(path)) }
    guard let data = FileManager.default.contents(atPath: path) else { return .failure(.notReadable(path)) }
    return .success(data)
  }

  /// Writes a file that only its owner may read.
  /// - Returns: whether all of it was written.
  public static func writePrivately(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    var status = stat()
    if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG { _ = fchmod(file, 0o600) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    return close(file) == 0 && rest.isEmpty
  }
}

/// Why a file could not be used.
public enum FileTrouble: Error, Sendable, Hashable {
  case notFound(String)
  case isFolder(String)
  case notReadable(String)
  case notWritable(String)
}
