public import struct Foundation.Date

/// One import of a table.
public struct ImportRecord: Sendable, Hashable {
  /// Its number, from 1; 0 before it is stored.
  public var id: Int64 = 0
  /// When it was made.
  public var at: Date
  /// The file.
  public var source: String
  /// The recipe that it was read under.
  public var recipe: Int64
  /// Rows with content.
  public var rowCount = 0
  /// Items that the project did not have.
  public var newCount = 0
  /// Items whose content differs from their newest version.
  public var changedCount = 0
  /// Items whose content is that of their newest version.
  public var unchangedCount = 0
  /// Label events that it brought.
  public var labelCount = 0
  /// What was found while the table was cleaned, as JSON.
  public var report = "{}"

  /// An import that begins.
  public init(at time: Date, source: String, recipe: Int64) {
    at = time
    self.source = source
    self.recipe = recipe
  }
}

/// The content of an item as one import brought it: never changed, only followed by newer ones.
public struct ItemVersion: Sendable, Hashable {
  /// Its number in the file; 0 before it is stored.
  public var id: Int64 = 0
  /// The item's number.
  public var item: Int64
  /// The import that brought it.
  public var importID: Int64
  /// When its counts and relative times were true, in seconds since 1970.
  public var observedAt: Int64
  /// What a person calls it.
  public var title: String
  /// Its address, empty when there is none.
  public var link: String
  /// The address of a picture, empty when there is none.
  public var picture: String
  /// The typed fields, a JSON object by field name.
  public var fields: String
  /// The list of columns that `raw` belongs to.
  public var columns: Int64
  /// The row as it came: a JSON array of texts, null where the file had nothing.
  public var raw: String
  /// A hash of the content by which a changed row is noticed.
  public var content: UInt64
  /// What duplicates are found by; may be empty.
  public var sketch: [UInt8]

  /// Whether its row was lost when the file was damaged: a backup kept what else there was, for others refer to it. The
  /// next import of the table follows it with a new version.
  public var isStandIn: Bool { raw == Self.lostRow }

  /// What stands for a lost row; every other one has a cell.
  static let lostRow = "[]"

  /// Whether row and fields of a version are JSON and the row has a cell for each of its columns: SQL.
  static let isReadable = """
    coalesce(json_valid(fields) AND CASE WHEN json_valid(raw) THEN json_array_length(raw) END = (
      SELECT json_array_length(c.names) FROM column_list c WHERE c.id = item_version.columns AND json_valid(c.names)), 0)
    """

  /// A version.
  public init(
    item: Int64, importID: Int64, observedAt: Int64, title: String, link: String, picture: String, fields: String,
    columns: Int64, raw: String, content: UInt64, sketch: [UInt8]
  ) {
    self.item = item
    self.importID = importID
    self.observedAt = observedAt
    self.title = title
    self.link = link
    self.picture = picture
    self.fields = fields
    self.columns = columns
    self.raw = raw
    self.content = content
    self.sketch = sketch
  }
}

/// An item of the project.
public struct StoredItem: Sendable, Hashable {
  /// Its number in the file, in the order of first import.
  public let id: Int64
  /// Its id: the recipe's key, else a hash of its identifying columns.
  public let key: String
  /// The import that brought it first.
  public let firstImport: Int64
  /// The import that it was seen in last.
  public let lastImport: Int64
}

/// Two items whose texts are the same, or nearly.
public struct DuplicatePair: Sendable, Hashable {
  /// How alike they are.
  public enum Kind: String, Sendable, Hashable {
    /// The same words in the same order.
    case exact
    /// Nearly the same: they share most of their word shingles.
    case near
  }
  /// The number of the item that came first.
  public let item: Int64
  /// The number of the other.
  public let other: Int64
  /// How alike they are.
  public let kind: Kind
  /// Shared share of their word shingles, 1 for exact ones.
  public let similarity: Double

  /// A pair; `item` is smaller than `other` (checked).
  public init(item: Int64, other: Int64, kind: Kind, similarity: Double) {
    precondition(item < other, "the smaller number comes first")
    self.item = item
    self.other = other
    self.kind = kind
    self.similarity = similarity
  }
}
