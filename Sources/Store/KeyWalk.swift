import GRDB

/// The rows of a table that is kept by a key of two columns, in its order, going around what cannot be read.
struct KeyWalk {
  /// What is known of the second column of a key.
  enum Second {
    /// Numbers up to this: behind damage each is sought.
    case number(upTo: Int64)
    /// Anything: behind damage the first column goes on by one.
    case other
  }

  let database: Database
  let table: String
  /// The columns to read.
  let columns: String
  /// The two columns of the key.
  let key: (first: String, second: String)
  /// The greatest value of the first column.
  let firstEnd: Int64
  let second: Second

  /// Calls `body` with every row that can be read; returns how many there were, and whether something could not be read.
  ///
  /// - Throws: what `body` throws.
  func forEach(_ body: (Row) throws -> Void) rethrows -> (count: Int, isDamaged: Bool) {
    var (count, isDamaged) = (0, false)
    var (first, number): (Int64, Int64) = (0, 0)
    while first <= firstEnd {
      guard try !follow(&first, &number, &count, body) else { break }
      isDamaged = true
      if case .number(let end) = second, number < end {
        number += 1
      } else {
        (first, number) = (first + 1, 0)
      }
    }
    return (count, isDamaged)
  }

  /// Reads from a place on; returns whether the end was reached, and not damage behind that place.
  private func follow(
    _ first: inout Int64, _ number: inout Int64, _ count: inout Int, _ body: (Row) throws -> Void
  ) rethrows -> Bool {
    guard let rows = try? rows(from: first, number) else { return false }
    while true {
      let row: Row
      do {
        guard let found = try rows.next() else { return true }
        row = found
        let place: Int64 = try row.value(key.first)
        guard place >= first, place <= firstEnd else { return false }
        switch second {
        case .number(let end):
          let next: Int64 = try row.value(key.second)
          guard place > first || next >= number, next <= end else { return false }
          (first, number) = (place, next)
        case .other: first = place
        }
      } catch {
        return false
      }
      try body(row)
      count += 1
    }
  }

  private func rows(from first: Int64, _ number: Int64) throws -> RowCursor {
    let condition =
      switch second {
      case .number: "(\(key.first), \(key.second)) >= (?, ?)"
      case .other: "\(key.first) >= ?"
      }
    let statement = try database.cachedStatement(
      sql: "SELECT \(columns) FROM \(table) WHERE \(condition) ORDER BY \(key.first), \(key.second)")
    switch second {
    case .number: return try Row.fetchCursor(statement, arguments: [first, number])
    case .other: return try Row.fetchCursor(statement, arguments: [first])
    }
  }
}
