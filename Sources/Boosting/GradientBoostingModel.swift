#if XGBoost
  public import GarimpoLearning
  public import GarimpoMatrix

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #elseif canImport(Darwin)
    import Darwin
  #endif

  /// Fitted gradient boosting.
  public struct GradientBoostingModel: Sendable, Hashable {
    /// The parameters it was fitted with.
    public let parameters: GradientBoosting
    /// The seed it was fitted with.
    public let seed: UInt64
    /// The number of features it expects.
    public let columnCount: Int
    /// The version of XGBoost that made it.
    public let library: LibraryVersion
    /// The trees as XGBoost keeps them.
    let trees: [UInt8]

    /// The logarithm of the odds of yes of each row, shape `[rows]`.
    ///
    /// - Throws: `BoostingError` if XGBoost cannot read the trees.
    public func decisionValues(of matrix: CSRMatrix) throws(BoostingError) -> [Double] {
      guard matrix.rowCount > 0 else { return [] }
      return try booster(of: matrix).predict(.logOdds).map(Double.init)
    }

    /// P(yes) of each row, shape `[rows]`.
    public func probabilities(of matrix: CSRMatrix) throws(BoostingError) -> [Float] {
      try decisionValues(of: matrix).map { Float(1 / (1 + exp(-$0))) }
    }

    /// What each feature adds to the logarithm of the odds of the given rows: Shapley values along the trees' paths, whose
    /// sum is the decision value within 1e-4 (XGBoost adds `Float`s).
    ///
    /// Source: Lundberg, Erion and Lee, "Consistent individualized feature attribution for tree ensembles", 2018.
    /// - Complexity: O(rows · (features + trees · leaves · depth²)).
    public func contributions(
      of matrix: CSRMatrix, rows: some Collection<Int>
    ) throws(BoostingError) -> [ScoreContributions] {
      guard !rows.isEmpty else { return [] }
      let values = try booster(of: matrix.selecting(rows: rows)).predict(.contributions)
      return (0..<rows.count).map { place in
        let start = place * (columnCount + 1)
        let parts = (0..<columnCount).filter { values[start + $0] != 0 }.map {
          ScoreContributions.Part(feature: $0, amount: Double(values[start + $0]))
        }
        return ScoreContributions(base: Double(values[start + columnCount]), byFeature: parts, scale: .logOdds)
      }
    }

    /// The trees with rows to score.
    private func booster(of matrix: CSRMatrix) throws(BoostingError) -> Booster {
      precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
      let running = Booster.version
      guard library.major <= running.major else { throw .tooNew(library, running: running) }
      let booster = try Booster(matrix)
      try booster.load(trees)
      return booster
    }
  }
#endif
