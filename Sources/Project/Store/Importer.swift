import GarimpoFeatures
import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// Brings one table into a project, piece by piece, inside one transaction.
struct Importer {
  private let transaction: Transaction
  private let recipe: Recipe
  private let options: ImportOptions
  private let now: Date
  private var chunks: TableChunks
  private var cleaner: RecipeCleaner
  private var labels: ImportedLabels
  private var record: ImportRecord
  private var columns: (names: [String], id: Int64)?
  private var differences = ColumnDifferences()
  /// Changed items of which the recipe reads the same as before.
  private var unreadChangeCount = 0
  private var numbering = RepeatedKeys()
  private var newTexts: NewTexts

  /// The rows that are read at a time.
  static let chunkSize = 4096

  init(
    _ transaction: Transaction, _ recipe: Recipe, recipeID: Int64, options: ImportOptions, at now: Date,
    observed: Timestamp, decisions: [LabelConflict: Bool]
  ) throws {
    self.transaction = transaction
    self.recipe = recipe
    self.options = options
    self.now = now
    chunks = try TableChunks(path: options.table, options: options.reading.options(), rowsPerChunk: Self.chunkSize)
    cleaner = RecipeCleaner(recipe: recipe, importTime: observed, labelsRequired: false, numbersRepeatedIDs: false)
    record = ImportRecord(at: now, source: options.shownName, recipe: recipeID)
    record.id = try transaction.begin(record)
    newTexts = try NewTexts(transaction.snapshot)
    labels = try ImportedLabels(transaction, options, importID: record.id, at: now, decisions: decisions)
  }

  /// Reads and stores all of the table.
  mutating func run(project: String) throws -> ImportResult {
    let before = try transaction.snapshot.itemCount()
    var storedCount = 0
    while let chunk = try chunks.next() {
      try store(chunk)
      storedCount += chunk.rowCount
      try options.observer?(storedCount, chunks.readShare)
      if options.isCancelled?() == true { throw Failure.cancelled }
    }
    // A first table without values is a mistake, or the recipe is; later ones join rows that have some.
    let cleaning: CleaningReport
    do throws(RecipeError) {
      cleaning = try cleaner.finish(demandsValues: before == 0)
    } catch {
      // Of JSON Lines only the end tells what is missing, as of a table its header: the caller knows what to do about it.
      if case .missingColumn = error { throw error }
      throw Failure(error, path: options.shownName)
    }
    let pairs = try newTexts.storeDuplicates(recipe, transaction, isCancelled: options.isCancelled)
    record.rowCount = cleaning.rowCount - cleaning.emptyRowCount
    record.labelCount = labels.result.newCount
    record.report = try JSONText.of(cleaning, pretty: false)
    try transaction.finish(record)
    return ImportResult(
      importNumber: options.isRehearsal ? nil : Int(record.id), project: project, source: options.shownName,
      format: chunks.report.formatSentence, rowCount: cleaning.rowCount, emptyRowCount: cleaning.emptyRowCount,
      newCount: record.newCount, changedCount: record.changedCount, unchangedCount: record.unchangedCount,
      absentCount: before - record.changedCount - record.unchangedCount, changedColumns: differences.counts,
      unreadChangeCount: unreadChangeCount, restoredCount: differences.restoredCount,
      labels: labels.result, duplicates: pairs, cleaning: cleaning,
      warnings: chunks.report.warnings + numbering.warnings)
  }

  private mutating func store(_ chunk: Table) throws {
    let items = try cleaner.items(of: chunk)
    let list = try columnList(chunk.columnNames)
    let contents = RowContents(chunk, leavingOut: recipe.label?.source.column)
    for index in 0..<items.count {
      let row = items.sourceRows[index]
      let content = contents.hash(ofRow: row)
      let (key, known) = try place(of: items.ids[index], record: chunk.record(ofRow: row))
      let item: Int64
      if let known, known.content == content {
        item = known.item
        record.unchangedCount += 1
        try transaction.touch(item: item, importID: record.id)
        try labels.take(items.labels[index], item, known.version, key, items.titles[index], chunk.record(ofRow: row))
        continue
      }
      if let known {
        item = known.item
        record.changedCount += 1
        try transaction.touch(item: item, importID: record.id)
        try differences.add(known.version, contents, row, transaction.snapshot)
        let old = try transaction.snapshot.version(known.version)
        if let old, !old.isStandIn, old.reads(items, index, title: title(items, index, key: key)) {
          unreadChangeCount += 1
        }
        try newTexts.forget(item: item, transaction)
      } else {
        item = try transaction.addItem(key: key, importID: record.id)
        record.newCount += 1
      }
      let title = title(items, index, key: key)
      let version = try transaction.add(
        ItemVersion(
          item: item, importID: record.id, observedAt: items.observed[index].secondsSince1970, title: title,
          link: items.links[index], picture: items.pictures[index], fields: FieldsJSON.object(items, index),
          columns: list, raw: RawRow.json(chunk, row: row), content: content,
          sketch: newTexts.sketch(items, index)))
      try labels.take(items.labels[index], item, version, key, title, chunk.record(ofRow: row))
    }
  }

  private func title(_ items: Items, _ index: Int, key: String) -> String {
    items.titles[index] == items.ids[index] ? key : items.titles[index]
  }

  private mutating func columnList(_ names: [String]) throws -> Int64 {
    if let columns, columns.names == names { return columns.id }
    let id = try transaction.columnList(String(try JSONText.of(names, pretty: false).dropLast()))
    columns = (names, id)
    return id
  }

  /// The key of a row, and what the project knows by it. A key that this file had before gets `~2`, `~3` and so on.
  private mutating func place(
    of key: String, record number: Int
  ) throws -> (key: String, known: Snapshot.KnownItem?) {
    let known = try transaction.snapshot.known(key: key)
    guard let known, known.lastImport == record.id else { return (key, known) }
    while true {
      let other = numbering.next(key, record: number)
      let taken = try transaction.snapshot.known(key: other)
      if taken?.lastImport != record.id { return (other, taken) }
    }
  }
}

extension ItemVersion {
  /// Whether the recipe reads in a row what it read in this version.
  fileprivate func reads(_ items: Items, _ index: Int, title: String) -> Bool {
    self.title == title && link == items.links[index] && picture == items.pictures[index]
      && fields == FieldsJSON.object(items, index)
  }
}

/// Numbers the keys that one file has more than once.
private struct RepeatedKeys {
  private var last: [String: Int] = [:]
  private var first: (key: String, record: Int)?
  private var lastRecord = 0
  private var count = 0

  /// The next name for a key that was there before.
  mutating func next(_ key: String, record: Int) -> String {
    if record != lastRecord { count += 1 }
    lastRecord = record
    if first == nil { first = (key, record) }
    let number = last[key, default: 1] + 1
    last[key] = number
    return "\(key)~\(number)"
  }

  var warnings: [String] {
    guard let first else { return [] }
    return [
      "\(Text.count(count, "row")) with the id of an earlier one: the id gets ~2, ~3 and so on; the first is "
        + "\(DisplayText.printable(first.key)), record \(first.record)"
    ]
  }
}
