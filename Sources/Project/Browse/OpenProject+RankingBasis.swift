import GarimpoEvaluation
import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// How good the model of the round in use is, and on what that was measured; nil before the first round.
  ///
  /// - Parameter known: what was found before: returned as it is while the same round is in use for the same reason.
  public func rankingBasis(unless known: RankingBasis? = nil) throws(Failure) -> RankingBasis? {
    try read { snapshot in
      guard let current = try snapshot.currentRound() else { return nil }
      let isChosen = try snapshot.modelChoice() != nil
      if let known, known.round == Int(current), known.isChosen == isChosen { return known }
      let record = try snapshot.demandRound(Int(current), path: path)
      let result = try JSONText.value(RoundResult.self, in: record.result, what: "\(path): round \(record.id)")
      let recipe = try Self.recipe(try snapshot.recipe(record.recipe))
      return RankingBasis(round: Int(current), isChosen: isChosen, result, recipe.split)
    }
  }
}

/// How good the model of a round is, and on what that was measured.
public struct RankingBasis: Sendable, Hashable, Encodable {
  /// The round.
  public var round: Int
  /// Whether somebody chose it instead of the newest.
  public var isChosen: Bool
  /// Average precision and the ends of its 95 % interval.
  public var averagePrecision: [Double]
  /// The items that it was measured on, which the model had not learnt from.
  public var count: Int
  /// Of these yes.
  public var yesCount: Int
  /// Whether these are too few to say how sure the figure is; then no interval is shown.
  public var isTooFew: Bool
  /// How these items were chosen.
  public var split: Split
  /// What the first of these held, in the model's order; nil where they are too few.
  public var first: First?
  /// How often items with a score were yes; nil where too few were measured.
  var calibration: Calibration?

  private enum CodingKeys: String, CodingKey {
    case round, isChosen, averagePrecision, count, yesCount, isTooFew, split, first
  }

  /// How the items to measure on were chosen.
  public struct Split: Sendable, Hashable, Encodable {
    /// `date`, `latest`, `group` or `random`.
    public var kind: String
    /// The field, where a field decides.
    public var field: String?
    /// The first day, of `date`.
    public var value: String?
  }

  /// The first items in the model's order.
  public struct First: Sendable, Hashable, Encodable {
    /// How many.
    public var count: Int
    /// Of these yes.
    public var yesCount: Int
    /// The ends of the 95 % (Wilson) interval of that number.
    public var low: Double
    /// The upper end.
    public var high: Double
  }

  /// The first so many are told of, where they are at most half of all.
  private static let firstCount = 20

  init(round: Int, isChosen: Bool, _ result: RoundResult, _ split: SplitSpec) {
    self.round = round
    self.isChosen = isChosen
    let figure = result.quality.averagePrecision
    averagePrecision = [figure.value, figure.low, figure.high]
    count = result.split.validationCount
    yesCount = result.split.validationPositiveCount
    isTooFew = result.isTooFew
    self.split =
      switch split {
      case .date(let field, let threshold): Split(kind: "date", field: field, value: "\(threshold)")
      case .latest(let field, _): Split(kind: "latest", field: field)
      case .group(let field, _): Split(kind: "group", field: field)
      case .random: Split(kind: "random")
      }
    calibration = Calibration(result.quality.calibration)
    let size = Double(Self.firstCount)
    first = result.quality.atK.first { $0.k == Self.firstCount && count >= 2 * $0.k }.map { figure in
      First(
        count: figure.k, yesCount: Int((figure.precision.value * size).rounded()), low: figure.precision.low * size,
        high: figure.precision.high * size)
    }
  }
}
