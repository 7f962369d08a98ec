extension ScannedText {
  /// E-mail addresses.
  func emails() -> [Finding] {
    var findings: [Finding] = []
    for at in folded.indices where folded[at] == 0x40 {
      var start = at
      while start > 0, isLocal(folded[start - 1]) { start -= 1 }
      // Quotation marks and points before it belong to the sentence.
      while start < at, !isAlphanumeric(folded[start]) { start += 1 }
      guard start < at, let (end, lastLabel) = domain(after: at) else { continue }
      // The top-level domain with its point, up to four characters, stays.
      let visible = min(4, end - lastLabel + 1)
      findings.append(
        Finding(kind: .email, start: start, end: end, digits: digits(in: start..<end), visible: visible))
    }
    return findings
  }

  /// Where the domain ends, and where its last label begins.
  private func domain(after at: Int) -> (end: Int, lastLabel: Int)? {
    var place = at + 1
    var labels: [Range<Int>] = []
    while true {
      let start = place
      while place < count,
        isAlphanumeric(folded[place]) || folded[place] == 0x2D || folded[place] == Self.invisible
      {
        place += 1
      }
      if place == start { break }
      labels.append(start..<place)
      guard self[place] == 0x2E else { break }
      place += 1
    }
    // A sentence can go on after the point: "anna@example.com.Please".
    guard labels.count >= 2, let last = labels.last, last.count >= 2 else { return nil }
    guard last.allSatisfy({ Self.isLetter(folded[$0]) || folded[$0] == 0x2D || digit[$0] != Self.none })
    else {
      return nil
    }
    guard last.contains(where: { Self.isLetter(folded[$0]) }) else { return nil }
    return (last.upperBound, last.lowerBound)
  }

  private func isAlphanumeric(_ value: UInt32) -> Bool {
    Self.isLetter(value) || (0x30...0x39).contains(value)
  }

  private func isLocal(_ value: UInt32) -> Bool {
    if isAlphanumeric(value) || value == Self.invisible { return true }
    // . _ % + - ' and the others that may stand unquoted.
    return [0x2E, 0x5F, 0x25, 0x2B, 0x2D, 0x27, 0x26, 0x21, 0x23, 0x2A, 0x3D, 0x7E].contains(value)
  }
}
