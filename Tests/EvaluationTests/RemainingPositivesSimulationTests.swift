import GarimpoEvaluation
import Testing

@Suite struct RemainingPositivesSimulationTests {
  /// How often intervals lay right, and how wide they were.
  struct Tally {
    var held = 0
    var tooHigh = 0
    var tooLow = 0
    /// Sum of widths as shares of the unlabelled items.
    var widths = 0.0
    /// Sums of the differences between unbiased value and truth, and of their squares.
    var errors = 0.0
    var squares = 0.0

    mutating func add(_ project: SimulatedProject) throws {
      let rest = try RemainingPositives(
        slices: project.slices, removedPositiveCount: project.removedPositiveCount,
        unlabelledCount: project.unlabelledCount
      ).remaining
      let truth = Double(project.remainingCount)
      tooHigh += rest.low > truth ? 1 : 0
      tooLow += rest.high < truth ? 1 : 0
      held += rest.low <= truth && truth <= rest.high ? 1 : 0
      widths += (rest.high - rest.low) / Double(project.unlabelledCount)
      let unbiased = RemainingPositives.unbiased(project.slices)
      let error = unbiased.positives - unbiased.found - Double(project.removedPositiveCount) - truth
      errors += error
      squares += error * error
    }
  }

  /// Measured: 975 of 1,000 held (240 of 243 with one slice, 735 of 757 with several), 14 too high, 11 too low; mean width
  /// 16 % of the unlabelled items. Over 5,000 projects 97.0 %, with several slices 96.3 %.
  @Test func `Intervals of 1,000 projects hold what remains, and are narrow`() throws {
    var tally = Tally()
    for number in 0..<1_000 { try tally.add(SimulatedProject(number: number)) }
    // Whole numbers make it more than 95 %, but intervals that held every truth would be too wide.
    #expect(tally.held >= 950 && tally.held < 1_000)
    #expect(tally.tooHigh <= 25 && tally.tooLow <= 25)
    #expect(tally.widths / 1_000 < 0.18)
    #expect(abs(tally.errors) < 4 * tally.squares.squareRoot())
  }

  /// Measured: 99 of 100 held, mean width 27 %.
  @Test func `With a tenth undecided the intervals are wider and still hold`() throws {
    var plain = Tally()
    var tally = Tally()
    for number in 0..<100 {
      try plain.add(SimulatedProject(number: number))
      try tally.add(SimulatedProject(number: number, undecided: 10))
    }
    #expect(tally.held >= 97 && tally.widths > plain.widths)
  }
}
