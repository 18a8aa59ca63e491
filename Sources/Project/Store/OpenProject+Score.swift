import GarimpoKernels
import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

extension OpenProject {
  /// Scores the rows of a table by a round's model and recipe and writes them with their scores, in their order.
  ///
  /// The table is read, and the rows are written, piece by piece: memory does not grow with the file. The scores are the
  /// same for any size of the pieces and any number of threads. Nothing is stored.
  public func score(_ options: ScoreOptions) throws(Failure) -> ScoredTable {
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(options.threadCount))
    let reading = try options.reading.options()
    let format = try options.wishedFormat()
    if options.output != "-", options.table != "-",
      OutputPlace(options.output).isSame(as: OutputPlace(options.table))
    {
      throw Failure(.usage, "--output: \(options.output) is the table that is read; give another name")
    }
    let model = try read { try RoundModel($0, try $0.demandRound(options.round, path: path), path: path) }
    let observed = try RoundOptions.importTime(options.observed, of: model.recipe, now: clock())
    let output = try StreamedOutput(options.output, replacesExisting: options.replacesExisting)
    return try Failure.storing(options.table) {
      let chunks = try TableChunks(path: options.table, options: reading, rowsPerChunk: options.rowsPerPiece)
      var run = ScoreRun(model: model, chunks: chunks, observed: observed, workers: workers)
      try run.write(to: output, as: format, spreadsheetSafe: options.isSpreadsheetSafe)
      try output.commit()
      return ScoredTable(
        project: path, round: Int(model.record.id), model: model.sha256, source: options.table,
        format: run.chunks.report.formatSentence, output: options.output, rowCount: run.rowCount,
        scoredCount: run.scoredCount, warnings: run.warnings)
    }
  }
}

/// A table that is being scored.
private struct ScoreRun {
  let model: RoundModel
  var chunks: TableChunks
  let observed: Timestamp
  let workers: WorkerPool
  private(set) var rowCount = 0
  private(set) var scoredCount = 0
  private(set) var warnings: [String] = []

  init(model: RoundModel, chunks: TableChunks, observed: Timestamp, workers: WorkerPool) {
    self.model = model
    self.chunks = chunks
    self.observed = observed
    self.workers = workers
  }

  /// Scores piece after piece; when nobody reads any more, the rest is left.
  mutating func write(to output: StreamedOutput, as format: RowFormat?, spreadsheetSafe: Bool) throws {
    var cleaner = RecipeCleaner(
      recipe: model.recipe, importTime: observed, labelsRequired: false, numbersRepeatedIDs: false)
    var rows: ScoredRows?
    var missing = MissingTally()
    var aboutLabels: [String] = []
    while !output.isUnread, let chunk = try chunks.next() {
      let items = try cleaner.items(of: chunk)
      let (scores, lacking) = try model.scores(of: items, on: workers, path: chunk.report.source)
      missing.add(lacking)
      var writer =
        rows
        ?? ScoredRows(
          format ?? (chunk.report.format == .jsonLines ? .jsonl : .csv), model.recipe,
          spreadsheetSafe: spreadsheetSafe)
      try writer.append(chunk, items, scores)
      try output.write(writer.takeBytes())
      rows = writer
      aboutLabels = model.recipe.check(chunk).filter { $0.weight == .label }.map(\.description)
      rowCount += chunk.rowCount
      scoredCount += items.count
    }
    warnings = chunks.report.warnings
    do throws(RecipeError) {
      // A column of labels is neither needed nor missed.
      warnings += try cleaner.finish().warnings.filter { !aboutLabels.contains($0) }
    } catch {
      switch error {
      case .noItems: warnings.append("no row has content in a column that the recipe reads")
      case .unreadable(_, let column, _, _, _):
        warnings.append("no row has anything readable in the column \"\(column)\"")
      default: throw error
      }
    }
    warnings += missing.sentences(of: scoredCount)
  }
}
