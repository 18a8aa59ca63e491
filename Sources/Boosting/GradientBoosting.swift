#if XGBoost
  public import GarimpoKernels
  public import GarimpoLearning
  public import GarimpoMatrix

  /// The parameters of gradient boosting for two classes by XGBoost: trees that are added one after the other, each fitted to
  /// what those before it have left over of the logarithmic loss.
  ///
  /// ```swift
  /// let model = try GradientBoosting(roundCount: 200).fit(matrix, targets, seed: 0, on: workers)
  /// let scores = try model.probabilities(of: pool)
  /// ```
  ///
  /// The library is there with the package trait `XGBoost` and Debian's `libxgboost-dev`. To XGBoost an absent entry is
  /// missing: each cut learns on which side the rows without the feature go, be the others' values small or large.
  ///
  /// Source: Chen and Guestrin, "XGBoost: a scalable tree boosting system", 2016; parameters by its documentation, 1.7.
  public struct GradientBoosting: Sendable, Hashable, Codable {
    /// The number of trees, 1 to 1,000,000.
    public var roundCount: Int
    /// How much of a tree is added (`eta`), above 0 and at most 1.
    public var learningRate: Double
    /// The deepest level of a leaf (`max_depth`), 1 to 60.
    public var maxDepth: Int
    /// How much the leaves' squares cost (`lambda`), 0 or more.
    public var squaredPenalty = 1.0
    /// Fewest second derivatives in a leaf, summed (`min_child_weight`), 0 or more.
    public var minChildWeight = 1.0
    /// The share of the rows that a tree sees, drawn anew for each (`subsample`), above 0 and at most 1.
    public var rowShare = 1.0
    /// The share of the features that a tree may ask (`colsample_bytree`), above 0 and at most 1.
    public var featureShare = 1.0
    /// How much the rows of either class weigh.
    public var balance: ClassBalance

    /// Boosting; without arguments that of XGBoost's defaults.
    public init(
      roundCount: Int = 100, learningRate: Double = 0.3, maxDepth: Int = 6, balance: ClassBalance = .none
    ) {
      self.roundCount = roundCount
      self.learningRate = learningRate
      self.maxDepth = maxDepth
      self.balance = balance
    }

    /// The model fitted to the rows of `matrix`, shape `[rows, features]`, whose answers are `targets`, shape `[rows]`.
    ///
    /// Deterministic in (parameters, data, weights, seed, version of XGBoost). It works on the calling thread;
    /// `workers` only says when to end, which is looked at between two trees.
    ///
    /// - Parameter weights: how much each row weighs beside `balance`, 0 or more; nil: 1.
    /// - Throws: `BoostingError` if a parameter is out of range, there are no rows, all answers are the same, or `workers` is
    ///   cancelled.
    public func fit(
      _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]? = nil, seed: UInt64, on workers: WorkerPool
    ) throws(BoostingError) -> GradientBoostingModel {
      precondition(targets.count == matrix.rowCount, "one target for each row")
      precondition(weights.map { $0.count == matrix.rowCount } ?? true, "one weight for each row")
      precondition(weights?.allSatisfy { $0 >= 0 && $0.isFinite } ?? true, "weights are 0 or more")
      if let weights, weights.contains(0) {
        let rows = weights.indices.filter { weights[$0] != 0 }
        return try fit(
          matrix.selecting(rows: rows), rows.map { targets[$0] }, weights: rows.map { weights[$0] }, seed: seed,
          on: workers)
      }
      var rowWeights: [Double]
      do throws(LearningError) {
        try validate(matrix, targets)
        rowWeights = try balance.weights(of: targets)
      } catch { throw .learning(error) }
      if let weights { for row in rowWeights.indices { rowWeights[row] *= weights[row] } }
      let booster = try Booster(matrix)
      try booster.setRows("label", targets.map { $0 ? 1 : 0 })
      try booster.setRows("weight", rowWeights.map { Float($0) })
      for (name, value) in settings(seed: seed) { try booster.set(name, value) }
      for round in 0..<roundCount {
        guard !workers.isCancelled else { throw .learning(.cancelled) }
        try booster.grow(round: round)
      }
      return GradientBoostingModel(
        parameters: self, seed: seed, columnCount: matrix.columnCount, library: Booster.version,
        trees: try booster.bytes())
    }

    /// The parameters in XGBoost's words.
    private func settings(seed: UInt64) -> [(String, String)] {
      // XGBoost's seed has 31 bits.
      var generator = SplitMix64(seed: seed)
      return [
        ("objective", "binary:logistic"), ("base_score", "0.5"), ("tree_method", "hist"), ("eta", "\(learningRate)"),
        ("max_depth", "\(maxDepth)"), ("lambda", "\(squaredPenalty)"), ("min_child_weight", "\(minChildWeight)"),
        ("subsample", "\(rowShare)"), ("colsample_bytree", "\(featureShare)"), ("seed", "\(generator.next() >> 33)"),
      ]
    }

    private func validate(_ matrix: CSRMatrix, _ targets: [Bool]) throws(LearningError) {
      try validate()
      guard matrix.columnCount > 0 else { throw .noFeatures }
      let positives = targets.count { $0 }
      guard positives > 0, positives < targets.count else {
        throw targets.isEmpty ? .noRows : .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
      }
    }

    /// Throws unless boosting can be done with the parameters.
    func validate() throws(LearningError) {
      func check(_ holds: Bool, _ name: String, _ found: String, _ expected: String) throws(LearningError) {
        if !holds { throw .parameterOutOfRange(name: name, found: found, expected: expected) }
      }
      let share = "a number above 0, at most 1"
      try check((1...1_000_000).contains(roundCount), "roundCount", "\(roundCount)", "1 to 1000000")
      try check(learningRate > 0 && learningRate <= 1, "learningRate", "\(learningRate)", share)
      try check((1...60).contains(maxDepth), "maxDepth", "\(maxDepth)", "1 to 60")
      try check(
        squaredPenalty >= 0 && squaredPenalty.isFinite, "squaredPenalty", "\(squaredPenalty)", "a number, 0 or more")
      try check(
        minChildWeight >= 0 && minChildWeight.isFinite, "minChildWeight", "\(minChildWeight)", "a number, 0 or more")
      try check(rowShare > 0 && rowShare <= 1, "rowShare", "\(rowShare)", share)
      try check(featureShare > 0 && featureShare <= 1, "featureShare", "\(featureShare)", share)
    }
  }
#endif
