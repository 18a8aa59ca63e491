/// The F measure of the model hardly changes any more, by its own predictions: ΔF.
///
///     ΔF̂ = 1 − 2a/(2a + b + c) < bound in each of the last w comparisons
///
/// with a the items of the stop set of which both models think yes, b and c those of which only one does: one less the F measure
/// of the new model if the old one were right. As ``PredictionStability``, with an eye on yes alone; no promise. Where neither
/// model thinks yes of any item it has no value; and where both think yes of all, as learners do that give yes much weight, it is 0
/// and means as little: then nothing is said.
///
/// O(size of the set) for each comparison. Source: Altschuler and Bloodgood, "Stopping active learning based on predicted change
/// of F measure for text classification", 2019.
struct PredictedChange: StoppingTest {
  var bound: Double
  var windows: Int
  private var set: StopSet
  private var changes: [Double?] = []

  init(_ bound: Double, _ comparison: ModelComparison, _ record: StoppingRecord, seed: UInt64) {
    (self.bound, windows) = (bound, comparison.windows)
    set = StopSet(comparison.items, every: comparison.every, record, seed: seed)
  }

  var looksAtModels: Bool { true }

  mutating func take(_ opinion: StoppingOpinion, _ record: StoppingRecord) {
    guard let change = set.take(opinion, record) else { return }
    let single = change.firstOnly + change.secondOnly
    let isSame = single == 0 && (change.bothYes == 0 || change.bothNo == 0)
    changes.append(isSame ? nil : Double(single) / Double(2 * change.bothYes + single))
  }

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard changes.count >= windows else { return StoppingVerdict(.fewModels) }
    let last = changes.suffix(windows).compactMap(\.self)
    guard last.count == windows, let most = last.max() else { return StoppingVerdict(.undefined) }
    return StoppingVerdict(most < bound, figure: most, bound: bound)
  }
}
