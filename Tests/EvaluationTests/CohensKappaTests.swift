import GarimpoEvaluation
import Testing

@Suite struct CohensKappaTests {
  /// Kappa from the shares of yes-yes, yes-no, no-yes and no-no.
  static func kappa(_ shares: [Double]) -> Double {
    let first = shares[0] + shares[1]
    let second = shares[0] + shares[2]
    let total = shares.reduce(0, +)
    let expected = first * second + (total - first) * (total - second)
    return (shares[0] + shares[3] - expected) / (1 - expected)
  }

  /// The variance of kappa by the delta method with slopes measured, from no formula for kappa's own.
  static func variance(_ shares: [Double], _ count: Int) -> Double {
    let step = 1e-5
    let slopes = shares.indices.map { cell in
      // Along lines on which the shares keep their sum.
      func moved(_ step: Double) -> Double {
        kappa(shares.indices.map { shares[$0] * (1 - step) + ($0 == cell ? step : 0) })
      }
      return (moved(step) - moved(-step)) / (2 * step)
    }
    return zip(shares, slopes).map { $0 * $1 * $1 }.reduce(0, +) / Double(count)
  }

  @Test func `Every table of up to 9 items has the kappa and the width of its definition`() throws {
    var widths = 0
    for count in 1...9 {
      for bothYes in 0...count {
        for firstOnly in 0...(count - bothYes) {
          for secondOnly in 0...(count - bothYes - firstOnly) {
            let cells = [bothYes, firstOnly, secondOnly, count - bothYes - firstOnly - secondOnly]
            let found = try CohensKappa(
              bothYes: cells[0], firstOnly: cells[1], secondOnly: cells[2], bothNo: cells[3])
            let shares = cells.map { Double($0) / Double(count) }
            #expect(found.count == count)
            #expect(abs(found.observedAgreement.value - shares[0] - shares[3]) < 1e-15)
            guard cells[0] < count, cells[3] < count else {
              #expect(found.kappa == nil && found.estimate == nil && found.expectedAgreement == 1)
              continue
            }
            let kappa = try #require(found.kappa)
            #expect(abs(kappa - Self.kappa(shares)) < 1e-12)
            let variance = Self.variance(shares, count)
            guard let estimate = found.estimate else {
              #expect(variance < 1e-9)
              continue
            }
            widths += 1
            let half = 1.959963984540054 * variance.squareRoot()
            #expect(half > 1e-3 && estimate.value == kappa)
            #expect(abs(estimate.low - max(-1, kappa - half)) < 1e-6)
            #expect(abs(estimate.high - min(1, kappa + half)) < 1e-6)
          }
        }
      }
    }
    #expect(widths > 400)
  }

  /// The example on the manual page of `ci.kappa` in R's statpsych (December 2024): `ci.kappa(.05, 31, 12, 4, 58)`.
  @Test func `Kappa and interval are statpsych's`() throws {
    let agreement = try CohensKappa(bothYes: 58, firstOnly: 4, secondOnly: 12, bothNo: 31)
    let estimate = try #require(agreement.estimate)
    #expect(abs(estimate.value - 0.6756757) < 1e-7)
    #expect(abs(estimate.low - 0.5317210) < 1e-7)
    #expect(abs(estimate.high - 0.8196303) < 1e-7)
  }

  @Test func `People and answers may be swapped`() throws {
    let tables = try [(7, 2, 5, 30), (7, 5, 2, 30), (30, 2, 5, 7)].map {
      try CohensKappa(bothYes: $0.0, firstOnly: $0.1, secondOnly: $0.2, bothNo: $0.3)
    }
    for other in tables.dropFirst() {
      let (one, two) = (try #require(tables[0].estimate), try #require(other.estimate))
      #expect(abs(one.value - two.value) + abs(one.low - two.low) + abs(one.high - two.high) < 1e-12)
    }
  }

  @Test func `Lists are counted`() throws {
    let first = [true, true, true, false, false, false, false, true]
    let second = [true, true, false, false, false, true, true, true]
    #expect(
      try CohensKappa(first, second) == CohensKappa(bothYes: 3, firstOnly: 1, secondOnly: 2, bothNo: 2))
  }

  @Test func `Full agreement promises no width, and one answer throughout no kappa`() throws {
    let full = try CohensKappa(bothYes: 2, firstOnly: 0, secondOnly: 0, bothNo: 3)
    #expect(full.kappa == 1 && full.estimate == nil && full.observedAgreement.low < 0.6)
    let constant = try CohensKappa(bothYes: 0, firstOnly: 0, secondOnly: 0, bothNo: 40)
    #expect(constant.kappa == nil && constant.observedAgreement.value == 1)
    let lazy = try CohensKappa(bothYes: 0, firstOnly: 3, secondOnly: 0, bothNo: 37)
    #expect(lazy.estimate == nil && abs((lazy.kappa ?? 1)) < 1e-12)
  }

  @Test func `No item in common throws`() {
    #expect(throws: EstimateError.noPairs) { try CohensKappa([], []) }
  }
}
