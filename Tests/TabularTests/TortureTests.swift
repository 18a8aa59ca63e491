import Foundation
import GarimpoTabular
import Testing

/// The collection of odd tables.
@Suite(.enabled(if: TortureFiles.isThere)) struct TortureTests {
  private func records(_ file: TortureFiles.File) throws -> [[String]] {
    let reader = try RecordReader(bytes: file.bytes, name: file.name)
    var record = Record()
    var all: [[String]] = []
    while try reader.next(into: &record) { all.append(record.fields) }
    return all
  }

  @Test func `every file with an expected result parses to it`() throws {
    struct Entry: Decodable {
      var file: String
      var expected: String?
    }
    let manifest = try TortureFiles.file("manifest.json")
    var checked = 0
    for entry in try JSONDecoder().decode([Entry].self, from: Data(manifest.bytes)) {
      guard let expected = entry.expected else { continue }
      let records = try records(try TortureFiles.file(entry.file))
      let json = try JSONSerialization.jsonObject(with: Data(try TortureFiles.file(expected).bytes))
      if let rows = json as? [[String]] {
        // One author gives an empty list for a file that has a header only.
        #expect(records == rows || (rows.isEmpty && records.count == 1), "\(entry.file)")
      } else {
        let rows = try #require(json as? [[String: String]], "\(entry.file)")
        let found = records.dropFirst().map { Dictionary(zip(records[0], $0)) { first, _ in first } }
        #expect(found == rows, "\(entry.file)")
      }
      checked += 1
    }
    #expect(checked == 16)
  }

  struct Constructed: Decodable, Sendable, CustomTestStringConvertible {
    var file: String
    var encoding: String
    var delimiter: String
    var rows: Int?
    var columns: [String]?
    var titles: [String]?
    var y: [String]?
    var testDescription: String { file }
  }

  static let constructed: [Constructed] = {
    guard TortureFiles.isThere, let file = try? TortureFiles.file("constructed/expected.json") else { return [] }
    return (try? JSONDecoder().decode([Constructed].self, from: Data(file.bytes))) ?? []
  }()

  @Test(arguments: constructed.filter { $0.titles != nil })
  func `the constructed files give their titles and labels`(expected: Constructed) throws {
    var options = TableOptions()
    if expected.file.contains("no_header") { options.header = .absent }
    if expected.file.contains("mojibake") { options.repairsMojibake = true }
    let table = try Table(path: TortureFiles.directory + "/" + expected.file, options: options)
    #expect(table.rowCount == expected.rows)
    let isDamaged = expected.file.contains("invalid_utf8")
    if options.header == .present { #expect(table.columnNames == expected.columns) }
    #expect(table.texts(inColumn: 1) == expected.y)
    if !isDamaged { #expect(table.texts(inColumn: 0) == expected.titles) }
    #expect(table.report.delimiter == expected.delimiter.utf8.first)
    #expect(table.report.delimiterReason == .counted)
    let encodings: [String: TextEncoding] = [
      "utf-8-sig": .utf8, "utf-16": .utf16BigEndian, "cp1252": .windows1252, "latin-1": .latin1, "utf-8": .utf8,
      "utf-8 with 2 invalid bytes": .utf8,
    ]
    #expect(table.report.encoding == encodings[expected.encoding])
    #expect(table.report.isCompressed == expected.file.hasSuffix(".gz"))
  }

  @Test func `two damaged bytes cost two characters, not the encoding`() throws {
    let table = try Table(path: TortureFiles.directory + "/constructed/invalid_utf8_bytes.csv")
    #expect(table.report.encoding == .utf8)
    #expect(table.report.encodingReason == .mostlyWellFormed)
    #expect(table.report.invalidCount == 2)
    #expect(table.report.firstInvalidOffset == 184)
    #expect(table[0, 2] == "28.028 visualiza\u{FFFD}\u{FFFD}ões" || table[0, 2].contains("\u{FFFD}"))
  }

  @Test func `text that was read twice is suspected, and only that`() throws {
    for file in try TortureFiles.all() where !file.name.hasSuffix("jsonl") {
      guard let table = try? Table(bytes: file.bytes, name: file.name) else { continue }
      #expect(table.report.suspectsMojibake == file.name.contains("mojibake"), "\(file.name)")
    }
  }

  @Test func `a file without a header is suspected`() throws {
    let table = try Table(path: TortureFiles.directory + "/constructed/no_header.csv")
    #expect(table.report.suspectHeader.first == "0")
  }

  @Test(arguments: [
    ("csv-test-data/bad-header-more-fields.csv", "record 2 (line 2): 4 fields, the header has 3"),
    (
      "csv-test-data/bad-quotes-with-unescaped-quote.csv",
      "record 2 (line 2): field 2 goes on after its closing quote at byte 18"
    ),
    ("rust-csv/strange.csv", "record 1 (line 1): field 1 goes on after its closing quote at byte 3"),
    ("univocity/escape.csv", "record 1 (line 1): field 1 goes on after its closing quote at byte 11"),
    ("univocity/iterating_test.csv", "record 4 (line 4): 2 fields, the header has 3"),
    ("univocity/multi_schema.csv", "record 2 (line 2): 5 fields, the header has 3"),
    ("tabulator/skip-rows-before-headers.csv", "record 2 (line 2): 2 fields, the header has 1"),
    ("asreview-import/embase.ris", "is a list of references in RIS, not a table of text; export it as CSV"),
    ("asreview-import/pubmed_endnote.txt", "is a list of references in RIS, not a table of text; export it as CSV"),
    ("constructed/truncated_inside_quotes.csv", "field 6 at byte"),
    ("constructed/empty_file.csv", "is empty; a table has at least a header"),
    (
      "constructed/lone_surrogate_escapes.jsonl",
      "record 3 (line 4): byte 35: a comma before the closing bracket; remove it"
    ),
    ("messytables-horror/characters.csv.gz", "not UTF-8 (first at byte 4)"),
  ])
  func `the damaged files give errors that say where`(name: String, words: String) throws {
    let file = try TortureFiles.file(name)
    let error = #expect(throws: TableError.self) { _ = try Table(bytes: file.bytes, name: name) }
    let message = error?.description ?? "none"
    #expect(message.hasPrefix(name + ": ") && message.contains(words), "\(message)")
  }

  @Test func `the lines above a table can be skipped`() throws {
    var options = TableOptions()
    options.skippedLines = 1
    let table = try Table(
      path: TortureFiles.directory + "/tabulator/skip-rows-before-headers.csv", options: options)
    #expect(table.columnNames == ["id", "name"])
    #expect(table.texts(inColumn: 1) == ["english", "中国人"])
    #expect(table.line(ofRow: 0) == 3)
    options.skippedLines = 3
    let emissions = try Table(path: TortureFiles.directory + "/messytables-horror/excel_pasting.csv", options: options)
    #expect(emissions.columnNames.prefix(3) == ["Year", "2000", "2001"])
    #expect(emissions[0, 1] == "2,666")
  }

  @Test func `every other file gives a table or an error with its name`() throws {
    var tables = 0
    for file in try TortureFiles.all() {
      for ragged in [TableOptions.Ragged.error, .pad] {
        var options = TableOptions()
        options.ragged = ragged
        do throws(TableError) {
          let table = try Table(bytes: file.bytes, name: file.name, options: options)
          #expect(table.report.rowCount == table.rowCount)
          tables += 1
        } catch {
          #expect(error.description.hasPrefix(file.name + ": "))
        }
      }
    }
    #expect(tables > 80)
  }
}
