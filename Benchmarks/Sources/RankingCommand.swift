import ArgumentParser
import GarimpoEvaluation

/// Average precision and ROC AUC of many scores in one call, the counterpart of `bench_metrics.py`.
struct RankingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ranking", abstract: "Computes average precision and ROC AUC of many scores.")

  @Argument(help: "Targets and scores written by runner/export.py.") var data: String
  @Argument(help: "How often to compute them.") var runs = 5

  private struct Measurement: Encodable {
    let metric: String
    let n_scores: Int
    let wall: Double
    let cpu: Double
    let cpu_min: Double
    let n: Int
    let ap: Double
    let auc: Double
    let rss_mb: Int
  }

  func run() throws {
    let file = try DataFile(path: data)
    let count = try file.count()
    let targets = try file.array(of: UInt8(0), count: count).map { $0 != 0 }
    for metric in ["distinct f64", "tied 1/1000"] {
      let scores = try file.array(of: 0.0, count: count)
      let (quality, times) = try Stopwatch.repeating(runs) { _ in
        try RankingMetrics(scores: scores, targets: targets)
      }
      try Output.emit(
        Measurement(
          metric: metric, n_scores: count, wall: times.wall, cpu: times.cpu, cpu_min: times.cpu_min, n: times.n,
          ap: quality.averagePrecision, auc: quality.rocAUC, rss_mb: try Output.peakMegabytes()))
    }
  }
}
