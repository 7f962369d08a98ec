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
    for findings in ranked {
      for finding in findings.sorted(by: { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) })
      where !chosen.contains(where: finding.overlaps) {
        chosen.append(finding)
      }
    }
    return chosen.sorted { $0.start < $1.start }
  }

  /// Every sequence of neighbouring groups with a sensible number of digits.
  private func forEachCandidate(_ body: (Candidate) -> Void) {
    for run in runs() {
      for first in run {
        var digits: [UInt8] = []
        for last in first..<run.upperBound {
          digits += groups[last].digits
          if digits.count > Self.longest { break }
          if digits.count >= Self.shortest {
            body(Candidate(text: self, groups: groups[first...last], digits: digits))
          }
        }
      }
    }
  }

  private static let shortest = 6
  private static let longest = 21
}
