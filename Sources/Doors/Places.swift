/// Where things live (XDG), or all in one place under `HEAROUT_HOME`.
public struct Places: Sendable, Hashable {
  public let config: String
  public let data: String
  public let state: String
  public let cache: String

  public init(environment: [String: String]) {
    if let home = environment["HEAROUT_HOME"], !home.isEmpty {
      (config, data, state, cache) = (home + "/config", home + "/data", home + "/state", home + "/cache")
      return
    }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    func folder(_ variable: String, _ usual: String) -> String {
      // The XDG specification: relative paths are ignored.
      let base = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + usual
      return base + "/hearout"
    }
    config = folder("XDG_CONFIG_HOME", "/.config")
    data = folder("XDG_DATA_HOME", "/.local/share")
    state = folder("XDG_STATE_HOME", "/.local/state")
    cache = folder("XDG_CACHE_HOME", "/.cache")
  }

  public var cases: String { data + "/cases.sqlite" }
  public var history: String { state + "/history" }
  /// The user's own phrasebook, laid on top of the shipped one.
  public var phrasebook: String { config + "/phrasebook" }
}
