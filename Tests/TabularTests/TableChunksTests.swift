import GarimpoKernels
import Testing

@testable import GarimpoTabular

/// A table read piece by piece is the table read at once: the same rows, the same report, the same error.
struct TableChunksTests {
  /// What reading came to: the rows with their records and lines, the report; or the error.
  private struct Outcome: Equatable {
    var names: [String] = []
    var rows: [[String?]] = []
    var records: [Int] = []
    var lines: [Int] = []
    var report: String = ""
    var error: String?

    mutating func add(_ table: Table) {
      // A column that comes up later is missing in the rows before.
      names = table.columnNames
      rows = rows.map { $0 + [String?](repeating: nil, count: names.count - $0.count) }
      for row in 0..<table.rowCount {
        rows.append((0..<table.columnCount).map { table.isMissing(row, $0) ? nil : table[row, $0] })
        records.append(table.record(ofRow: row))
        lines.append(table.line(ofRow: row))
      }
    }
  }

  private static func whole(_ bytes: [UInt8], _ name: String, _ options: TableOptions) -> Outcome {
    var outcome = Outcome()
    do {
      let table = try Table(bytes: bytes, name: name, options: options)
      outcome.add(table)
      outcome.report = "\(table.report)"
    } catch {
      outcome.error = "\(error)"
    }
    return outcome
  }

  private static func pieces(_ bytes: [UInt8], _ name: String, _ options: TableOptions, _ size: Int) -> Outcome {
    var outcome = Outcome()
    do {
      let chunks = try TableChunks(bytes: bytes, name: name, options: options, rowsPerChunk: size)
      while let rows = try chunks.next() {
        #expect(rows.rowCount <= size)
        outcome.add(rows)
      }
      #expect(try chunks.next() == nil)
      outcome.report = "\(chunks.report)"
    } catch {
      return Outcome(error: "\(error)")
    }
    return outcome
  }

  private static func compare(_ bytes: [UInt8], _ name: String, _ options: TableOptions = TableOptions()) {
    let expected = whole(bytes, name, options)
    for size in [1, 2, 3, 7, 1000] {
      #expect(pieces(bytes, name, options, size) == expected, "\(name), \(size) rows a piece")
    }
  }

  @Test func `Every hostile table is read alike`() throws {
    guard TortureFiles.isThere else { return }
    var count = 0
    for file in try TortureFiles.all() where file.bytes.count < 200_000 {
      count += 1
      Self.compare(file.bytes, file.name)
      var padding = TableOptions()
      padding.ragged = .pad
      padding.header = .absent
      Self.compare(file.bytes, file.name, padding)
    }
    #expect(count > 50)
  }

  @Test func `Random tables are read alike`() {
    var random = SplitMix64(seed: 3, stream: 0)
    let cells = ["", "a", "\"b, c\"", "\"d\n\"\"e\"\"\"", "ç", "1.5", " f "]
    for number in 0..<60 {
      var text = "id,title,y\n"
      for _ in 0..<random.next(below: 20) {
        let width = random.next(below: 12) == 0 ? 2 : 3
        text += (0..<width).map { _ in cells[random.next(below: cells.count)] }.joined(separator: ",") + "\n"
      }
      Self.compare(Array(text.utf8), "random\(number).csv")
    }
  }

  @Test func `JSON Lines have the columns met so far`() throws {
    let text = #"{"a":"1"}"# + "\n\n" + #"{"b":2,"a":null}"# + "\n" + #"{"c":[3]}"# + "\n"
    Self.compare(Array(text.utf8), "rows.jsonl")
    Self.compare(Array((text + "{oh}\n").utf8), "rows.jsonl")
    let chunks = try TableChunks(bytes: Array(text.utf8), name: "rows.jsonl", rowsPerChunk: 1)
    #expect(try chunks.next()?.columnNames == ["a"])
    #expect(try chunks.next()?.columnNames == ["a", "b"])
    let third = try #require(try chunks.next())
    #expect(third.columnNames == ["a", "b", "c"] && third[0, 2] == "[3]" && third.isMissing(0, 0))
    #expect(third.record(ofRow: 0) == 3 && third.line(ofRow: 0) == 4)
  }

