/// Why a figure has no value. A figure that is undefined is an error here, never a number.
public enum MetricError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing to measure.
  case empty
  /// Scores and labels do not pair up.
  case unequalLengths(scores: Int, targets: Int)
  /// A score is NaN; `row` counts from 0.
  case notANumber(row: Int)
  /// A score that must be a probability lies outside `[0, 1]`; `row` counts from 0.
  case notAProbability(row: Int, value: Double)
  /// All labels are equal.
  case oneClassOnly(positives: Int, negatives: Int)
  /// A cut at `k` items where there are fewer, or none was asked for.
  case cutOutOfRange(k: Int, count: Int)
  /// A recall that no order can reach, or that needs no reading.
  case recallOutOfRange(Double)
  /// No resample held both classes.
  case noUsableResample(resamples: Int, positives: Int, negatives: Int)
  /// The pool of threads was told to end before all resamples were measured.
  case cancelled

  /// The sentence for people.
  public var description: String {
    switch self {
    case .empty:
      "metrics: no scores; expected at least one yes and one no"
    case .unequalLengths(let scores, let targets):
      "metrics: \(scores) scores and \(targets) labels; expected one label for each score"
    case .notANumber(let row):
      "metrics: score \(row) (counted from 0) is not a number; expected a number for every item"
    case .notAProbability(let row, let value):
      "metrics: score \(row) (counted from 0) is \(value); expected a probability from 0 to 1"
    case .oneClassOnly(let positives, let negatives):
      "metrics: \(positives) yes and \(negatives) no; expected at least one of each: "
        + "label more items or choose another split"
    case .cutOutOfRange(let k, let count):
      "metrics: asked for the first \(k) of \(count) items; expected 1 to \(count)"
    case .recallOutOfRange(let recall):
      "metrics: asked for a recall of \(recall); expected more than 0 and at most 1"
    case .noUsableResample(let resamples, let positives, let negatives):
      "metrics: none of \(resamples) resamples of \(positives) yes and \(negatives) no holds both; "
        + "expected more items: label more or ask for more resamples"
    case .cancelled:
      "metrics: cancelled before all resamples were measured"
    }
  }
}
