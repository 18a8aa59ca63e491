import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct ExplanationTests {
  private static let workers = WorkerPool(threadCount: 2)

  private static func world(_ seed: UInt64, rowCount: Int = 50) -> World {
    var world = World.random(rowCount: rowCount, columnCount: 12, seed: seed)
    world.rows = world.rows.map { $0.map { abs($0) / 300 } }
    return world
  }

  private static func fitted(_ text: String, _ seed: UInt64 = 1) throws -> FittedModel {
    let world = world(seed)
    return try LearnerChoice(text).fit(world.matrix, world.targets, seed: seed, on: workers)
  }

  @Test(
    arguments: [
      ("svm", .decisionValue, 1e-12), ("logistic penalty=absolute", .logOdds, 1e-12),
      ("logistic intercept=none", .logOdds, 1e-12), ("naive-bayes", .logOdds, 1e-10),
      ("complement-naive-bayes", .logOdds, 1e-10), ("forest trees=20", .probability, 1e-6),
      ("extra-trees trees=20", .probability, 1e-6),
      ("mean(forest trees=9, extra-trees) weights=3:1", .probability, 1e-6),
      ("mean(forest trees=3, mean(forest trees=4, extra-trees trees=5) weights=1:9)", .probability, 1e-6),
    ] as [(String, ScoreContributions.Scale, Double)])
  func `What the features add sums to the score`(
    text: String, scale: ScoreContributions.Scale, tolerance: Double
  ) throws {
    let model = try Self.fitted(text)
    let others = Self.world(2, rowCount: 30)
    let scores = model.scores(of: others.matrix, on: Self.workers).values
    let rows = Array((0..<30).reversed()) + [4, 4]
    let found = try #require(model.contributions(of: others.matrix, rows: rows))
    #expect(found.count == 32 && model.learner.givesContributions)
    for (row, contributions) in zip(rows, found) {
      #expect(abs(contributions.sum - scores[row]) <= tolerance * max(1, abs(scores[row])))
      #expect(contributions.scale == scale && !contributions.isBeforeCalibration)
      let features = contributions.byFeature.map(\.feature)
      #expect(zip(features, features.dropFirst()).allSatisfy { $0 < $1 })
    }
    // The absolute penalty leaves few weights.
    let fewest = text.contains("absolute") ? 1 : 4
    #expect(found.contains { $0.byFeature.count >= fewest } && found[30] == found[31])
  }

  @Test func `A linear model adds weight times value, and naive Bayes log odds times value`() throws {
    let linear = LinearModel(
      parameters: LinearClassifier(.logistic), columnCount: 4, features: [0, 2, 3], weights: [2, -3, 0], intercept: 0.5,
      gradientNorm: 0, iterationCount: 1)
    let matrix = CSRMatrix(dense: [[1, 7, 2, 9], [0, 1, 0, 0], [-1, 0, 0.5, 0]])
    func told(_ model: FittedModel) -> [[String]]? {
      model.contributions(of: matrix, rows: 0..<3)?.map { row in
        ["\(row.base)"] + row.byFeature.map { "\($0.feature): \($0.amount)" }
      }
    }
    #expect(told(.linear(linear)) == [["0.5", "0: 2.0", "2: -6.0"], ["0.5"], ["0.5", "0: -2.0", "2: -1.5"]])
    let bayes = NaiveBayesModel(
      parameters: NaiveBayes(.multinomial), logOdds: [1, 0.5, -2, 0], priorLogOdds: -1)
    #expect(
      told(.naiveBayes(bayes))
        == [["-1.0", "0: 1.0", "1: 3.5", "2: -4.0"], ["-1.0", "1: 0.5"], ["-1.0", "0: -1.0", "2: -1.0"]])
  }

  @Test func `The mean of forests adds the mean of what they add`() throws {
    let model = try Self.fitted("mean(forest trees=6, extra-trees trees=5) weights=1:3")
    guard case .ensemble(let ensemble) = model else {
      Issue.record("no ensemble")
      return
    }
    let matrix = Self.world(3).matrix
    let found = try #require(model.contributions(of: matrix, rows: 0..<50))
    let parts = ensemble.members.compactMap { $0.model.contributions(of: matrix, rows: 0..<50) }
    for row in 0..<50 {
      #expect(abs(found[row].base - (parts[0][row].base + 3 * parts[1][row].base) / 4) < 1e-12)
      for feature in 0..<12 {
        func amount(_ of: ScoreContributions) -> Double { of.byFeature.first { $0.feature == feature }?.amount ?? 0 }
        #expect(abs(amount(found[row]) - (amount(parts[0][row]) + 3 * amount(parts[1][row])) / 4) < 1e-12)
      }
    }
  }

  @Test(arguments: ["svm", "naive-bayes", "forest trees=7", "mean(forest trees=3, extra-trees trees=3)"])
  func `Of a calibrated model the score within is explained, and it says so`(text: String) throws {
    let model = try Self.fitted("platt(\(text)) folds=3")
    guard case .calibrated(let calibrated) = model else {
      Issue.record("not calibrated")
      return
    }
    let matrix = Self.world(4).matrix
    let found = try #require(model.contributions(of: matrix, rows: 0..<50))
    let within = calibrated.model.scores(of: matrix, on: Self.workers).values
    let inner = try #require(calibrated.model.contributions(of: matrix, rows: 0..<50))
    for row in 0..<50 {
      #expect(found[row].isBeforeCalibration && abs(found[row].sum - within[row]) < 1e-6)
      #expect(found[row].byFeature == inner[row].byFeature && found[row].scale == inner[row].scale)
    }
    #expect(model.importances(over: matrix) == calibrated.model.importances(over: matrix))
  }

  @Test(
    arguments: [
      "ranks(forest trees=3, forest trees=3)", "mean(forest trees=3, logistic)", "mean(naive-bayes, logistic)",
      "mean(forest trees=3, platt(forest trees=3) folds=2)", "isotonic(mean(forest trees=3, logistic)) folds=2",
    ])
  func `What is no sum over features is not explained as one`(text: String) throws {
    let model = try Self.fitted(text)
    #expect(!model.learner.givesContributions)
    #expect(model.contributions(of: Self.world(1).matrix, rows: 0..<2) == nil)
    #expect(model.importances(over: Self.world(1).matrix) == nil)
  }

  @Test(arguments: ["svm", "logistic penalty=absolute cost=0.3", "naive-bayes"])
  func `An importance is the spread that the feature gives the scores`(text: String) throws {
    let model = try Self.fitted(text)
    let others = Self.world(5, rowCount: 41)
    let found = try #require(model.importances(over: others.matrix))
    let factors: [Double] =
      switch model {
      case .linear(let model): model.denseWeights
      case .naiveBayes(let model): model.logOdds
      default: []
      }
    #expect(found.count == 12 && found.contains { $0 > 0 })
    for column in 0..<12 {
      // The spread of the scores of rows that differ in this feature alone.
      let products = others.rows.map { Double($0[column]) * factors[column] }
      let mean = products.reduce(0, +) / 41
      let spread = (products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 41).squareRoot()
      #expect(abs(found[column] - spread) < 1e-9 * max(1, spread))
    }
  }

  @Test func `A forest has the importances of its training, and no rows have no spread`() throws {
    let model = try Self.fitted("forest trees=9")
    guard case .forest(let forest) = model else {
      Issue.record("no forest")
      return
    }
    #expect(model.importances(over: Self.world(9).matrix) == forest.featureImportances)
    let none = CSRMatrix(columnCount: 12, rowOffsets: [0], columnIndices: [], values: [])
    #expect(try Self.fitted("svm").importances(over: none) == [Double](repeating: 0, count: 12))
    #expect(try Self.fitted("svm").contributions(of: none, rows: []) == [])
  }
}
