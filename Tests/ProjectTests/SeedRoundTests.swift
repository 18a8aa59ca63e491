import Foundation
import GarimpoEvaluation
import GarimpoKernels
import GarimpoRecipes
import Testing

@testable import GarimpoProject

/// The notebook's round on the real data, held against figures made with scikit-learn 1.8.0
/// (`../shared/reference/seed_round.json`, written by `make_seed_reference.py` beside it).
@Suite(.serialized)
struct SeedRoundTests {
  private struct Reference: Decodable {
    struct Spread: Decodable { var mean: Double }
    struct Forest: Decodable {
      var average_precision: Spread
      var roc_auc: Spread
      var mean_probability_validation: [String: Double]?
      var mean_probability_pool: [String: Double]?
    }
    struct Models: Decodable {
      var random_forest_1000: Forest
      var extra_trees_1000: Forest
    }
    var models: Models
  }

  private static func outcome(
    seed: UInt64, threads: Int = 2, change: (inout Recipe) -> Void = { _ in }
  ) throws -> RoundOutcome? {
    guard let path = SharedData.path("data/youtube-seed/raw_data_with_labels.csv") else { return nil }
    var recipe = try Recipe.builtIn(named: "youtube-watch-page")
    change(&recipe)
    var request = RoundRequest(
      tablePath: path, recipe: recipe, seed: seed, threadCount: threads, importTime: Timestamp(secondsSince1970: 0))
    request.resampleCount = 50
    return try Round(request).run()
  }

  @Test func `counts and shapes are the notebook's`() throws {
    guard let result = try Self.outcome(seed: 0)?.result else { return }
    #expect(result.source.rowCount == 1184)
    #expect(result.cleaning.emptyRowCount == 12)
    #expect(result.split.labelledCount == 498)
    #expect(result.split.labelledPositiveCount == 67)
    #expect(result.split.trainCount == 228)
    #expect(result.split.trainPositiveCount == 32)
    #expect(result.split.validationCount == 270)
    #expect(result.split.validationPositiveCount == 35)
    #expect(result.split.poolCount == 674)
    #expect(result.features.columnCount == 195)
    #expect(result.features.termCount == 193)
    #expect(result.features.poolNonzeroCount == 4409)
    #expect(result.batch.items.count == 100)
  }

  @Test func `over 20 seeds figures and probabilities are scikit-learn's`() throws {
    guard let path = SharedData.path("reference/seed_round.json") else { return }
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let forest = reference.models.random_forest_1000
    let seeds = 20
    var precisions = 0.0
    var areas = 0.0
    var hard = 0.0
    var sums: [String: Double] = [:]
    for seed in 0..<seeds {
      guard let outcome = try Self.outcome(seed: UInt64(seed)) else { return }
      precisions += outcome.result.quality.averagePrecision.value / Double(seeds)
      areas += outcome.result.quality.rocAUC.value / Double(seeds)
      hard += Double(outcome.poolScores.count { $0.score >= 0.26 }) / Double(seeds)
      // The reference names rows by the file's own row number, from 0; the header is record 1.
      for (record, score) in outcome.poolScores { sums["\(record - 2)", default: 0] += Double(score) / Double(seeds) }
    }
    #expect(abs(precisions - forest.average_precision.mean) <= 0.003, "mean AP \(precisions)")
    #expect(abs(areas - forest.roc_auc.mean) <= 0.006, "mean ROC AUC \(areas)")
    #expect(abs(hard - 71.78) <= 3, "mean number of pool rows in [0.26, 1] \(hard)")
    let expected = try #require(forest.mean_probability_pool)
    #expect(Set(sums.keys) == Set(expected.keys))
    let pairs = expected.keys.sorted().map { (ours: sums[$0] ?? .nan, theirs: expected[$0] ?? .nan) }
    let difference = pairs.reduce(0) { $0 + abs($1.ours - $1.theirs) } / Double(pairs.count)
    #expect(difference <= 0.003, "mean absolute difference \(difference)")
    #expect(Self.pearson(pairs) >= 0.999, "Pearson \(Self.pearson(pairs))")
    print(
      "seed round, mean of \(seeds) seeds: AP \(precisions), ROC AUC \(areas), in band \(hard), "
        + "difference \(difference), Pearson \(Self.pearson(pairs))")
  }

  @Test func `extremely randomised trees are scikit-learn's too`() throws {
    guard let path = SharedData.path("reference/seed_round.json") else { return }
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let seeds = 10
    var precisions = 0.0
    var areas = 0.0
    for seed in 0..<seeds {
      guard
        let outcome = try Self.outcome(seed: UInt64(seed), change: { $0.model = ModelSpec("extra-trees trees=1000") })
      else {
        return
      }
      precisions += outcome.result.quality.averagePrecision.value / Double(seeds)
      areas += outcome.result.quality.rocAUC.value / Double(seeds)
    }
    // Standard errors of the two means of ten: 0.0012 and 0.0023; three of them.
    #expect(abs(precisions - reference.models.extra_trees_1000.average_precision.mean) <= 0.0036, "\(precisions)")
    #expect(abs(areas - reference.models.extra_trees_1000.roc_auc.mean) <= 0.007, "\(areas)")
  }

  @Test func `threads do not show in the result`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var texts: [Data] = []
    for threads in 1...3 {
      guard let outcome = try Self.outcome(seed: 7, threads: threads) else { return }
      texts.append(try encoder.encode(outcome.result))
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0] == texts[2])
  }

  private static func pearson(_ pairs: [(ours: Double, theirs: Double)]) -> Double {
    let n = Double(pairs.count)
    let a = pairs.reduce(0) { $0 + $1.ours } / n
    let b = pairs.reduce(0) { $0 + $1.theirs } / n
    let covariance = pairs.reduce(0) { $0 + ($1.ours - a) * ($1.theirs - b) }
    let left = pairs.reduce(0) { $0 + ($1.ours - a) * ($1.ours - a) }
    let right = pairs.reduce(0) { $0 + ($1.theirs - b) * ($1.theirs - b) }
    return covariance / (left * right).squareRoot()
  }
}
