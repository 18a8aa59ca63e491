import Foundation
import GarimpoEvaluation
import GarimpoKernels
import Testing

@Suite struct RankingMetricsTests {
  /// Every world of up to five items with three levels of score and both classes.
  static func smallWorlds(upTo largest: Int = 5) -> [NaiveMetrics] {
    (2...largest).flatMap { count in
      (0..<Int(pow(6, Double(count)))).compactMap { code in
        var rest = code
        var world = NaiveMetrics(scores: [], targets: [])
        for _ in 0..<count {
          world.scores.append(Double(rest % 3) / 2)
          rest /= 3
          world.targets.append(rest % 2 == 1)
          rest /= 2
        }
        return world.positiveCount > 0 && world.negativeCount > 0 ? world : nil
      }
    }
  }

  @Test func `Areas equal their definitions in every small world`() throws {
    for world in Self.smallWorlds() {
      let metrics = try RankingMetrics(scores: world.scores, targets: world.targets)
      guard abs(metrics.averagePrecision - world.averagePrecision) < 1e-12, metrics.rocAUC == world.rocAUC else {
        Issue.record("\(world): \(metrics.averagePrecision), \(metrics.rocAUC)")
        return
      }
      #expect(metrics.count == world.scores.count && metrics.positiveCount == world.positiveCount)
    }
  }

  @Test func `Reading figures are means over all orders of ties in every small world`() throws {
    for world in Self.smallWorlds(upTo: 4) {
      let metrics = try RankingMetrics(scores: world.scores, targets: world.targets)
      let (count, positives) = (world.scores.count, world.positiveCount)
      for k in 1...count {
        let hits = world.mean { order in Double(order[..<k].count { $0 }) }
        #expect(abs(try metrics.expectedHits(at: k) - hits) < 1e-12)
        #expect(abs(try metrics.precision(at: k) - hits / Double(k)) < 1e-12)
        #expect(abs(try metrics.recall(at: k) - hits / Double(positives)) < 1e-12)
        #expect(abs(try metrics.lift(at: k) - hits / Double(k) * Double(count) / Double(positives)) < 1e-12)
      }
      for wanted in 1...positives {
        let read = world.mean { order in
          Double(order.indices.filter { order[$0] }[wanted - 1] + 1)
        }
        let recall = Double(wanted) / Double(positives)
        #expect(abs(try metrics.itemsRead(toRecall: recall) - read) < 1e-12)
        let saved = (Double(count) - read) / Double(count) - (1 - recall)
        #expect(abs(try metrics.workSaved(atRecall: recall) - saved) < 1e-12)
      }
      let discovery = world.mean { order in
        Double(order.indices.filter { order[$0] }.map { $0 + 1 }.reduce(0, +)) / Double(positives)
      }
      #expect(abs(metrics.averageTimeToDiscovery - discovery) < 1e-12)
      let ideal = (1...positives).map { 1 / log2(Double($0) + 1) }.reduce(0, +)
      let gain = world.mean { order in
        order.indices.filter { order[$0] }.map { 1 / log2(Double($0) + 2) }.reduce(0, +) / ideal
      }
      #expect(abs(metrics.normalizedDiscountedGain - gain) < 1e-12)
      let loss = world.mean { order in
        var found = 0
        let sum = order.map { label in
          found += label ? 1 : 0
          return found
        }.reduce(0, +)
        let (n, p) = (Double(count), Double(positives))
        return (p * (n - (p - 1) / 2) - Double(sum)) / (p * (n - p))
      }
      #expect(abs(metrics.loss - loss) < 1e-12)
    }
  }

  @Test(arguments: [10, 300, 1499, 1500, 2500], [2, 50, 1_000_000])
  func `Random scores of any tie density agree with the naive twin in both widths`(count: Int, levels: Int) throws {
    var random = SplitMix64(seed: UInt64(count), stream: UInt64(levels))
    var world = NaiveMetrics(scores: [], targets: [true, false])
    for _ in 2..<count { world.targets.append(random.next(below: 5) == 0) }
    world.scores = world.targets.map { target in
      // Signs of both kinds, and numbers that a Float holds.
      Double(Float(Double(random.next(below: levels)) / Double(levels) - 0.5 + (target ? 0.1 : 0)))
    }
    let double = try RankingMetrics(scores: world.scores, targets: world.targets)
    let single = try RankingMetrics(scores: world.scores.map(Float.init), targets: world.targets)
    #expect(abs(double.averagePrecision - world.averagePrecision) < 1e-12)
    #expect(abs(double.rocAUC - world.rocAUC) < 1e-12)
    #expect(single.averagePrecision == double.averagePrecision && single.rocAUC == double.rocAUC)
    #expect(single.precisionRecallCurve() == double.precisionRecallCurve())
    #expect(single.rocCurve() == double.rocCurve())
  }

  @Test func `Scores by the hundred thousand have the area their ranks give`() throws {
    // Enough 8-byte keys for large pages. Row i scores 7i mod n, a permutation; every tenth row is a yes.
    let count = 600_001
    let scores = (0..<count).map { Double($0 * 7 % count) / 3 }
    let targets = (0..<count).map { $0 % 10 == 0 }
    let positives = targets.count { $0 }
    let ranks = (0..<count).reduce(0) { targets[$1] ? $0 + $1 * 7 % count + 1 : $0 }
    let pairs = ranks - positives * (positives + 1) / 2
    let metrics = try RankingMetrics(scores: scores, targets: targets)
    #expect(metrics.rocAUC == Double(pairs) / (Double(positives) * Double(count - positives)))
    #expect(metrics.counts(atThreshold: 0).truePositives == positives)
  }

  @Test func `The order of the items does not matter`() throws {
    var random = SplitMix64(seed: 3)
    let rows = (0..<500).map { _ in (Double(random.next(below: 20)), random.next(below: 4) == 0) }
    let metrics = try RankingMetrics(scores: rows.map(\.0), targets: rows.map(\.1))
    let other = rows.shuffled(using: &random)
    let again = try RankingMetrics(scores: other.map(\.0), targets: other.map(\.1))
    #expect(metrics.averagePrecision == again.averagePrecision && metrics.rocAUC == again.rocAUC)
    for k in 1...500 { #expect(try metrics.precision(at: k) == again.precision(at: k)) }
  }

  @Test func `Infinite scores rank at the ends and the two zeros are equal`() throws {
    let scores = [-Double.infinity, -0.0, 0.0, .infinity]
    let metrics = try RankingMetrics(scores: scores, targets: [false, true, false, true])
    #expect(metrics.rocAUC == 0.875)
    #expect(metrics.precisionRecallCurve().thresholds == [-.infinity, 0, .infinity])
    let single = try RankingMetrics(scores: scores.map(Float.init), targets: [false, true, false, true])
    #expect(single.rocAUC == 0.875)
  }

  @Test func `The example of the documentation is right`() throws {
    let quality = try RankingMetrics(scores: [0.9, 0.4, 0.4, 0.1], targets: [true, false, true, false])
    #expect(abs(quality.averagePrecision - 5.0 / 6) < 1e-15)
    #expect(quality.rocAUC == 7.0 / 8)
  }

  @Test func `A decision that calls nothing yes has no precision`() throws {
    let metrics = try RankingMetrics(scores: [0.25, 0.5], targets: [true, false])
    let counts = metrics.counts(atThreshold: 0.75)
    #expect(counts.precision == nil && counts.recall == 0 && counts.fScore() == 0)
    #expect(counts.trueNegatives == 1 && counts.falseNegatives == 1)
    #expect(metrics.counts(atThreshold: 0.5).falsePositives == 1)
  }
}
