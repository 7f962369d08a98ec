import Foundation
public import HearoutCore
public import Privacy

extension Masker {
  /// An event without the numbers and addresses in it: the turn, and everything that readers quoted from it.
  ///
  /// Spans stay true, because a mask is as long as what it hides. Names that the user chose (`person`,
  /// `scenario`) are keys for finding things again and stay, and so does the phrasebook's own text.
  public func masked(_ event: CallEvent) -> CallEvent {
    switch event {
    case .said(var turn, let reading, let reader):
      let text = MaskedText(turn.text, masker: self, hints: hints(in: reading))
      turn.text = text.masked
      return .said(turn, text.masked(reading), reader: reader)
    case .factSet(let kind, let value, let clock): return .factSet(kind, masked(value, of: kind), clock)
    case .noted(let text, let clock): return .noted(mask(text), clock)
    case .followUpSet(let what, let due, let clock): return .followUpSet(mask(what), due: due, clock)
    case .began, .undone, .styleSet, .stepSet, .promiseClosed, .ended: return event
    }
  }

  /// JSON with the text in it masked; its numbers are figures of the program and stay.
  func masked(json: String) -> String {
    var result: [UInt8] = []
    var rest = Array(json.utf8)[...]
    while let open = rest.firstIndex(of: Self.quotationMark) {
      result += rest[..<open]
      guard let close = Self.end(ofStringIn: rest, from: open) else {
        rest = rest[open...]
        break
      }
      let literal = String(decoding: rest[open..<close], as: UTF8.self)
      rest = rest[close...]
      let text = EventCoding.decode(String.self, from: literal)
      let hidden = text.map(mask)
      if let hidden, hidden != text, let encoded = try? EventCoding.encode(hidden) {
        result += encoded.utf8
      } else {
        result += literal.utf8
      }
    }
    return String(decoding: result + rest, as: UTF8.self)
  }

  private static let quotationMark = UInt8(ascii: "\"")

  /// The place after the closing quotation mark.
  private static func end(ofStringIn text: ArraySlice<UInt8>, from open: Int) -> Int? {
    var index = open + 1
    while index < text.endIndex {
      if text[index] == quotationMark { return index + 1 }
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Ranges that a reader found to be a way to reach the customer: numbers in them are hidden even where
  /// their shape alone would not tell.
  private func hints(in reading: Reading) -> [Span] {
    guard case .customer(let reading) = reading, kinds.contains(.phone) else { return [] }
    return reading.facts.filter { $0.kind == .contact }.map(\.span)
  }

  private func masked(_ value: String, of kind: FactKind) -> String {
    guard kind == .contact, kinds.contains(.phone) else { return mask(value) }
    let findings = findings(in: value)
    let whole = 0..<value.unicodeScalars.count
    return hide(findings + [contact(in: value, whole, besides: findings)].compactMap(\.self), in: value)
  }
}

/// A turn's text, masked, and what is needed to mask quotes from it in the same way.
struct MaskedText {
  let masked: String
  private let masker: Masker
  private let findings: [Finding]
  private let scalars: [Unicode.Scalar]
  private let maskedScalars: [Unicode.Scalar]

  init(_ text: String, masker: Masker, hints: [Span]) {
    var findings = masker.findings(in: text)
    let count = text.unicodeScalars.count
    for span in hints where span.start >= 0 && span.start < span.end && span.end <= count {
      if let found = masker.contact(in: text, span.start..<span.end, besides: findings) {
        findings.append(found)
      }
    }
    self.masker = masker
    self.findings = findings
    masked = masker.hide(findings, in: text)
    scalars = Array(text.unicodeScalars)
    maskedScalars = Array(masked.unicodeScalars)
  }

  func masked(_ reading: Reading) -> Reading {
    switch reading {
    case .agent(var reading):
      for index in reading.flags.indices { mask(&reading.flags[index]) }
      for index in reading.promises.indices {
        reading.promises[index].what = quote(reading.promises[index].what, at: reading.promises[index].span)
      }
      for index in reading.evidence.indices { mask(&reading.evidence[index]) }
      return .agent(reading)
    case .customer(var reading):
      for index in reading.facts.indices {
        let fact = reading.facts[index]
        reading.facts[index].quote = quote(fact.quote, at: fact.span)
        reading.facts[index].value = quote(fact.value, at: fact.span)
      }
      for index in reading.demands.indices {
        reading.demands[index].what = quote(reading.demands[index].what, at: reading.demands[index].span)
      }
      for index in reading.styleSigns.indices { mask(&reading.styleSigns[index].evidence) }
      for index in reading.evidence.indices { mask(&reading.evidence[index]) }
      return .customer(reading)
    }
  }

  private func mask(_ flag: inout Flag) {
    flag.match = quote(flag.match, at: flag.span)
    // Blanks in them were filled from facts.
    for index in flag.instead.indices { flag.instead[index].text = derived(flag.instead[index].text) }
    flag.readsLike = flag.readsLike.map(derived)
  }

  private func mask(_ evidence: inout Evidence) {
    evidence.quote = quote(evidence.quote, at: evidence.span)
  }

  /// A quote that stands at a place is masked as that place is: part of a number shows nothing of what it is.
  private func quote(_ text: String, at span: Span?) -> String {
    if findings.isEmpty { return masker.mask(text) }
    let wanted = Array(text.unicodeScalars)
    if let span, 0 <= span.start, span.start <= span.end, span.end <= scalars.count,
      span.length == wanted.count,
      scalars[span.start..<span.end].elementsEqual(wanted)
    {
      return string(span.start..<span.end)
    }
    return derived(text)
  }

  /// Text made from the turn in some way: a value without its spaces, words from several places.
  private func derived(_ text: String) -> String {
    if findings.isEmpty { return masker.mask(text) }
    let wanted = Array(text.unicodeScalars)
    if !wanted.isEmpty, wanted.count <= scalars.count {
      for start in 0...(scalars.count - wanted.count) {
        let range = start..<(start + wanted.count)
        if scalars[range].elementsEqual(wanted), !maskedScalars[range].elementsEqual(wanted) {
          return string(range)
        }
      }
    }
    return masker.mask(text, hidingPartsOf: findings)
  }

  private func string(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(maskedScalars[range]))
  }
}
