/// What is to be estimated from the items drawn at random.
public struct EstimateOptions: Sendable {
  /// After how many items of the order recall is estimated.
  public var cuts = [10, 20, 50, 100]
  /// How often the interval of the remaining yes is to hold the truth at least.
  public var level = 0.95

  /// The usual estimate.
  public init() {}

  /// Throws unless every option makes sense.
  func check() throws(Failure) {
    guard !cuts.isEmpty else {
      throw .badOption("--k", found: "no number", expected: "numbers of items such as 10,20,50")
    }
    for cut in cuts { _ = try RecipeOverrides.checked("--k", cut, from: 1) }
    guard level >= 0.5, level <= 0.999 else {
      throw .badOption("--level", found: Text.shortest(level), expected: "a share from 0.5 to 0.999, such as 0.95")
    }
  }
}
