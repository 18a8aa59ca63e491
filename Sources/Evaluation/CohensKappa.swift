/// How far two people agree on yes and no, beyond what they would agree by chance.
///
/// ```swift
/// let agreement = try CohensKappa(bothYes: 58, firstOnly: 4, secondOnly: 12, bothNo: 31)
/// agreement.observedAgreement.value  // 0.848
/// agreement.kappa                    // 0.676, with 0.532 to 0.820 in `estimate`
/// ```
///
/// `κ = (p_o − p_e)/(1 − p_e)` with observed agreement `p_o` and `p_e` that of two people who answer yes as often as these
/// do but without looking. 1 is full agreement, 0 that of chance. With few yes kappa is low even at a high agreement: say
/// both. Symmetric in the two people, and in yes and no.
///
/// Cohen, "A coefficient of agreement for nominal scales", 1960. The interval is `κ ± 1.959964` standard errors by Fleiss,
/// Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa", 1969, cut to `[−1, 1]`; with fewer than
/// some 50 items it is rough.
public struct CohensKappa: Sendable, Hashable, Codable {
  /// Items that both answered yes or no, at least 1.
  public let count: Int
  /// The share of items on which they agree, with its 95 % Wilson interval.
  public let observedAgreement: Estimate
  /// The share on which they would agree by chance.
  public let expectedAgreement: Double
  /// Kappa, in `[−1, 1]`; nil if both gave one and the same answer throughout: then chance explains all agreement, and
  /// nothing can be said beyond.
  public let kappa: Double?
  /// Kappa with its 95 % interval; nil without kappa, and where the formula gives no width: full agreement, full
  /// disagreement on as many yes as no, or one person who always gives one answer. `observedAgreement` has its width there.
  public let estimate: Estimate?

  /// The agreement on items answered yes by both, by the first or the second person only, and by neither.
  ///
  /// Throws `EstimateError.noPairs` without an item. No count is negative.
  public init(bothYes: Int, firstOnly: Int, secondOnly: Int, bothNo: Int) throws(EstimateError) {
    precondition(min(bothYes, firstOnly) >= 0 && min(secondOnly, bothNo) >= 0, "counts are not negative")
    let count = bothYes + firstOnly + secondOnly + bothNo
    guard count > 0 else { throw .noPairs }
    self.count = count
    observedAgreement = .wilson(successes: Double(bothYes + bothNo), count: count)
    let n = Double(count)
    let firstYes = Double(bothYes + firstOnly) / n
    let secondYes = Double(bothYes + secondOnly) / n
    let expected = firstYes * secondYes + (1 - firstYes) * (1 - secondYes)
    expectedAgreement = expected
    // In whole numbers, so that rounding does not decide.
    let isConstant = bothYes == count || bothNo == count
    guard !isConstant else {
      kappa = nil
      estimate = nil
      return
    }
    let value = min(1, max(-1, (observedAgreement.value - expected) / (1 - expected)))
    kappa = value
    let oneSided = [bothYes + firstOnly, bothYes + secondOnly].contains { $0 == 0 || $0 == count }
    let isFull = firstOnly + secondOnly == 0 || (bothYes + bothNo == 0 && firstOnly == secondOnly)
    guard !oneSided, !isFull else {
      estimate = nil
      return
    }
    let shares = [bothYes, bothNo, firstOnly, secondOnly].map { Double($0) / n }
    let marginals = [firstYes + secondYes, 2 - firstYes - secondYes]
    var spread = 0.0
    for answer in 0..<2 {
      let term = 1 - marginals[answer] * (1 - value)
      spread += shares[answer] * term * term
    }
    // Of a pair of unequal answers, how often each is given by the other person.
    let crossed = [secondYes + 1 - firstYes, firstYes + 1 - secondYes]
    for pair in 0..<2 {
      let term = crossed[pair] * (1 - value)
      spread += shares[2 + pair] * term * term
    }
    let centre = value - expected * (1 - value)
    let error = (max(0, spread - centre * centre) / n).squareRoot() / (1 - expected)
    estimate = Estimate(
      value: value, low: max(-1, value - Estimate.normalQuantile * error),
      high: min(1, value + Estimate.normalQuantile * error))
  }

  /// The agreement of two lists of answers to the same items (true: yes), of equal count.
  ///
  /// Throws `EstimateError.noPairs` for empty lists.
  public init(_ first: [Bool], _ second: [Bool]) throws(EstimateError) {
    precondition(first.count == second.count, "two answers an item")
    var counts = [0, 0, 0, 0]
    for (one, other) in zip(first, second) { counts[(one ? 0 : 2) + (other ? 0 : 1)] += 1 }
    try self.init(bothYes: counts[0], firstOnly: counts[1], secondOnly: counts[2], bothNo: counts[3])
  }
}
