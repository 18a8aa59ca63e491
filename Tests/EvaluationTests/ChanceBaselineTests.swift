import GarimpoEvaluation
import Testing

@Suite struct ChanceBaselineTests {
  @Test(arguments: 2...6)
  func `The mean is that of all orders`(count: Int) throws {
    for positives in 1..<count {
      let labels = (0..<count).map { $0 < positives }
      let all = try permutations(of: labels).map { order in
        try RankingMetrics(scores: order.indices.map { Double(-$0) }, targets: order)
      }
      let chance = try ChanceBaseline(positiveCount: positives, count: count, draws: 2000, seed: 0)
      let mean = all.map(\.averagePrecision).reduce(0, +) / Double(all.count)
      #expect(abs(chance.averagePrecision.value - mean) < 1e-12)
      #expect(chance.rocAUC.value == 0.5 && chance.prevalence == Double(positives) / Double(count))
      // With few orders the ends are the extremes or near them, and figures of real orders.
      let worst = all.map(\.averagePrecision).min() ?? 2
      let best = all.map(\.averagePrecision).max() ?? -1
      #expect(chance.averagePrecision.low >= worst - 1e-12 && chance.averagePrecision.high <= best + 1e-12)
      if all.count <= 24 {
        #expect(abs(chance.averagePrecision.low - worst) < 1e-12)
        #expect(abs(chance.rocAUC.low) < 1e-12 && abs(chance.rocAUC.high - 1) < 1e-12)
      }
    }
  }

  @Test func `Chance on the seed's validation items reaches more than the prevalence`() throws {
    let chance = try ChanceBaseline(positiveCount: 35, count: 270, seed: 0)
    #expect(abs(chance.averagePrecision.value - 0.146) < 0.0005)
    // Hanley and McNeil: the standard deviation of the area is √((P + N + 1)/(12 P N)) = 0.0524 under chance.
    #expect(abs(chance.rocAUC.low - (0.5 - 1.96 * 0.0524)) < 0.01)
    #expect(abs(chance.rocAUC.high - (0.5 + 1.96 * 0.0524)) < 0.01)
  }

  @Test func `One class has no chance`() {
    #expect(throws: MetricError.oneClassOnly(positives: 3, negatives: 0)) {
      try ChanceBaseline(positiveCount: 3, count: 3, seed: 0)
    }
    #expect(throws: MetricError.empty) { try ChanceBaseline(positiveCount: 0, count: 0, seed: 0) }
  }
}
