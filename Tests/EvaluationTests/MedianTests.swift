import Testing

@testable import GarimpoEvaluation

/// The median against sorting.
struct MedianTests {
  @Test func `the median of nothing is not there, of one is itself`() {
    #expect(Percentile.median([]) == nil)
    #expect(Percentile.median([3.5]) == 3.5)
  }

  /// All samples of up to five of the values 0, 1, 2 and 4.
  @Test func `the median lies in the middle of what is sorted`() {
    let values = [0.0, 1, 2, 4]
    var samples: [[Double]] = [[]]
    var count = 0
    for _ in 1...5 {
      samples = samples.flatMap { sample in values.map { sample + [$0] } }
      for sample in samples {
        let sorted = sample.sorted()
        let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        #expect(Percentile.median(sample) == middle)
        count += 1
      }
    }
    #expect(count == 4 + 16 + 64 + 256 + 1024)
  }
}
