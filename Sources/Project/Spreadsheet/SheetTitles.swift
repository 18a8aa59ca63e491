import GarimpoStore

/// The titles of a sheet and of the project, each looked up in the form of ``SpreadsheetText/plain(_:)`` without the
/// apostrophe before what could run as a formula.
struct SheetTitles {
  private let snapshot: Snapshot
  /// The title that stands in each row.
  private let ofRows: [Int: String]
  /// How many rows have a title.
  private let counts: [String: Int]
  /// The items that have a title of the sheet, in the order of first import; read when first asked for.
  private var items: [String: [StoredItem]]?
  /// Titles of items that were asked for.
  private var ofItems: [Int64: String] = [:]

  init(_ sheet: Sheet, _ snapshot: Snapshot) throws {
    self.snapshot = snapshot
    var ofRows: [Int: String] = [:]
    var counts: [String: Int] = [:]
    if let place = sheet.columns.title {
      for row in sheet.rows {
        let text = sheet.text(row, place)
        let title = SpreadsheetText.withoutApostrophe(text) ?? text
        ofRows[row] = title
        counts[title, default: 0] += 1
      }
    }
    self.ofRows = ofRows
    self.counts = counts
  }

  /// The title that stands in a row; empty when there is none.
  func title(ofRow row: Int) -> String { ofRows[row] ?? "" }

  /// How many rows of the sheet have this title.
  func rowCount(titled title: String) -> Int { counts[title] ?? 0 }

  /// The newest title of an item.
  mutating func title(ofItem item: Int64) throws -> String {
    if let known = ofItems[item] { return known }
    let title = try snapshot.newestVersion(ofItem: item)?.title ?? ""
    ofItems[item] = title
    return title
  }

  /// The items that have this title, exactly; none has an empty one.
  mutating func items(titled title: String) throws -> [StoredItem] {
    guard !title.isEmpty else { return [] }
    if items == nil {
      var found: [String: [Int64]] = [:]
      try snapshot.forEachTitle { item, _, title in
        let text = SpreadsheetText.plain(title)
        let plain = SpreadsheetText.withoutApostrophe(text) ?? text
        if counts[plain] != nil { found[plain, default: []].append(item) }
      }
      items = try found.mapValues { numbers in try numbers.compactMap { try snapshot.item($0) } }
    }
    return items?[title] ?? []
  }
}
