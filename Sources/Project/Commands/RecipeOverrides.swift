import GarimpoLearning
import GarimpoRecipes

/// What stands in a recipe but is wished otherwise for one round; what is nil stays as the recipe has it.
public struct RecipeOverrides: Sendable, Hashable {
  /// How many features a node of a tree looks at.
  public enum MaxFeatures: Sendable, Hashable {
    /// The square root of their number.
    case squareRoot
    /// Its binary logarithm.
    case log2
    /// A share of them, above 0 and at most 1.
    case share(Double)
    /// A number of them, at least 1.
    case count(Int)
  }

  /// The number of hard items.
  public var hard: Int?
  /// The number of random items.
  public var random: Int?
  /// The scores that are hard; without `hard` all items in the band are.
  public var band: ClosedRange<Double>?
  /// The score that hard items are closest to.
  public var threshold: Double?
  /// `random`, or the field to split by: a date field divides by time, a category or text by whole groups.
  public var splitBy: String?
  /// The day (ISO 8601) before which labelled items train.
  public var trainBefore: String?
  /// The share of the labelled items that validates.
  public var validationShare: Double?
  /// `random-forest` or `extra-trees`, with the parameters of the recipe's forest; or any learner as a recipe names it.
  public var learner: String?
  /// The number of trees.
  public var treeCount: Int?
  /// `none`, `balanced` or `balanced-subsample`.
  public var classWeight: String?
  /// Features that a node looks at.
  public var maxFeatures: MaxFeatures?
  /// Fewest items in a leaf.
  public var minSamplesLeaf: Int?
  /// Fewest items in a node that is split.
  public var minSamplesSplit: Int?
  /// Deepest level of a leaf; 0 for no limit.
  public var maxDepth: Int?

  /// The names of learners, for help and completion; those of forests first.
  public static let learners = Self.forests + LearnerChoice.names.filter { !["forest", "extra-trees"].contains($0) }
  /// The names of forests that keep the parameters of the recipe's.
  private static let forests = ["random-forest", "extra-trees"]
  /// The names of the class weights, for help and completion.
  public static let classWeights = ["none", "balanced", "balanced-subsample"]

  /// Nothing is wished otherwise.
  public init() {}

  /// Puts what is wished into `recipe`.
  func apply(to recipe: inout Recipe) throws(Failure) {
    try apply(to: &recipe.batch)
    if changesModel { recipe.model = ModelSpec(try changed(try recipe.learner()).description) }
    recipe.split = try split(of: recipe)
  }

  private func apply(to batch: inout BatchSpec) throws(Failure) {
    if let band {
      try Self.check("--band", band.lowerBound, in: 0...1, "scores from 0 to 1, such as 0.26:1")
      try Self.check("--band", band.upperBound, in: 0...1, "scores from 0 to 1, such as 0.26:1")
      batch.band = band
      batch.hard = nil
    }
    if let hard {
      batch.hard = try Self.checked("--hard", hard, from: 0)
    }
    if let random {
      batch.random = try Self.checked("--random", random, from: 0)
    }
    if let threshold {
      try Self.check("--threshold", threshold, in: 0...1, "a score from 0 to 1")
      guard band == nil || hard != nil else {
        throw Failure(
          .usage,
          "--threshold: a band without --hard asks all of its items, so no threshold counts; say --hard too, or "
            + "leave one of the two out")
      }
      batch.threshold = threshold
    }
  }

  // MARK: The split

  private func split(of recipe: Recipe) throws(Failure) -> SplitSpec {
    if let validationShare {
      guard validationShare > 0 && validationShare < 1 else {
        throw .badOption(
          "--validation-share", found: Text.shortest(validationShare),
          expected: "a share between 0 and 1, such as 0.3 or 30%")
      }
    }
    guard trainBefore == nil || validationShare == nil else {
      throw Failure(
        .usage, "--train-before and --validation-share: both say how to divide the labelled items; give one")
    }
    var split = recipe.split
    if let splitBy { split = try Self.split(by: splitBy, of: recipe) }
    if let trainBefore {
      guard let moment = Timestamp(iso8601: trainBefore) else {
        throw .badOption("--train-before", found: "\"\(trainBefore)\"", expected: "a date such as 2019-04-01")
      }
      switch split {
      case .date(let field, _), .latest(let field, _): split = .date(field: field, trainBefore: moment)
      case .group, .random:
        guard splitBy == nil, let field = recipe.fields.first(where: { $0.kind == .date })?.name else {
          throw Failure(
            .usage,
            splitBy == nil
              ? "--train-before: recipe \(recipe.name) has no date field to divide by; use --validation-share"
              : "--train-before and --split-by \(splitBy ?? ""): only a date field has a before; use --validation-share"
          )
        }
        split = .date(field: field, trainBefore: moment)
      }
    }
    if let share = validationShare {
      switch split {
      case .date(let field, _), .latest(let field, _): split = .latest(field: field, validationShare: share)
      case .group(let field, _): split = .group(field: field, validationShare: share)
      case .random: split = .random(validationShare: share)
      }
    }
    return split
  }

  private static func split(by name: String, of recipe: Recipe) throws(Failure) -> SplitSpec {
    let share = 0.3
    if name == "random" { return .random(validationShare: share) }
    let usable = recipe.fields.filter { [.date, .category, .text].contains($0.kind) }
    guard let field = usable.first(where: { $0.name == name }) else {
      throw .badOption(
        "--split-by", found: "\"\(name)\"", expected: Text.alternatives(["random"] + usable.map(\.name)))
    }
    return field.kind == .date
      ? .latest(field: name, validationShare: share) : .group(field: name, validationShare: share)
  }

  // MARK: Ranges

  static func checked(
    _ option: String, _ value: Int, from least: Int, to most: Int = .max
  ) throws(Failure) -> Int {
    guard value >= least && value <= most else {
      let range = most == .max ? ", \(least) or more" : " from \(least) to \(most)"
      throw .badOption(option, found: "\(value)", expected: "a whole number\(range)")
    }
    return value
  }

  private static func check(
    _ option: String, _ value: Double, in range: ClosedRange<Double>, _ expected: String
  ) throws(Failure) {
    guard range.contains(value) else { throw .badOption(option, found: Text.shortest(value), expected: expected) }
  }
}
