/// The newest answers have brought few of all yes.
///
///     (r − h(s − n)) / r ≤ bound, s ≥ n
///
/// with h(i) the yes among the first i answers: the plateau of the curve of yes, seen over n answers. With a bound of 0 it is
/// ``InARow``. No promise: a curve may rise again. O(log r).
struct YieldPlateau: StoppingTest {
  var bound: Double
  var labels: Int

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    guard record.readCount >= labels else { return StoppingVerdict(.fewAnswers) }
    let new = record.foundCount - record.found(among: record.readCount - labels)
    let share = Double(new) / Double(record.foundCount)
    return StoppingVerdict(share <= bound, figure: share, bound: bound)
  }
}
