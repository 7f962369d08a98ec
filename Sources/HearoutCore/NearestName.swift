import PhraseMatching

/// The name that was probably meant.
public enum NearestName {
  public static func find(_ name: String, among names: some Sequence<String>) -> String? {
    nearest(to: name, among: names)
  }
}
