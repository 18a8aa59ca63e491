/// As much was read as a random sample with ten yes would have taken, and the curve has bent; or three quarters were read.
///
///     (s ≥ 10·N/r and ρ ≥ 6) or s ≥ ¾·N
///
/// with ρ as in ``KneeRule``: where a random sample would need about 10·N/r items to hold ten yes, a review may well cost as
/// much. No promise. O(log r). Source: Cormack and Grossman, "Engineering quality and reliability in technology-assisted
/// review", 2016.
struct KneeBudget: StoppingTest {
  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    let (read, all) = (record.readCount, record.itemCount)
    if 4 * read >= 3 * all { return StoppingVerdict(true, figure: Double(read), bound: 0.75 * Double(all)) }
    guard record.foundCount > 0 else { return StoppingVerdict(.noYes) }
    let budget = min(10 * Double(all) / Double(record.foundCount), 0.75 * Double(all))
    let isReached = read * record.foundCount >= 10 * all && KneeRule.slopeRatio(record) >= 6
    return StoppingVerdict(isReached, figure: Double(read), bound: budget)
  }
}
