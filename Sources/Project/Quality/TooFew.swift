import GarimpoStore

/// When items are too few for the bootstrap interval of a figure to be shown: the one place where that is decided.
///
/// Resamples can only repeat what was measured: on two yes and two no that happen to stand in order every resample gives 1,
/// and an interval from 1 to 1 would look like certainty. With fewer than 10 yes the intervals of average precision held the
/// true value too seldom when it was tried (the table at `PoolRanking`). So no interval is shown with fewer than 10 yes or
/// fewer than 10 no, nor where all resamples came out the same; the figure is, and that it is not known how sure it is. JSON
/// keeps the ends that were computed and says `isTooFew` beside them.
enum TooFew {
  /// So many yes and so many no there must be.
  static let fewestOfEach = 10

  /// Whether nothing is to be said of how sure figures are that were measured on `count` items, `yesCount` of them yes.
  static func isTooFew(yesCount: Int, of count: Int) -> Bool {
    min(yesCount, count - yesCount) < fewestOfEach
  }

  /// The same of one figure, whose interval may have come out as a point.
  static func isTooFew(yesCount: Int, of count: Int, low: Double, high: Double) -> Bool {
    isTooFew(yesCount: yesCount, of: count) || low >= high
  }

  /// What stands in the place of an interval.
  static let words = "too few to say how sure"

  /// A figure with its interval in brackets, or with these words.
  static func shown(_ value: Double, _ low: Double, _ high: Double, isTooFew: Bool) -> String {
    func figure(_ value: Double) -> String { Text.decimal(value, places: 3) }
    return isTooFew ? "\(figure(value)) (\(words))" : "\(figure(value)) (95 % \(figure(low)) to \(figure(high)))"
  }
}

extension RoundRecord.Figures {
  /// Whether they rest on too few items to say how sure they are.
  var isTooFew: Bool {
    TooFew.isTooFew(
      yesCount: validationYesCount, of: validationCount, low: averagePrecision?.low ?? 0,
      high: averagePrecision?.high ?? 1)
  }
}
