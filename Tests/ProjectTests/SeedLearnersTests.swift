import Foundation
import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// Linear models and naive Bayes on the seed's features, held against scikit-learn 1.8.0
/// (`../shared/reference/seed_round.json`, written by `make_seed_reference.py` beside it).
@Suite(.serialized)
struct SeedLearnersTests {
  private struct Reference: Decodable {
    struct Model: Decodable {
      var average_precision: Double
      var roc_auc: Double
      var validation: [String: Double]?
      var pool_first_20: [String: Double]?
      var intercept: Double?
      var coefficients_first_10: [Double]?
    }
    var models: [String: Model]

    private enum Keys: CodingKey { case models }
    private struct Name: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    init(from decoder: any Decoder) throws {
      let all = try decoder.container(keyedBy: Keys.self).nestedContainer(keyedBy: Name.self, forKey: .models)
      models = [:]
      // The forests' entries have another shape.
      for key in all.allKeys where !key.stringValue.contains("trees") && !key.stringValue.contains("forest") {
        models[key.stringValue] = try all.decode(Model.self, forKey: key)
      }
    }
  }

  /// The rows of the seed in the reference's three parts, each with the reference's names for them.
  private struct World {
    var reference: Reference
    var training: CSRMatrix
    var targets: [Bool]
    var validation: (matrix: CSRMatrix, names: [String], targets: [Bool])
    var pool: (matrix: CSRMatrix, names: [String])

    init?() throws {
      guard let path = SharedData.path("data/youtube-seed/raw_data_with_labels.csv"),
        let figures = SharedData.path("reference/seed_round.json")
      else { return nil }
      reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: URL(fileURLWithPath: figures)))
      let table = try Table(path: path, options: TableOptions())
      let recipe = try Recipe.builtIn(named: "youtube-watch-page")
      let items = try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0)).items
      let material = RoundMaterial(name: path, recipe: recipe, items: items, seed: 0, resampleCount: 1)
      let computation = RoundComputation(material: material, workers: WorkerPool(threadCount: 2))
      let division = try computation.divide().division
      let (pipeline, training) = try computation.learnFeatures(division)
      self.training = training
      targets = division.training.map { items.labels[$0] == true }
      // The header is record 1, and the reference counts rows from 0.
      func names(_ rows: [Int]) -> [String] { rows.map { "\(table.record(ofRow: items.sourceRows[$0]) - 2)" } }
      validation = (
        try pipeline.transform(items, rows: division.validation), names(division.validation),
        division.validation.map { items.labels[$0] == true }
      )
      let rest = items.labels.indices.filter { items.labels[$0] == nil }
      pool = (try pipeline.transform(items, rows: rest), names(rest))
    }

    /// The matrices with each column divided by its largest magnitude in the training rows, or the columns of words only.
    func parts(textOnly: Bool) -> (training: CSRMatrix, validation: CSRMatrix, pool: CSRMatrix) {
      guard !textOnly else {
        func text(_ matrix: CSRMatrix) -> CSRMatrix { Self.columns(matrix, from: 2) { $1 } }
        return (text(training), text(validation.matrix), text(pool.matrix))
      }
      var largest = [Float](repeating: 0, count: training.columnCount)
      for (column, value) in zip(training.columnIndices, training.values) {
        largest[Int(column)] = max(largest[Int(column)], abs(value))
      }
      func scaled(_ matrix: CSRMatrix) -> CSRMatrix {
        Self.columns(matrix, from: 0) { largest[$0] > 0 ? $1 / largest[$0] : $1 }
      }
      return (scaled(training), scaled(validation.matrix), scaled(pool.matrix))
    }

    private static func columns(_ matrix: CSRMatrix, from first: Int, _ value: (Int, Float) -> Float) -> CSRMatrix {
      let rows = (0..<matrix.rowCount).map { row in
        (first..<matrix.columnCount).map { value($0, matrix[row, $0]) }
      }
      return CSRMatrix(dense: rows, columnCount: matrix.columnCount - first)
    }

    /// Compares a model's scores with those of the reference, and the figures that come of them.
    func compare(
      _ name: String, within tolerance: Double, _ scores: (_ matrix: CSRMatrix) -> [Double], textOnly: Bool
    ) throws {
      let model = try #require(reference.models[name])
      let parts = parts(textOnly: textOnly)
      let found = scores(parts.validation)
      let expected = try #require(model.validation)
      #expect(found.count == expected.count)
      for (name, score) in zip(validation.names, found) {
        #expect(abs(score - (expected[name] ?? .nan)) <= tolerance, "row \(name)")
      }
      let first = try #require(model.pool_first_20)
      let pairs = zip(pool.names, scores(parts.pool)).filter { first[$0.0] != nil }
      #expect(pairs.count == first.count)
      for (name, score) in pairs { #expect(abs(score - (first[name] ?? .nan)) <= tolerance, "row \(name)") }
      let ranking = try RankingMetrics(scores: found.map { Float($0) }, targets: validation.targets)
      #expect(abs(ranking.averagePrecision - model.average_precision) < 1e-3)
      #expect(abs(ranking.rocAUC - model.roc_auc) < 1e-3)
    }
  }

  private static let workers = WorkerPool(threadCount: 2)

  @Test(arguments: [0.5, 1, 10], [ClassBalance.none, .balanced])
  func `logistic regression has scikit-learn's weights and probabilities`(cost: Double, balance: ClassBalance) throws {
    guard let world = try World() else { return }
    let model = try LinearClassifier(.logistic, cost: cost, balance: balance).fit(
      world.parts(textOnly: false).training, world.targets, on: Self.workers)
    let name = "logistic_l2_C\(cost)_\(balance == .none ? "unweighted" : "balanced")_maxabs"
    let expected = try #require(world.reference.models[name])
    #expect(abs(model.intercept - (expected.intercept ?? .nan)) < 1e-4)
    for (weight, other) in zip(model.denseWeights, try #require(expected.coefficients_first_10)) {
      #expect(abs(weight - other) < 1e-4)
    }
    try world.compare(
      name, within: 1e-5, { model.probabilities(of: $0, on: Self.workers).map(Double.init) }, textOnly: false)
  }

  @Test(arguments: [0.11, 1])
  func `the support vector machine has scikit-learn's weights and decision values`(cost: Double) throws {
    guard let world = try World() else { return }
    let model = try LinearClassifier(.squaredHinge, cost: cost, balance: .balanced).fit(
      world.parts(textOnly: true).training, world.targets, on: Self.workers)
    let name = "linear_svm_squared_hinge_C\(cost)_balanced_text_only"
    let expected = try #require(world.reference.models[name])
    #expect(abs(model.intercept - (expected.intercept ?? .nan)) < 1e-4)
    for (weight, other) in zip(model.denseWeights, try #require(expected.coefficients_first_10)) {
      #expect(abs(weight - other) < 1e-4)
    }
    try world.compare(name, within: 1e-4, { model.decisionValues(of: $0, on: Self.workers) }, textOnly: true)
  }

  @Test(arguments: [NaiveBayes.Kind.multinomial, .complement])
  func `naive Bayes has scikit-learn's probabilities`(kind: NaiveBayes.Kind) throws {
    guard let world = try World() else { return }
    let model = try NaiveBayes(kind).fit(world.parts(textOnly: true).training, world.targets)
    try world.compare(
      "\(kind.rawValue)_nb_alpha1_text_only", within: 1e-6,
      { model.probabilities(of: $0, on: Self.workers).map(Double.init) }, textOnly: true)
  }
}
