import GarimpoQuerying
import Testing

@Suite struct BatchErrorTests {
  static let texts: [(error: BatchError, text: String)] = [
    (
      .emptyPool,
      "batch: the pool is empty, every item has a label; expected items without one: add items to ask about"
    ),
    (
      .notANumber(row: 2),
      "batch: score 2 of the pool (counted from 0) is not a number; expected a probability for every item"
    ),
    (
      .negativeCount(hard: -1, random: 30),
      "batch: asked for -1 hard and 30 random items; expected counts of 0 or more"
    ),
    (.nothingAsked, "batch: asked for 0 hard and 0 random items; expected at least one"),
    (
      .emptyBand(0.26...1, poolCount: 674),
      "batch: none of the 674 pool items scores from 0.26 to 1.0, and none is asked at random; "
        + "expected items in the band: widen it or ask for random ones"
    ),
  ]

  @Test(arguments: texts.indices)
  func `Each error says what was found and what to do`(index: Int) {
    #expect("\(Self.texts[index].error)" == Self.texts[index].text)
  }

  @Test func `A batch that cannot be drawn throws`() {
    let request = BatchRequest()
    #expect(throws: BatchError.emptyPool) { try Batch(drawing: request, from: [], seed: 0) }
    #expect(throws: BatchError.notANumber(row: 1)) { try Batch(drawing: request, from: [0.5, .nan], seed: 0) }
    #expect(throws: BatchError.nothingAsked) {
      try Batch(drawing: BatchRequest(hard: .closest(to: 0.5, count: 0), randomCount: 0), from: [0.5], seed: 0)
    }
    #expect(throws: BatchError.negativeCount(hard: -1, random: 0)) {
      try Batch(drawing: BatchRequest(hard: .closest(to: 0.5, count: -1), randomCount: 0), from: [0.5], seed: 0)
    }
    #expect(throws: BatchError.emptyBand(0.26...1, poolCount: 1)) {
      try Batch(drawing: BatchRequest(hard: .band(0.26...1), randomCount: 0), from: [0.125], seed: 0)
    }
  }
}
