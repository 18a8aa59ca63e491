/// How something is measured on the labels of a project.
public struct MeasuringOptions: Sendable {
  /// The seed of everything drawn; nil: that of the round, or of the one that would be next.
  public var seed: UInt64?
  /// The number of bootstrap resamples behind the intervals, at least 100.
  public var resampleCount = 1000
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?

  /// The usual way.
  public init() {}

  /// Throws unless every option makes sense; returns the number of threads.
  func checkedThreadCount() throws(Failure) -> Int {
    _ = try RecipeOverrides.checked("--resamples", resampleCount, from: 100, to: 1_000_000)
    return try RoundOptions.threadCount(threadCount)
  }
}
