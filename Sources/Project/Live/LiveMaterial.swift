import GarimpoFeatures
import GarimpoMatrix
import GarimpoRecipes

/// All items of a project as rows of numbers, in memory: what a live model learns from and scores. Immutable.
///
/// The features are learnt from *all* items, in their newest versions. No label is involved, so nothing of an answer leaks
/// into them, and they stay the same while answers come in.
final class LiveMaterial: Sendable {
  /// The recipe, and its number in the file.
  let recipe: Recipe
  let recipeID: Int64
  /// The newest version of an item when it was loaded.
  let versionPosition: Int64
  /// The items' numbers, ascending, and the version of each that was loaded.
  let numbers: [Int64]
  let versions: [Int64]
  /// The features, as learnt.
  let pipeline: FittedPipeline
  /// One row for each item, shape `[numbers.count, pipeline.columnCount]`.
  let matrix: CSRMatrix
  /// The columns that are terms of texts; nil when there are none.
  let textColumns: ColumnSelection?

  init(
    recipe: Recipe, recipeID: Int64, versionPosition: Int64, numbers: [Int64], versions: [Int64],
    pipeline: FittedPipeline, matrix: CSRMatrix
  ) {
    self.recipe = recipe
    self.recipeID = recipeID
    self.versionPosition = versionPosition
    self.numbers = numbers
    self.versions = versions
    self.pipeline = pipeline
    self.matrix = matrix
    let ranges = pipeline.termColumns
    textColumns = ranges.isEmpty ? nil : ColumnSelection(ranges, of: matrix.columnCount)
  }

  /// The columns by which items are compared: the terms, or all if there are none.
  var comparedColumns: ColumnSelection {
    textColumns ?? ColumnSelection([0..<matrix.columnCount], of: matrix.columnCount)
  }

  /// The row of an item, nil when it came later.
  func row(of item: Int64) -> Int? {
    var range = 0..<numbers.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if numbers[middle] == item { return middle }
      range = numbers[middle] < item ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}
