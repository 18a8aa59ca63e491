/// Why no batch can be drawn.
public enum BatchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No unlabelled items are left.
  case emptyPool
  /// A score is NaN; `row` counts from 0.
  case notANumber(row: Int)
  /// A count is negative.
  case negativeCount(hard: Int, random: Int)
  /// The request is for no items at all.
  case nothingAsked
  /// The band holds no item, and none is asked at random.
  case emptyBand(ClosedRange<Double>, poolCount: Int)

  /// The sentence for people.
  public var description: String {
    switch self {
    case .emptyPool:
      "batch: the pool is empty, every item has a label; expected items without one: add items to ask about"
    case .notANumber(let row):
      "batch: score \(row) of the pool (counted from 0) is not a number; expected a probability for every item"
    case .negativeCount(let hard, let random):
      "batch: asked for \(hard) hard and \(random) random items; expected counts of 0 or more"
    case .nothingAsked:
      "batch: asked for 0 hard and 0 random items; expected at least one"
    case .emptyBand(let band, let poolCount):
      "batch: none of the \(poolCount) pool items scores from \(band.lowerBound) to \(band.upperBound), "
        + "and none is asked at random; expected items in the band: widen it or ask for random ones"
    }
  }
}
