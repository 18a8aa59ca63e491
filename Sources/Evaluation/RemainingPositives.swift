/// How many yes are still to be found, from the items that were drawn at random.
///
/// ```swift
/// let slice = RandomSlice(frameCount: 900, positiveCount: 3, negativeCount: 97)
/// let rest = try RemainingPositives(slices: [slice], removedPositiveCount: 0, unlabelledCount: 800)
/// rest.positives  // 27 yes (7 to 73) among the 900
/// rest.remaining  // 24 (4 to 70) among the 800
/// ```
///
/// A model that is asked for the items it finds likely says nothing about those it finds unlikely; a random slice does.
///
/// **Interval.** All numbers `K` of yes in the first frame that the answers do not reject, by two one-sided tests at
/// `(1 − level)/2`: the statistic is the number of yes of all slices together, its distribution hypergeometric, or
/// several of these in turn (`SliceTotal`). Equal tails, as Clopper and Pearson's interval for a share.
/// - From one slice it is exact: it holds the truth in at least `level` of all draws, whatever the model did.
///   In small frames and with few yes in clearly more, because counts are whole numbers.
/// - From several slices it takes the frames, and the yes that other means removed between the slices, as given. It is
///   exact if these do not depend on what the earlier slices happened to find. They do a little, for a model learns from
///   all answers. Tried on 5,000 simulated projects of 200 to 2,000 items, 2 to 30 % yes and 1 to 4 rounds, with a noisy
///   model that learns: the 95 % interval for `remaining` held the truth in 97.0 % of them, in 96.3 % of those with
///   several slices.
///
/// Undecided items are taken at their worst: the lower ends count them as no, the upper ends as yes. Those of other means
/// than the slices count as no in both. Unanswered ones are taken as not drawn (`RandomSlice`).
///
/// **Value.** With `f_j = n_j / R_j`, the `K` whose expected number of yes is the one found, the expectation carried from
/// slice to slice; for one slice `k R / n`. It is unbiased, also with a model that learns, as long as the sizes of slices
/// and frames do not depend on the answers. An undecided item counts as the share of yes among the slice's decided ones.
/// A value outside its interval is moved to the nearer end, which lifts it a little where few yes remain (by 1 in 76 in
/// the projects with several slices).
///
/// Deterministic. Time grows with the yes found, hardly with the frame: in a debug build 7 ms for a slice of 3,000 of ten
/// million, 3 s for ten slices with 1,000 yes together.
///
/// Buonaccorsi, "A note on confidence intervals for proportions in finite populations", 1987; Wright, "Exact confidence
/// bounds when sampling from small finite universes", 1991. Wang, "Exact optimal confidence intervals for hypergeometric
/// parameters", 2015, has shorter two-sided intervals, whose ends however are no one-sided limits; here "at most so many
/// remain" holds by itself, at `(1 + level)/2`.
public struct RemainingPositives: Sendable, Hashable, Codable {
  /// Items in the frame of the first slice.
  public let frameCount: Int
  /// Yes of these found by now, by slices and other means.
  public let foundCount: Int
  /// Yes in the frame of the first slice, found or not; `low` and `high` are whole numbers.
  public let positives: Estimate
  /// Yes of the first frame among the items that are still unlabelled, never less than 0 nor more than there are items.
  public let remaining: Estimate
  /// How often an interval holds the truth at least, such as 0.95.
  public let level: Double

  /// The share of yes in the frame of the first slice.
  public var prevalence: Estimate {
    let count = Double(frameCount)
    return Estimate(value: positives.value / count, low: positives.low / count, high: positives.high / count)
  }

