import GarimpoKernels
import Testing

@Suite struct RadixSortTests {
  /// Keys that are hard on some part of the sort.
  static let kinds: [(name: String, key: @Sendable (UInt64, inout SplitMix64) -> UInt64)] = [
    ("any bits", { _, random in random.next() }),
    ("all equal", { _, _ in 7 }),
    ("few levels", { _, random in UInt64(random.next(below: 3)) << 40 }),
    ("one digit", { _, random in UInt64(random.next(below: 2000)) << 22 }),
    ("descending", { index, _ in ~index }),
    // Leading bits that vary little and many trailing ones: the insertion sort must give up.
    ("equal leading bits", { _, random in (random.next() & 1) << 63 | random.next() & 0x3FFF_FFFF }),
    ("low bits only", { _, random in random.next() & 0xFFF }),
  ]

  @Test(arguments: [0, 1, 2, 3, 5, 10, 1499, 1500, 1501, 20_000], kinds.indices)
  func `Both widths are sorted as the standard library sorts them`(count: Int, kind: Int) {
    var random = SplitMix64(seed: 11, stream: UInt64(count))
    var wide = (0..<UInt64(count)).map { Self.kinds[kind].key($0, &random) }
    var narrow = wide.map { UInt32(truncatingIfNeeded: $0 >> 16) }
    let (wideExpected, narrowExpected) = (wide.sorted(), narrow.sorted())
    RadixSort.sort(&wide)
    RadixSort.sort(&narrow)
    #expect(wide == wideExpected)
    #expect(narrow == narrowExpected)
  }

  @Test(arguments: [0, 1, 2, 10, 3000])
  func `Rows are ordered by descending score and equal scores by row`(count: Int) {
    var random = SplitMix64(seed: 12)
    let scores = (0..<count).map { _ in Float(random.next(below: 50)) - 25 + (random.next(below: 2) == 0 ? -0.0 : 0.0) }
    let expected = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    #expect(RankingOrder.descending(scores).map(Int.init) == expected)
  }
}
