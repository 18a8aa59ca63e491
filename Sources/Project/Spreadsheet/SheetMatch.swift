import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// Which item each row of a sheet is about: by id, never by position; by title only where that leaves no doubt.
struct SheetMatch {
  /// The rows that belong to an item, in the file's order.
  private(set) var rows: [SheetRow] = []
  /// The others, in the file's order.
  private(set) var unusable: [UnusableRow] = []

  private let sheet: Sheet
  private let snapshot: Snapshot
  /// Whose ids are no column but hashes of their content: the ids of the rows, where those columns are all there.
  private let hashes: [Int: String]

  /// Matches the rows of `sheet` with the items of the project.
  ///
  /// - A row whose id the project knows is about that item, if its title is the item's, now or in an earlier version, or
  ///   what encodings and cutting leave of it; beside another title it is not used.
  /// - Else a row whose title, exactly, one item has and no other row of the file is about that item.
  init(_ sheet: Sheet, _ recipe: Recipe, _ snapshot: Snapshot) throws {
    self.sheet = sheet
    self.snapshot = snapshot
    hashes = recipe.item.key == nil ? Self.hashes(sheet, recipe) : [:]
    unusable = sheet.misshapen.map {
      UnusableRow(record: $0.record, reason: "\(Text.count($0.fieldCount, "cell")) where the header has \(sheet.width)")
    }
    var titles = try SheetTitles(sheet, snapshot)
    let idColumn = try likeliest(among: sheet.columns.ids, &titles)
    for row in sheet.rows { try match(row, idColumn, &titles) }
    unusable.sort { $0.record < $1.record }
  }

  /// Of several columns that may hold the ids the one whose ids agree with the titles most often; the first of equal ones.
  private func likeliest(
    among places: [SheetColumns.Place], _ titles: inout SheetTitles
  ) throws -> SheetColumns.Place? {
    guard places.count > 1, sheet.columns.title != nil else { return places.first }
    var best: (place: SheetColumns.Place, count: Int)?
    for place in places {
      var count = 0
      for row in sheet.rows {
        guard let item = try item(called: sheet.text(row, place)) else { continue }
        if try agrees(titles.title(ofRow: row), item, &titles) { count += 1 }
      }
      if count > best?.count ?? -1 { best = (place, count) }
    }
    return best?.place
  }

  private mutating func match(_ row: Int, _ idColumn: SheetColumns.Place?, _ titles: inout SheetTitles) throws {
    let id = idColumn.map { sheet.text(row, $0) } ?? hashes[row] ?? ""
    let title = titles.title(ofRow: row)
    func refuse(_ reason: String) {
      unusable.append(
        UnusableRow(record: sheet.table.record(ofRow: row), id: idColumn == nil ? "" : id, title: title, reason: reason)
      )
    }
    if let item = try item(called: id) {
      guard try agrees(title, item, &titles) else {
        let others = try titles.items(titled: title)
        let whose = others.count == 1 ? ", but that of item \(shown(others[0].key))" : ""
        return refuse("the title “\(shown(title))” is not that of item \(shown(item.key))\(whose)")
      }
      return take(row, item, isByTitle: false, try titles.title(ofItem: item.id))
    }
    let missing = Self.missing(id, hasColumn: idColumn != nil)
    guard !title.isEmpty, !SpreadsheetText.isError(title) else {
      return refuse(missing.isEmpty ? "neither an id nor a title" : "\(missing), and there is no title to go by")
    }
    let before = missing.isEmpty ? "" : "\(missing), and "
    let items = try titles.items(titled: title)
    guard let only = items.first else { return refuse("\(before)no item has the title “\(shown(title))”") }
    guard items.count == 1 else {
      return refuse("\(before)\(Text.grouped(items.count)) items have the title “\(shown(title))”")
    }
    let rowCount = titles.rowCount(titled: title)
    guard rowCount == 1 else {
      return refuse("\(before)\(Text.grouped(rowCount)) rows have the title “\(shown(title))”")
    }
    take(row, only, isByTitle: true, title)
  }

  private mutating func take(_ row: Int, _ item: StoredItem, isByTitle: Bool, _ title: String) {
    let columns = sheet.columns
    func text(_ index: Int?) -> String { index.map { SpreadsheetText.plain(sheet.table[row, $0]) } ?? "" }
    rows.append(
      SheetRow(
        record: sheet.table.record(ofRow: row), item: item.id, key: item.key, title: title, isByTitle: isByTitle,
        cell: sheet.text(row, columns.label),
        note: columns.note.map { SpreadsheetText.trimmed(sheet.table[row, $0]) } ?? "",
        annotator: columns.annotator.map { SpreadsheetText.trimmed(sheet.table[row, $0]) } ?? "",
        stamp: text(columns.stamp)))
  }

  // MARK: Ids

  /// The item that an id names, also one that became a fraction (`17.0`) or has an apostrophe before it (`'-3`).
  private func item(called id: String) throws -> StoredItem? {
    guard !id.isEmpty else { return nil }
    if let item = try snapshot.item(key: id) { return item }
    let other = SpreadsheetText.wholeNumber(id) ?? SpreadsheetText.withoutApostrophe(id)
    return try other.flatMap { try snapshot.item(key: $0) }
  }

  private static func missing(_ id: String, hasColumn: Bool) -> String {
    guard hasColumn, !id.isEmpty else { return "" }
    if SpreadsheetText.isError(id) { return "the id is the error \(shown(id))" }
    if SpreadsheetText.isScientific(id) {
      return "the id \(shown(id)) is in scientific notation, which stands for many"
    }
    return "no item has the id \(shown(id))"
  }

  /// The ids of rows that have none but their content.
  private static func hashes(_ sheet: Sheet, _ recipe: Recipe) -> [Int: String] {
    guard sheet.columns.ids.isEmpty,
      let (items, _) = try? recipe.items(
        of: sheet.table, importTime: Timestamp(secondsSince1970: 0), labelsRequired: false)
    else { return [:] }
    return Dictionary(uniqueKeysWithValues: zip(items.sourceRows, items.ids))
  }

  // MARK: Titles

  private func agrees(_ title: String, _ item: StoredItem, _ titles: inout SheetTitles) throws -> Bool {
    switch TitleComparison.compare(row: title, item: try titles.title(ofItem: item.id)) {
    case .same: return true
    case .damaged: return try titles.items(titled: title).allSatisfy { $0.id == item.id }
    case .different:
      // The item may have been called so when the file was made.
      let earlier = try snapshot.versions(ofItem: item.id).dropLast()
      guard earlier.contains(where: { TitleComparison.compare(row: title, item: $0.title) != .different }) else {
        return false
      }
      return try titles.items(titled: title).allSatisfy { $0.id == item.id }
    }
  }

  private static func shown(_ text: String) -> String { DisplayText.cut(DisplayText.printable(text), to: 60) }
  private func shown(_ text: String) -> String { Self.shown(text) }
}
