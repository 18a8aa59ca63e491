import GarimpoEvaluation
import Testing

@Suite struct MetricErrorTests {
  static let texts: [(error: MetricError, text: String)] = [
    (.empty, "metrics: no scores; expected at least one yes and one no"),
    (
      .unequalLengths(scores: 5, targets: 4), "metrics: 5 scores and 4 labels; expected one label for each score"
    ),
    (
      .notANumber(row: 3), "metrics: score 3 (counted from 0) is not a number; expected a number for every item"
    ),
    (
      .notAProbability(row: 3, value: 1.5),
      "metrics: score 3 (counted from 0) is 1.5; expected a probability from 0 to 1"
    ),
    (
      .oneClassOnly(positives: 0, negatives: 270),
      "metrics: 0 yes and 270 no; expected at least one of each: label more items or choose another split"
    ),
    (.cutOutOfRange(k: 20, count: 10), "metrics: asked for the first 20 of 10 items; expected 1 to 10"),
    (.recallOutOfRange(1.5), "metrics: asked for a recall of 1.5; expected more than 0 and at most 1"),
    (
      .noUsableResample(resamples: 1, positives: 1, negatives: 1),
      "metrics: none of 1 resamples of 1 yes and 1 no holds both; "
        + "expected more items: label more or ask for more resamples"
    ),
  ]

  @Test(arguments: texts.indices)
  func `Each error says what was found and what was expected`(index: Int) {
    #expect("\(Self.texts[index].error)" == Self.texts[index].text)
  }

  @Test func `What is undefined throws instead of giving a number`() {
    #expect(throws: MetricError.empty) { try RankingMetrics(scores: [Float](), targets: []) }
    #expect(throws: MetricError.unequalLengths(scores: 1, targets: 2)) {
      try RankingMetrics(scores: [0.5], targets: [true, false])
    }
    #expect(throws: MetricError.notANumber(row: 1)) {
      try RankingMetrics(scores: [0.5, Float.nan], targets: [true, false])
    }
    #expect(throws: MetricError.notANumber(row: 0)) {
      try RankingMetrics(scores: [Double.nan, 0], targets: [true, false])
    }
    #expect(throws: MetricError.oneClassOnly(positives: 2, negatives: 0)) {
      try RankingMetrics(scores: [0.5, 0.25], targets: [true, true])
    }
    #expect(throws: MetricError.oneClassOnly(positives: 0, negatives: 2)) {
      try RankingMetrics(scores: [0.5, 0.25], targets: [false, false])
    }
  }

  @Test(arguments: [-1, 0, 3])
  func `A cut outside the items throws`(k: Int) throws {
    let metrics = try RankingMetrics(scores: [0.5, 0.25], targets: [true, false])
    #expect(throws: MetricError.cutOutOfRange(k: k, count: 2)) { try metrics.precision(at: k) }
  }

  @Test(arguments: [-0.5, 0, 1.5, .nan])
  func `A recall that cannot be asked for throws`(recall: Double) throws {
    let metrics = try RankingMetrics(scores: [0.5, 0.25], targets: [true, false])
    #expect(throws: MetricError.self) { try metrics.workSaved(atRecall: recall) }
  }

  @Test func `Probabilities are checked`() {
    #expect(throws: MetricError.notAProbability(row: 1, value: 1.5)) {
      try ProbabilityMetrics(probabilities: [0.5, 1.5], targets: [true, false])
    }
    #expect(throws: MetricError.notAProbability(row: 0, value: -0.25)) {
      try ProbabilityMetrics(probabilities: [Float(-0.25)], targets: [true])
    }
    #expect(throws: MetricError.notANumber(row: 0)) {
      try ProbabilityMetrics(probabilities: [Double.nan], targets: [true])
    }
    #expect(throws: MetricError.empty) { try ProbabilityMetrics(probabilities: [Double](), targets: []) }
    #expect(throws: MetricError.unequalLengths(scores: 0, targets: 1)) {
      try ProbabilityMetrics(probabilities: [Double](), targets: [true])
    }
  }
}
