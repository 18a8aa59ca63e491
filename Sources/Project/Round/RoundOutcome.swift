public import GarimpoTabular

/// A finished round: its result, and what the files are written from.
public struct RoundOutcome: Sendable {
  /// What the round found out.
  public let result: RoundResult
  /// How long each step took; not part of the result, which no clock may touch.
  public let timings: [StepTiming]
  let table: Table
  /// The table row of each item of the batch.
  let batchRows: [Int]
  /// P(yes) of every pool item by its record.
  let poolScores: [(record: Int, score: Float)]

  /// The columns that the batch file has besides the table's own: P(yes), why the row is asked, its place in the pool by
  /// score, and the probability with which it was to be asked.
  static let batchColumns = ["p", "why", "rank", "inclusion_probability"]

  /// The batch as a table: the raw columns as they were, then ours.
  ///
  /// A table that has all of our columns comes from an earlier batch: they are replaced. Where it has a column of the same
  /// name for reasons of its own, ours begins with `garimpo_`.
  public var batchTable: Table {
    let isEarlierBatch = Self.batchColumns.allSatisfy { table.column(named: $0) != nil }
    let kept = (0..<table.columnCount).filter { !isEarlierBatch || !Self.batchColumns.contains(table.columnNames[$0]) }
    let keptNames = kept.map { table.columnNames[$0] }
    let names = Self.batchColumns.map { name in
      var free = name
      while keptNames.contains(free) { free = "garimpo_\(free)" }
      return free
    }
    let rows = zip(batchRows, result.batch.items).map { row, item in
      kept.map { table[row, $0] } + [
        Text.decimal(item.score, places: 6), item.reason, "\(item.rank)",
        Text.decimal(item.inclusionProbability, places: 6),
      ]
    }
    return Table(columnNames: keptNames + names, rows: rows)
  }
}
