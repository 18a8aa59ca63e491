import GarimpoEvaluation
import GarimpoKernels
import Testing

struct CurveBandMeanTests {
  @Test(arguments: [1, 2, 3, 10])
  func `At each abscissa the band is that of the mean of the values there`(curveCount: Int) throws {
    var generator = SplitMix64(seed: UInt64(curveCount))
    let x = [0.0, 1, 2, 5, 9]
    let curves = (0..<curveCount).map { _ in x.map { _ in generator.nextUnit() } }
    let band = try #require(CurveBand.mean(of: curves, at: x, seed: 7))
    #expect(band.x == x)
    for point in x.indices {
      let estimate = try #require(Estimate.mean(of: curves.map { $0[point] }, seed: 7))
      // Sums of the same values in another order.
      #expect(abs(band.y[point] - estimate.value) < 1e-12)
      if curveCount == 1 {
        #expect(band.low[point] == band.y[point] && band.high[point] == band.y[point])
      } else {
        #expect(abs(band.low[point] - estimate.low) < 1e-12 && abs(band.high[point] - estimate.high) < 1e-12)
      }
    }
  }

  @Test func `Without curves there is no band, and without abscissas an empty one`() {
    #expect(CurveBand.mean(of: [], at: [1], seed: 0) == nil)
    #expect(CurveBand.mean(of: [[], []], at: [], seed: 0)?.y.isEmpty == true)
  }
}
