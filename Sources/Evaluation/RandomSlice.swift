/// What came of one random draw: so many items drawn without replacement from a frame, and how they were answered.
///
/// ```swift
/// let slice = RandomSlice(frameCount: 930, positiveCount: 4, negativeCount: 25, undecidedCount: 1)
/// slice.drawnCount  // 30
/// ```
///
/// The frame is what the draw could have hit: the unlabelled items without those that the model chose for certain. What
/// is said here about an item is said of the figures too:
/// - An **undecided** item was answered, but neither yes nor no. It has left the pool for good. A skipped item that may be
///   asked again counts as unanswered instead.
/// - An **unanswered** item is taken as not drawn, and is back in the pool. That is sound if which items were answered has
///   nothing to do with what they are; whoever answers the easy ones first makes the figures wrong.
public struct RandomSlice: Sendable, Hashable, Codable {
  /// Items from which the slice was drawn, `R` below.
  public let frameCount: Int
  /// Drawn items answered yes.
  public let positiveCount: Int
  /// Drawn items answered no.
  public let negativeCount: Int
  /// Drawn items answered otherwise: not sure, not to be judged.
  public let undecidedCount: Int
  /// Drawn items without an answer.
  public let unansweredCount: Int
  /// How many yes of the *first* slice's frame had left the pool before this slice was drawn, found by other means than
  /// random slices (chosen by the model in between, say). 0 for the first slice.
  public let removedPositiveCount: Int

  /// A slice with its answers. No count is negative, and no more items are drawn than the frame has.
  public init(
    frameCount: Int, positiveCount: Int, negativeCount: Int, undecidedCount: Int = 0, unansweredCount: Int = 0,
    removedPositiveCount: Int = 0
  ) {
    precondition(
      min(positiveCount, negativeCount, undecidedCount) >= 0 && min(unansweredCount, removedPositiveCount) >= 0,
      "counts are not negative")
    self.frameCount = frameCount
    self.positiveCount = positiveCount
    self.negativeCount = negativeCount
    self.undecidedCount = undecidedCount
    self.unansweredCount = unansweredCount
    self.removedPositiveCount = removedPositiveCount
    precondition(drawnCount <= frameCount, "a slice is drawn without replacement")
  }

  /// Items drawn.
  public var drawnCount: Int { answeredCount + unansweredCount }

  /// Items with an answer of any kind, which have left the pool.
  public var answeredCount: Int { decidedCount + undecidedCount }

  /// Items answered yes or no.
  public var decidedCount: Int { positiveCount + negativeCount }
}
