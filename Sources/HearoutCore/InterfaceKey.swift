/// Keys of the interface strings. Every language folder has all of them; a missing or unknown one is an error on load.
public enum InterfaceKey: String, Sendable, CaseIterable {
  case homeTitle = "home.title"
}
