/// So many minutes went by: by the clock, or at a pace of so many seconds an answer. No promise. O(1).
struct TimeBudget: StoppingTest {
  var minutes: Double
  /// Seconds an answer, where nobody looks at the clock; nil: only the clock counts.
  var pace: Double?

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard let spent = record.minutes ?? pace.map({ Double(record.readCount) * $0 / 60 }) else {
      return StoppingVerdict(.noClock)
    }
    return StoppingVerdict(spent >= minutes, figure: spent, bound: minutes)
  }
}
