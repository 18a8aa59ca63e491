import Foundation
import GarimpoTabular
import Testing

/// The exact text of every message about a table that cannot be read.
@Suite struct TableErrorTests {
  private func message(
    _ text: String, _ name: String = "videos.csv", _ change: (inout TableOptions) -> Void = { _ in }
  ) -> String {
    let error = #expect(throws: TableError.self) { _ = try table(text, name, change) }
    return error?.description ?? "none"
  }

  private func message(path: String) -> String {
    let error = #expect(throws: TableError.self) { _ = try Table(path: path) }
    return error?.description ?? "none"
  }

  @Test func `a record with too few or too many fields`() {
    #expect(
      message("a,b,c\n1,2,3\n\n\"4\n4\",5\n")
        == "videos.csv: record 3 (line 4): 2 fields, the header has 3; correct the record, or accept such records with "
        + "--ragged pad; lines above the header are skipped with --skip-lines")
    #expect(
      message("a,b\n1\n")
        == "videos.csv: record 2 (line 2): 1 field, the header has 2; correct the record, or accept such records with "
        + "--ragged pad; lines above the header are skipped with --skip-lines")
    #expect(
      message("1,2\n3,4,5\n") { $0.header = .absent }
        == "videos.csv: record 2 (line 2): 3 fields, the first record has 2; correct the record, or accept such "
        + "records with --ragged pad")
  }

  @Test func `a ragged record far from the header is no matter of the lines above it`() {
    #expect(
      message("a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n\n\n1\n")
        == "videos.csv: record 7 (line 9): 1 field, the header has 2; correct the record, or accept such records with "
        + "--ragged pad")
  }

  @Test func `the first problem of a file is the one reported`() {
    #expect(message("a,b\n1\n\"open").hasPrefix("videos.csv: record 2 (line 2): 1 field"))
    #expect(message("a,b\n1,2\n\"open,1\n1\n").hasPrefix("videos.csv: record 3 (line 3): the quote that opens"))
  }

  @Test func `a quote that is never closed`() {
    #expect(
      message("a,b\n1,2\n\"x\ny\",\"open\n\n")
        == "videos.csv: record 3 (line 4): the quote that opens field 2 at byte 4 of the line is never closed; close it, "
        + "or read quotes as ordinary text with --quote none")
  }

  @Test func `text behind a closing quote`() {
    #expect(
      message("a,b\n1,\"x\" y\n")
        == "videos.csv: record 2 (line 2): field 2 goes on after its closing quote at byte 5 of the line; a quote within "
        + "a quoted field is written twice; correct it, keep the text with --quotes lenient, or read "
        + "quotes as ordinary text with --quote none")
  }

  @Test func `an empty file`() {
    #expect(message("") == "videos.csv: is empty; a table has at least a header")
    #expect(message("\u{FEFF}") == "videos.csv: is empty; a table has at least a header")
  }

  @Test func `a column that is not there`() {
    #expect(
      message("a,b\n1,2\n") { $0.keptColumns = ["a", "y"] }
        == "videos.csv: no column \"y\"; the columns are \"a\", \"b\"")
  }

  @Test(arguments: [
    (Array("PK\u{3}\u{4}".utf8), "a zip archive or an Excel workbook", "save it as \"CSV UTF-8\""),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook", "save it as \"CSV UTF-8\""),
    (Array("PAR1x".utf8), "a Parquet file", "export it as CSV"),
    (Array("SQLite format 3\0".utf8), "an SQLite database", "export it as CSV"),
    (Array("%PDF-1.7".utf8), "a PDF document", "export it as CSV"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", "unpack it first"),
    (Array("\nTY  - JOUR\n".utf8), "a list of references in RIS", "export it as CSV"),
    (
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a picture (PNG)", "name another file, such as one that was exported as CSV"
    ),
    ([0xFF, 0xD8, 0xFF, 0xE0], "a picture (JPEG)", "name another file, such as one that was exported as CSV"),
    (
      [0x7F] + Array("ELF".utf8) + [UInt8](repeating: 0, count: 60) + [0xFF], "binary data",
      "name another file, such as one that was exported as CSV"
    ),
    (
      Array("a,\u{E9}\n".unicodeScalars.map { UInt8($0.value) }) + (0..<4096).map { $0 % 19 == 0 ? 7 : 65 },
      "binary data",
      "name another file, such as one that was exported as CSV"
    ),
    ([0], "nothing but NUL bytes", "fetch the file anew, or name another"),
    ([0, 0, 0x0A, 0x20, 0], "nothing but NUL bytes", "fetch the file anew, or name another"),
    ([UInt8](repeating: 0, count: 300_000), "nothing but NUL bytes", "fetch the file anew, or name another"),
  ])
  func `a file of another kind`(bytes: [UInt8], kind: String, advice: String) {
    let error = #expect(throws: TableError.self) { _ = try Table(bytes: bytes, name: "videos.csv") }
    #expect(error?.description == "videos.csv: is \(kind), not a table of text; \(advice)")
  }

  @Test func `a text with a control character here and there is a text`() throws {
    let bytes = Array("a,".utf8) + [0xE9, 0x0A] + (0..<4000).map { $0 % 21 == 0 ? 7 : 65 } + Array(",1\n".utf8)
    #expect(try Table(bytes: bytes, name: "videos.csv").rowCount == 1)
    #expect(try Table(bytes: [UInt8](repeating: 0, count: 62) + [0xE9], name: "videos.csv").rowCount == 0)
    #expect(try Table(bytes: [UInt8](repeating: 0, count: 99) + [65], name: "videos.csv").rowCount == 0, "it is UTF-8")
  }

  @Test func `files that cannot be opened`() throws {
    #expect(message(path: "/no/such/file.csv") == "/no/such/file.csv: no such file")
    #expect(message(path: "/tmp") == "/tmp: is a directory; name the file in it")
    #expect(TableErrorTests.denied == "x.csv: may not be read (permission denied)" || getuid() == 0)
  }

  /// The message for a file without permission; root may read everything.
  private static let denied: String = {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let path = directory + "/x.csv"
    _ = FileManager.default.createFile(atPath: path, contents: Data("a\n".utf8), attributes: [.posixPermissions: 0])
    do throws(TableError) {
      _ = try Table(path: path)
      return "read"
    } catch {
      return error.description.replacingOccurrences(of: directory + "/", with: "")
    }
  }()

  /// `printf 'a,b\n1,2\n' | gzip -n9` with gzip 1.12.
  private static let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31, 0xE2, 0x02,
    0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
  ]

  @Test func `gzip data are unpacked, also several members, also with rubbish behind them`() throws {
    let one = try Table(bytes: Self.packed, name: "t.csv")
    #expect(rows(one) == [["1", "2"]] && one.report.isCompressed)
    let two = try Table(bytes: Self.packed + Self.packed, name: "t.csv.gz")
    #expect(rows(two) == [["1", "2"], ["a", "b"], ["1", "2"]])
    #expect(try Table(bytes: Self.packed + [0, 0, 0], name: "t.csv.gz").rowCount == 1)
  }

  @Test func `more bytes than are taken are an error, of gzip data once unpacked`() throws {
    var options = TableOptions()
    for (bytes, found) in [(Self.packed, " once unpacked"), (Array("a,b\n1,2\n".utf8), "")] {
      options.maximumBytes = 8
      #expect(try Table(bytes: bytes, name: "t.csv", options: options).rowCount == 1)
      options.maximumBytes = 7
      let error = #expect(throws: TableError.self) { _ = try Table(bytes: bytes, name: "t.csv", options: options) }
      #expect(
        error?.description == "t.csv: holds more than 7 bytes\(found), which is all that is taken; divide it")
    }
  }

  @Test func `gzip data that end early or are damaged`() {
    for count in 2..<Self.packed.count {
      let error = #expect(throws: TableError.self) {
        _ = try Table(bytes: Array(Self.packed[..<count]), name: "t.csv.gz")
      }
      #expect(error?.description == "t.csv.gz: the gzip data end too early; the file is incomplete, fetch it again")
    }
    var damaged = Self.packed
    damaged[damaged.count - 8] ^= 1
    let error = #expect(throws: TableError.self) { _ = try Table(bytes: damaged, name: "t.csv.gz") }
    #expect(error?.description == "t.csv.gz: the gzip data are damaged (incorrect data check); fetch the file again")
  }
}
