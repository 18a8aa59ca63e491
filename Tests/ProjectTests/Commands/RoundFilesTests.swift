import Foundation
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// The batch file, read back.
struct RoundFilesTests {
  private static let recipe = """
    name: hostile
    item: { title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    observed: 2020-01-01
    fields:
      title: { column: title, kind: text }
    features:
      - tfidf: title
    split: { by: random, validation_share: 50% }
    model: { random_forest: { trees: 5 } }
    batch: { hard: 6, random: 100 }
    duplicates: off

    """

  /// Cells that a spreadsheet would run, that look protected already, and that make quoting hard.
  private static let cells = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "-3", "@SUM(A1)", "\t=1", "'=1+1", "'", "''", "\r=x", "a\r\nb", "a\nb", "\"",
    "\"\"",
    ",", ";", "|", "\t", " a ", "", "\u{FEFF}a", "sep=;", "ação", "日本語", "\u{0}", "=\"x\"", "-", "+", "=", "1e5", "+5",
    "-1.5e-3",
  ]

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func `What the batch file holds reads back as it was in the table`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    let labelled = (0..<12).map { ["red \($0 % 2) thing", "\($0 % 2)", "x\($0)", "named like ours"] }
    let pool = Self.cells.map { ["blue thing", "", $0, $0] }
    let table = Table(columnNames: ["title", "y", "=note", "p"], rows: labelled + pool)
    var writer = CSVWriter()
    writer.append(table)
    try OutputFile.write(writer.bytes, to: path("table.csv"))
    try Data(Self.recipe.utf8).write(to: folder.appending(path: "hostile.yaml"))

    var options = RoundOptions(table: path("table.csv"), recipe: path("hostile.yaml"))
    options.resampleCount = 100
    options.files.batch = path("batch.csv")
    let round = try options.run()
    #expect(round.result.batch.items.count == Self.cells.count)

    var reading = TableOptions()
    reading.unprotectsFormulas = true
    let batch = try Table(path: path("batch.csv"), options: reading)
    #expect(batch.columnNames == ["title", "y", "=note", "p", "garimpo_p", "why", "rank", "inclusion_probability"])
    #expect(batch.rowCount == Self.cells.count)
    for (row, item) in round.result.batch.items.enumerated() {
      let source = item.record - 2
      for column in 0..<table.columnCount {
        #expect(
          Array(batch[row, column].utf8) == Array(table[source, column].utf8), "record \(item.record), column \(column)"
        )
      }
      #expect(batch[row, 5] == item.reason)
      #expect(batch[row, 6] == "\(item.rank)")
    }
  }

  @Test func `No cell of the batch file can run in a spreadsheet`() throws {
    var writer = CSVWriter(spreadsheetSafe: true)
    writer.append(Table(columnNames: ["a", "b"], rows: Self.cells.map { ["x", $0] }))
    let raw = try Table(bytes: writer.bytes, name: "raw.csv")
    for row in 0..<raw.rowCount {
      let cell = raw[row, 1]
      guard let first = cell.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) else { continue }
      #expect(Double(cell) != nil, "\(cell) would run")
    }
  }
}
