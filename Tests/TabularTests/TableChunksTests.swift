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
      var chunks = try TableChunks(bytes: bytes, name: name, options: options, rowsPerChunk: size)
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
    var chunks = try TableChunks(bytes: Array(text.utf8), name: "rows.jsonl", rowsPerChunk: 1)
    #expect(try chunks.next()?.columnNames == ["a"])
    #expect(try chunks.next()?.columnNames == ["a", "b"])
    let third = try #require(try chunks.next())
    #expect(third.columnNames == ["a", "b", "c"] && third[0, 2] == "[3]" && third.isMissing(0, 0))
    #expect(third.record(ofRow: 0) == 3 && third.line(ofRow: 0) == 4)
  }

  @Test func `A table without rows is one empty piece`() throws {
    var chunks = try TableChunks(bytes: Array("a,b\n".utf8), name: "empty.csv", rowsPerChunk: 5)
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
}
