import ArgumentParser
import GarimpoEvaluation
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix

/// Fit and scoring of a random forest, the counterpart of `bench_rf.py sk-rf`.
struct ForestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forest", abstract: "Fits a balanced random forest and scores rows with it.")

  @Argument(help: "Matrices written by runner/export.py.") var data: String
  @Argument(help: "The number of trees.") var trees: Int
  @Argument(help: "The number of threads.") var threads: Int
  @Argument(help: "How often to fit, each time with another seed.") var runs = 3

  private struct Measurement: Encodable {
    let peer = "garimpo"
    let train: [Int]
    let nnz: Int
    let trees: Int
    let jobs: Int
    let fit: Times
    let predict: Times
    let pred_rows: Int
    let ap: Double
    let auc: Double
    let nodes_per_tree: Int
    let rss_mb: Int
  }

  func run() throws {
    let data = try LearningData(path: data)
    let training = data.training
    let workers = WorkerPool(threadCount: threads)
    let forest = RandomForest(treeCount: trees, classWeight: .balanced)
    let (model, fit) = try Stopwatch.repeating(runs) { run in
      try forest.fit(training.matrix, training.targets, seed: UInt64(run), on: workers)
    }
    let (_, predict) = Stopwatch.repeating(3) { _ in model.probabilities(of: data.scored.matrix, on: workers) }
    let quality = try RankingMetrics(
      scores: model.probabilities(of: data.validation.matrix, on: workers), targets: data.validation.targets)
    try Output.emit(
      Measurement(
        train: [training.matrix.rowCount, training.matrix.columnCount], nnz: training.matrix.nonzeroCount, trees: trees,
        jobs: threads, fit: fit, predict: predict, pred_rows: data.scored.matrix.rowCount,
        ap: quality.averagePrecision, auc: quality.rocAUC, nodes_per_tree: model.nodes.count / trees,
        rss_mb: try Output.peakMegabytes()))
  }
}
