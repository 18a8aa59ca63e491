import GRDB

/// The rows of a table by ascending `id`, going around what cannot be read.
///
/// Behind an unreadable page every id is sought for itself until one is found again, so no row is lost that SQLite can
/// reach. Ids that cannot be (not ascending, or more than the file has room for) count as unreadable.
struct RowWalk {
  /// What was met on the way.
  struct Result {
    /// How many rows were read.
    var count = 0
    /// Ids up to the greatest known one that were not found.
    var missing: [ClosedRange<Int64>] = []
    /// Whether something could not be read.
    var isDamaged = false

    /// How many ids were not found.
    var missingCount: Int { missing.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 } }

    fileprivate mutating func miss(_ ids: ClosedRange<Int64>) {
      if let last = missing.last, last.upperBound + 1 == ids.lowerBound {
        missing[missing.count - 1] = last.lowerBound...ids.upperBound
      } else {
        missing.append(ids)
      }
    }
  }

  /// Where it is not known how far to seek, so far.
  private static let unknownEnd: Int64 = 100_000

  private let database: Database
  private let table: String
  private let columns: String
  /// More rows than this have no room in the file.
  private let ceiling: Int64
  /// The greatest id that the table is known to have given, nil where that cannot be read.
  let greatest: Int64?
  /// Up to here rows are sought behind damage.
  private let end: Int64
  /// Ids behind this one are read, but none is known to be lost: a damaged row may have any.
  private let lastGiven: Int64

  /// A walk over `columns` of `table`.
  init(_ database: Database, _ table: String, columns: String = "*") {
    self.database = database
    self.table = table
    self.columns = columns
    func number(_ sql: String) -> Int64? { try? Int64.fetchOne(database, sql: sql) }
    // A row takes at least a pointer to its cell and the cell's two lengths.
    ceiling = max(1, (number("PRAGMA page_count") ?? 1) * (number("PRAGMA page_size") ?? 4096) / 8)
    let given = number("SELECT seq FROM sqlite_sequence WHERE name = '\(table)'")
    let found = number("SELECT max(id) FROM \(table)")
    greatest = given == nil && found == nil ? nil : min(ceiling, given ?? found ?? 0)
    end = given == nil && found == nil ? min(ceiling, Self.unknownEnd) : min(ceiling, max(given ?? 0, found ?? 0))
    lastGiven = given ?? ceiling
  }

  /// Calls `body` with every row that can be read.
  ///
  /// - Throws: what `body` throws.
  func forEach(_ body: (_ id: Int64, _ row: Row) throws -> Void) rethrows -> Result {
    var result = Result()
    var next: Int64 = 1
    while true {
      let isFinished = try follow(from: &next, &result, body)
      if isFinished || next > end { break }
      if next <= lastGiven { result.miss(next...next) }
      next += 1
    }
    if let greatest, next <= greatest { result.miss(next...greatest) }
    return result
  }

  /// Reads from the id `next` on; returns whether the end was reached, and not damage before the row `next`.
  private func follow(
    from next: inout Int64, _ result: inout Result, _ body: (Int64, Row) throws -> Void
  ) rethrows -> Bool {
    guard let rows = try? rows(from: next) else {
      result.isDamaged = true
      return false
    }
    while true {
      let row: Row
      let id: Int64
      do {
        guard let found = try rows.next() else { return true }
        row = found
        id = try row.value("id")
      } catch {
        result.isDamaged = true
        return false
      }
      guard id >= next, id <= ceiling else {
        result.isDamaged = true
        return false
      }
      if id > next, next <= lastGiven { result.miss(next...min(id - 1, lastGiven)) }
      try body(id, row)
      result.count += 1
      next = id + 1
    }
  }

  private func rows(from id: Int64) throws -> RowCursor {
    let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM \(table) WHERE id >= ? ORDER BY id")
    return try Row.fetchCursor(statement, arguments: [id])
  }
}
