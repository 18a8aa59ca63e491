import GarimpoEvaluation
import Testing

@Suite struct HypergeometricTests {
  @Test func `Probabilities are those of all subsets of small frames`() {
    var draw = Hypergeometric()
    for frame in 0...10 {
      for drawn in 0...frame {
        for positives in 0...frame {
          draw.set(frame: frame, positives: positives, drawn: drawn)
          let ways = NaiveDraw.ways(frame: frame, positives: positives, drawn: drawn)
          let all = Double(ways.reduce(0, +))
          var found = [Double](repeating: 0, count: drawn + 1)
          for (index, probability) in draw.probabilities.enumerated() { found[draw.first + index] = probability }
          for count in 0...drawn { #expect(abs(found[count] - Double(ways[count]) / all) < 1e-14) }
        }
      }
    }
  }

  /// scipy 1.17.1: `from scipy.stats import hypergeom`, then `hypergeom.pmf(x, frame, positives, drawn)`.
  static let golden: [(frame: Int, positives: Int, drawn: Int, count: Int, probability: Double)] = [
    (900, 27, 100, 3, 0.2411796095448822),
    (2_000, 600, 200, 70, 0.01724187466417631),
    (1_000_000, 24_000, 1000, 25, 0.07889669455391352),
    (10_000_000, 4_000_000, 3000, 1200, 0.014868623673198786),
    (10_000_000, 4_000_000, 3000, 1000, 7.105910698758161e-15),
  ]

  @Test(arguments: golden.indices)
  func `Probabilities in large frames are scipy's`(index: Int) throws {
    let row = Self.golden[index]
    var draw = Hypergeometric()
    draw.set(frame: row.frame, positives: row.positives, drawn: row.drawn)
    let probability = draw.probabilities[row.count - draw.first]
    // scipy works with logarithms of factorials, which are near 1e8 here.
    #expect(abs(probability / row.probability - 1) < 1e-7)
  }
}
