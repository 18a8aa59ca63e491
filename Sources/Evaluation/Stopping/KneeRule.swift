/// Yes came much more often before the bend of the curve than since.
///
///     ρ = (h(i) / i) ÷ ((1 + r − h(i)) / (s − i)) ≥ 156 − min(r, 150)
///
/// with h(i) the yes among the first i answers and i the bend: the point of the curve that is farthest above the line from its
/// beginning to its end, of equal ones the first. So with few yes the bend must be very sharp, and from 150 yes on a ratio of 6
/// will do. Where no point is above the line there is no bend, and ρ is 0.
///
/// The paper asks at the ends of batches that grow, and not before 1,000 items were read: `least` asks for that, and is 1 unless
/// said otherwise, as piles are often smaller. Its authors aimed at 70 % of the yes in 95 % of runs; that is no promise.
///
/// O(log r). Source: Cormack and Grossman, "Engineering quality and reliability in technology-assisted review", 2016; the bend
/// after Satopää, Albrecht, Irwin and Raghavan, "Finding a 'kneedle' in a haystack", 2011.
struct KneeRule: StoppingTest {
  var least = 1

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    guard record.readCount >= least else { return StoppingVerdict(.fewAnswers) }
    let ratio = Self.slopeRatio(record)
    let bound = Double(156 - min(record.foundCount, 150))
    return StoppingVerdict(ratio >= bound, figure: ratio, bound: bound)
  }

  /// ρ, or 0 where there is no bend.
  static func slopeRatio(_ record: StoppingRecord) -> Double {
    let (read, found) = (record.readCount, record.foundCount)
    guard let bend = record.curve.farthest(aboveLineTo: read, found) else { return 0 }
    return Double(bend.found) * Double(read - bend.place) / (Double(bend.place) * Double(1 + found - bend.found))
  }
}
