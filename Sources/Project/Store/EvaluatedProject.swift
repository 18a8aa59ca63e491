import GarimpoRecipes

/// What a round would find now of the model, and what it is measured on.
public struct EvaluatedProject: Reply {
  /// The path of the project.
  public var project: String
  /// The number that a round would have now.
  public var nextRound: Int
  /// The name of the recipe.
  public var recipe: String
  /// The seed of everything drawn.
  public var seed: UInt64
  /// How the labelled items are divided.
  public var split: RoundResult.Split
  /// The shape of the features.
  public var features: RoundResult.Features
  /// The learner in words.
  public var model: String
  /// How good the model is on the validation items.
  public var quality: RoundResult.Quality

  /// The sections of a round about its quality.
  public func text(_ style: TextStyle) -> String {
    let result = RoundResult(
      source: .init(path: project, format: "project", rowCount: 0, columnCount: 0, warnings: []), recipe: recipe,
      seed: seed, observed: nil, cleaning: CleaningReport(rowCount: 0, emptyRowCount: 0, columns: [], warnings: []),
      split: split, features: features, model: model, influences: [], quality: quality,
      batch: .init(rule: "", note: nil, items: []))
    let summary = RoundSummary(
      FinishedRound(result: result, timings: [], files: RoundFiles(), labelColumn: nil), style: style)
    return style.apply(.heading, to: "What round \(nextRound) would find") + " of \(DisplayText.printable(project))\n\n"
      + summary.qualityText + "\nNothing was stored; garimpo round does so, and asks.\n"
  }
}
