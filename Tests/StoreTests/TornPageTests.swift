import GRDB
import Testing

@testable import GarimpoStore

/// A last page that was cut off anywhere: rows before the cut are whole, the others lack their end or are left out.
struct TornPageTests {
  private static func rows(of path: String) throws -> [Int64: [DatabaseValue]] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT id, a, b, c, d FROM t NOT INDEXED")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0.databaseValues.dropFirst())) })
    }
  }

  @Test func `Every row of a page of rows is as it was, or lacks its last columns`() throws {
    let folder = try StoreFolder()
    let path = folder.path("t.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA page_size = 4096; CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c, d)")
      for id in 1...400 {
        try database.execute(
          sql: "INSERT INTO t VALUES (?, ?, ?, ?, ?)",
          arguments: [
            id, String(repeating: "x", count: id * 7 % 90), id * 1000, id % 3 == 0 ? nil : 0.1 * Double(id),
            Blob(bytes: [UInt8(id & 0xFF), 255]),
          ])
      }
    }
    try queue.close()
    let whole = try folder.bytes("t.sqlite")
    let original = try Self.rows(of: path)
    let start = whole.count - 4096
    let count = Int(whole[start + 3]) << 8 | Int(whole[start + 4])
    #expect(whole[start] == 0x0D && count > 20)
    let cells = (0..<count).map { Int(whole[start + 8 + 2 * $0]) << 8 | Int(whole[start + 9 + 2 * $0]) }
    let before = 400 - count
    for available in Array(stride(from: 9, to: 4096, by: 13)) + [4095] {
      guard let page = TornPage(Array(whole[start..<start + available])) else {
        #expect(available < cells[count - 2], "of the row before the last nothing is there")
        continue
      }
      try folder.write(Array(whole.prefix(start)) + page.bytes, to: "t.sqlite")
      let found = try Self.rows(of: path)
      // A cell ends where the one before it begins.
      let wholeCells = cells.indices.filter { ($0 == 0 ? 4096 : cells[$0 - 1]) <= available }
        .map { Int64(before + $0 + 1) }
      for id in (1...Int64(before)) + wholeCells { #expect(found[id] == original[id], "\(available), row \(id)") }
      for (id, values) in found {
        let before = original[id] ?? []
        let isKept = zip(values, before).map { $0 == $1 }
        #expect(values.count == before.count && zip(values, isKept).allSatisfy { $0.isNull || $1 }, "row \(id)")
        let firstCut = isKept.firstIndex(of: false) ?? values.count
        #expect(values[firstCut...].filter { !$0.isNull }.isEmpty, "\(available), row \(id)")
      }
      #expect(found.count <= before + wholeCells.count + 1)
    }
  }

  @Test func `Of other pages nothing is made up`() {
    for type in [0x00, 0x02, 0x05, 0xFF] as [UInt8] {
      #expect(TornPage([type] + [UInt8](repeating: 0, count: 900)) == nil)
    }
    #expect(TornPage([UInt8](repeating: 0x0D, count: 4096)) == nil, "it is whole")
    #expect(TornPage([0x0D, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0]) == nil, "its list of cells is cut")
  }
}
