/// A row of a sheet that belongs to an item of the project.
struct SheetRow {
  /// The record of the file, from 1.
  let record: Int
  /// The item's number.
  let item: Int64
  /// The item's id.
  let key: String
  /// The item's title.
  let title: String
  /// Whether its id was gone and the title told the item.
  let isByTitle: Bool
  /// What stands in the column of answers.
  let cell: String
  /// What was written beside it.
  let note: String
  /// The number of the export, as it stands in the row.
  let stamp: String
}

/// A row of a sheet that is not used, and why.
public struct UnusableRow: Sendable, Hashable, Codable {
  /// The record of the file, from 1; a header is record 1.
  public var record: Int
  /// The id that stands in it.
  public var id: String
  /// The title that stands in it.
  public var title: String
  /// Why it is not used.
  public var reason: String

  /// A row without what cannot be trusted.
  init(record: Int, id: String = "", title: String = "", reason: String) {
    self.record = record
    self.id = id
    self.title = title
    self.reason = reason
  }

  /// The row in a sentence.
  var description: String { "record \(record): \(reason)" }
}
