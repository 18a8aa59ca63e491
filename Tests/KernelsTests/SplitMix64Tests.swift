import GarimpoKernels
import Testing

struct SplitMix64Tests {
  @Test func `the stream of seed 0 is the published one`() {
    // First outputs of SplittableRandom's mixer for seed 0, as listed with the reference C code by Vigna.
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
  }

  @Test func `streams of one seed differ, and so do seeds of one stream`() {
    var firsts = Set<UInt64>()
    for seed in 0..<50 {
      for stream in 0..<50 {
        var generator = SplitMix64(seed: UInt64(seed), stream: UInt64(stream))
        firsts.insert(generator.next())
      }
    }
    #expect(firsts.count == 2500)
  }

  @Test(arguments: [1, 2, 3, 5, 10, 1000])
  func `integers below a bound are uniform`(bound: Int) {
    var generator = SplitMix64(seed: 7)
    var counts = [Int](repeating: 0, count: bound)
    let draws = 2000 * bound
    for _ in 0..<min(draws, 200_000) { counts[generator.next(below: bound)] += 1 }
    let expected = Double(min(draws, 200_000)) / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    // Mean bound - 1, standard deviation √(2 (bound - 1)): six of them.
    #expect(chiSquare < Double(bound - 1) + 6 * (2 * Double(max(1, bound - 1))).squareRoot())
  }

  @Test func `unit numbers lie in [0, 1)`() {
    var generator = SplitMix64(seed: 1)
    var sum = 0.0
    for _ in 0..<10_000 {
      let unit = generator.nextUnit()
      #expect(unit >= 0 && unit < 1)
      sum += unit
    }
    #expect(abs(sum / 10_000 - 0.5) < 0.02)
  }
}
