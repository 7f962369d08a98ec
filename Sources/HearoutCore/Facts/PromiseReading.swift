import PhraseMatching

/// Reads what an agent promises, and by when.
///
/// A sentence is cut at its clauses and before each word that begins a promise. A clause that promises stands
/// for itself; a clause behind it that adds a time gives it the time, or, where it has one, is a promise of
/// its own ("I'll see to the van at three, text you at four").
struct PromiseReading {
  let text: FactText
  let resolver: TimeResolver?
  /// Ends of the places where the book's cues hear a commitment, in their order.
  private let cueEnds: [Int]

  private static let limit = 12

  init(text: FactText, resolver: TimeResolver?, cues: [Span]) {
    self.text = text
    self.resolver = resolver
    cueEnds = cues.map(\.end).sorted()
  }

  private struct Clause {
    var tokens: Range<Int>
    var promises: Bool
    var time: TimeMention?
  }

  func promises() -> [Promise] {
    let mentions = MentionReading(text: text, takesBareLengths: true).mentions()
    var found: [Promise] = []
    var start = 0
    while start < text.count, found.count < Self.limit {
      let end = sentenceEnd(from: start)
      if !text.isQuestion(start) {
        let clauses = clauses(start..<end, mentions)
        let before = found.count
        take(clauses, into: &found)
        if before == found.count, before > 0 { complete(&found[before - 1], with: clauses) }
      }
      start = end
    }
    return Array(found.prefix(Self.limit))
  }

  private func sentenceEnd(from start: Int) -> Int {
    var end = start + 1
    while end < text.count, text.tokens[end].sentence == text.tokens[start].sentence { end += 1 }
    return end
  }

  // MARK: - Clauses

  private func clauses(_ sentence: Range<Int>, _ mentions: [TimeMention]) -> [Clause] {
    var clauses: [Clause] = []
    var start = sentence.lowerBound
    var times = mentions.drop { $0.tokens.lowerBound < sentence.lowerBound }
    while start < sentence.upperBound, clauses.count < 64 {
      let end = clauseEnd(from: start, in: sentence, mentions)
      var clause = Clause(tokens: start..<end, promises: text.has(.promise, in: start..<end), time: nil)
      var isOwn = false
      while let time = times.first, time.tokens.lowerBound < end {
        times.removeFirst()
        if time.relation == .since || time.relation == .ago { continue }
        if text.start(.speakerSelf, endingAt: time.tokens.lowerBound, within: 2) != nil { isOwn = true }
        // A time that is due weighs more than one that only places something.
        if clause.time == nil || (isDue(time) && clause.time.map(isDue) == false) { clause.time = time }
      }
      // What only the book's cues or the speaker's "I" hint at must name a time.
      if clause.time != nil, isOwn || hasCueEnd(in: text.span(clause.tokens)) { clause.promises = true }
      if isBarred(clause.tokens) { clause.promises = false }
      clauses.append(clause)
      start = end
    }
    return clauses
  }

  private func isDue(_ mention: TimeMention) -> Bool { [.by, .within, .inFuture].contains(mention.relation) }

  /// The next place where a clause starts, or where a promise starts behind "and".
  private func clauseEnd(from start: Int, in sentence: Range<Int>, _ mentions: [TimeMention]) -> Int {
    var end = start + 1
    while end < sentence.upperBound {
      if text.tokens[end].startsClause { break }
      if text.has(.promise, at: end), text.has(.promiseLead, at: end - 1) || text.has(.promiseLead, at: end),
        text.has(.promise, in: start..<end)
      {
        break
      }
      if startsAnother(at: end, from: start, mentions) { break }
      end += 1
    }
    return end
  }

