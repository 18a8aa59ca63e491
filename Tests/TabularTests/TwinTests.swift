import GarimpoKernels
import Testing

/// The fast scanner against the readable twin.
@Suite struct TwinTests {
  private static let dialects: [ByteScan.Dialect] = [
    .init(), .init(skipsBlankLines: false), .init(keepsTextAfterQuote: true), .init(delimiter: 0x3B, quote: nil),
  ]

  private func compare(_ text: [UInt8], _ dialect: ByteScan.Dialect, cuts: [Int] = []) {
    let plain = PlainRecords(text, dialect)
    let fast = PlainRecords(scanning: text, dialect, cuts: cuts)
    if plain != fast {
      Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription), cuts \(cuts): \(fast), plain: \(plain)")
    }
  }

  /// All texts of `length` bytes over an alphabet.
  private func each(_ alphabet: [UInt8], length: Int, _ body: ([UInt8]) -> Void) {
    var places = [Int](repeating: 0, count: length)
    while true {
      body(places.map { alphabet[$0] })
      guard let last = places.lastIndex(where: { $0 + 1 < alphabet.count }) else { return }
      places[last] += 1
      for place in last + 1..<max(length, last + 1) { places[place] = 0 }
    }
  }

  @Test(arguments: 0...6)
  func `all short texts, cut in two at every place`(length: Int) {
    each(Array("a,\"\n\r".utf8), length: length) { text in
      for dialect in Self.dialects[..<(length == 6 ? 1 : 3)] {
        for cut in 0...length { compare(text, dialect, cuts: [cut]) }
      }
    }
  }

  @Test func `all texts of six and seven bytes over the four that matter most`() {
    for length in 6...7 {
      each(Array(",\"\n\r".utf8), length: length) { compare($0, Self.dialects[0]) }
    }
  }

  @Test func `random texts, long enough for whole blocks, cut at random places`() {
    var generator = SplitMix64(seed: 1)
    let pieces = [
      "a", "bc", ",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "a long unquoted piece of text", "\",\"", "é", "\0",
    ]
    .map { Array($0.utf8) }
    for _ in 0..<3000 {
      var text: [UInt8] = []
      for _ in 0..<generator.next(below: 40) { text += pieces[generator.next(below: pieces.count)] }
      let cuts = (0..<generator.next(below: 4)).map { _ in generator.next(below: text.count + 1) }.sorted()
      for dialect in Self.dialects { compare(text, dialect, cuts: cuts) }
    }
  }

  @Test func `long quoted fields with every kind of line end`() {
    var generator = SplitMix64(seed: 3)
    let pieces = ["text ", "\n", "\r\n", "\r", "é", ","].map { Array($0.utf8) }
    for length in [60, 64, 70, 128, 200, 1000, 9000] {
      for _ in 0..<20 {
        var text = Array("1,\"".utf8)
        while text.count < length { text += pieces[generator.next(below: pieces.count)] }
        text += Array("\"\"more\",2\n3,4\n\"5".utf8)
        compare(text, .init(), cuts: [generator.next(below: text.count)])
      }
    }
  }

  @Test func `each file of the collection`() throws {
    for file in try TortureFiles.all() where !file.name.hasSuffix(".gz") {
      for dialect in Self.dialects { compare(file.bytes, dialect) }
    }
  }

  @Test func `a filter of columns keeps what the whole has there, and pads and cuts`() {
    let text = Array("a,b,c\n1,\"2\",3\n4\n5,6,7,8\n,,\n".utf8)
    var scanner = ByteScan.Scanner(dialect: .init())
    scanner.expectedFieldCount = 3
    scanner.keptFields = [true, false, true]
    var batch = ByteScan.Batch()
    let padded = text + [UInt8](repeating: 0x22, count: ByteScan.padding)
    let (rest, stop) = scanner.scan(padded, in: 0..<text.count, isFinal: true, into: &batch)
    #expect(rest == text.count && stop == .needsMore)
    #expect(String(decoding: batch.bytes, as: UTF8.self) == "ac13457")
    #expect(batch.ends.map { $0 & ~ByteScan.Batch.missing } == [1, 2, 3, 4, 5, 5, 6, 7, 7, 7])
    #expect(batch.ends.indices.filter { batch.ends[$0] & ByteScan.Batch.missing != 0 } == [5])
    #expect(batch.ragged.map(\.record) == [2, 3])
    #expect(batch.ragged.map(\.fieldCount) == [1, 4])
    #expect(batch.ragged.map(\.line) == [3, 4])
  }

  @Test func `room for ends is found however many fields there are`() {
    let text = [UInt8](repeating: 0x2C, count: 20_000) + [0x0A] + [UInt8](repeating: 0x2C, count: 9_999)
    compare(text, .init())
  }

  @Test func `a limit of records stops between two of them`() {
    let text = Array("a\nb\nc\n".utf8) + [UInt8](repeating: 0x22, count: ByteScan.padding)
    var scanner = ByteScan.Scanner(dialect: .init())
    scanner.recordLimit = 2
    var batch = ByteScan.Batch()
    let (rest, stop) = scanner.scan(text, in: 0..<6, isFinal: true, into: &batch)
    #expect(rest == 4 && stop == .limit && batch.recordCount == 2 && scanner.line == 3)
  }
}
