import CReadline
import TextLayout

/// The completions on show under the line, and which of them stands in it.
struct Listing {
  let replaceFrom: Int
  let candidates: [String]
  /// The candidate in the line; none at first, when only what all have in common was put in.
  var chosen: Int?
  /// The line with that candidate; another line ends the listing.
  var line: String
  var cursor: Int

  private static let rowsMax = 3

  func rows(width: Int) -> [HintRow] {
    var rows: [HintRow] = []
    var spans: [Span] = []
    var used = 0
    // Begin a little before the chosen one, so that it is always among those shown.
    let first = max(0, (chosen ?? 0) - 1)
    for (index, candidate) in candidates.enumerated().dropFirst(first) {
      let text = visible(candidate)
      let cells = text.displayWidth + 2
      if used > 0 && used + cells > width {
        rows.append(HintRow(spans))
        if rows.count == Self.rowsMax { return rows }
        spans = []
        used = 0
      }
      spans += [Span(text, index == chosen ? .inverse : .plain), Span("  ")]
      used += cells
    }
    return rows + [HintRow(spans)]
  }
}

extension ReadlineSource {
  /// Puts the better wording into the line; one undo takes it back.
  func swap() {
    let (line, cursor) = current()
    guard let better = behavior.swap(line, cursor), better.line != line else {
      hr_ring()
      return
    }
    replace(line, with: better.line, cursor: better.cursor)
    hinted = nil
  }

  /// Replaces only what differs, so that an undo leaves the cursor near the change.
  private func replace(_ old: String, with new: String, cursor: Int) {
    let before = Array(old.unicodeScalars)
    let after = Array(new.unicodeScalars)
    let shorter = min(before.count, after.count)
    let prefix = (0..<shorter).first { before[$0] != after[$0] } ?? shorter
    let suffix =
      (0..<(shorter - prefix)).first { before[before.count - 1 - $0] != after[after.count - 1 - $0] }
      ?? shorter - prefix
    var middle = String.UnicodeScalarView()
    middle.append(contentsOf: after[prefix..<(after.count - suffix)])
    hr_replace(
      old.byteOffset(ofScalar: prefix), old.byteOffset(ofScalar: before.count - suffix), String(middle),
      new.byteOffset(ofScalar: cursor))
  }

  /// One candidate goes in at once. Several put in what they share and are listed; the key again goes
  /// through them one by one, which with Chinese candidates is the only way to choose.
  func complete() {
    let (line, cursor) = current()
    if var listing, listing.line == line, listing.cursor == cursor, !listing.candidates.isEmpty {
      let chosen = ((listing.chosen ?? -1) + 1) % listing.candidates.count
      listing.chosen = chosen
      put(listing.candidates[chosen], into: &listing, line: line, cursor: cursor)
      return
    }
    let completions = behavior.complete(line, cursor)
    let from = max(0, min(completions.replaceFrom, cursor))
    guard let first = completions.candidates.first else {
      hr_ring()
      return
    }
    var listing = Listing(
      replaceFrom: from, candidates: completions.candidates, chosen: nil, line: line, cursor: cursor)
    if completions.candidates.count == 1 {
      put(first, into: &listing, line: line, cursor: cursor)
      self.listing = nil
      hinted = nil
      return
    }
    let typed = String(line.unicodeScalars.dropFirst(from).prefix(cursor - from))
    let shared = completions.candidates.dropFirst().reduce(first) { $0.sharedPrefix(with: $1) }
    put(shared.count > typed.count ? shared : typed, into: &listing, line: line, cursor: cursor)
  }

  private func put(_ candidate: String, into listing: inout Listing, line: String, cursor: Int) {
    let scalars = line.unicodeScalars
    let head = String(scalars.prefix(listing.replaceFrom)) + candidate
    let new = head + String(scalars.dropFirst(cursor))
    let place = head.unicodeScalars.count
    if new != line { replace(line, with: new, cursor: place) }
    listing.line = new
    listing.cursor = place
    self.listing = listing
    hinted = nil
  }
}

extension String {
  fileprivate func sharedPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
