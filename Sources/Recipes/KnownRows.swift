/// What is known of the rows of a table that were items before: one id and one observation time a row.
public struct KnownRows: Sendable, Hashable {
  /// The id of each row, unique.
  public var ids: [String]
  /// When each row was observed.
  public var observed: [Timestamp]

  /// Rows; both lists have one entry a row.
  public init(ids: [String] = [], observed: [Timestamp] = []) {
    self.ids = ids
    self.observed = observed
  }
}
