import GarimpoFeatures
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore

/// What a model has to say on why items score as they do: of a page of items at a time, at little cost.
public struct ScoreReasons: Sendable {
  private let recipe: Recipe
  private let pipeline: FittedPipeline
  private let model: FittedModel
  /// The columns of the model; nil: all of the pipeline's.
  private let columns: ColumnSelection?

  /// So many reasons an item has at most.
  public static let mostReasons = 3
  /// What adds less is not worth a word: it would be shown as 0.00.
  static let leastAmount = 0.005

  init(_ fit: LiveFit) {
    recipe = fit.material.recipe
    pipeline = fit.material.pipeline
    model = fit.model
    columns = fit.columns
  }

  init(_ model: RoundModel) {
    recipe = model.recipe
    pipeline = model.pipeline
    self.model = model.model
    columns = nil
  }

  /// Of each version what pulls its score up most, strongest first, equal ones in the order of the columns: terms and
  /// categories that it has, and numbers. What it lacks may pull, too, but is no reason to read it. None of a learner that
  /// does not say what each feature adds.
  func strongest(_ versions: [VersionNumber], _ snapshot: Snapshot, path: String) throws -> [[ItemExplanation.Part]] {
    guard !versions.isEmpty else { return [] }
    let items = try recipe.items(of: versions, snapshot, path: path)
    return try Failure.wrapping(path) { () throws(FeatureError) in
      let rows = Array(0..<items.count)
      let wide = try pipeline.transform(items, rows: rows)
      let matrix = columns.map { wide.selecting(rows: rows, columns: $0) } ?? wide
      var all: [[ItemExplanation.Part]] = []
      guard let contributions = model.contributions(of: matrix, rows: rows) else { return rows.map { _ in [] } }
      for (row, found) in contributions.enumerated() {
        let strong = found.byFeature.filter { $0.amount >= Self.leastAmount }
          .sorted { ($1.amount, $0.feature) < ($0.amount, $1.feature) }
        var parts: [ItemExplanation.Part] = []
        for found in strong where parts.count < Self.mostReasons {
          let part = try pipeline.part(
            ofColumn: columns.map { Int($0.columns[found.feature]) } ?? found.feature, found.amount,
            isPresent: matrix[row, found.feature] != 0, items: items, row: row)
          if part.isPresent { parts.append(part) }
        }
        all.append(parts)
      }
      return all
    }
  }
}

extension OpenProject {
  /// Why items score as they do by the model of a round. Reads the model: keep it while the round is in use.
  public func reasons(ofRound number: Int) throws(Failure) -> ScoreReasons {
    try read { ScoreReasons(try RoundModel($0, $0.demandRound(number, path: path), path: path)) }
  }

  /// Adds to the items of a page that have a score why, by the model that scored them, as the items are now.
  public func explain(_ page: inout ItemPage, by reasons: ScoreReasons) throws(Failure) {
    let places = page.items.indices.filter { page.items[$0].score != nil }
    let items = places.map { Int64(page.items[$0].number) }
    let parts = try read { snapshot in
      let versions = try snapshot.shownVersions(ofItems: items)
      // A page of another moment may name an item whose content is lost by now: it goes without.
      let known = items.enumerated().compactMap { index, item in
        versions[item].map { (index: index, version: VersionNumber(item: item, version: $0.version)) }
      }
      return zip(
        known.map(\.index), try reasons.strongest(known.map(\.version), snapshot, path: path)
      ).map { ($0, $1) }
    }
    for (index, why) in parts { page.items[places[index]].why = why }
  }
}

extension LiveModel {
  /// The newest order of the whole pool and why its items score so, by the very model that scored them; nil before the
  /// first.
  public var explainedOrder: (order: PoolOrder, reasons: ScoreReasons)? {
    let published = published
    guard let order = published.whole, let fit = published.wholeFit else { return nil }
    return (order, ScoreReasons(fit))
  }
}
