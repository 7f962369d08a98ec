extension ScannedText {
  /// Everything to hide, in order and without overlaps.
  func findings() -> [Finding] {
    // Where two overlap, the one with the stronger proof stays: those with check digits come first.
    var ranked = [ibans(), emails()]
    var identities = nationalInsuranceNumbers()
    var cards = securityCodes()
    var phones: [Finding] = []
    var accounts: [Finding] = []
    forEachCandidate { candidate in
      if let finding = candidate.identity() { identities.append(finding) }
      if let finding = candidate.card() { cards.append(finding) }
      if let finding = candidate.phone() { phones.append(finding) }
      if let finding = candidate.bankAccount() { accounts.append(finding) }
    }
    for spoken in spokenEnglishNumbers() {
      if spoken.kind == .card { cards.append(spoken) } else { phones.append(spoken) }
    }
    ranked += [identities, cards, phones, accounts]
    var chosen: [Finding] = []
    var isTaken = Array(repeating: false, count: count)
    for findings in ranked {
      for finding in findings.sorted(by: { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }) {
        let places = finding.start..<finding.end
        if isTaken[places].contains(true) { continue }
        for place in places { isTaken[place] = true }
        chosen.append(finding)
      }
    }
    return chosen.sorted { $0.start < $1.start }
  }

  /// Every sequence of neighbouring groups with a sensible number of digits.
  private func forEachCandidate(_ body: (Candidate) -> Void) {
    for run in runs() where groups[run].lazy.map(\.digits.count).reduce(0, +) >= Self.shortest {
      for first in run {
        // The label is the same wherever the number ends.
        let label = label(before: groups[first].start)
        var digits: [UInt8] = []
        var shape: [Int] = []
        for last in first..<run.upperBound {
          digits += groups[last].digits
          shape.append(groups[last].digits.count)
          if digits.count > Self.longest { break }
          if digits.count >= Self.shortest {
            body(
              Candidate(text: self, groups: groups[first...last], digits: digits, shape: shape, label: label))
          }
        }
      }
    }
  }

  private static let shortest = 6
  private static let longest = 21
}
