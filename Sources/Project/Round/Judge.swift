import GarimpoEvaluation
import GarimpoKernels

/// Measures a model on the validation items, beside orders that need no model.
struct Judge {
  /// P(yes) of each validation item.
  let scores: [Float]
  /// The answers.
  let targets: [Bool]
  let resampleCount: Int
  let seed: UInt64
  let workers: WorkerPool

  /// All figures. Model and baselines are measured on the same resamples.
  func quality(
    baselines: [BaselineOrder]
  ) throws(MetricError) -> RoundResult.Quality {
    let ranking = try RankingMetrics(scores: scores, targets: targets)
    let probabilities = try ProbabilityMetrics(probabilities: scores, targets: targets)
    let bootstrap = try PairedBootstrap(
      orders: [scores.map(Double.init)] + baselines.map(\.scores), targets: targets, resamples: resampleCount,
      seed: seed, on: workers)
    let chance = try ChanceBaseline(
      positiveCount: ranking.positiveCount, count: ranking.count, draws: resampleCount, seed: seed)
    return RoundResult.Quality(
      averagePrecision: bootstrap.averagePrecision(of: 0), rocAUC: bootstrap.rocAUC(of: 0),
      logLoss: probabilities.logLoss, brier: probabilities.brier,
      atK: try atK(ranking),
      wss95: try ranking.workSaved(atRecall: 0.95), averageTimeToDiscovery: ranking.averageTimeToDiscovery,
      baselines: [
        .init(name: "chance", averagePrecision: chance.averagePrecision, rocAUC: chance.rocAUC)
      ]
        + baselines.indices.map {
          .init(
            name: baselines[$0].name, averagePrecision: bootstrap.averagePrecision(of: $0 + 1),
            rocAUC: bootstrap.rocAUC(of: $0 + 1))
        },
      precisionRecall: Self.points(bootstrap.precisionRecallBand(of: 0, at: Self.grid)),
      roc: Self.points(bootstrap.rocBand(of: 0, at: Self.grid)),
      calibration: probabilities.calibration(.equalCount(10)).map {
        .init(
          meanScore: $0.meanScore, positiveShare: $0.positiveShare.value, low: $0.positiveShare.low,
          high: $0.positiveShare.high, count: $0.count)
      },
      histogram: probabilities.histogram(binCount: 20).map {
        .init(from: $0.from, to: $0.to, positiveCount: $0.positiveCount, negativeCount: $0.negativeCount)
      },
      bootstrapCount: resampleCount)
  }

  private func atK(_ ranking: RankingMetrics) throws(MetricError) -> [RoundResult.AtK] {
    var rows: [RoundResult.AtK] = []
    for k in [5, 10, 20, 30, 50, 100, 200, 500, 1000] where k < ranking.count {
      rows.append(
        .init(
          k: k, precision: .wilson(successes: try ranking.expectedHits(at: k), count: k),
          recall: try ranking.recall(at: k),
          lift: try ranking.lift(at: k)))
    }
    return rows
  }

  /// Where the curves are drawn: fifty steps are finer than a figure on a phone can show.
  private static let grid = (0...50).map { Double($0) / 50 }

  private static func points(_ band: CurveBand) -> [RoundResult.CurvePoint] {
    band.x.indices.map { .init(x: band.x[$0], y: band.y[$0], low: band.low[$0], high: band.high[$0]) }
  }
}
