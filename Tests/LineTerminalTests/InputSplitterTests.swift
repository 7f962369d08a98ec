import Testing

@testable import LineTerminal

@Suite struct InputSplitterTests {
  private func split(_ pieces: [String]) -> [InputSplitter.Chunk] {
    var splitter = InputSplitter()
    let chunks = pieces.flatMap { splitter.add(Array($0.utf8)) } + splitter.release()
    // Neighbouring keys mean the same however they were read.
    return chunks.reduce(into: []) { result, chunk in
      if case .keys(let more) = chunk, case .keys(let keys) = result.last {
        result[result.count - 1] = .keys(keys + more)
      } else {
        result.append(chunk)
      }
    }
  }

  private func keys(_ text: String) -> InputSplitter.Chunk { .keys(Array(text.utf8)) }

  @Test func keysStayKeys() {
    #expect(split(["ab\u{1B}[A", "\u{1B}"]) == [keys("ab\u{1B}[A\u{1B}")])
    #expect(split(["\u{1B}[20", "1~", "\u{1B}[2~"]) == [keys("\u{1B}[201~\u{1B}[2~")])
    #expect(split(["\u{1B}\u{1B}[200~x\u{1B}[201~"]) == [keys("\u{1B}"), .paste("x")])
  }

  @Test func aPasteIsOneChunkWhereverItIsCut() {
    let bytes = Array("a\u{1B}[200~一\r\n二\u{1B}[20三\r四\u{1B}[201~b".utf8)
    let expected: [InputSplitter.Chunk] = [keys("a"), .paste("一\n二\u{1B}[20三\n四"), keys("b")]
    for cut in 0...bytes.count {
      var splitter = InputSplitter()
      let chunks = splitter.add(bytes[..<cut]) + splitter.add(bytes[cut...])
      #expect(chunks == expected, "cut at \(cut)")
    }
  }

  @Test func aPasteLosesWhatTheLineCannotHold() {
    #expect(split(["\u{1B}[200~a\0b\u{1B}[201~"]) == [.paste("ab")])
    var splitter = InputSplitter()
    let bytes = Array("\u{1B}[200~".utf8) + [0x61, 0xFF, 0xE5] + Array("\u{1B}[201~".utf8)
    #expect(splitter.add(bytes) == [.paste("a\u{FFFD}\u{FFFD}")])
  }

  @Test func aPasteWithoutEndKeepsWaiting() {
    var splitter = InputSplitter()
    #expect(splitter.add(Array("\u{1B}[200~abc\u{1B}".utf8)) == [])
    #expect(!splitter.isHolding)
    #expect(splitter.release() == [])
    #expect(splitter.add(Array("[201~".utf8)) == [.paste("abc")])
  }

  @Test func keysAreWholeCharacters() {
    func whole(_ bytes: [UInt8]) -> [UInt8] {
      var characters = WholeCharacters()
      return bytes.flatMap { characters.add($0) }
    }
    let good = Array("a客👍🏽é\0\u{10FFFF}".utf8)
    #expect(whole(good) == good)
    #expect(whole([0x61, 0xFF, 0x62, 0xE5, 0x63, 0x80, 0xC0, 0x80]) == [0x61, 0x62, 0x63])
    #expect(whole([0xED, 0xA0, 0x80, 0x61, 0xE0, 0x80, 0x80, 0xF4, 0x90, 0x80, 0x80]) == [0x61])
    #expect(whole([0xE5, 0xAE, 0xE5, 0xAE, 0xA2]) == [0xE5, 0xAE, 0xA2])
  }

  @Test func aHugePasteIsCut() {
    var splitter = InputSplitter()
    let huge = [UInt8](repeating: 0x61, count: InputSplitter.pasteBytesMax + 10)
    let chunks = splitter.add(Array("\u{1B}[200~".utf8) + huge + Array("\u{1B}[201~z".utf8))
    #expect(chunks == [.paste(String(repeating: "a", count: InputSplitter.pasteBytesMax)), keys("z")])
  }
}
