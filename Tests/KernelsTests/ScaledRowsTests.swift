import GarimpoKernels
import Testing

struct ScaledRowsTests {
  @Test func `A scaled row is added to sums`() {
    var sums: [Float] = [1, 2, 3]
    let row: [Float] = [4, 0, -2]
    var span = sums.mutableSpan
    ScaledRows.add(0.5, row.span, to: &span)
    #expect(sums == [3, 2, 2])
  }

  @Test(arguments: [1, 5, 2047, 2048, 2049, 5000])
  func `Scaled rows are added as one by one, whatever the width`(width: Int) {
    var random = SplitMix64(seed: 7, stream: UInt64(width))
    let scales = (0..<9).map { $0 % 3 == 1 ? 0 : random.nextUnit() - 0.5 }
    let rows = (0..<9 * width).map { _ in Float(random.nextUnit()) }
    let start = (0..<width).map { _ in random.nextUnit() }
    var sums = start
    var span = sums.mutableSpan
    ScaledRows.add(scales.span, rows.span, to: &span)
    for column in 0..<width {
      var expected = start[column]
      for row in 0..<9 { expected += scales[row] * Double(rows[row * width + column]) }
      #expect(abs(sums[column] - expected) < 1e-6)
    }
  }
}
