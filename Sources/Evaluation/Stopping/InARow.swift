/// So many answers in a row without a yes.
///
///     s − (place of the last yes) ≥ n
///
/// Says something only of the order in which items were asked: in a good order the yes come early, in a poor one a long row of no
/// may come at any time, and where yes are rare it comes soon. No promise. In wide use without a source of its own; Callaghan and
/// Müller-Hansen, "Statistical stopping criteria for automated screening in systematic reviews", 2020, show that it keeps no
/// level. O(1).
struct InARow: StoppingTest {
  var wanted: Int

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    return StoppingVerdict(
      record.negativesInARow >= wanted, figure: Double(record.negativesInARow), bound: Double(wanted))
  }
}
