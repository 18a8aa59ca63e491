public import GarimpoTabular

/// Proposes a recipe for a table that nobody has described yet, by the names and the values of its columns.
public struct RecipeGuess: Sendable, Hashable {
  /// The proposed recipe, with a comment on each line that was decided; a person is meant to read and correct it.
  public let yaml: String
  /// Why each part was decided as it was: one sentence each, in the order of the document.
  public let reasons: [String]

  /// The proposal for `table`; `name` becomes the recipe's name.
  ///
  /// Up to 2,000 rows, spread evenly, are looked at; that ids are unique is seen on all rows. The same table always
  /// gives the same proposal. A number or a date is proposed where at least 95 % of the filled cells are read.
  public static func guess(_ table: Table, name: String = "my-table") -> RecipeGuess {
    let step = max(1, (table.rowCount + 1_999) / 2_000)
    let rows = Array(stride(from: 0, to: table.rowCount, by: step))
    let profiles = (0..<table.columnCount).map { ColumnProfile(table, column: $0, rows: rows) }
    var roles = ColumnRoles(table: table, profiles: profiles)
    roles.assign()
    var writer = GuessWriter(table: table, roles: roles, name: name)
    return writer.write()
  }

  init(yaml: String, reasons: [String]) {
    self.yaml = yaml
    self.reasons = reasons
  }
}
