import GarimpoTabular

/// Writes the shipped example.
public struct ExampleFile: Sendable {
  /// Where it goes; `-` is standard output.
  public var path: String
  /// The number of rows.
  public var rowCount = 1200
  /// The seed of everything drawn.
  public var seed: UInt64 = 1
  /// Whether a file that exists is replaced.
  public var replacesExisting = false

  /// An example at `path`.
  public init(path: String) { self.path = path }

  /// Writes the file as CSV.
  ///
  /// - Returns: how many rows carry a label.
  public func write() throws(Failure) -> Int {
    _ = try RecipeOverrides.checked("--rows", rowCount, from: 1, to: 10_000_000)
    try OutputPlace(path).check(replacesExisting: replacesExisting)
    let table = ExampleVideos(rowCount: rowCount, seed: seed).table()
    var writer = CSVWriter()
    writer.append(table)
    try OutputPlace.write([(path, writer.takeBytes())], replacesExisting: replacesExisting)
    guard let column = table.column(named: "y") else { return 0 }
    return (0..<table.rowCount).count { !table[$0, column].isEmpty }
  }
}
