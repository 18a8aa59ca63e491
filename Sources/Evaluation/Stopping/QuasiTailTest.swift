/// The test on the random tail, with what the model asked taken as if it had been drawn at random.
///
///     min over i of P(X ≤ k) < α,  X ~ hypergeometric(N − s + i, K, i),  K = ⌊r/τ⌋ + 1 − (r − k)
///
/// with k the yes among the last i answers. If the model finds yes no worse than chance, so few yes at the end would be rarer
/// still in a random draw. But the best of all tails is taken, after every answer, and a model may be blind to some kind of yes:
/// it is a heuristic with a test's formula, and its promise is to be measured. The paper uses it to say when to begin a random
/// tail.
///
/// Of tails with the same k the longest has the least p: what is unread, M items, is the part of a larger frame, and fewer of the
/// K yes fall into it. So only tails that begin right after a yes are tried, and the whole: r + 1 of them.
///
/// O(r · √K). Source: Callaghan and Müller-Hansen, "Statistical stopping criteria for automated screening in systematic
/// reviews", 2020 ("ranked quasi-sampling").
struct QuasiTailTest: StoppingTest {
  var promise: RecallPromise

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    var draw = Hypergeometric()
    let missing = promise.fewestMissing(found: record.foundCount)
    var least = 1.0
    for (before, start) in ([0] + record.places).enumerated() where start < record.readCount {
      let drawn = record.readCount - start
      let p = RandomTailTest.probability(
        frame: record.unreadCount + drawn, drawn: drawn, found: record.foundCount - before, missing: missing, &draw)
      least = min(least, p)
    }
    return StoppingVerdict(least < promise.risk, figure: least, bound: promise.risk)
  }
}
