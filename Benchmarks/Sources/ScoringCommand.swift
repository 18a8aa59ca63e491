import ArgumentParser
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix

/// Scoring of many rows by one forest, the counterpart of `bench_score.py`.
struct ScoringCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scoring", abstract: "Scores many rows with one random forest, on one thread.")

  @Argument(help: "Matrices written by runner/export.py.") var data: String
  @Argument(help: "The number of trees.") var trees: Int
  @Argument(help: "How many rows to score: those of the data, over and over.") var rows = 20_000
  @Argument(help: "How often to score them.") var runs = 3

  private struct Measurement: Encodable {
    let engine = "garimpo"
    let trees: Int
    let rows: Int
    let features: Int
    let nnz: Int
    let nodes: Int
    let wall: Double
    let cpu: Double
    let cpu_min: Double
    let n: Int
    let ns_per_row_tree: Double
    let rss_mb: Int
  }

  func run() throws {
    let data = try LearningData(path: data)
    let workers = WorkerPool(threadCount: 1)
    let model = try RandomForest(treeCount: trees, classWeight: .balanced)
      .fit(data.training.matrix, data.training.targets, seed: 0, on: workers)
    let few = data.scored.matrix
    let many = few.selecting(rows: (0..<rows).map { $0 % few.rowCount })
    let (_, times) = Stopwatch.repeating(runs) { _ in model.probabilities(of: many, on: workers) }
    try Output.emit(
      Measurement(
        trees: trees, rows: rows, features: many.columnCount, nnz: many.nonzeroCount, nodes: model.nodes.count,
        wall: times.wall, cpu: times.cpu, cpu_min: times.cpu_min, n: times.n,
        ns_per_row_tree: times.cpu * 1e9 / Double(rows) / Double(trees), rss_mb: try Output.peakMegabytes()))
  }
}