  /// "I'll ring you by three and post the form tonight": behind "and" stands another deed with a time of its own.
  private func startsAnother(at index: Int, from start: Int, _ mentions: [TimeMention]) -> Bool {
    // 再 and 也 stand in the middle of a deed.
    guard !text.tokens[index].isHan, let lead = text.match(.promiseLead, at: index), lead.end < text.count,
      text.has(.promise, in: start..<index),
      !text.has(.promiser, at: lead.end), text.isSameSentence(index, lead.end)
    else { return false }
    let clauseEnd = text.clauseEnd(lead.end)
    return mentions.contains { start <= $0.tokens.lowerBound && $0.tokens.upperBound <= index }
      && mentions.contains { lead.end < $0.tokens.lowerBound && $0.tokens.upperBound <= clauseEnd }
  }

  /// Whether a cue ends here; it may begin in the clause before.
  private func hasCueEnd(in span: Span) -> Bool {
    var low = 0
    var high = cueEnds.count
    while low < high {
      let middle = (low + high) / 2
      if cueEnds[middle] <= span.start { low = middle + 1 } else { high = middle }
    }
    return low < cueEnds.count && cueEnds[low] <= span.end
  }

  /// A refusal, a condition, the customer's task, or something done already.
  private func isBarred(_ range: Range<Int>) -> Bool {
    text.has(.promiseNot, in: range) || text.has(.promisePast, in: range)
  }

  // MARK: - Promises

  private func take(_ clauses: [Clause], into found: inout [Promise]) {
    var open: (tokens: Range<Int>, time: TimeMention?)?
    /// A time, or a condition, that stands before the clause that promises: "By noon, I'll …".
    var waiting: Clause?
    for clause in clauses {
      if clause.promises {
        if let held = open { found.append(promise(held.tokens, held.time)) }
        let lead = waiting.flatMap { isOnlyTime($0) ? $0 : nil }
        open = (
          (lead?.tokens.lowerBound ?? clause.tokens.lowerBound)..<clause.tokens.upperBound,
          clause.time ?? lead?.time
        )
        waiting = nil
      } else if let held = open {
        open = follow(held, with: clause, &found)
      } else {
        waiting = clause
      }
    }
    if let held = open { found.append(promise(held.tokens, held.time)) }
  }

  /// A clause behind a promise: it completes it, is one of its own, or is something else.
  private func follow(
    _ held: (tokens: Range<Int>, time: TimeMention?), with clause: Clause, _ found: inout [Promise]
  ) -> (tokens: Range<Int>, time: TimeMention?) {
    guard let time = clause.time, !isBarred(clause.tokens) else { return held }
    if held.time == nil { return (held.tokens.lowerBound..<clause.tokens.upperBound, time) }
    guard !isOnlyTime(clause), clause.tokens.count >= 4 else { return held }
    found.append(promise(held.tokens, held.time))
    return (clause.tokens, time)
  }

  private func isOnlyTime(_ clause: Clause) -> Bool {
    guard let time = clause.time else { return false }
    return clause.tokens.count - time.tokens.count <= 2
  }

  /// A sentence of little but a time behind a promise without one: "I'll ring you. By noon."
  private func complete(_ promise: inout Promise, with clauses: [Clause]) {
    guard promise.due == nil, let clause = clauses.first, clauses.count == 1, isOnlyTime(clause),
      let time = clause.time
    else { return }
    promise.due = resolver?.instant(time, .future, .due)
  }

  private func promise(_ tokens: Range<Int>, _ time: TimeMention?) -> Promise {
    var tokens = tokens
    while tokens.count > 2, text.has(.promiseLead, at: tokens.lowerBound),
      !text.has(.promise, at: tokens.lowerBound)
    {
      tokens = tokens.lowerBound + 1..<tokens.upperBound
    }
    while tokens.count > 2, text.has(.stretchEnd, at: tokens.upperBound - 1) {
      tokens = tokens.lowerBound..<tokens.upperBound - 1
    }
    if tokens.count > 60 { tokens = tokens.lowerBound..<tokens.lowerBound + 60 }
    let span = text.span(tokens)
    return Promise(
      what: text.hearing.quote(span), span: span, due: time.flatMap { resolver?.instant($0, .future, .due) })
  }
}
