import GarimpoKernels

/// Rows dealt into folds so that every fold has its share of either answer: sizes differ by at most 1, and so do the numbers
/// of yes and of no.
///
/// Yes are shuffled and dealt one after the other, then no, going on at the fold where yes ended. Deterministic in
/// (answers, count, seed).
struct StratifiedFolds: Sendable {
  /// The fold of each row, shape `[rows]`.
  let folds: [Int]
  /// The number of folds.
  let count: Int

  /// Folds of the rows with the given answers.
  ///
  /// - Throws: `LearningError` if there are fewer than 2 folds, no rows, or fewer rows of either answer than folds: a fold
  ///   of one answer says little, and a model of the rest may have one answer only.
  init(_ targets: [Bool], count: Int, seed: UInt64) throws(LearningError) {
    guard count >= 2 else { throw .parameterOutOfRange(name: "folds", found: "\(count)", expected: "2 or more") }
    guard !targets.isEmpty else { throw .noRows }
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
    }
    let fewest = min(positives, targets.count - positives)
    guard fewest >= count else {
      throw .tooFewForFolds(fewest, isPositive: fewest == positives, foldCount: count)
    }
    var generator = SplitMix64(seed: seed)
    var folds = [Int](repeating: 0, count: targets.count)
    var next = 0
    for isPositive in [true, false] {
      var rows = targets.indices.filter { targets[$0] == isPositive }
      for place in rows.indices { rows.swapAt(place, place + generator.next(below: rows.count - place)) }
      for row in rows {
        folds[row] = next % count
        next += 1
      }
    }
    self.folds = folds
    self.count = count
  }
}
