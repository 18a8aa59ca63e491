public import GarimpoTabular

/// Proposes a recipe for a table that nobody has described yet, by the names and the values of its columns.
public struct RecipeGuess: Sendable, Hashable {
  /// The proposed recipe, with a comment on each line that was decided; a person is meant to read and correct it.
  public let yaml: String
  /// Why each part was decided as it was: one sentence each, in the order of the document.
  public let reasons: [String]
  /// The column of ids; nil: ids are hashes of the texts.
  public let key: String?
  /// The column of titles; nil: the table has no column.
  public let title: String?
  /// The column of answers; nil: none.
  public let label: String?
  /// What the columns hold, in the table's order.
  public let columns: [Column]

  /// What one column holds, as far as it was looked at.
  public struct Column: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Cells with content.
    public let filledCount: Int
    /// Different values, up to 5,000.
    public let distinctCount: Int
    /// The most frequent values, at most eight.
    public let frequent: [String]
    /// Whether its values are few and the name is one of them, in at least 5 % of the filled cells, as where the first row of
    /// a table without a header was taken for one.
    public let holdsItsName: Bool

    /// Whether its values are few enough to be answers.
    public var mayHoldAnswers: Bool { distinctCount > 0 && distinctCount <= RecipeWishes.answerLimit }
  }

  /// The proposal for `table`; `name` becomes the recipe's name.
  ///
  /// Up to 2,000 rows, spread evenly, are looked at; that ids are unique is seen on all rows. The same table always
  /// gives the same proposal. A number or a date is proposed where at least 95 % of the filled cells are read.
  ///
  /// - Parameters:
  ///   - wishes: what a person has decided; the columns that they name must be in the table (others are passed over).
  ///   - isBeginning: whether these are the first rows of a longer table, which the proposal then says.
  public static func guess(
    _ table: Table, name: String = "my-table", wishes: RecipeWishes = RecipeWishes(), isBeginning: Bool = false
  ) -> RecipeGuess {
    let step = max(1, (table.rowCount + 1_999) / 2_000)
    let rows = Array(stride(from: 0, to: table.rowCount, by: step))
    let profiles = (0..<table.columnCount).map { ColumnProfile(table, column: $0, rows: rows) }
    var roles = ColumnRoles(table: table, profiles: profiles, wishes: wishes)
    roles.assign()
    var writer = GuessWriter(
      table: table, roles: roles, name: name, sampleCount: rows.count, isBeginning: isBeginning)
    return writer.write()
  }

  init(yaml: String, reasons: [String], _ roles: ColumnRoles) {
    self.yaml = yaml
    self.reasons = reasons
    func name(_ column: Int?) -> String? { column.map { roles.profiles[$0].name } }
    key = name(roles.key?.column)
    title = name(roles.title?.column)
    label = name(roles.label?.column)
    columns = roles.profiles.map { profile in
      Column(
        name: profile.name, filledCount: profile.filledCount, distinctCount: profile.distinctCount,
        frequent: profile.frequent.prefix(RecipeWishes.answerLimit).map { ColumnTally.cut($0.text, to: 60) },
        holdsItsName: profile.distinctCount <= RecipeWishes.answerLimit
          && profile.frequent.contains {
            !$0.text.isEmpty && $0.text == profile.name && $0.count > 1 && $0.count * 20 >= profile.filledCount
          })
    }
  }
}
