import GarimpoStore
import GarimpoTabular

/// What a file that somebody brings is.
public enum BroughtFile: String, Sendable, Codable {
  /// A table of items.
  case table
  /// A sheet of answers, written by ``OpenProject/exportLabels(_:)``.
  case labels
}

extension OpenProject {
  /// What the file at `path` is, by the names of its columns: a sheet of answers has the number of its export in one.
  public func kind(ofFile path: String, _ reading: TableReading = TableReading()) throws(Failure) -> BroughtFile {
    let options = try reading.options()
    let names = try Failure.wrapping(reading.name ?? path) { () throws(TableError) in
      let chunks = try TableChunks(path: path, options: options, rowsPerChunk: 1)
      _ = try chunks.next()
      return chunks.columnNames
    }
    return names.contains { SpreadsheetText.name($0) == SheetNames.stamp } ? .labels : .table
  }

  /// The text of the recipe in use, and whether it can still be replaced: there is no item yet.
  public func recipeInUse() throws(Failure) -> (name: String, yaml: String, isReplaceable: Bool) {
    try read { snapshot in
      let recipe = try snapshot.project().recipe
      return (recipe.name, recipe.yaml, try snapshot.itemCount() == 0)
    }
  }
}
