import Foundation
import HearoutCore

/// Splits what a feed sends into lines, and lines into turns.
struct FeedLines {
  private var waiting: [UInt8] = []

  struct FedTurn: Decodable {
    var speaker: Speaker
    var text: String
    var language: String?

    enum CodingKeys: String, CodingKey {
      case speaker, text
      case language = "lang"
    }
  }

  mutating func add(_ bytes: [UInt8]) { waiting += bytes }

  mutating func next() -> [UInt8]? {
    while let end = waiting.firstIndex(of: 0x0A) {
      let line = Array(waiting[..<end])
      waiting.removeFirst(end + 1)
      if line.contains(where: { $0 != 0x20 && $0 != 0x0D }) { return line }
    }
    return nil
  }

  static func turn(_ line: [UInt8]) -> Result<FedTurn, any Error> {
    Result { try JSONDecoder().decode(FedTurn.self, from: Data(line)) }
  }
}
