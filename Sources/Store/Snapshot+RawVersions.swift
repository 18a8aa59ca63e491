import GRDB

/// The raw row of a version of an item, without what was made of it.
public struct RawVersion: Sendable, Hashable {
  /// The item's number.
  public let item: Int64
  /// The version's number.
  public let version: Int64
  /// When its counts and relative times were true, in seconds since 1970.
  public let observedAt: Int64
  /// The list of columns that `raw` belongs to.
  public let columns: Int64
  /// The row as it came: a JSON array of texts, null where the file had nothing.
  public let raw: String
}

extension Snapshot {
  /// The newest versions of the items in a range of numbers, in their order, as they were when `position` was the newest
  /// version of all; items that came later are left out.
  ///
  /// Versions are never changed, so pieces that are read in different snapshots with the same position are of one state.
  public func rawVersions(ofItems numbers: ClosedRange<Int64>, asOf position: Int64) throws -> [RawVersion] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT v.item, v.id, v.observed_at, v.columns, v.raw FROM item i JOIN item_version v
          ON v.id = (SELECT max(id) FROM item_version WHERE item = i.id AND id <= ?)
        WHERE i.id BETWEEN ? AND ? ORDER BY i.id
        """)
    let rows = try Row.fetchCursor(statement, arguments: [position, numbers.lowerBound, numbers.upperBound])
    var versions: [RawVersion] = []
    while let row = try rows.next() {
      try versions.append(
        RawVersion(
          item: row.value(at: 0), version: row.value(at: 1), observedAt: row.value(at: 2), columns: row.value(at: 3),
          raw: row.value(at: 4)))
    }
    return versions
  }
}
