import GarimpoEvaluation
import GarimpoRecipes

@testable import GarimpoProject

/// A round with the seed's proportions and made-up texts.
enum ReportSample {
  static let round = RoundResult(
    source: .init(
      path: "videos.csv", format: "CSV, delimiter comma, UTF-8", rowCount: 1201, columnCount: 16,
      warnings: ["record 7 (line 9): a quoted field holds 3 line breaks"]),
    recipe: "youtube-watch-page", seed: 0, cleaning: cleaning,
    split: .init(
      rule: "published before 2019-04-01 trains, the rest validates", labelledCount: 498, labelledPositiveCount: 67,
      trainCount: 228, trainPositiveCount: 32, validationCount: 270, validationPositiveCount: 35, poolCount: 674),
    features: .init(columnCount: 195, termCount: 193, trainNonzeroCount: 1277, poolNonzeroCount: 4409),
    model: "random forest, 1,000 trees, balanced classes, √features tried in a node", influences: influences,
    quality: quality, batch: batch)

  static let cleaning = CleaningReport(
    rowCount: 1201, emptyRowCount: 29,
    columns: [
      .init(
        field: "views", column: "watch-view-count",
        rules: [
          .init(name: "count with thousands dots", count: 1068, example: "2.167 visualizações → 2167"),
          .init(name: "count in words", count: 4, example: "Nenhuma visualização → 0"),
        ], missingCount: 98, unreadCount: 2,
        unreadExamples: [.init(record: 51, text: "— visualizações"), .init(record: 812, text: "<b>12</b>")]),
      .init(
        field: "published", column: "watch-time-text",
        rules: [
          .init(name: "date in Portuguese", count: 1120, example: "Publicado em 2 de nov. de 2018 → 2018-11-02"),
          .init(name: "premiere in Portuguese", count: 52, example: "Estreou em 3 de mar. de 2019 → 2019-03-03"),
        ]),
      .init(
        field: "title", column: "watch-title",
        rules: [.init(name: "text", count: 1172, example: "Validação cruzada sem mistério")]),
    ], warnings: ["2 items were published after the observation time"])

  static let influences: [RoundResult.Influence] = [
    .init(feature: "views per day", importance: 0.112, effect: 0.041, trainCount: 228),
    .init(feature: "views", importance: 0.094, effect: -0.012, trainCount: 226),
    .init(feature: "kaggle", importance: 0.058, effect: 0.142, trainCount: 21),
    .init(feature: "data", importance: 0.041, effect: 0.022, trainCount: 81),
    .init(feature: "machine learning", importance: 0.037, effect: -0.031, trainCount: 44),
    .init(feature: "competition", importance: 0.024, effect: 0.096, trainCount: 9),
    .init(feature: "interview", importance: 0.013, effect: -0.058, trainCount: 7),
    .init(feature: "introdução", importance: 0.009, effect: 0.001, trainCount: 12),
  ]

  static let quality: RoundResult.Quality = {
    let curve = (0...100).map { index -> RoundResult.CurvePoint in
      let x = Double(index) / 100
      let y = 0.13 + 0.34 * (1 - x) * (1 - x) + 0.02 * Double(index % 7) / 7 * (1 - x)
      return .init(x: x, y: y, low: max(y - 0.05 - 0.2 * (1 - x), 0.06), high: min(y + 0.04 + 0.3 * (1 - x), 1))
    }
    let roc = (0...100).map { index -> RoundResult.CurvePoint in
      let x = Double(index) / 100
      let y = min(x.squareRoot() * 0.86 + 0.14 * x, 1)
      let half = 0.22 * x.squareRoot() * (1 - x)
      return .init(x: x, y: y, low: max(y - half - 0.02 * (1 - x), 0), high: min(y + half, 1))
    }
    let no = [12, 31, 40, 44, 38, 26, 18, 11, 7, 4, 2, 1, 0, 1, 0, 0, 0, 0, 0, 0]
    let yes = [0, 1, 2, 4, 5, 5, 5, 4, 3, 2, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0]
    return RoundResult.Quality(
      averagePrecision: Estimate(value: 0.1904, low: 0.1203, high: 0.3132),
      rocAUC: Estimate(value: 0.6231, low: 0.5212, high: 0.7194), logLoss: 0.3831, brier: 0.1123,
      atK: [
        .init(k: 10, precision: .wilson(successes: 3, count: 10), recall: 3 / 35, lift: 2.31),
        .init(k: 20, precision: .wilson(successes: 5, count: 20), recall: 5 / 35, lift: 1.93),
        .init(k: 50, precision: .wilson(successes: 11, count: 50), recall: 11 / 35, lift: 1.7),
        .init(k: 100, precision: .wilson(successes: 18, count: 100), recall: 18 / 35, lift: 1.39),
      ], wss95: 0.084, averageTimeToDiscovery: 104.3,
      baselines: [
        .init(
          name: "chance", averagePrecision: Estimate(value: 0.1296, low: 0.0926, high: 0.1704),
          rocAUC: Estimate(value: 0.5, low: 0.5, high: 0.5)),
        .init(
          name: "by views", averagePrecision: Estimate(value: 0.1221, low: 0.0861, high: 0.19),
          rocAUC: Estimate(value: 0.4411, low: 0.3381, high: 0.5491)),
        .init(
          name: "by views per day", averagePrecision: Estimate(value: 0.1541, low: 0.1021, high: 0.2471),
          rocAUC: Estimate(value: 0.5341, low: 0.4301, high: 0.6391)),
        .init(
          name: "newest first", averagePrecision: Estimate(value: 0.1511, low: 0.1011, high: 0.2361),
          rocAUC: Estimate(value: 0.5431, low: 0.4421, high: 0.6431)),
      ], precisionRecall: curve, roc: roc,
      calibration: [
        .init(meanScore: 0.06, positiveShare: 0.05, low: 0.01, high: 0.15, count: 54),
        .init(meanScore: 0.13, positiveShare: 0.09, low: 0.04, high: 0.2, count: 54),
        .init(meanScore: 0.19, positiveShare: 0.11, low: 0.05, high: 0.22, count: 54),
        .init(meanScore: 0.27, positiveShare: 0.17, low: 0.09, high: 0.29, count: 54),
        .init(meanScore: 0.44, positiveShare: 0.22, low: 0.13, high: 0.35, count: 54),
      ],
      histogram: (0..<20).map { index in
        .init(
          from: Double(index) / 20, to: Double(index + 1) / 20, positiveCount: yes[index], negativeCount: no[index])
      }, bootstrapCount: 2000)
  }()

  static let batch: RoundResult.Batch = {
    let titles = [
      "What makes a good data scientist? Notes from five years of Kaggle",
      "Winning a text competition with a linear model", "カグル初心者のための特徴量エンジニアリング",
      "Validação cruzada sem mistério 🎯", "تعلم الآلة للمبتدئين", "Leakage: seven real cases",
    ]
    let items = (0..<100).map { index -> RoundResult.BatchItem in
      let isHard = index < 70
      return RoundResult.BatchItem(
        id: "v\(100_000 + index * 7919)", record: 499 + index * 7, title: titles[index % titles.count],
        score: isHard ? 0.62 - Double(index) * 0.004 : 0.25 - Double(index - 70) * 0.008,
        rank: isHard ? 8 + index : 90 + (index - 70) * 19, reason: isHard ? "hard" : "random",
        inclusionProbability: isHard ? 1 : 30.0 / 604)
    }
    return RoundResult.Batch(rule: "the 70 closest to 0.5, and 30 at random from the rest", note: nil, items: items)
  }()
}
