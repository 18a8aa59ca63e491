import GarimpoRecipes
import GarimpoStore

extension Recipe {
  /// Versions of items that the project keeps, as items without labels, in the order given; their ids are their numbers.
  ///
  /// To be scored: a column that holds nothing readable in any of them is no error, for they may be few.
  func items(of versions: some Collection<VersionNumber>, _ snapshot: Snapshot, path: String) throws -> Items {
    var rows = try RawRows(try snapshot.columnLists(), path: path)
    var known = KnownRows()
    for number in versions {
      guard let version = try snapshot.version(number.version) else {
        throw Failure(.data, "\(path): there is no version \(number.version); run garimpo verify")
      }
      try rows.append(version)
      known.ids.append("\(number.item)")
      known.observed.append(Timestamp(secondsSince1970: version.observedAt))
    }
    var cleaner = RecipeCleaner(
      recipe: self, importTime: Timestamp(secondsSince1970: 0), labelsRequired: false, numbersRepeatedIDs: false)
    return try cleaner.items(of: rows.table(), known: known)
  }
}
