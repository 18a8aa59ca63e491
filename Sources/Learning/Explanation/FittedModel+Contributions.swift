public import GarimpoMatrix

extension LearnerChoice {
  /// Whether its models say what each feature adds to a score.
  ///
  /// The mean of several does where each is a sum that comes to a probability: that of forests. Ranks, and probabilities
  /// made of log odds, are no sums over features.
  public var givesContributions: Bool {
    switch self {
    case .linear, .naiveBayes, .forest: true
    case .calibrated(let parameters): parameters.learner.givesContributions
    case .ensemble: sumsToProbability
    }
  }

  /// Whether what its features add sums to P(yes).
  private var sumsToProbability: Bool {
    switch self {
    case .forest: true
    case .linear, .naiveBayes, .calibrated: false
    case .ensemble(let parameters):
      parameters.combination == .probabilities && parameters.members.allSatisfy(\.learner.sumsToProbability)
    }
  }
}

extension FittedModel {
  /// What each feature adds to the scores of the given rows of `matrix`, in the order of `rows`; nil if the learner does not
  /// say (`LearnerChoice.givesContributions`).
  ///
  /// - **Linear**, exactly: the intercept, and weight · value of each feature of the row.
  /// - **Naive Bayes**, exactly: the prior's log odds, and log odds · value.
  /// - **Forests** by the way down their trees, as `RandomForestModel.contributions` says; the sum is the score within 1e-6.
  /// - **Calibrated**: those of the model within, which `isBeforeCalibration` says.
  /// - **Several** of which each sums to a probability: the weighted mean of theirs.
  ///
  /// - Complexity: O(features + entries of the rows), of forests with the nodes on the way.
  public func contributions(of matrix: CSRMatrix, rows: some Collection<Int>) -> [ScoreContributions]? {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    precondition(rows.allSatisfy { $0 >= 0 && $0 < matrix.rowCount }, "row out of range")
    switch self {
    case .linear(let model):
      return Self.products(
        model.denseWeights, base: model.intercept, matrix, rows,
        scale: model.parameters.loss == .logistic ? .logOdds : .decisionValue)
    case .naiveBayes(let model):
      return Self.products(model.logOdds, base: model.priorLogOdds, matrix, rows, scale: .logOdds)
    case .forest(let model):
      return model.contributions(of: matrix, rows: rows).map { row in
        ScoreContributions(
          base: row.base, byFeature: row.byFeature.map { .init(feature: $0.feature, amount: $0.amount) },
          scale: .probability)
      }
    case .calibrated(let model):
      return model.model.contributions(of: matrix, rows: rows)?.map { row in
        ScoreContributions(
          base: row.base, byFeature: row.byFeature, scale: row.scale, isBeforeCalibration: true)
      }
    case .ensemble(let model):
      guard learner.givesContributions else { return nil }
      let total = model.members.reduce(0) { $0 + $1.weight }
      var means = [(base: Double, amounts: [Int: Double])](repeating: (0, [:]), count: rows.count)
      for member in model.members {
        guard let parts = member.model.contributions(of: matrix, rows: rows) else { return nil }
        let share = member.weight / total
        for (place, part) in parts.enumerated() {
          means[place].base += share * part.base
          for feature in part.byFeature {
            means[place].amounts[feature.feature, default: 0] += share * feature.amount
          }
        }
      }
      return means.map { mean in
        ScoreContributions(
          base: mean.base,
          byFeature: mean.amounts.sorted { $0.key < $1.key }.map { .init(feature: $0.key, amount: $0.value) },
          scale: .probability)
      }
    }
  }

  /// A base and factor · value of each feature of a row.
  private static func products(
    _ factors: [Double], base: Double, _ matrix: CSRMatrix, _ rows: some Collection<Int>,
    scale: ScoreContributions.Scale
  ) -> [ScoreContributions] {
    rows.map { row in
      var parts: [ScoreContributions.Part] = []
      for entry in matrix.entries(ofRow: row) {
        let feature = Int(matrix.columnIndices[entry])
        guard factors[feature] != 0 else { continue }
        parts.append(.init(feature: feature, amount: factors[feature] * Double(matrix.values[entry])))
      }
      return ScoreContributions(base: base, byFeature: parts, scale: scale)
    }
  }
}
