import GarimpoEvaluation

/// What the figures say of a model, in plain words: whether it can be told from chance, and from the baselines.
struct RoundVerdict {
  /// One or two sentences.
  let sentence: String

  /// The sentences for `quality`, whose first baseline is chance.
  init(_ quality: RoundResult.Quality) {
    let precision = quality.averagePrecision
    let area = quality.rocAUC
    let chance = quality.baselines[0]
    let finding: String =
      switch (Self.isAbove(precision, chance.averagePrecision), Self.isAbove(area, chance.rocAUC)) {
      case _ where area.high < chance.rocAUC.value:
        "The model orders worse than chance: the whole interval of its ROC AUC lies below it. Check the labels, and "
          + "whether items before and after the split differ."
      case (true, true):
        "AP and ROC AUC both lie above chance: the model has learnt something that holds on items it has not seen."
      case (true, false):
        "Only AP lies clearly above chance: the top of the order is better than a random one, the whole is not certain "
          + "to be."
      case (false, true):
        "Only ROC AUC lies clearly above chance: the order as a whole is better than a random one, its top is not "
          + "certain to be."
      case (false, false):
        "Neither AP nor ROC AUC is clear of chance: on these items the model cannot be told from a random order. More "
          + "labels will show whether it learns."
      }
    let better = quality.baselines.dropFirst().filter { $0.averagePrecision.value >= precision.value }
    sentence =
      better.isEmpty
      ? finding
      : "\(finding) No model is needed for as good an AP: \(Self.listed(better.map { "“\($0.name)”" })) "
        + "\(better.count == 1 ? "reaches" : "reach") it."
  }

  /// Whether a figure is clear of chance: its interval lies above what chance reaches on average, and it is more than what
  /// chance reaches in 39 of 40 orders. The second matters where few items make the first interval too narrow.
  private static func isAbove(_ figure: Estimate, _ chance: Estimate) -> Bool {
    figure.low > chance.value && figure.value > chance.high
  }

  private static func listed(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
