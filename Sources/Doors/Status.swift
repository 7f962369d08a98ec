/// Exit statuses (after sysexits.h), relied on by other programs.
public enum Status: Int32, Sendable {
  case done = 0
  case findings = 1
  case usage = 64
  case badData = 65
  case notFound = 66
  case cannotCreate = 73
  case cannotWrite = 74
  case interrupted = 130
}