  @Test func `A table without rows is one empty piece`() throws {
    let chunks = try TableChunks(bytes: Array("a,b\n".utf8), name: "empty.csv", rowsPerChunk: 5)
    let first = try #require(try chunks.next())
    #expect(first.columnNames == ["a", "b"] && first.rowCount == 0)
    #expect(try chunks.next() == nil)
  }

  @Test func `Formulas and double encoding are undone in every piece`() {
    var options = TableOptions()
    options.repairsMojibake = true
    options.unprotectsFormulas = true
    let text = "t\n'=1+1\nÃ§a\n'=2\nnÃ£o\n"
    Self.compare(Array(text.utf8), "damaged.csv", options)
    Self.compare(Array("{\"t\":\"'=1\"}\n{\"t\":\"Ã§\"}\n".utf8), "damaged.jsonl", options)
  }

  @Test(
    arguments: [
      ("ragged.csv", "a,b\n1,2\n3\n4,5\n6,7\n", nil),
      ("quote.csv", "a,b\n1,2\n\"3\"x,4\n5,6\n", nil),
      ("column.csv", "a,b\nz,2\n3,4\n", ["z"]),
      ("damaged.jsonl", "{\"a\":1}\n{\n{\"a\":2}\n", nil),
      ("column.jsonl", "{\"a\":1}\n{\"a\":2}\n", ["z"]),
      ("empty.jsonl", "{}\n", nil),
    ] as [(String, String, [String]?)])
  func `Behind an error there is nothing but the error`(name: String, text: String, kept: [String]?) throws {
    var options = TableOptions()
    options.keptColumns = kept
    let whole = Self.whole(Array(text.utf8), name, options)
    let message = try #require(whole.error)
    do {
      let chunks = try TableChunks(bytes: Array(text.utf8), name: name, options: options, rowsPerChunk: 1)
      var errors: [String] = []
      for _ in 0..<8 {
        do {
          let piece = try chunks.next()
          #expect(piece != nil && errors.isEmpty, "rows or an end behind an error")
        } catch {
          errors.append("\(error)")
        }
      }
      #expect(errors.count > 3 && Set(errors) == [message])
    } catch {
      // What the first record has already is an error of opening.
      #expect("\(error)" == message)
    }
  }

