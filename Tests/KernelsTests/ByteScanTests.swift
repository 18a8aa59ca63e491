import GarimpoKernels
import Testing

@Suite struct ByteScanTests {
  private func padded(_ bytes: [UInt8], before: Int = 0) -> [UInt8] {
    [UInt8](repeating: 0x41, count: before) + bytes + [UInt8](repeating: 0x22, count: ByteScan.padding)
  }

  /// What the standard library makes of the bytes: how many of them are well-formed, and whether the rest is cut off.
  private func expected(_ bytes: [UInt8]) -> (valid: Int, isCutOff: Bool) {
    var valid = 0
    while valid < bytes.count {
      let lengths = (1...4).filter { length in
        valid + length <= bytes.count
          && String(validating: bytes[valid..<valid + length], as: UTF8.self)?.unicodeScalars.count == 1
      }
      guard let length = lengths.first else { break }
      valid += length
    }
    let rest = Array(bytes[valid...])
    let completions: [[UInt8]] = [
      [0x80], [0xBF], [0x80, 0x80], [0xBF, 0xBF], [0x80, 0x80, 0x80], [0xBF, 0xBF, 0xBF], [0xA0, 0x80],
      [0x90, 0x80, 0x80],
    ]
    let isCutOff =
      !rest.isEmpty && rest.count < 4
      && completions.contains { String(validating: rest + $0, as: UTF8.self)?.unicodeScalars.count == 1 }
    return (valid, isCutOff)
  }

  private func check(_ bytes: [UInt8], _ note: String = "") {
    let check = ByteScan.checkUTF8(padded(bytes), in: 0..<bytes.count)
    let (valid, isCutOff) = expected(bytes)
    #expect(check.validEnd == valid, "\(note)\(bytes)")
    #expect(check.isCutOff == isCutOff, "\(note)\(bytes)")
    if valid == bytes.count {
      #expect(check.hasNonASCII == bytes.contains { $0 >= 0x80 })
      #expect(check.hasNUL == bytes.contains(0))
    }
  }

  /// The bytes at which the rules of UTF-8 change.
  private let edges: [UInt8] = [
    0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
  ]

  @Test func `every sequence of up to three edge bytes is judged as the standard library judges it`() {
    check([])
    for a in edges {
      check([a])
      for b in edges {
        check([a, b])
        for c in edges { check([a, b, c]) }
      }
    }
  }

  @Test func `a fault is found at every place of every block`() {
    let characters: [[UInt8]] = [
      Array("é".utf8), Array("学".utf8), Array("🎓".utf8), [0xE0, 0x80], [0xED, 0xA0], [0x80],
    ]
    for place in 0..<140 {
      for character in characters {
        var text = [UInt8](repeating: 0x61, count: place) + character
        check(text)
        text += [UInt8](repeating: 0x62, count: 150 - text.count)
        check(text)
      }
    }
  }

  @Test func `random bytes that are mostly UTF-8 are judged as the standard library judges them`() {
    var generator = SplitMix64(seed: 7)
    let pieces = ["a", "é", "学", "🎓", "plain text of some length, ", "\0"].map { Array($0.utf8) }
    for _ in 0..<400 {
      var text: [UInt8] = []
      while text.count < 200 { text += pieces[generator.next(below: pieces.count)] }
      if generator.next(below: 2) == 0 { text[generator.next(below: text.count)] = edges[generator.next(below: 19)] }
      check(text)
    }
  }

  @Test func `the check may begin anywhere in a buffer`() {
    let text = Array("naïve 学 text".utf8)
    let check = ByteScan.checkUTF8(padded([0xFF, 0xFF, 0xFF] + text), in: 3..<3 + text.count)
    #expect(check.validEnd == 3 + text.count)
  }

  @Test func `the first byte is found at every place, and the end when there is none`() {
    for count in 0..<70 {
      let text = [UInt8](repeating: 0x61, count: count)
      #expect(ByteScan.firstIndex(of: 0x22, in: padded(text), from: 0, to: count) == count)
      for place in 0..<count {
        var other = text
        other[place] = 0x22
        #expect(ByteScan.firstIndex(of: 0x22, in: padded(other), from: 0, to: count) == place)
        #expect(ByteScan.firstIndex(of: 0x22, in: padded(other), from: place + 1, to: count) == count)
      }
    }
  }

  @Test func `a buffer with large pages is a buffer like any other`() {
    var buffer: [UInt8] = []
    ByteScan.reserveLargePages(&buffer, capacity: 5 << 20)
    #expect(buffer.isEmpty && buffer.capacity >= 5 << 20)
    buffer.append(contentsOf: repeatElement(7, count: 3 << 20))
    #expect(buffer.allSatisfy { $0 == 7 })
  }

  @Test func `moving to the front and copying keep the bytes`() {
    var buffer: [UInt8] = Array(0..<100)
    ByteScan.moveToFront(&buffer, 30..<90)
    #expect(Array(buffer[..<60]) == Array(30..<90))
    ByteScan.copy([1, 2, 3], in: 1..<3, into: &buffer, at: 98)
    #expect(Array(buffer[98...]) == [2, 3])
  }
}
