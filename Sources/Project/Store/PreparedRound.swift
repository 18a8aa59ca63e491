import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// A round that is about to be computed: its material, and where it came from.
struct PreparedRound {
  let stored: NewRecipe
  let moment: LoadedItems.Moment
  let loaded: LoadedItems
  let material: RoundMaterial
  private let source: RoundResult.Source

  init(
    _ snapshot: Snapshot, _ project: StoredProject, _ stored: NewRecipe, _ recipe: Recipe,
    at moment: LoadedItems.Moment,
    seed: UInt64, resampleCount: Int, path: String, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws {
    self.stored = stored
    self.moment = moment
    loaded = try LoadedItems(snapshot, recipe, at: moment, path: path, isCancelled: isCancelled)
    material = RoundMaterial(
      name: path, recipe: recipe, items: loaded.items, undecided: loaded.undecided, seed: seed,
      resampleCount: resampleCount)
    source = RoundResult.Source(
      path: project.name, format: "project", rowCount: loaded.table.rowCount, columnCount: loaded.table.columnCount,
      warnings: loaded.warnings)
  }

  /// What a computed round found out: the same bytes whenever it is computed.
  func result(of computed: ComputedRound) -> RoundResult {
    RoundResult(
      computed, material, source: source, observed: nil, cleaning: loaded.cleaning,
      records: loaded.numbers.map { Int($0) })
  }
}
