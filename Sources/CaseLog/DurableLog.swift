public import HearoutCore
public import Privacy

/// Keeps one live call, come what may.
///
/// Each event is saved when it is handed over. Where that fails, it stays in memory, the reason is returned
/// at once, and the next attempt that succeeds saves everything that waited: in order, and each event once.
/// Opening can fail too; the call goes on, and every later event tries again.
///
/// Nothing is opened before the first event, so that having one costs nothing at the start of the program.
///
/// It belongs to the one thread that runs the call, and is therefore not `Sendable`.
public final class DurableLog {
  public let path: String
  /// The case, once it has been saved for the first time.
  public private(set) var caseID: CaseID?
  /// Why the last attempt failed; `nil` if everything is on the disk.
  public private(set) var trouble: LogTrouble?

  private let masker: Masker
  private let patienceSeconds: Double
  private let open: (String, Masker, Double) throws(LogTrouble) -> CaseLog
  private var store: CaseLog?
  private var file: PrivateFile.Identity?
  private var waiting: [PreparedEvent] = []
  /// What this object has saved, in case somebody deletes the file during the call.
  private var saved: [PreparedEvent] = []
  private var stamps = StampSource()

  /// How long to wait for another program once one attempt has found the log locked: a person is typing.
  private static let patienceInTroubleSeconds = 0.05

  /// - Parameters:
  ///   - caseID: the case to go on with; `nil` if the first event is `began`.
  ///   - patienceSeconds: how long an event may wait for another program that is writing.
  public convenience init(
    path: String, resuming caseID: CaseID? = nil, masker: Masker = Masker(), patienceSeconds: Double = 1
  ) {
    self.init(path: path, resuming: caseID, masker: masker, patienceSeconds: patienceSeconds) {
      (path, masker, patience) throws(LogTrouble) in
      try CaseLog(path: path, masker: masker, patienceSeconds: patience)
    }
  }

  init(
    path: String, resuming caseID: CaseID?, masker: Masker, patienceSeconds: Double,
    open: @escaping (String, Masker, Double) throws(LogTrouble) -> CaseLog
  ) {
    self.path = path
    self.caseID = caseID
    self.masker = masker
    self.patienceSeconds = patienceSeconds
    self.open = open
  }

  /// How many events are in memory only.
  public var pendingCount: Int { waiting.count }

  /// Takes an event and saves it with all that waited.
  ///
  /// - Returns: `nil` if everything is on the disk now, else why not.
  public func append(_ event: CallEvent) -> LogTrouble? {
    do throws(LogTrouble) {
      waiting.append(try PreparedEvent(masker.masked(event), stamp: stamps.next()))
    } catch {
      // Only a value that no JSON can express gets here, and there is none among the events.
      trouble = error
      return error
    }
    return flush()
  }

  /// Tries again to save what waits, for instance at the end of a call or when the agent asks.
  ///
  /// - Returns: `nil` if everything is on the disk now, else why not.
  @discardableResult
  public func flush() -> LogTrouble? {
    if waiting.isEmpty { return trouble }
    do throws(LogTrouble) {
      let id = try openedStore().save(waiting, to: caseID)
      caseID = id
      saved += waiting
      waiting.removeAll()
      if trouble != nil { store?.setPatience(seconds: patienceSeconds) }
      trouble = nil
    } catch {
      note(error)
    }
    return trouble
  }

  /// What has happened in the case that is being resumed.
  public func events() throws(LogTrouble) -> [CallEvent] {
    guard let caseID else { return [] }
    return try openedStore().events(of: caseID)
  }

  private func openedStore() throws(LogTrouble) -> CaseLog {
    if let store {
      // SQLite would go on writing to a file that was deleted or replaced, and say that all is well.
      if PrivateFile.identity(of: path) == file { return store }
      self.store = nil
      try bringBack()
    }
    let patience = trouble == .locked ? Self.patienceInTroubleSeconds : patienceSeconds
    let opened = try open(path, masker, patience)
    store = opened
    file = PrivateFile.identity(of: path)
    return opened
  }

  /// Makes everything wait again, so that a new file gets the whole call, and one that came back gets what it
  /// lacks.
  private func bringBack() throws(LogTrouble) {
    guard case .began? = (saved + waiting).first?.event else {
      // The case was resumed: its beginning is only where the file went.
      throw .moved
    }
    waiting = saved + waiting
    saved = []
    caseID = nil
  }

  private func note(_ error: LogTrouble) {
    trouble = error
    switch error {
    case .locked: store?.setPatience(seconds: Self.patienceInTroubleSeconds)
    case .diskFull: break
    // The file or its folder may be another one next time, and after a fault the connection is not to be
    // trusted.
    default: store = nil
    }
  }
}
