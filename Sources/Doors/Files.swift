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
}

/// Why a file could not be used.
public enum FileTrouble: Error, Sendable, Hashable {
  case notFound(String)
  case isFolder(String)
  case notReadable(String)
  case notWritable(String)
}
