import GarimpoEvaluation
import Testing

@Suite struct SplitErrorTests {
  static let texts: [(error: SplitError, text: String)] = [
    (
      .noItems,
      "split: no labelled items; expected some to train on and some to validate with: label items first"
    ),
    (
      .unequalLengths(values: 3, targets: 4),
      "split: 3 values to split by and 4 labels; expected one value for each label"
    ),
    (.shareOutOfRange(1.5), "split: a validation share of 1.5; expected more than 0 and less than 1"),
    (
      .noDates(count: 12),
      "split: none of the 12 labelled items has a date; expected dates: split at random or by group"
    ),
    (
      .nothingBefore(threshold: 1_554_076_800, earliest: 1_554_163_200, count: 498),
      "split: no training items: none of the 498 labelled items is dated before 2019-04-01, "
        + "the earliest is of 2019-04-02; choose a later date"
    ),
    (
      .nothingFrom(threshold: 1_554_076_800, latest: 951_827_696, count: 498),
      "split: no validation items: all 498 labelled items are dated before 2019-04-01, "
        + "the latest is of 2000-02-29T12:34:56Z; choose an earlier date"
    ),
    (
      .oneDateOnly(date: -86_400, count: 4),
      "split: all 4 labelled items are dated 1969-12-31, and equal dates stay together; "
        + "expected two dates at least: split at random or by group"
    ),
    (
      .oneGroupOnly(count: 4),
      "split: the 4 labelled items cannot be divided by whole groups; "
        + "expected two groups at least: split by date or at random"
    ),
    (.tooFewItems(count: 1), "split: 1 labelled item; expected at least 2: label more items"),
    (
      .oneClassOnly(.training, positives: 0, negatives: 228),
      "split: the training items are 0 yes and 228 no; "
        + "expected at least one of each: choose another split or label more items"
    ),
    (.oneAnswerOnly(isPositive: true, count: 12), "split: all 12 labelled items are yes; label at least one no"),
    (.oneAnswerOnly(isPositive: false, count: 2), "split: all 2 labelled items are no; label at least one yes"),
    (
      .oneClassOnly(.validation, positives: 35, negatives: 0),
      "split: the validation items are 35 yes and 0 no; "
        + "expected at least one of each: choose another split or label more items"
    ),
  ]

  @Test(arguments: texts.indices)
  func `Each error says what was found and what to do`(index: Int) {
    #expect("\(Self.texts[index].error)" == Self.texts[index].text)
  }

  @Test func `A split that cannot be made throws`() {
    let both = [true, false, true, false]
    let times: [Int64?] = [1, 2, 3, 4]
    #expect(throws: SplitError.nothingBefore(threshold: 1, earliest: 1, count: 4)) {
      try Split.before(1, times: times, targets: both)
    }
    #expect(throws: SplitError.nothingFrom(threshold: 5, latest: 4, count: 4)) {
      try Split.before(5, times: times, targets: both)
    }
    #expect(throws: SplitError.oneClassOnly(.training, positives: 1, negatives: 0)) {
      try Split.before(2, times: times, targets: both)
    }
    #expect(throws: SplitError.oneClassOnly(.validation, positives: 0, negatives: 1)) {
      try Split.before(4, times: times, targets: both)
    }
    #expect(throws: SplitError.oneAnswerOnly(isPositive: true, count: 4)) {
      try Split.before(3, times: times, targets: [true, true, true, true])
    }
    #expect(throws: SplitError.noDates(count: 4)) {
      try Split.before(4, times: [nil, nil, nil, nil], targets: both)
    }
    #expect(throws: SplitError.unequalLengths(values: 4, targets: 1)) {
      try Split.before(4, times: times, targets: [true])
    }
    #expect(throws: SplitError.noItems) { try Split.random(validationShare: 0.5, targets: [], seed: 0) }
    #expect(throws: SplitError.tooFewItems(count: 1)) {
      try Split.random(validationShare: 0.5, targets: [true], seed: 0)
    }
    #expect(throws: SplitError.oneClassOnly(.training, positives: 0, negatives: 2)) {
      try Split.random(validationShare: 0.4, targets: [true, false, false, false], seed: 0)
    }
    #expect(throws: SplitError.oneDateOnly(date: 7, count: 4)) {
      try Split.latest(validationShare: 0.5, times: [7, 7, 7, 7], targets: both)
    }
    #expect(throws: SplitError.oneGroupOnly(count: 4)) {
      try Split.groups([7, 7, 7, 7], validationShare: 0.5, targets: both, seed: 0)
    }
  }

  @Test(arguments: [-0.5, 0, 1, .nan])
  func `A share that leaves a side empty throws`(share: Double) {
    #expect(throws: SplitError.self) { try Split.random(validationShare: share, targets: [true, false], seed: 0) }
    #expect(throws: SplitError.self) {
      try Split.latest(validationShare: share, times: [1, 2], targets: [true, false])
    }
    #expect(throws: SplitError.self) {
      try Split.groups([1, 2], validationShare: share, targets: [true, false], seed: 0)
    }
  }
}
