/// The name among `candidates` that `name` was probably meant to be, or `nil` where none is near.
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(name, candidate, limit: limit)
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.name
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`; gives up beyond `limit`.
private func editDistance(_ a: String, _ b: String, limit: Int) -> Int {
  let a = Array(a.lowercased().unicodeScalars)
  let b = Array(b.lowercased().unicodeScalars)
  guard abs(a.count - b.count) <= limit else { return limit + 1 }
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + Array(repeating: 0, count: b.count)
    for j in 1...b.count {
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
    }
    before = last
    last = row
  }
  return last[b.count]
}
