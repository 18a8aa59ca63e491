public import GarimpoEvaluation
import GarimpoLearning
import GarimpoRecipes

/// What a search for a better recipe came to.
public struct TuningReply: Reply {
  /// Features and a learner with their figures.
  public struct Entry: Sendable, Encodable, Hashable {
    /// The features, each as a recipe has it.
    public var features: [String]
    /// The learner.
    public var learner: String
    /// Whether it is the recipe as it was.
    public var isRecipe: Bool
    /// The figure in each fold, the latest first, shape `[folds]`.
    public var figures: [Double]
    /// Their mean.
    public var mean: Double

    init(_ candidate: TuningSpace.Candidate, _ played: TuningSearch.Played) {
      features = candidate.features.map(\.yaml)
      learner = candidate.learner.description
      isRecipe = played.place == 0
      figures = played.figures
      mean = played.mean
    }
  }

  /// A candidate that could not be learnt.
  public struct Refusal: Sendable, Encodable, Hashable {
    /// The learner.
    public var learner: String
    /// Why not.
    public var reason: String
  }

  /// Recipe and choice on the validation items, which the search never saw.
  public struct Unseen: Sendable, Encodable, Hashable {
    /// How they were divided from the others.
    public var rule: String
    /// Their number.
    public var count: Int
    /// How many of them are yes.
    public var positiveCount: Int
    /// The figure of the recipe as it was.
    public var recipe: Estimate
    /// The figure of what was chosen.
    public var chosen: Estimate
    /// By how much the choice is better, on the same resamples.
    public var gain: Estimate
  }

  /// The table.
  public let table: String
  /// The name of the recipe.
  public let recipe: String
  /// By what candidates were compared.
  public let metric: String
  /// The seed.
  public let seed: UInt64
  /// How many models could be fitted.
  public let budget: Int
  /// What there is to say of the table.
  public var warnings: [String] = []
  /// The number of folds.
  public var foldCount = 0
  /// What they are.
  public var foldRule = ""
  /// How many candidates there are.
  public var candidateCount = 0
  /// How many of them were tried; the others the budget left out.
  public var triedCount = 0
  /// How many models were fitted.
  public var fitCount = 0
  /// Those that were played in all folds, the best first: that is the choice.
  public var finalists: [Entry] = []
  /// Candidates that could not be learnt.
  public var refusals: [Refusal] = []
  /// What came of it on items that the search never saw.
  public var unseen: Unseen?
  /// The recipe with the chosen features and learner; nil: nothing was better than the recipe.
  public var recipeText: String?
  /// The file that it was written to.
  public var output: String?

  init(table: String, recipe: String, metric: String, seed: UInt64, budget: Int) {
    (self.table, self.recipe, self.metric) = (table, recipe, metric)
    (self.seed, self.budget) = (seed, budget)
  }

  /// By how much the choice was better in the folds.
  public var searchGain: Double {
    guard let best = finalists.first, let own = finalists.first(where: \.isRecipe) else { return 0 }
    return best.mean - own.mean
  }

  /// The best, and what is left of the gain.
  public func text(_ style: TextStyle) -> String {
    let metric = TuningMetric(rawValue: metric)?.words ?? metric
    var lines = [
      style.apply(
        .heading, to: "\(DisplayText.printable(table)): a better recipe than \(DisplayText.printable(recipe))")
    ]
    for warning in warnings { lines += DisplayText.wrapped("\(warning).", to: 80) }
    lines += DisplayText.wrapped(
      "\(Text.grouped(triedCount)) of \(Text.count(candidateCount, "candidate")) were tried, \(Text.count(fitCount, "model")) "
        + "fitted. \(Text.count(foldCount, "fold")) of the training items: \(foldRule). The mean over the folds decides.",
      to: 80)
    lines.append("")
    var table = TextTable([.left, .right, .left], wrapsLast: true)
    table.addHeader(["", metric, "learner, features"])
    func add(_ entry: Entry, _ place: Int) {
      table.add([
        .init(entry.isRecipe ? "recipe" : "\(place)"), .init(Text.decimal(entry.mean, places: 3)),
        .init(([entry.learner] + entry.features).joined(separator: "; ")),
      ])
    }
    for (place, entry) in finalists.enumerated() where place < 5 || entry.isRecipe { add(entry, place + 1) }
    lines += table.lines(style)
    if !refusals.isEmpty {
      lines.append("")
      lines += DisplayText.wrapped(
        "\(Text.count(refusals.count, "candidate")) could not be learnt, as \(refusals[0].learner): "
          + "\(DisplayText.printable(refusals[0].reason)).", to: 80)
    }
    if let unseen { lines += [""] + DisplayText.wrapped(sentence(unseen, metric), to: 80) }
    if let output {
      lines += [""] + DisplayText.wrapped("Written to \(DisplayText.printable(output)).", to: 80)
    } else if let recipeText {
      lines += ["", "With --output FILE the recipe is written; these are its parts:", ""]
      lines += Self.parts(recipeText).map { "  \(DisplayText.printable($0))" }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What is left of the gain on items that the search never saw.
  private func sentence(_ unseen: Unseen, _ metric: String) -> String {
    func figure(_ value: Double) -> String { Text.decimal(value, places: 3) }
    func interval(_ estimate: Estimate) -> String {
      "\(figure(estimate.value)) (95 %: \(figure(estimate.low)) to \(figure(estimate.high)))"
    }
    let items = "the \(Text.count(unseen.count, "item")) that the search never saw (\(unseen.rule))"
    guard recipeText != nil else {
      return
        "Nothing was better than the recipe as it is. On \(items), \(Text.grouped(unseen.positiveCount)) of them yes, its "
        + "\(metric) is \(interval(unseen.recipe))."
    }
    var text =
      "On \(items), \(Text.grouped(unseen.positiveCount)) of them yes, the \(metric) of the recipe as it was is "
      + "\(interval(unseen.recipe)), of the choice \(interval(unseen.chosen)). In the folds the choice gained \(figure(searchGain)); "
      + "here \(interval(unseen.gain))"
    text +=
      unseen.gain.value <= 0
      ? ": nothing of it survives. Keep the recipe."
      : ": \(Text.decimal(100 * min(1, unseen.gain.value / searchGain), places: 0)) % of it survives."
    if unseen.gain.value > 0, unseen.gain.low <= 0 {
      text += " So few items cannot tell it from no gain at all."
    }
    return text
  }

  /// The lines of features and model.
  private static func parts(_ yaml: String) -> [String] {
    let lines = yaml.split(separator: "\n").map(String.init)
    guard let start = lines.firstIndex(of: "features:") else { return [] }
    let features = lines[(start + 1)...].prefix { $0.hasPrefix("  - ") }
    return [lines[start]] + features + lines.filter { $0.hasPrefix("model:") }
  }
}
