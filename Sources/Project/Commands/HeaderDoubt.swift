import GarimpoRecipes
import GarimpoTabular

/// Why the row that was taken for the header of a table may be one of its rows.
///
/// A name that is a number or spans lines, one of more than 60 characters that is no question (forms have these for names),
/// or the name of a column of few values that is one of these values itself: `ham` above `ham` and `spam`.
struct HeaderDoubt {
  /// The sentence for a person: which row it is, what makes it look like data, what to do.
  let sentence: String

  private static let longestName = 60

  /// The doubt about the header of `table`, whose columns are `columns`; nil: there is none, or the table has no header.
  init?(_ table: Table, _ columns: [RecipeGuess.Column]) {
    guard table.report.format != .jsonLines, table.report.headerRecordCount > 0,
      let reason = Self.reason(table, columns)
    else { return nil }
    let cells = table.columnNames.prefix(3).map(Self.quoted).joined(separator: ", ")
    let more = table.columnCount > 3 ? ", …" : ""
    sentence =
      "The first row (\(cells)\(more)) was taken for the names of the columns, but \(reason): if it is data, say "
      + "--no-header."
  }

  private static func reason(_ table: Table, _ columns: [RecipeGuess.Column]) -> String? {
    if let name = columns.first(where: \.holdsItsName)?.name { return "\(quoted(name)) is a value of its column too" }
    if let name = table.columnNames.first(where: isLong) { return "\(quoted(name)) is long for a name" }
    return table.report.suspectHeader.first.map { "\(quoted($0)) looks like a value" }
  }

  private static func isLong(_ name: String) -> Bool {
    name.unicodeScalars.count > longestName && name.utf8.last != UInt8(ascii: "?")
  }

  private static func quoted(_ cell: String) -> String {
    "\"\(DisplayText.cut(DisplayText.printable(cell), to: 30))\""
  }
}
