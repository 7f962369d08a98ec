import Foundation
import GRDB

/// Why the log could not be read or written. The words a person sees are made from these cases elsewhere.
public enum LogTrouble: Error, Sendable, Hashable {
  /// No room on the disk.
  case diskFull
  /// The disk did not take or give the data: a fault, or a quota or a limit on file sizes that is used up.
  case diskError
  /// The file or its folder can only be read.
  case readOnly
  /// This user may not open or create the file.
  case notPermitted
  /// The place for the file does not exist and cannot be made, or something else stands there.
  case noPlace
  /// Another program kept the log busy for longer than was agreed to wait.
  case locked
  /// The file was moved or deleted while it was in use: what is written there now, nobody would find again.
  case moved
  /// The file belongs to another program, or is no database at all. It is left as it is.
  case notACaseLog
  /// The file is a case log with damaged contents. It is left as it is.
  case damaged
  /// A newer version of the program wrote the file.
  case newerFormat(version: Int)
  case noSuchCase(CaseID)
  /// There is no promise or follow-up of that number in the case.
  case noSuchFollowUp(CaseID, number: Int)
  /// An event came before any `began`, so that no case exists to keep it in.
  case notBegun
  /// An event of the case was written in a form that this version cannot read.
  case unreadableEvent(CaseID, sequence: Int)
  /// Anything else that SQLite reports, with its extended result code and message, for developers.
  case failed(code: Int, detail: String)

  /// Whether trying again later, with the same file, can help without anybody's doing.
  public var isPassing: Bool {
    switch self {
    case .diskFull, .diskError, .locked: true
    default: false
    }
  }
}

extension LogTrouble {
  /// The case that stands for an error of SQLite, of the operating system or of this module.
  init(_ error: any Error) {
    switch error {
    case let trouble as LogTrouble: self = trouble
    case let error as DatabaseError: self = LogTrouble(error)
    default: self = .failed(code: 0, detail: String(describing: type(of: error)))
    }
  }

  init(errno code: Int32) {
    switch code {
    case ENOSPC: self = .diskFull
    case EDQUOT, EFBIG, EIO: self = .diskError
    case EROFS: self = .readOnly
    case EACCES, EPERM: self = .notPermitted
    case ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP: self = .noPlace
    default: self = .failed(code: Int(code), detail: String(cString: strerror(code)))
    }
  }

  private init(_ error: DatabaseError) {
    switch error.extendedResultCode {
    // Growing the shared index of the write-ahead log fails this way, and not as "full", when no room is
    // left.
    case .SQLITE_IOERR_SHMSIZE: self = .diskFull
    case .SQLITE_READONLY_DBMOVED: self = .moved
    default:
      switch error.resultCode {
      case .SQLITE_FULL: self = .diskFull
      case .SQLITE_IOERR: self = .diskError
      case .SQLITE_READONLY: self = .readOnly
      case .SQLITE_PERM, .SQLITE_AUTH: self = .notPermitted
      case .SQLITE_CANTOPEN: self = .noPlace
      case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .locked
      case .SQLITE_NOTADB: self = .notACaseLog
      case .SQLITE_CORRUPT: self = .damaged
      default:
        // Only SQLite's own message: a statement's arguments are what people said.
        self = .failed(code: Int(error.extendedResultCode.rawValue), detail: error.message ?? "")
      }
    }
  }
}
