/// A test on the random tail: had more than a share 1 − τ of the yes been missing, so few yes among items drawn at random would
/// have been a rare accident.
///
///     p = P(X ≤ k) < α,  X ~ hypergeometric(Nₜ items, K of them yes, n drawn),  K = ⌊r/τ⌋ + 1 − (r − k)
///
/// with n the items of the tail, k the yes among them, Nₜ = N − s + n the items that were unread when it began, and K the fewest
/// yes these can have held if recall is now below τ. With more yes p is smaller still, so that K is the worst case.
///
/// Looked at once, after a number of draws that was fixed before, it is exact: if recall is below τ, the rule says otherwise in at
/// most α of all draws, whatever was asked before the tail. Looked at after every draw, as the paper does, it gets as many
/// chances to err: reckoned exactly, with 300 items in the frame and a risk of 5 % for 95 %, it errs in up to 5.2 % of draws with
/// 20 yes before the tail, 6.5 % with 100 and 8.1 % with 300. ``SequentialTailTest`` is the test for that use.
///
/// O(√(n·K/Nₜ)). Source: Callaghan and Müller-Hansen, "Statistical stopping criteria for automated screening in systematic
/// reviews", 2020.
struct RandomTailTest: StoppingTest {
  var promise: RecallPromise

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    let drawn = record.tailCount
    guard drawn > 0 else { return StoppingVerdict(.noTail) }
    var draw = Hypergeometric()
    let missing = promise.fewestMissing(found: record.foundCount)
    let found = record.foundCount - record.found(among: record.readCount - drawn)
    let p = Self.probability(frame: record.unreadCount + drawn, drawn: drawn, found: found, missing: missing, &draw)
    return StoppingVerdict(p < promise.risk, figure: p, bound: promise.risk)
  }

  /// P(X ≤ found) if, beside the `found` yes, `missing` more were in the frame; 0 if there is no room for them.
  static func probability(
    frame: Int, drawn: Int, found: Int, missing: Int, _ draw: inout Hypergeometric
  ) -> Double {
    guard missing <= frame - drawn else { return 0 }
    draw.set(frame: frame, positives: found + missing, drawn: drawn)
    guard found >= draw.first else { return 0 }
    var sum = CompensatedSum()
    for probability in draw.probabilities.prefix(found - draw.first + 1) { sum.add(probability) }
    return min(1, sum.value)
  }
}
