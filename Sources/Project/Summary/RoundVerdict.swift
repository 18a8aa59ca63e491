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
      switch (precision.low > chance.averagePrecision.value, area.low > chance.rocAUC.value) {
      case _ where area.high < chance.rocAUC.value:
        "The model orders worse than chance: the whole interval of its ROC AUC lies below it. Check the labels, and "
          + "whether items before and after the split differ."
      case (true, true):
        "Both intervals lie above chance: the model has learnt something that holds on items it has not seen."
      case (true, false):
        "Only the interval of AP lies above chance: the top of the order is better than chance, the whole is not "
          + "certain to be."
      case (false, true):
        "Only the interval of ROC AUC lies above chance: the order as a whole is better than chance, its top is not "
          + "certain to be."
      case (false, false):
        "Both intervals include chance: on these items the model cannot be told from a random order. More labels will "
          + "show whether it learns."
      }
    let better = quality.baselines.dropFirst().filter { $0.averagePrecision.value >= precision.value }
    sentence =
      better.isEmpty
      ? finding
      : "\(finding) No model is needed for as good an AP: \(Self.listed(better.map { "“\($0.name)”" })) "
        + "\(better.count == 1 ? "reaches" : "reach") it."
  }

  private static func listed(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