  @Test func `Two holders of a reader share one place in the file`() throws {
    for (name, text) in [("t.csv", "a\n1\n2\n3\n"), ("t.jsonl", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n")] {
      let chunks = try TableChunks(bytes: Array(text.utf8), name: name, rowsPerChunk: 1)
      let other = chunks
      #expect(try chunks.next()?[0, 0] == "1")
      #expect(try other.next()?[0, 0] == "2")
      #expect(try chunks.next()?.record(ofRow: 0) == (name == "t.csv" ? 4 : 3))
      #expect(other.report.rowCount == 3)
    }
  }

  @Test func `A piece ends early when its rows are long`() throws {
    let cell = String(repeating: "é", count: 200_000)
    let records = (1...30).map { "\($0),\(cell)\n" }.joined()
    let objects = (1...30).map { "{\"id\":\($0),\"text\":\"\(cell)\"}\n" }.joined()
    for (name, text) in [("long.csv", "id,text\n" + records), ("long.jsonl", objects)] {
      let chunks = try TableChunks(bytes: Array(text.utf8), name: name, rowsPerChunk: 1000, bytesPerChunk: 2 << 20)
      var ids: [String] = []
      while let piece = try chunks.next() {
        let size = piece.blocks.reduce(0) { $0 + $1.bytes.count }
        #expect(size < 3 << 20 && piece.rowCount < 9)
        ids += piece.texts(inColumn: 0)
        #expect(piece.texts(inColumn: 1).allSatisfy { $0 == cell })
        #expect(piece.record(ofRow: piece.rowCount - 1) == ids.count + (name == "long.csv" ? 1 : 0))
      }
      #expect(ids == (1...30).map(String.init))
    }
  }

  @Test func `The blocks of a piece stay small enough for their ends`() throws {
    let cell = String(repeating: "x", count: 1 << 20)
    let text = "text\n" + String(repeating: cell + "\n", count: 20)
    let chunks = try TableChunks(bytes: Array(text.utf8), name: "long.csv", rowsPerChunk: 1000)
    let piece = try #require(try chunks.next())
    #expect(piece.rowCount == 20)
    #expect(piece.blocks.allSatisfy { $0.bytes.count < TableBlock.fullSize + 2 << 20 })
  }

  @Test func `The names of the columns are known from the beginning, those of JSON Lines as they come`() throws {
    var options = TableOptions()
    options.keptColumns = ["c", "a"]
    let chunks = try TableChunks(bytes: Array("a,b,c\n1,2,3\n".utf8), name: "t.csv", options: options, rowsPerChunk: 1)
    #expect(chunks.columnNames == ["a", "c"])
    let lines = try TableChunks(bytes: Array("{\"a\":1}\n{\"b\":1}\n".utf8), name: "t.jsonl", rowsPerChunk: 1)
    #expect(lines.columnNames.isEmpty)
    _ = try lines.next()
    #expect(lines.columnNames == ["a"])
    _ = try lines.next()
    #expect(lines.columnNames == ["a", "b"])
  }

  @Test func `Random texts are read alike under random options`() {
    var random = SplitMix64(seed: 5, stream: 0)
    let pieces = [
      "a", "1", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"b,\nc\"", "é", "\0", "'=1", "Ã§", "\n\n",
    ]
    let objects = ["{\"a\":\"Ã§\"}", "{\"b\":null,\"a\":1}", "{\"c\":\"\\ud800\"}", "", "{}", "{\"a\":", " "]
    for number in 0..<400 {
      var options = TableOptions()
      options.ragged = random.next(below: 3) == 0 ? .error : .pad
      options.header = random.next(below: 3) == 0 ? .absent : .present
      options.blankLines = [.automatic, .skip, .keep][random.next(below: 3)]
      options.skippedLines = random.next(below: 3)
      options.repairsMojibake = random.next(below: 2) == 0
      options.unprotectsFormulas = random.next(below: 2) == 0
      options.keepsTextAfterQuote = random.next(below: 2) == 0
      if random.next(below: 4) == 0 { options.keptColumns = [["a"], ["column1"], ["a", "b"]][random.next(below: 3)] }
      var text = ""
      let isDelimited = number % 3 != 0
      for _ in 0..<random.next(below: 30) {
        text +=
          isDelimited ? pieces[random.next(below: pieces.count)] : objects[random.next(below: objects.count)] + "\n"
      }
      if isDelimited && random.next(below: 2) == 0 { text = "a,b\n" + text }
      Self.compare(Array(text.utf8), isDelimited ? "random.csv" : "random.jsonl", options)
    }
  }

  @Test(.enabled(if: TortureFiles.isThere)) func `A file that is packed is read alike from the disk`() throws {
    let path = TortureFiles.directory + "/papaparse/normal.csv.gz"
    let whole = try Table(path: path)
    let chunks = try TableChunks(path: path, rowsPerChunk: 2)
    var count = 0
    while let piece = try chunks.next() {
      #expect(piece[0, 0] == whole[count, 0] && piece.line(ofRow: 0) == whole.line(ofRow: count))
      count += piece.rowCount
    }
    #expect(count == whole.rowCount && chunks.report == whole.report && chunks.report.isCompressed)
  }
}
