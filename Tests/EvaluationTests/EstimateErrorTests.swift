import GarimpoEvaluation
import Testing

@Suite struct EstimateErrorTests {
  static let texts: [(error: EstimateError, text: String)] = [
    (
      .noRandomItems,
      "estimate: no item was drawn at random; expected at least one: let rounds ask random items too"
    ),
    (
      .nothingDecided(drawn: 30),
      "estimate: none of the 30 items drawn at random is answered yes or no; expected at least one: answer them first"
    ),
    (
      .frameGrew(slice: 2, frameCount: 500, possible: 470),
      "estimate: random slice 2 was drawn from 500 items, of the first slice's at most 470 were left; "
        + "expected a pool that only shrinks: use the slices since items were last added"
    ),
    (
      .removedOutOfRange(slice: 2, count: 12, expected: 0...10),
      "estimate: 12 yes of the first slice's items are said to have been found by other means before random slice 2; "
        + "expected 0 to 10: check the labels of these items"
    ),
    (
      .removedOutOfRange(slice: nil, count: 3, expected: 4...10),
      "estimate: 3 yes of the first slice's items are said to have been found by other means by now; "
        + "expected 4 to 10: check the labels of these items"
    ),
    (
      .oneRandomItem(frameCount: 900),
      "estimate: 1 of 900 items was drawn at random; expected at least 2: let rounds ask more random items"
    ),
    (
      .noRandomPositives(drawn: 30, frameCount: 900),
      "estimate: none of the 30 items drawn at random from 900 is yes; "
        + "expected at least one: let rounds ask more random items"
    ),
    (
      .noPositives(answered: 100),
      "estimate: none of the 100 answered items is yes; expected at least one: label more items"
    ),
    (
      .noPairs,
      "agreement: no item is answered yes or no by both people; expected at least one: let both answer some items"
    ),
    (.cutOutOfRange(k: 20, count: 10), "estimate: asked for the first 20 of 10 items; expected 1 to 10"),
  ]

  @Test(arguments: texts.indices)
  func `Each error says what was found and what to do`(index: Int) {
    #expect("\(Self.texts[index].error)" == Self.texts[index].text)
  }

  @Test func `Answers that allow no estimate throw`() {
    let slice = RandomSlice(frameCount: 50, positiveCount: 2, negativeCount: 7, unansweredCount: 1)
    func estimate(_ slices: [RandomSlice], removed: Int = 0) throws(EstimateError) {
      _ = try RemainingPositives(slices: slices, removedPositiveCount: removed, unlabelledCount: 30)
    }
    #expect(throws: EstimateError.noRandomItems) { try estimate([]) }
    #expect(throws: EstimateError.noRandomItems) {
      try estimate([RandomSlice(frameCount: 50, positiveCount: 0, negativeCount: 0)])
    }
    #expect(throws: EstimateError.nothingDecided(drawn: 5)) {
      try estimate([
        RandomSlice(frameCount: 50, positiveCount: 0, negativeCount: 0, undecidedCount: 3, unansweredCount: 2)
      ])
    }
    #expect(throws: EstimateError.frameGrew(slice: 2, frameCount: 42, possible: 41)) {
      try estimate([slice, RandomSlice(frameCount: 42, positiveCount: 1, negativeCount: 0)])
    }
    #expect(throws: EstimateError.removedOutOfRange(slice: 1, count: 1, expected: 0...0)) {
      try estimate([RandomSlice(frameCount: 50, positiveCount: 1, negativeCount: 0, removedPositiveCount: 1)])
    }
    #expect(throws: EstimateError.removedOutOfRange(slice: 2, count: 7, expected: 0...6)) {
      try estimate([
        slice, RandomSlice(frameCount: 35, positiveCount: 1, negativeCount: 0, removedPositiveCount: 7),
      ])
    }
    #expect(throws: EstimateError.removedOutOfRange(slice: nil, count: 42, expected: 0...41)) {
      try estimate([slice], removed: 42)
    }
    #expect(throws: EstimateError.removedOutOfRange(slice: nil, count: -1, expected: 0...41)) {
      try estimate([slice], removed: -1)
    }
  }
}
