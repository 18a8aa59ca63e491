/// The order in which scores rank their rows.
package enum RankingOrder {
  /// The rows by descending score, rows of equal score ascending. Scores must not be NaN, the two zeros are equal, and
  /// there are fewer than 2³² of them.
  package static func descending(_ scores: [Float]) -> [UInt32] {
    precondition(scores.count <= Int(UInt32.max), "more scores than rows can be numbered")
    var keys = scores.indices.map { row in
      UInt64(~RankingKeys<UInt32>.key(of: scores[row])) << 32 | UInt64(row)
    }
    // The sort is stable and the rows ascend already, so that their bits cost no moves.
    RadixSort.sort(&keys)
    return keys.map { UInt32(truncatingIfNeeded: $0) }
  }
}
