import Foundation
import SentenceEncoder
import Testing

/// Needs the weights, which are fetched and never part of the repository; without them there is nothing to test.
@Suite(.enabled(if: Weights.encoder != nil, "the encoder's weights are not installed"))
struct SentenceEncoderTests {
  private func encoder() throws -> SentenceEncoder { try #require(Weights.encoder) }

  private func cosine(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  @Test func manyAtATimeAreTheSameToTheBit() throws {
    let encoder = try encoder()
    let texts = [
      "Your driver left it in the rain.", "", "嗯", "退款都三个礼拜了，一分钱没见着。",
      String(repeating: "and then nobody came ", count: 90), "!!!",
    ]
    #expect(encoder.vectors(texts) == texts.map(encoder.vector))
  }

  @Test func aVectorHasLengthOne() throws {
    for text in ["Where is my parcel?", "我的包裹在哪儿？", ""] {
      let vector = try encoder().vector(text)
      #expect(vector.count == SentenceEncoder.width)
      #expect(abs(cosine(vector, vector) - 1) < 1e-3)
    }
  }

  @Test func theSameSaidInTheOtherLanguageIsNearerThanSomethingElse() throws {
    let encoder = try encoder()
    let english = encoder.vector("I want my money back.")
    let same = cosine(english, encoder.vector("我要退钱。"))
    let other = cosine(english, encoder.vector("今天天气真好。"))
    #expect(same > other + 0.2)
  }

  @Test func whatIsNoEncoderIsRefused() {
    #expect(throws: SentenceEncoder.Trouble.self) { try SentenceEncoder(path: "/dev/null") }
    #expect(throws: SentenceEncoder.Trouble.notInstalled) { try SentenceEncoder(path: "/nonexistent") }
  }
}

private enum Weights {
  /// Where the start script puts them.
  static var encoder: SentenceEncoder? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try? SentenceEncoder(
      path: root.appendingPathComponent(".build/release/hearout-learnt/encoder.bin").path)
  }
}
