/// Curves of a resample on a grid.
extension BootstrapOrder {
  /// Precision at each recall of `grid` (ascending, in `[0, 1]`): of the shortest reading list that reaches it. At recall 0
  /// that of the shortest list that finds anything.
  ///
  /// The step curve whose area is the average precision.
  func precisions(_ multiplicities: [Int32], positives: Int, at grid: [Double], into values: inout [Double]) {
    var place = 0
    forEachStep(multiplicities) { step in
      let found = step.positives + step.tiedPositives
      let precision = Double(found) / Double(found + step.negatives + step.tiedNegatives)
      // The margin keeps a recall of 0.3 within 3 of 10 found.
      while place < grid.count, grid[place] * Double(positives) <= Double(found) + 1e-9 {
        values[place] = precision
        place += 1
      }
    }
  }

  /// True positive rate at each false positive rate of `grid` (ascending, in `[0, 1]`): straight lines between thresholds,
  /// and the upper end where the curve is upright.
  func truePositiveRates(
    _ multiplicities: [Int32], positives: Int, negatives: Int, at grid: [Double], into values: inout [Double]
  ) {
    var place = 0
    forEachStep(multiplicities) { step in
      while place < grid.count, grid[place] * Double(negatives) < Double(step.negatives) - 1e-9 {
        values[place] = Double(step.positives) / Double(positives)
        place += 1
      }
      let end = Double(step.negatives + step.tiedNegatives)
      while place < grid.count, grid[place] * Double(negatives) < end - 1e-9 {
        let part = (grid[place] * Double(negatives) - Double(step.negatives)) / Double(step.tiedNegatives)
        values[place] = (Double(step.positives) + max(0, part) * Double(step.tiedPositives)) / Double(positives)
        place += 1
      }
    }
    while place < grid.count {
      values[place] = 1
      place += 1
    }
  }
}
