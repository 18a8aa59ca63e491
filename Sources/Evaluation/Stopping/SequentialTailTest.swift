/// A test on the random tail that may be looked at after every draw.
///
///     p = max over K ≥ K₀ of L(K) ÷ Σ over j of w(j)·L(j) ≤ α,  w(j) ∝ 1/((j + 1)·(j + 2))
///
/// with L(j) = P(X = k), X ~ hypergeometric(Nₜ, j, n), the likelihood of j yes in the frame of the tail, and K₀, k, n and Nₜ as
/// in ``RandomTailTest``. If the frame holds K yes, the sum ÷ L(K) has the mean 1 at every moment, whatever was drawn: it is a
/// martingale, and ever exceeds 1/α with a chance of at most α (Ville, 1939). So the promise holds although one looks after every
/// draw and stops when it pleases. The weights w favour few yes: where the tail holds none, waiting costs little more than with
/// a test that is looked at once.
///
/// L has one peak, at k·(Nₜ + 1)/n; beyond it the maximum is L(K₀).
///
/// O(Nₜ) where nothing was found, else the width of L. Source: the prior-posterior martingale of Waudby-Smith and Ramdas,
/// "Confidence sequences for sampling without replacement", 2020, with other weights; its use for stopping here.
struct SequentialTailTest: StoppingTest {
  var promise: RecallPromise

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    let drawn = record.tailCount
    guard drawn > 0 else { return StoppingVerdict(.noTail) }
    let missing = promise.fewestMissing(found: record.foundCount)
    let found = record.foundCount - record.found(among: record.readCount - drawn)
    let p = Self.figure(frame: record.unreadCount + drawn, drawn: drawn, found: found, missing: missing)
    return StoppingVerdict(p <= promise.risk, figure: p, bound: promise.risk)
  }

  /// p, at most 1.
  static func figure(frame: Int, drawn: Int, found: Int, missing: Int) -> Double {
    let (lowest, highest) = (found, frame - drawn + found)
    let tested = found + missing
    guard tested <= highest else { return 0 }
    let peak = min(highest, max(lowest, found * (frame + 1) / drawn))
    guard tested > peak else { return 1 }
    /// L(j + 1) ÷ L(j).
    func growth(_ j: Int) -> Double {
      Double(j + 1) * Double(frame - drawn - j + found) / (Double(j + 1 - found) * Double(frame - j))
    }
    // Likelihoods relative to that of the peak.
    var sum = CompensatedSum()
    func weight(_ j: Int) -> Double { 1 / (Double(j + 1) * Double(j + 2)) }
    let cutoff = 1e-25
    var likelihood = 1.0
    var j = peak
    while likelihood >= cutoff {
      sum.add(weight(j) * likelihood)
      guard j > lowest else { break }
      j -= 1
      likelihood /= growth(j)
    }
    (likelihood, j) = (1, peak)
    var atTested = 0.0
    while j < highest {
      likelihood *= growth(j)
      j += 1
      if j == tested { atTested = likelihood }
      guard likelihood >= cutoff else { break }
      sum.add(weight(j) * likelihood)
    }
    // The weights of 0 ... frame sum to 1 − 1/(frame + 2).
    let share = 1 - 1 / Double(frame + 2)
    return min(1, atTested * share / sum.value)
  }
}
