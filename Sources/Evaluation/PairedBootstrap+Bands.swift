extension PairedBootstrap {
  /// The grid 0, 0.01, … 1.
  public static let hundredths = (0...100).map { Double($0) / 100 }

  /// Precision at each recall of `grid` (ascending, in `[0, 1]`) with a pointwise 95 % band, from the same resamples as the
  /// intervals.
  ///
  /// At recall `r` it is the precision of the shortest reading list that reaches `r` (whole groups of equal scores): the
  /// step curve whose area is the average precision.
  public func precisionRecallBand(of order: Int, at grid: [Double] = hundredths) -> CurveBand {
    band(at: grid) { multiplicities, positives, values in
      orders[order].precisions(multiplicities, positives: positives, at: grid, into: &values)
    }
  }

  /// True positive rate at each false positive rate of `grid` (ascending, in `[0, 1]`) with a pointwise 95 % band, from the
  /// same resamples as the intervals.
  ///
  /// Linear between thresholds; where the curve is upright, its upper end.
  public func rocBand(of order: Int, at grid: [Double] = hundredths) -> CurveBand {
    band(at: grid) { multiplicities, positives, values in
      orders[order].truePositiveRates(
        multiplicities, positives: positives, negatives: targets.count - positives, at: grid, into: &values)
    }
  }

  private func band(at grid: [Double], _ curve: ([Int32], Int, inout [Double]) -> Void) -> CurveBand {
    let once = [Int32](repeating: 1, count: targets.count)
    var values = [Double](repeating: 0, count: grid.count)
    curve(once, targets.count { $0 }, &values)
    let actual = values
    var columns = [Double](repeating: 0, count: grid.count * defined.count)
    var resample = Resample(targets: targets)
    for (place, index) in defined.enumerated() {
      resample.draw(seed: seed, index: index)
      curve(resample.multiplicities, resample.positiveCount, &values)
      for point in grid.indices { columns[point * defined.count + place] = values[point] }
    }
    var low = actual
    var high = actual
    for point in grid.indices {
      let column = Array(columns[point * defined.count..<(point + 1) * defined.count])
      (low[point], high[point]) = Percentile.interval95(column)
    }
    return CurveBand(x: grid, y: actual, low: low, high: high)
  }
}
