import GarimpoEvaluation
import Testing

/// Against scikit-learn. Floats agree within 1e-12: both sum fewer than 200 terms of at most 1.
@Suite struct MetricsGoldenTests {
  @Test(arguments: metricsGolden)
  func `Figures of the order are scikit-learn's`(_ golden: MetricsGolden) throws {
    let targets = golden.targets.map { $0 == 1 }
    for metrics in [
      try RankingMetrics(scores: golden.scores, targets: targets),
      try RankingMetrics(scores: golden.scores.map(Float.init), targets: targets),
    ] {
      #expect(abs(metrics.averagePrecision - golden.averagePrecision) < 1e-12)
      #expect(abs(metrics.rocAUC - golden.rocAUC) < 1e-12)
      #expect(abs(metrics.normalizedDiscountedGain - golden.ndcg) < 1e-12)
      let counts = metrics.counts(atThreshold: 0.5)
      expectClose(
        [counts.precision ?? 0, counts.recall ?? 0, counts.fScore() ?? 0, counts.fScore(beta: 2) ?? 0],
        golden.precisionRecallF)
    }
  }

  @Test(arguments: metricsGolden)
  func `Curves and their thresholds are scikit-learn's`(_ golden: MetricsGolden) throws {
    let metrics = try RankingMetrics(scores: golden.scores, targets: golden.targets.map { $0 == 1 })
    for (curve, expected) in [
      (metrics.precisionRecallCurve(), golden.curve),
      (metrics.precisionRecallCurve(droppingIntermediate: true), golden.droppedCurve),
    ] {
      expectClose(curve.precision, expected.precision)
      expectClose(curve.recall, expected.recall)
      #expect(curve.thresholds == expected.thresholds)
    }
    for (curve, expected) in [
      (metrics.rocCurve(), golden.roc), (metrics.rocCurve(droppingIntermediate: false), golden.fullROC),
    ] {
      expectClose(curve.falsePositiveRate, expected.fpr)
      expectClose(curve.truePositiveRate, expected.tpr)
      #expect(curve.thresholds == expected.thresholds)
    }
  }

  @Test(arguments: metricsGolden)
  func `Log loss and Brier score are scikit-learn's`(_ golden: MetricsGolden) throws {
    let targets = golden.targets.map { $0 == 1 }
    let metrics = try ProbabilityMetrics(probabilities: golden.scores, targets: targets)
    #expect(abs(metrics.logLoss - golden.logLoss) < 1e-12)
    #expect(abs(metrics.brier - golden.brier) < 1e-12)
    let single = try ProbabilityMetrics(probabilities: golden.scores.map(Float.init), targets: targets)
    #expect(abs(single.brier - golden.brier) < 1e-12)
    if !golden.scores.contains(0), !golden.scores.contains(1) {
      #expect(abs(single.logLoss - golden.logLoss) < 1e-12)
    }
  }
}

/// Expects equal counts and values within 1e-12.
func expectClose(_ found: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(found.count == expected.count, sourceLocation: sourceLocation)
  for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-12, sourceLocation: sourceLocation) }
}
