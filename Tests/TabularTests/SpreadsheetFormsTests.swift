import GarimpoTabular
import Testing

/// The forms in which spreadsheets give back a small labelled table.
struct SpreadsheetFormsTests {
  private static let names = ["id", "título", "y"]
  private static let cells = [
    ["1", "Introdução; às “redes”, parte 1", "1"], ["2", "dois\nandares", "não"], ["3", "ação – 5 €", ""],
    ["4", "=1+1", "1,0"],
  ]

  /// The table as CSV text with a delimiter and a line end.
  private static func text(_ delimiter: UInt8, _ ending: String) -> String {
    var writer = CSVWriter(delimiter: delimiter, spreadsheetSafe: true)
    writer.append(Table(columnNames: names, rows: cells))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    // The line break within a cell is Excel's LF in every form but that of CR alone.
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      line + (line.hasSuffix("dois") ? "\n" : line.isEmpty ? "" : ending)
    }.joined()
  }

  private static func western(_ text: String) -> [UInt8] {
    let marks: [Unicode.Scalar: UInt8] = ["“": 0x93, "”": 0x94, "–": 0x96, "€": 0x80]
    return text.unicodeScalars.map { marks[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
  }

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  static let forms: [(form: String, bytes: [UInt8], encoding: TextEncoding)] = [
    ("comma, UTF-8 with a mark, CRLF", Array(("\u{FEFF}" + text(0x2C, "\r\n")).utf8), .utf8),
    ("semicolon, Windows-1252, CRLF", western(text(0x3B, "\r\n")), .windows1252),
    ("semicolon, UTF-8 with a mark, sep=", Array(("\u{FEFF}sep=;\r\n" + text(0x3B, "\r\n")).utf8), .utf8),
    ("comma, UTF-8, CR alone", Array(text(0x2C, "\r").utf8), .utf8),
    ("semicolon, Windows-1252, CR alone", western(text(0x3B, "\r")), .windows1252),
    ("tab, UTF-16 with a mark, CRLF", utf16("\u{FEFF}" + text(0x09, "\r\n")), .utf16LittleEndian),
    ("tab, UTF-8, LF", Array(text(0x09, "\n").utf8), .utf8),
  ]

  @Test(arguments: forms)
  func `A labelled table comes back from a spreadsheet`(form: String, bytes: [UInt8], encoding: TextEncoding) throws {
    var options = TableOptions()
    options.unprotectsFormulas = true
    let table = try Table(bytes: bytes, name: "batch.csv", options: options)
    #expect(table == Table(columnNames: Self.names, rows: Self.cells), "\(form)")
    #expect(table.report.encoding == encoding)
    #expect((0..<4).map { table.record(ofRow: $0) } == [2, 3, 4, 5])
    let chunks = try TableChunks(bytes: bytes, name: "batch.csv", options: options, rowsPerChunk: 3)
    #expect(try chunks.next()?.texts(inColumn: 1) == Self.cells.prefix(3).map { $0[1] })
    #expect(try chunks.next()?.texts(inColumn: 2) == ["1,0"])
  }
}
