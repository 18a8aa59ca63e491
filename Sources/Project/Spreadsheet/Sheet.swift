import GarimpoKernels
import GarimpoRecipes
import GarimpoTabular

/// A file of labels as it came back from a spreadsheet: its rows with content, and the records that cannot be trusted.
struct Sheet {
  /// The rows and what was found out about the file.
  let table: Table
  let columns: SheetColumns
  /// The rows with content and with as many cells as the header has names.
  let rows: [Int]
  /// The records with more or fewer cells than the header: a cell is missing or a text was divided, and no cell behind
  /// that place is where it belongs.
  let misshapen: [(record: Int, fieldCount: Int)]
  /// The number of columns up to the last that has a name.
  let width: Int
  let emptyRowCount: Int

  /// Reads the file at `path`, `-` for standard input.
  ///
  /// Text that was encoded twice is repaired, the protection against formulas is taken off. Blank cells at the end of the
  /// header or of a record do not count.
  init(
    path: String, _ reading: TableReading, _ recipe: Recipe, rawNames: Set<String>
  ) throws(Failure) {
    let name = reading.name ?? (path == "-" ? "standard input" : path)
    let source = try SheetSource(path)
    let options = try reading.options()
    let (table, found) = try Failure.wrapping(name) { () throws(TableError) in try Self.read(source, options) }
    self.table = table
    columns = try SheetColumns(table, recipe, rawNames: rawNames, path: name)
    width = SheetColumns.Header(table).width
    var untrusted: [Int: Int] = [:]
    for (record, fieldCount) in found { untrusted[record] = fieldCount }
    var rows: [Int] = []
    var misshapen: [(record: Int, fieldCount: Int)] = []
    for row in 0..<table.rowCount {
      let isEmpty = (0..<table.columnCount).allSatisfy { SpreadsheetText.plain(table[row, $0]).isEmpty }
      if isEmpty { continue }
      let record = table.record(ofRow: row)
      if let fieldCount = untrusted[record] { misshapen.append((record, fieldCount)) } else { rows.append(row) }
    }
    self.rows = rows
    self.misshapen = misshapen
    emptyRowCount = table.rowCount - rows.count - misshapen.count
    guard !rows.isEmpty || !misshapen.isEmpty else { throw .emptySheet(path: name) }
  }

  /// What stands in `row` at a place, without white space around it.
  func text(_ row: Int, _ place: SheetColumns.Place) -> String {
    let cell = table[row, place.index]
    return SpreadsheetText.plain(place.source?.text(ofCell: cell) ?? cell)
  }

  /// What a person should know of the file; what is told of single rows is left out.
  var warnings: [String] {
    var report = table.report
    report.raggedRecords = []
    report.renamedColumns = []
    let repaired = report.repairedCharacterCount
    guard repaired > 0 else { return report.warnings }
    report.repairedCharacterCount = 0
    report.suspectsMojibake = false
    return report.warnings + ["\(Text.count(repaired, "double-encoded character")) repaired (Ã§ became ç)"]
  }

  // MARK: Reading

  private static func read(
    _ source: SheetSource, _ given: TableOptions
  ) throws(TableError) -> (Table, [(record: Int, fieldCount: Int)]) {
    var options = given
    options.ragged = .pad
    options.unprotectsFormulas = true
    var table = try source.table(options)
    let needsRepair = table.report.suspectsMojibake && !options.repairsMojibake
    // JSON Lines are written without the protection.
    let isProtected = table.report.format == .delimited || given.unprotectsFormulas
    if needsRepair || !isProtected {
      options.repairsMojibake = options.repairsMojibake || needsRepair
      options.unprotectsFormulas = isProtected
      table = try source.table(options)
    }
    return (table, try misshapen(table, source, options))
  }

  private static func misshapen(
    _ table: Table, _ source: SheetSource, _ options: TableOptions
  ) throws(TableError) -> [(record: Int, fieldCount: Int)] {
    let width = SheetColumns.Header(table).width
    let ragged = table.report.raggedRecords
    var filled: [Int: Int] = [:]
    if ragged.contains(where: { $0.fieldCount > table.columnCount }) {
      // What lies beyond the header is not in the table: it is looked at again.
      let long = Set(ragged.filter { $0.fieldCount > table.columnCount }.map(\.record))
      let reader = try source.records(options)
      var record = Record()
      while try reader.next(into: &record) {
        guard long.contains(record.number) else { continue }
        filled[record.number] = (record.fields.lastIndex { !SpreadsheetText.plain($0).isEmpty } ?? -1) + 1
      }
    }
    return ragged.compactMap { found in
      let count = filled[found.record] ?? found.fieldCount
      let isWhole = filled[found.record] == nil ? count >= width : count <= table.columnCount
      return isWhole ? nil : (found.record, found.fieldCount)
    }
  }
}

/// A file, or all of standard input, to be read more than once.
private struct SheetSource {
  private let path: String
  private let bytes: [UInt8]?

  init(_ path: String) throws(Failure) {
    self.path = path
    guard path == "-" else {
      bytes = nil
      return
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while true {
      let got = ByteScan.read(descriptor: 0, into: &bytes, at: count, count: bytes.count - count)
      if got < 0 { throw FileText.unreadable("standard input", Int32(-got)) }
      if got == 0 { break }
      count += got
      if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
    }
    self.bytes = Array(bytes[..<count])
  }

  func table(_ options: TableOptions) throws(TableError) -> Table {
    guard let bytes else { return try Table(path: path, options: options) }
    return try Table(bytes: bytes, name: "standard input", options: options)
  }

  func records(_ options: TableOptions) throws(TableError) -> RecordReader {
    guard let bytes else { return try RecordReader(path: path, options: options) }
    return try RecordReader(bytes: bytes, name: "standard input", options: options)
  }
}

extension Failure {
  static func emptySheet(path: String) -> Failure {
    Failure(.data, "\(path): there is no row with content below the header; give the file that was filled in")
  }
}
