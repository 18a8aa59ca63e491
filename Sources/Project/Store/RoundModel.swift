import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoRecipes
import GarimpoStore

/// A round with its recipe as it was used and its model, ready to score.
struct RoundModel {
  let record: RoundRecord
  /// The recipe, with what was wished otherwise for this round.
  let recipe: Recipe
  /// SHA-256 of the model.
  let sha256: String
  private let saved: SavedModel

  /// The features as learnt.
  var pipeline: FittedPipeline { saved.pipeline }
  /// What was learnt.
  var model: FittedModel { saved.model }

  /// Reads the model of a round; one that is not what was kept is a failure that says what to do.
  init(_ snapshot: Snapshot, _ record: RoundRecord, path: String) throws {
    self.record = record
    recipe = try snapshot.recipe(ofRound: record, path: path)
    guard let model = try snapshot.model(record.model) else { throw Failure.noModel(ofRound: record.id, path: path) }
    saved = try SavedModel(decoding: model.bytes, what: "\(path): the model of round \(record.id)")
    sha256 = model.sha256
  }

  /// P(yes) of each item, and how many lack each number that the model asks for.
  func scores(
    of items: Items, on workers: WorkerPool, path: String
  ) throws(Failure) -> (scores: [Float], missing: MissingTally) {
    guard items.count > 0 else { return ([], MissingTally()) }
    let rows = Array(0..<items.count)
    return try Failure.wrapping(path) { () throws(FeatureError) in
      let matrix = try saved.pipeline.transform(items, rows: rows)
      return (
        saved.model.shares(of: matrix, on: workers),
        MissingTally(try saved.pipeline.missingNumbers(in: items, rows: rows))
      )
    }
  }
}

extension Snapshot {
  /// The recipe of a round, with what was wished otherwise for it.
  func recipe(ofRound record: RoundRecord, path: String) throws -> Recipe {
    var recipe = try OpenProject.recipe(try self.recipe(record.recipe))
    try RoundConfiguration(of: record, path: path).apply(to: &recipe)
    return recipe
  }
}

extension RoundConfiguration {
  /// What a round was made with.
  init(of record: RoundRecord, path: String) throws(Failure) {
    self = try JSONText.value(
      RoundConfiguration.self, in: record.configuration, what: "\(path): round \(record.id)")
  }
}

extension Failure {
  static func noModel(ofRound round: Int64, path: String) -> Failure {
    Failure(.data, "\(path): round \(round) has no model; run garimpo verify")
  }
}
