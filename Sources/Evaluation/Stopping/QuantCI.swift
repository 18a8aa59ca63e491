#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The recall that the model's own probabilities tell of, less a margin for chance.
///
///     R̂ = A/T,  A = Σ p over what was read,  T = Σ p over all
///     R̂ − z·√V ≥ τ,  V = (A²/T⁴)·Σ p(1 − p) over all + (1/T²)·Σ p(1 − p) over what was read
///
/// with z the 1 − α/2 point of the normal distribution, 1.96 for a risk of 5 %. What was read counts with its probability too, not
/// with its answer, as the paper has it.
///
/// **Needs calibrated probabilities**: of items with 0.2, a fifth is yes. A model that was fitted to classes made equally heavy
/// gives too much to what is unread and never stops; one that is too sure of its no stops too soon. Without probabilities nothing
/// can be said.
///
/// O(N) for each model. Source: Yang, Lewis and Frieder, "Heuristic stopping rules for technology-assisted review", 2021; they
/// take z = 2.
struct QuantCI: StoppingTest {
  var promise: RecallPromise
  private var last = StoppingVerdict(.fewModels)

  init(promise: RecallPromise) { self.promise = promise }

  var looksAtModels: Bool { true }

  mutating func take(_ opinion: StoppingOpinion, _ record: StoppingRecord) {
    guard let probabilities = opinion.probabilities else {
      last = StoppingVerdict(.noProbabilities)
      return
    }
    var (read, all) = (CompensatedSum(), CompensatedSum())
    var (readSpread, allSpread) = (CompensatedSum(), CompensatedSum())
    for item in probabilities.indices where !record.isPrior[item] {
      let p = probabilities[item]
      let spread = p * (1 - p)
      all.add(p)
      allSpread.add(spread)
      guard record.isRead[item] else { continue }
      read.add(p)
      readSpread.add(spread)
    }
    guard all.value > 0 else {
      last = StoppingVerdict(.undefined)
      return
    }
    let share = read.value / all.value
    let variance = (share * share * allSpread.value + readSpread.value) / (all.value * all.value)
    let low = share - Self.normalQuantile(1 - promise.risk / 2) * variance.squareRoot()
    last = StoppingVerdict(low >= promise.recall, figure: low, bound: promise.recall)
  }

  func verdict(_ record: StoppingRecord) -> StoppingVerdict { last }

  /// The point below which the normal distribution has `share`, in (½, 1); to about 1e-14.
  static func normalQuantile(_ share: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) / 2 > 1 - share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
