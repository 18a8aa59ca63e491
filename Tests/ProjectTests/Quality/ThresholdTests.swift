import GarimpoEvaluation
import GarimpoKernels
import GarimpoStore
import Testing

@testable import GarimpoProject

/// What reading down to a score brings.
struct ThresholdTests {
  /// The counts by looking at each item.
  private func counts(
    _ threshold: Double, _ scores: [Float], _ targets: [Bool], _ unread: [Float]
  ) -> [Int] {
    let limit = Float(threshold)
    let called = zip(scores, targets).filter { $0.0 >= limit }
    return [called.count { $0.1 }, called.count { !$0.1 }, unread.count { $0 >= limit }]
  }

  @Test(arguments: [0, 1, 2, 3, 5, 10, 100, 2000])
  func `counts are those of each item looked at`(_ count: Int) {
    var random = SplitMix64(seed: 7, stream: UInt64(count))
    // Hundredths and thirds: scores on a threshold, and beside it.
    func scores(_ count: Int) -> [Float] {
      (0..<count).map { Float(random.next(below: 101)) / ($0.isMultiple(of: 2) ? 100 : 300) }
    }
    let (measured, unread) = (scores(count), scores(2 * count))
    let targets = measured.indices.map { _ in random.next(below: 3) == 0 }
    let rows = ThresholdTable.thresholds(scores: measured, targets: targets, unread: unread)
    #expect(rows.first?.threshold == 0)
    #expect(rows.map(\.threshold) == rows.map(\.threshold).sorted())
    for row in rows {
      #expect(
        [row.truePositives, row.falsePositives, row.unreadCount] == counts(row.threshold, measured, targets, unread))
      #expect(row.truePositives + row.falseNegatives == targets.count { $0 })
      #expect(row.falsePositives + row.trueNegatives == targets.count { !$0 })
    }
  }

  @Test func `every thousandth is where it belongs`() {
    for thousandth in 0...1000 {
      let rows = ThresholdTable.thresholds(scores: [Float(thousandth) / 1000], targets: [true], unread: [])
      #expect(rows.last?.threshold == Double(thousandth) / 1000)
    }
  }

  @Test func `there are not too many thresholds, and the ends stay`() {
    let scores = (0...1000).map { Float($0) / 1000 }
    let rows = ThresholdTable.thresholds(scores: scores, targets: scores.map { $0 > 0.5 }, unread: [])
    #expect(rows.count == ThresholdTable.mostThresholds)
    #expect(rows.first?.threshold == 0)
    #expect(rows.last?.threshold == 1)
  }

  @Test func `figures have their intervals, and none where nothing is called yes`() {
    let rows = ThresholdTable.thresholds(scores: [0.2, 0.4], targets: [true, false], unread: [0.9])
    #expect(rows.map(\.threshold) == [0, 0.2, 0.4, 0.9])
    #expect(rows[3].precision == nil)
    #expect(rows[3].recall?.value == 0)
    #expect(rows[1].precision?.value == 0.5)
    #expect(rows[1].recall?.value == 1)
  }

  @Test func `a round is measured on what it was measured on`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let round = try notes.round()
    try notes.answer("20", .yes)
    let table = try notes.project.thresholds(round: nil, threadCount: 1)
    #expect(table.round == 1)
    #expect(table.count == round.result.split.validationCount)
    #expect(table.yesCount == round.result.split.validationPositiveCount)
    #expect(table.unreadCount == 30 - 12 - 1)
    #expect(table.thresholds.first?.unreadCount == table.unreadCount)
    // The average precision that the round kept, as scikit-learn sums it: over thresholds, from the highest down.
    var (precision, recall) = (0.0, 0.0)
    for row in table.thresholds.reversed() {
      let here = row.recall?.value ?? 0
      precision += (here - recall) * (row.precision?.value ?? 0)
      recall = here
    }
    #expect((precision - round.result.quality.averagePrecision.value).magnitude < 1e-9)
    #expect(table.medianSeconds == nil && table.meanSeconds == nil)
    #expect(table.text(TextStyle()).contains("Measured on \(table.count) items that it had not seen"))
  }

  @Test func `the mean and the median of the times come with how many there are`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    for (id, seconds) in [("20", 4.0), ("21", 0.5), ("22", 5.0), ("23", 100.5)] {
      var request = try AnswerRequest(id: id, word: "no", annotator: "ana", source: "a test")
      request.seconds = seconds
      _ = try notes.project.label(request)
    }
    let table = try notes.project.thresholds(round: 1)
    #expect(table.meanSeconds == 27.5, "many items take so many times the mean, whatever the median is")
    #expect(table.medianSeconds == 4.5, "of an even number the mean of the two in the middle")
    #expect(table.timedCount == 4)
  }
}
