public import GarimpoKernels
public import GarimpoMatrix

/// Any learner with its parameters: one type for whoever takes a learner by name, fits it and scores with it.
///
/// ```swift
/// let learner = try LearnerChoice("svm cost=0.11 ratio=9.8")
/// let model = try learner.fit(matrix, targets, seed: 0, on: workers)
/// let scores = model.scores(of: pool, on: workers)
/// ```
///
/// It is written and read as text (`description`, `init(_:)`), in JSON too; `LearnerChoice+Text` has the words.
public indirect enum LearnerChoice: Sendable, Hashable {
  /// A linear model.
  case linear(LinearClassifier)
  /// Naive Bayes.
  case naiveBayes(NaiveBayes)
  /// A forest.
  case forest(RandomForest)
  /// A learner with a curve from its scores to probabilities.
  case calibrated(Calibration)
  /// Several learners that score together.
  case ensemble(Ensemble)

  /// The default of ASReview 3 (ELAS u4): a support vector machine, C = 0.11, the positives 9.8 times as heavy as the negatives.
  public static var elasU4: LearnerChoice {
    .linear(LinearClassifier(.squaredHinge, cost: 0.11, balance: .ratio(9.8)))
  }

  /// Whether it draws at random when it is fitted, so that the seed matters.
  public var draws: Bool {
    switch self {
    case .linear, .naiveBayes: false
    case .forest, .calibrated: true
    case .ensemble(let ensemble): ensemble.members.contains { $0.learner.draws }
    }
  }

  /// Whether the size of a feature matters to it: trees look at the order only.
  public var isSensitiveToScale: Bool {
    switch self {
    case .linear, .naiveBayes: true
    case .forest: false
    case .calibrated(let calibration): calibration.learner.isSensitiveToScale
    case .ensemble(let ensemble): ensemble.members.contains { $0.learner.isSensitiveToScale }
    }
  }

  /// Whether its models give P(yes), be it calibrated or not. Decision values of a support vector machine are none.
  public var givesProbabilities: Bool {
    switch self {
    case .linear(let parameters): parameters.loss == .logistic
    case .naiveBayes, .forest, .calibrated: true
    case .ensemble(let ensemble): ensemble.combination == .probabilities
    }
  }

  /// The model fitted to the rows of `matrix`, shape `[rows, features]`, whose answers are `targets`, shape `[rows]`.
  ///
  /// Deterministic in (learner, data, weights, seed), whatever the number of threads.
  ///
  /// - Parameters:
  ///   - weights: how much each row weighs beside the balance of the classes, 0 or more; nil: 1. A row of weight 0 is as if
  ///     it were not there. Trees take whole numbers.
  ///   - seed: for learners that draw.
  ///   - start: a model of the same learner and features from which a linear model begins, as that of the rows before the
  ///     last; with the same optimum it saves time only. Other learners begin anew.
  /// - Throws: `LearningError` if a parameter is out of range, there are no rows, all answers are the same, the learner
  ///   cannot take the data, or `workers` is cancelled.
  public func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]? = nil, seed: UInt64, from start: FittedModel? = nil,
    on workers: WorkerPool
  ) throws(LearningError) -> FittedModel {
    precondition(targets.count == matrix.rowCount, "one target for each row")
    precondition(weights.map { $0.count == matrix.rowCount } ?? true, "one weight for each row")
    try validate()
    if let weights, weights.contains(0), !isForest {
      let rows = weights.indices.filter { weights[$0] != 0 }
      return try fit(
        matrix.selecting(rows: rows), rows.map { targets[$0] }, weights: rows.map { weights[$0] }, seed: seed,
        from: start, on: workers)
    }
    switch self {
    case .linear(let parameters):
      var last: LinearModel?
      if case .linear(let model) = start { last = model }
      return .linear(try parameters.fit(matrix, targets, weights: weights, from: last, on: workers))
    case .naiveBayes(let parameters):
      return .naiveBayes(try parameters.fit(matrix, targets, weights: weights))
    case .forest(let parameters):
      return .forest(try parameters.fit(matrix, targets, weights: weights, seed: seed, on: workers))
    case .calibrated(let parameters):
      return .calibrated(try parameters.fit(matrix, targets, weights: weights, seed: seed, on: workers))
    case .ensemble(let parameters):
      return .ensemble(try parameters.fit(matrix, targets, weights: weights, seed: seed, on: workers))
    }
  }

  /// How deep learners may lie within learners.
  static let greatestDepth = 4

  /// How deep the learners within it lie; 0 if it has none.
  var depth: Int {
    switch self {
    case .linear, .naiveBayes, .forest: 0
    case .calibrated(let parameters): 1 + parameters.learner.depth
    case .ensemble(let parameters): 1 + (parameters.members.map(\.learner.depth).max() ?? 0)
    }
  }

  /// Throws unless the learners within it fit together. Their parameters are looked at when they are fitted.
  func validate() throws(LearningError) {
    guard depth <= Self.greatestDepth else {
      throw .parameterOutOfRange(
        name: "learners within learners", found: "\(depth) deep", expected: "at most \(Self.greatestDepth)")
    }
    switch self {
    case .linear, .naiveBayes, .forest: break
    case .calibrated(let parameters):
      if parameters.learner.scoresByPlace { throw .placesAreNoProbabilities(learner: "\(parameters.learner)") }
      try parameters.learner.validate()
    case .ensemble(let parameters):
      try parameters.validate()
      for member in parameters.members { try member.learner.validate() }
    }
  }

  /// Whether the score of a row depends on the rows that are scored with it.
  public var scoresByPlace: Bool {
    if case .ensemble(let parameters) = self { parameters.combination == .ranks } else { false }
  }

  /// A forest leaves rows out by itself, as it names all rows in its scores out of bag.
  private var isForest: Bool { if case .forest = self { true } else { false } }
}
