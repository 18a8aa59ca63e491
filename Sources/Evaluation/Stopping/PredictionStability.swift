/// The model's yes and no have settled: Cohen's kappa between one model and the next.
///
///     mean of the last w of κ(model t − 1, model t) ≥ bound
///
/// on a fixed stop set, whose answers are not needed. A settled model learns little from more answers; yes it has never seen the
/// like of may all be missing. No promise. With few yes kappa is harsh on a single change, and where all items of the set are
/// given the same answer it has no value: then nothing is said.
///
/// O(size of the set) for each comparison. Source: Bloodgood and Vijay-Shanker, "A method for stopping active learning based on
/// stabilizing predictions and the need for user-adjustable stopping", 2009: a bound of 0.99, 3 windows, some 2,000 items.
struct PredictionStability: StoppingTest {
  var bound: Double
  var windows: Int
  private var set: StopSet
  private var agreements: [Double?] = []

  init(_ bound: Double, _ comparison: ModelComparison, _ record: StoppingRecord, seed: UInt64) {
    (self.bound, windows) = (bound, comparison.windows)
    set = StopSet(comparison.items, every: comparison.every, record, seed: seed)
  }

  var looksAtModels: Bool { true }

  mutating func take(_ opinion: StoppingOpinion, _ record: StoppingRecord) {
    guard let change = set.take(opinion, record) else { return }
    let agreement = try? CohensKappa(
      bothYes: change.bothYes, firstOnly: change.firstOnly, secondOnly: change.secondOnly, bothNo: change.bothNo)
    agreements.append(agreement?.kappa)
  }

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard agreements.count >= windows else { return StoppingVerdict(.fewModels) }
    let last = agreements.suffix(windows).compactMap(\.self)
    guard last.count == windows else { return StoppingVerdict(.undefined) }
    let mean = last.reduce(0, +) / Double(windows)
    return StoppingVerdict(mean >= bound, figure: mean, bound: bound)
  }
}
