import GarimpoKernels
import GarimpoQuerying
import GarimpoRecipes
import GarimpoTabular

/// One round on a file: read → clean → features → train → score → evaluate → ask.
///
/// Data flows one way through `run`, step by step; nothing is kept between two runs.
public struct Round: Sendable {
  private let request: RoundRequest
  private let workers: WorkerPool
  private let observer: @Sendable (RoundStep) -> Void

  /// A round; `observer` is told of each step as it begins.
  public init(_ request: RoundRequest, observer: @escaping @Sendable (RoundStep) -> Void = { _ in }) {
    self.request = request
    self.observer = observer
    workers = WorkerPool(threadCount: request.threadCount)
  }

  /// Runs the round.
  ///
  /// Deterministic in (table, recipe, seed, resamples): neither threads nor the clock show in the result, except for the
  /// import time where the recipe asks for it.
  ///
  /// - Throws: `Failure`, which names what to do.
  public func run() throws(Failure) -> RoundOutcome {
    var clock = StepClock(observer: observer)
    let path = request.tablePath
    let recipe = request.recipe

    try clock.begin(.read)
    let table = try Failure.wrapping(path) { () throws(TableError) in
      try Table(path: path, options: request.tableOptions)
    }

    try clock.begin(.clean)
    let (rows, cleaning) = try Failure.wrapping(path) { () throws(RecipeError) in
      try recipe.items(of: table, importTime: request.importTime, labelsRequired: request.answerPaths.isEmpty)
    }
    guard recipe.label != nil else { throw .noLabelColumn(recipe: recipe.name) }
    var answers = try AnswerFiles(request)
    let items = try answers.applied(to: rows)

    let material = RoundMaterial(
      name: path, recipe: recipe, items: items, seed: request.seed, resampleCount: request.resampleCount)
    let computed = try RoundComputation(material: material, workers: workers).run(&clock)
    clock.end()

    let result = RoundResult(
      computed, material,
      source: .init(table, path: path, notes: answers.notes),
      observed: recipe.observed == .importTime ? request.importTime.description : nil, cleaning: cleaning,
      records: items.sourceRows.map { table.record(ofRow: $0) })
    return RoundOutcome(
      result: result, timings: clock.timings, table: table,
      batchRows: computed.batch.items.map { items.sourceRows[computed.item(of: $0.row)] },
      poolScores: zip(computed.pool, computed.poolScores).map {
        (record: table.record(ofRow: items.sourceRows[$0]), score: $1)
      })
  }
}
