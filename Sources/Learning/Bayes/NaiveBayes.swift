public import GarimpoKernels
public import GarimpoMatrix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The parameters of naive Bayes for counts, or tf-idf, of words in two classes.
///
/// ```swift
/// let model = try NaiveBayes(.complement).fit(matrix, targets, on: workers)
/// let scores = model.probabilities(of: pool, on: workers)
/// ```
///
/// The sums are those of scikit-learn's `MultinomialNB` and `ComplementNB` (without `norm`); a row weighs what its weight says.
///
/// Sources: Manning, Raghavan and Schütze, "Introduction to information retrieval", 2008, chapter 13, for the multinomial;
/// Rennie, Shih, Teevan and Karger, "Tackling the poor assumptions of naive Bayes text classifiers", 2003, for the complement.
public struct NaiveBayes: Sendable, Hashable, Codable {
  /// What a class is described by.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// The words of its rows, and how frequent the class is.
    case multinomial
    /// The words of the rows of the other class, which is steadier when the classes differ in size; how frequent the classes
    /// are does not enter.
    case complement
  }

  /// What a class is described by.
  public var kind: Kind
  /// Added to the sum of every feature in every class, above 0.
  public var smoothing: Double
  /// How much the rows of either class weigh.
  public var balance: ClassBalance

  /// Naive Bayes; without arguments but the first that of scikit-learn's defaults.
  public init(_ kind: Kind, smoothing: Double = 1, balance: ClassBalance = .none) {
    self.kind = kind
    self.smoothing = smoothing
    self.balance = balance
  }

  /// The model fitted to the rows of `matrix`, shape `[rows, features]`, whose answers are `targets`, shape `[rows]`.
  ///
  /// - Parameter weights: how much each row weighs beside `balance`, 0 or more; nil: 1.
  /// - Throws: `LearningError` if a parameter is out of range, a value is negative, there are no rows, or all answers are the
  ///   same.
  /// - Complexity: O(entries + features).
  public func fit(_ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]? = nil) throws(LearningError)
    -> NaiveBayesModel
  {
    precondition(targets.count == matrix.rowCount, "one target for each row")
    precondition(weights.map { $0.count == matrix.rowCount } ?? true, "one weight for each row")
    precondition(weights?.allSatisfy { $0 >= 0 && $0.isFinite } ?? true, "weights are 0 or more")
    guard smoothing > 0, smoothing.isFinite else {
      throw .parameterOutOfRange(name: "smoothing", found: "\(smoothing)", expected: "a number above 0")
    }
    guard matrix.columnCount > 0 else { throw .noFeatures }
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw targets.isEmpty ? .noRows : .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
    }
    if let place = matrix.values.firstIndex(where: { $0 < 0 }) {
      throw .negativeValue(matrix.values[place], feature: Int(matrix.columnIndices[place]))
    }
    var rowWeights = try balance.weights(of: targets)
    if let weights { for row in rowWeights.indices { rowWeights[row] *= weights[row] } }

    var sums = (
      no: [Double](repeating: 0, count: matrix.columnCount), yes: [Double](repeating: 0, count: matrix.columnCount)
    )
    var rows = (no: 0.0, yes: 0.0)
    for row in targets.indices {
      let weight = rowWeights[row]
      if targets[row] { rows.yes += weight } else { rows.no += weight }
      for entry in matrix.entries(ofRow: row) {
        let amount = weight * Double(matrix.values[entry])
        if targets[row] {
          sums.yes[Int(matrix.columnIndices[entry])] += amount
        } else {
          sums.no[Int(matrix.columnIndices[entry])] += amount
        }
      }
    }
    let smoothed = (no: sums.no.map { $0 + smoothing }, yes: sums.yes.map { $0 + smoothing })
    let totals = (no: log(smoothed.no.reduce(0, +)), yes: log(smoothed.yes.reduce(0, +)))
    // What speaks for yes in the multinomial: log P(word | yes) − log P(word | no). In the complement a class is described by
    // the other's words with the sign turned, which for two classes is the same difference of logarithms.
    let odds = smoothed.yes.indices.map { (log(smoothed.yes[$0]) - totals.yes) - (log(smoothed.no[$0]) - totals.no) }
    let prior =
      switch kind {
      case .multinomial: log(rows.yes) - log(rows.no)
      case .complement: 0.0
      }
    return NaiveBayesModel(parameters: self, logOdds: odds, priorLogOdds: prior)
  }
}

/// Fitted naive Bayes: the logarithm of the odds of yes is the prior's plus log odds · value over the features of a row.
public struct NaiveBayesModel: Sendable, Hashable {
  /// The parameters it was fitted with.
  public let parameters: NaiveBayes
  /// What one unit of each feature adds to the logarithm of the odds of yes, shape `[features]`.
  public let logOdds: [Double]
  /// The logarithm of the odds of yes of a row without features.
  public let priorLogOdds: Double

  /// The number of features it expects.
  public var columnCount: Int { logOdds.count }

  /// The logarithm of the odds of yes of each row, shape `[rows]`.
  public func decisionValues(of matrix: CSRMatrix, on workers: WorkerPool) -> [Double] {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    var values = [Double](repeating: 0, count: matrix.rowCount)
    SparseLines(rowsOf: matrix).multiply(logOdds, into: &values, on: workers)
    for row in values.indices { values[row] += priorLogOdds }
    return values
  }

  /// P(yes) of each row, shape `[rows]`; on text it is mostly near 0 or 1, and no calibrated probability.
  public func probabilities(of matrix: CSRMatrix, on workers: WorkerPool) -> [Float] {
    decisionValues(of: matrix, on: workers).map { Float(1 / (1 + exp(-$0))) }
  }
}
