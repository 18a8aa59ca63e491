import Foundation
import GarimpoEvaluation
import Testing

/// The figures scikit-learn 1.8.0 gives for the seed's logistic regression (`make_seed_reference.py`).
@Suite struct SeedReferenceTests {
  static let shared = URL(filePath: #filePath).appending(path: "../../../../shared").standardized

  struct Reference: Decodable {
    struct Model: Decodable {
      var average_precision: Double
      var roc_auc: Double
      var validation: [String: Double]
    }
    struct Metrics: Decodable {
      var brier: Double
      var pr_points: Int
      var roc_points: Int
      var precision_first_5: [Double]
      var recall_first_5: [Double]
    }
    var model: Model
    var metrics: Metrics

    enum Key: String, CodingKey {
      case models
      case metrics = "metrics_on_logistic_l2_C1.0_balanced_maxabs"
      case model = "logistic_l2_C1.0_balanced_maxabs"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      metrics = try container.decode(Metrics.self, forKey: .metrics)
      model = try container.nestedContainer(keyedBy: Key.self, forKey: .models).decode(Model.self, forKey: .model)
    }
  }

  /// The first two columns of the seed: row number and label. Titles hold quoted line breaks and commas.
  static func labels(_ bytes: Data) -> [String: Bool] {
    var labels: [String: Bool] = [:]
    var record: [[UInt8]] = [[]]
    var quoted = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ",") where !quoted: record.append([])
      case UInt8(ascii: "\n") where !quoted:
        let answer = String(decoding: record[2], as: UTF8.self)
        if answer == "1" || answer == "1.0" { labels[String(decoding: record[0], as: UTF8.self)] = true }
        if answer == "0" || answer == "0.0" { labels[String(decoding: record[0], as: UTF8.self)] = false }
        record = [[]]
      default: record[record.count - 1].append(byte)
      }
    }
    return labels
  }

  @Test func `The seed's logistic regression has scikit-learn's figures`() throws {
    let file = Self.shared.appending(path: "reference/seed_round.json")
    let table = Self.shared.appending(path: "data/youtube-seed/raw_data_with_labels.csv")
    guard let json = try? Data(contentsOf: file), let csv = try? Data(contentsOf: table) else {
      print("SKIPPED: \(file.path) and \(table.path) are not here; the seed's figures are not checked")
      return
    }
    let reference = try JSONDecoder().decode(Reference.self, from: json)
    let labels = Self.labels(csv)
    let rows = reference.model.validation.keys.sorted()
    let scores = rows.compactMap { reference.model.validation[$0] }
    let targets = rows.compactMap { labels[$0] }
    try #require(targets.count == 270 && scores.count == 270)
    let metrics = try RankingMetrics(scores: scores, targets: targets)
    #expect(abs(metrics.averagePrecision - reference.model.average_precision) < 1e-12)
    #expect(abs(metrics.rocAUC - reference.model.roc_auc) < 1e-12)
    let probabilities = try ProbabilityMetrics(probabilities: scores, targets: targets)
    #expect(abs(probabilities.brier - reference.metrics.brier) < 1e-12)
    let curve = metrics.precisionRecallCurve()
    #expect(curve.thresholds.count == reference.metrics.pr_points)
    #expect(metrics.rocCurve().thresholds.count == reference.metrics.roc_points)
    expectClose(Array(curve.precision.prefix(5)), reference.metrics.precision_first_5)
    expectClose(Array(curve.recall.prefix(5)), reference.metrics.recall_first_5)
  }
}