  /// The estimate from `slices`, in the order in which they were drawn; each frame is what is left of the one before.
  ///
  /// - Parameters:
  ///   - removedPositiveCount: yes of the first frame that other means than the slices have found by now.
  ///   - unlabelledCount: items that are unlabelled now.
  ///   - level: in `(0, 1)`.
  ///
  /// Throws `EstimateError` without a random item that is answered yes or no, or if the counts contradict each other.
  public init(
    slices: [RandomSlice], removedPositiveCount: Int, unlabelledCount: Int, level: Double = 0.95
  ) throws(EstimateError) {
    precondition(level > 0 && level < 1 && unlabelledCount >= 0, "a level between 0 and 1, and a count")
    let drawn = slices.reduce(0) { $0 + $1.drawnCount }
    guard let first = slices.first, drawn > 0 else { throw .noRandomItems }
    guard slices.contains(where: { $0.decidedCount > 0 }) else { throw .nothingDecided(drawn: drawn) }
    try Self.check(slices, removedPositiveCount)

    let total = SliceTotal(
      stages: slices.map {
        .init(
          frameCount: $0.frameCount, drawnCount: $0.answeredCount, removedPositiveCount: $0.removedPositiveCount)
      })
    let yes = slices.reduce(0) { $0 + $1.positiveCount }
    let undecided = slices.reduce(0) { $0 + $1.undecidedCount }
    let tail = (1 - level) / 2
    let low = total.lowest(
      in: Self.possible(slices, removedPositiveCount, undecidedAreYes: false), finding: yes, tail: tail)
    let high = total.highest(
      in: Self.possible(slices, removedPositiveCount, undecidedAreYes: true), finding: yes + undecided, tail: tail)
    let estimate = Self.unbiased(slices)

    self.level = level
    frameCount = first.frameCount
    foundCount = yes + removedPositiveCount
    positives = Estimate(
      value: min(max(estimate.positives, Double(low)), Double(high)), low: Double(low), high: Double(high))
    // Undecided items have left the pool: in the upper end they are yes, but none that remains.
    let most = Double(unlabelledCount)
    let left = Double(low - foundCount)
    let right = Double(high - foundCount - undecided)
    let middle = estimate.positives - estimate.found - Double(removedPositiveCount)
    remaining = Estimate(
      value: min(max(middle, left, 0), right, most), low: min(max(left, 0), most), high: min(max(right, 0), most))
  }
}

extension RemainingPositives {
  /// The unbiased number of yes in the first frame, not yet moved into its interval, with the number that the slices found
  /// (a fraction where items are undecided). At least one slice has a yes or a no.
  ///
  /// A frame with `K − r_j − S_{j−1}` yes gives `S_j = S_{j−1} + f_j (K − r_j − S_{j−1})` on average: linear in `K`. The
  /// difference between `S_j` and this expectation shrinks by `1 − f_j` a slice and has mean 0 throughout, whatever `r_j`
  /// hangs on.
  package static func unbiased(_ slices: [RandomSlice]) -> (positives: Double, found: Double) {
    var found = 0.0
    // The expected total is `slope · K − offset`.
    var slope = 0.0
    var offset = 0.0
    for slice in slices where slice.decidedCount > 0 {
      let share = Double(slice.positiveCount) / Double(slice.decidedCount)
      let fraction = Double(slice.answeredCount) / Double(slice.frameCount)
      found += Double(slice.positiveCount) + share * Double(slice.undecidedCount)
      slope += fraction * (1 - slope)
      offset += fraction * (Double(slice.removedPositiveCount) - offset)
    }
    return ((found + offset) / slope, found)
  }

  /// The numbers of yes in the first frame that do not contradict an answer.
  private static func possible(
    _ slices: [RandomSlice], _ removedPositiveCount: Int, undecidedAreYes: Bool
  ) -> ClosedRange<Int> {
    var found = 0
    var most = Int.max
    for slice in slices {
      let negatives = slice.negativeCount + (undecidedAreYes ? 0 : slice.undecidedCount)
      most = min(most, slice.frameCount - negatives + slice.removedPositiveCount + found)
      found += slice.positiveCount + (undecidedAreYes ? slice.undecidedCount : 0)
    }
    return (found + removedPositiveCount)...most
  }

  /// Throws unless each frame fits into what the slice before left of its own, and the yes removed between two slices into
  /// the items that went.
  private static func check(_ slices: [RandomSlice], _ removedPositiveCount: Int) throws(EstimateError) {
    var removed = 0
    var left = slices[0].frameCount
    for (index, slice) in slices.enumerated() {
      guard slice.frameCount <= left else {
        throw .frameGrew(slice: index + 1, frameCount: slice.frameCount, possible: left)
      }
      let expected = removed...(removed + left - slice.frameCount)
      guard expected.contains(slice.removedPositiveCount) else {
        throw .removedOutOfRange(slice: index + 1, count: slice.removedPositiveCount, expected: expected)
      }
      removed = slice.removedPositiveCount
      left = slice.frameCount - slice.answeredCount
    }
    let expected = removed...(removed + left)
    guard expected.contains(removedPositiveCount) else {
      throw .removedOutOfRange(slice: nil, count: removedPositiveCount, expected: expected)
    }
  }
}
