import Glibc
import Testing

@testable import LineTerminal

@Suite struct PipeSourceTests {
  /// Feeds bytes to a source through a pipe and collects what it says until the end.
  private func inputs(from bytes: [UInt8]) throws -> (inputs: [LineInput], damaged: Int, written: String) {
    let source = try temporaryDescriptor()
    let sink = try temporaryDescriptor()
    defer { for descriptor in [source, sink] { close(descriptor) } }
    bytes.withUnsafeBytes { _ = Glibc.write(source, $0.baseAddress, $0.count) }
    lseek(source, 0, SEEK_SET)
    let pipe = PipeSource(input: source, output: sink)
    var inputs: [LineInput] = []
    while inputs.last != .end { inputs.append(pipe.next(prompt: "\u{1B}[31m客户>\u{1B}[0m ")) }
    lseek(sink, 0, SEEK_SET)
    guard case .bytes(let written) = Descriptors.read(sink) else {
      return (inputs, pipe.damagedLineCount, "")
    }
    return (inputs, pipe.damagedLineCount, String(decoding: written, as: UTF8.self))
  }

  private func temporaryDescriptor() throws -> Int32 {
    var template = Array((P_tmpdir + "/hearout-test-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    template.withUnsafeBufferPointer { _ = $0.baseAddress.map { unlink($0) } }
    return descriptor
  }

  @Test func linesComeOutOneByOneAndNothingIsWritten() throws {
    let result = try inputs(from: Array("一\n\r\ntwo\r\n\nlast".utf8))
    #expect(result.inputs == [.line("一"), .line(""), .line("two"), .line(""), .line("last"), .end])
    #expect(result.written == "" && result.damaged == 0)
  }

  @Test func anEmptyPipeIsTheEnd() throws {
    #expect(try inputs(from: []).inputs == [.end])
    #expect(try inputs(from: [0x0A]).inputs == [.line(""), .end])
  }

  @Test func oddBytesBecomeText() throws {
    let result = try inputs(from: [0x61, 0xFF, 0x62, 0x0A, 0x61, 0, 0x62, 0x0A, 0xE5, 0xAE])
    #expect(result.inputs == [.line("a\u{FFFD}b"), .line("a\0b"), .line("\u{FFFD}"), .end])
    #expect(result.damaged == 2)
  }

  @Test func aByteOrderMarkIsNoText() throws {
    #expect(
      try inputs(from: Array("\u{FEFF}a\n\u{FEFF}b\n".utf8)).inputs == [.line("a"), .line("\u{FEFF}b"), .end])
  }

  @Test func aLineOfTenMegabytesIsOneLine() throws {
    let long = [UInt8](repeating: 0x78, count: 10_000_000)
    let result = try inputs(from: long + [0x0A] + Array("next\n".utf8))
    #expect(result.inputs.count == 3)
    guard case .line(let line) = result.inputs[0] else { return }
    #expect(line.utf8.count == 10_000_000)
    #expect(result.inputs[1] == .line("next"))
  }

  @Test func feedsAreReadBesideTheInput() throws {
    var input: [Int32] = [0, 0]
    var feed: [Int32] = [0, 0]
    try #require(pipe(&input) == 0 && pipe(&feed) == 0)
    let source = PipeSource(input: input[0], output: -1)
    let id = source.watch(feed[0])
    Descriptors.write("他说", to: feed[1])
    #expect(source.next(prompt: "") == .external(Array("他说".utf8), id))
    Descriptors.write("我说\n再", to: input[1])
    #expect(source.next(prompt: "") == .line("我说"))
    close(feed[1])
    #expect(source.next(prompt: "") == .externalEnded(id))
    close(input[1])
    #expect(source.next(prompt: "") == .line("再"))
    #expect(source.next(prompt: "") == .end)
    for descriptor in [input[0], feed[0]] { close(descriptor) }
  }

  @Test func aPromptForPeopleHasNoColours() throws {
    let input = try temporaryDescriptor()
    let output = try temporaryDescriptor()
    defer { for descriptor in [input, output] { close(descriptor) } }
    let source = PipeSource(input: input, output: output, showsPrompt: true)
    #expect(source.next(prompt: "\u{1B}[31m客户\u{1B}[0m\u{7}> ") == .end)
    source.printAbove("done")
    lseek(output, 0, SEEK_SET)
    guard case .bytes(let bytes) = Descriptors.read(output) else { return }
    #expect(String(decoding: bytes, as: UTF8.self) == "客户␇> done\n")
  }
}
