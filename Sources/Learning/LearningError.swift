/// Why a model could not be fitted.
public enum LearningError: Error, Hashable, CustomStringConvertible {
  /// There is nothing to learn from.
  case noRows
  /// There is nothing to tell rows apart by.
  case noFeatures
  /// All answers are the same.
  case oneClassOnly(isPositive: Bool, rowCount: Int)
  /// A learner that takes none was given a negative value.
  case negativeValue(Float, feature: Int)
  /// There are fewer rows of an answer than folds.
  case tooFewForFolds(Int, isPositive: Bool, foldCount: Int)
  /// A learner gives no probabilities, and the mean of some is asked for.
  case noProbabilities(learner: String)
  /// A learner's scores depend on which rows are scored together, and probabilities are asked for.
  case placesAreNoProbabilities(learner: String)
  /// Trees were given a weight that they cannot count with.
  case weightNotWhole(Double, row: Int, most: Int)
  /// A parameter has a value that makes no sense.
  case parameterOutOfRange(name: String, found: String, expected: String)
  /// The pool of threads was told to end before all trees were grown.
  case cancelled

  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .noRows:
      "no training rows: label some items first"
    case .noFeatures:
      "the training rows have no features: check the recipe's list of features"
    case .oneClassOnly(let isPositive, let rowCount):
      "all \(rowCount) training rows are labelled \(isPositive ? "yes" : "no"): a model needs both answers; "
        + "label items until there is at least one \(isPositive ? "no" : "yes")"
    case .negativeValue(let value, let feature):
      "feature \(feature) has the value \(value); naive Bayes takes values of 0 or more: choose another learner, or leave the "
        + "feature out"
    case .tooFewForFolds(let count, let isPositive, let foldCount):
      "\(foldCount) folds need \(foldCount) training rows of either answer, and \(count) \(count == 1 ? "is" : "are") labelled "
        + "\(isPositive ? "yes" : "no"): label more items" + (count >= 2 ? ", or have \(count) folds at most" : "")
    case .noProbabilities(let learner):
      "\(learner) gives no probabilities: calibrate it, as in platt(\(learner)), or take the mean of ranks"
    case .placesAreNoProbabilities(let learner):
      "\(learner) scores rows by their places among others, which are no probabilities and cannot become some: "
        + "calibrate the learners within it, and take their mean"
    case .weightNotWhole(let weight, let row, let most):
      "training row \(row) has the weight \(weight); trees take whole numbers from 0 to \(most) here: round the weights, or "
        + "choose another learner"
    case .parameterOutOfRange(let name, let found, let expected):
      "\(name) is \(found), expected \(expected)"
    case .cancelled:
      "cancelled before the model was fitted"
    }
  }
}
