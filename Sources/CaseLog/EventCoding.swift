import Foundation
import HearoutCore

/// Identifies one attempt-independent event, so that saving it twice keeps it once.
struct EventStamp: Sendable, Hashable {
  let writer: Int64
  let number: Int64
}

/// Gives stamps that nobody else gives.
struct StampSource: Sendable {
  private let writer = Int64.random(in: .min ... .max)
  private var number: Int64 = 0

  mutating func next() -> EventStamp {
    number += 1
    return EventStamp(writer: writer, number: number)
  }
}

/// An event, masked and encoded, ready to be written.
struct PreparedEvent: Sendable {
  let stamp: EventStamp
  let event: CallEvent
  let payload: String

  /// - Parameter event: already masked.
  init(_ event: CallEvent, stamp: EventStamp) throws(LogTrouble) {
    self.stamp = stamp
    self.event = event
    self.payload = try EventCoding.encode(event)
  }
}

/// Events as JSON and back.
enum EventCoding {
  static func encode(_ value: some Encodable) throws(LogTrouble) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A weight that is not a number must not cost the words that were said.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw LogTrouble(error)
    }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from json: String) -> Value? {
    decode(type, from: Data(json.utf8))
  }

  /// The event of a payload. Readings have gained fields since it was written: what it lacks gets the value
  /// it has in a reading of nothing.
  static func decodeEvent(_ json: String) -> CallEvent? {
    if let event = decode(CallEvent.self, from: json) { return event }
    guard let completed = completingReadings(Data(json.utf8)) else { return nil }
    return decode(CallEvent.self, from: completed)
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, from json: Data) -> Value? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? decoder.decode(type, from: json)
  }

  private static func completingReadings(_ json: Data) -> Data? {
    guard let given = try? JSONSerialization.jsonObject(with: json) else { return nil }
    let turn = Turn(speaker: .agent, text: "", language: .english)
    let empty: [Reading] = [.agent(AgentReading()), .customer(CustomerReading())]
    for reading in empty {
      guard
        let template = try? encode(CallEvent.said(turn, reading, reader: "")),
        let defaults = try? JSONSerialization.jsonObject(with: Data(template.utf8)),
        let kind = names(at: ["said", "_1"], in: defaults), kind == names(at: ["said", "_1"], in: given)
      else { continue }
      return try? JSONSerialization.data(withJSONObject: merge(given, over: defaults))
    }
    return nil
  }

  private static func names(at path: [String], in object: Any) -> Set<String>? {
    var object: Any? = object
    for key in path { object = (object as? [String: Any])?[key] }
    return (object as? [String: Any]).map { Set($0.keys) }
  }

  private static func merge(_ given: Any, over defaults: Any) -> Any {
    guard let given = given as? [String: Any], let defaults = defaults as? [String: Any] else { return given }
    return defaults.merging(given) { merge($1, over: $0) }
  }
}

extension CallEvent {
  /// The name the log gives this kind.
  var kind: String {
    switch self {
    case .began: "began"
    case .said: "said"
    case .undone: "undone"
    case .styleSet: "styleSet"
    case .stepSet: "stepSet"
    case .factSet: "factSet"
    case .noted: "noted"
    case .promiseClosed: "promiseClosed"
    case .followUpSet: "followUpSet"
    case .ended: "ended"
    }
  }

  /// The version of the readers, where they were used.
  var reader: String? {
    if case .said(_, _, let reader) = self { reader } else { nil }
  }
}
