import Foundation
import GarimpoEvaluation
import GarimpoKernels
import Testing

@Suite struct ProbabilityMetricsTests {
  @Test func `A confident mistake costs what the width of the scores allows`() throws {
    let double = try ProbabilityMetrics(probabilities: [0.0, 1], targets: [true, false])
    #expect(abs(double.logLoss + log(Double.ulpOfOne)) < 1e-12)
    let single = try ProbabilityMetrics(probabilities: [Float(0), 1], targets: [true, false])
    #expect(abs(single.logLoss + log(Double(Float.ulpOfOne))) < 1e-12)
    #expect(double.brier == 1 && double.brierOfPrevalence == 0.25)
  }

  @Test func `Labels of one class have proper scores`() throws {
    let metrics = try ProbabilityMetrics(probabilities: [0.5, 0.25], targets: [false, false])
    #expect(abs(metrics.logLoss + (log(0.5) + log(0.75)) / 2) < 1e-12)
    #expect(metrics.brier == 0.15625 && metrics.positiveCount == 0)
  }

  @Test func `Bins of equal width hold their stretch of the scale and empty ones are left out`() throws {
    let metrics = try ProbabilityMetrics(
      probabilities: [0, 0.125, 0.25, 0.375, 0.75, 1], targets: [false, true, false, true, true, true])
    let bins = metrics.calibration(.equalWidth(4))
    #expect(bins.map(\.count) == [2, 2, 2])
    #expect(bins.map(\.meanScore) == [0.0625, 0.3125, 0.875])
    #expect(bins.map(\.positiveShare.value) == [0.5, 0.5, 1])
    #expect(bins.map(\.lowestScore) == [0, 0.25, 0.75] && bins.map(\.highestScore) == [0.125, 0.375, 1])
    let error = (2 * 0.4375 + 2 * 0.1875 + 2 * 0.125) / 6
    #expect(abs(metrics.expectedCalibrationError(.equalWidth(4)) - error) < 1e-12)
  }

  @Test(arguments: [1, 2, 3, 7, 50], [1, 2, 3, 10, 57, 200])
  func `Bins of equal count share out all items and never cut ties`(number: Int, count: Int) throws {
    for levels in [1, 4, 1000] {
      var random = SplitMix64(seed: 5, stream: UInt64(number * 1000 + levels))
      let scores = (0..<count).map { _ in Double(random.next(below: levels)) / Double(levels) }
      let targets = (0..<count).map { _ in random.next(below: 3) == 0 }
      let bins = try ProbabilityMetrics(probabilities: scores, targets: targets).calibration(.equalCount(number))
      #expect(bins.count <= number && bins.map(\.count).reduce(0, +) == count)
      #expect(bins.map(\.positiveCount).reduce(0, +) == targets.count { $0 })
      for (a, b) in zip(bins, bins.dropFirst()) { #expect(a.highestScore < b.lowestScore) }
      if Set(scores).count == count, number <= count {
        #expect(bins.count == number)
        #expect(bins.allSatisfy { abs($0.count * number - count) < number })
      }
    }
  }

  @Test func `The histogram counts every item once and the last bin holds 1`() throws {
    let metrics = try ProbabilityMetrics(
      probabilities: [0, 0.25, 0.3, 0.5, 1, 1], targets: [false, false, true, true, false, true])
    let bins = metrics.histogram(binCount: 4)
    #expect(bins.map(\.positiveCount) == [0, 1, 1, 1] && bins.map(\.negativeCount) == [1, 1, 0, 1])
    #expect(bins.map(\.from) == [0, 0.25, 0.5, 0.75] && bins.map(\.to) == [0.25, 0.5, 0.75, 1])
  }

  /// Ends worked from the formula with 50 digits (Python's decimal, z = 1.95996398454005423552…).
  @Test(arguments: [
    (0, 10, 0.0, 0.2775327998628892), (10, 10, 0.7224672001371108, 1.0),
    (35, 270, 0.09470390151818794, 0.17494649816451324), (1, 1, 0.2065493143772374, 1.0),
  ])
  func `Wilson's interval has its textbook ends`(successes: Int, count: Int, low: Double, high: Double) {
    let share = Estimate.wilson(successes: Double(successes), count: count)
    #expect(share.value == Double(successes) / Double(count))
    #expect(abs(share.low - low) < 1e-12 && abs(share.high - high) < 1e-12)
  }
}
