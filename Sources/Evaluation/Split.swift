import GarimpoKernels

/// Labelled items divided into those a model learns from and those it is judged by.
///
/// Every maker checks that both parts hold a yes and a no, so that a model can be fitted and every figure is defined.
/// Indices are positions in the arrays given, ascending.
public struct Split: Sendable, Hashable {
  /// Items to fit on.
  public let training: [Int]
  /// Items to validate with.
  public let validation: [Int]
  /// Items that could not be placed (no date) and are in neither part.
  public let leftOut: [Int]
  /// Training items that are yes.
  public let trainingPositiveCount: Int
  /// Validation items that are yes.
  public let validationPositiveCount: Int

  /// Items dated before `threshold` train, the others validate.
  ///
  /// `times` are seconds since 1970, nil where unknown: such an item goes into neither part, since it might lie in the
  /// future. Throws `SplitError`.
  public static func before(
    _ threshold: Int64, times: [Int64?], targets: [Bool]
  ) throws(SplitError) -> Split {
    let (earliest, latest, dated) = try range(of: times, targets)
    guard earliest < threshold else {
      throw .nothingBefore(threshold: threshold, earliest: earliest, count: dated)
    }
    guard latest >= threshold else { throw .nothingFrom(threshold: threshold, latest: latest, count: dated) }
    return try Split(targets) { row in times[row].map { $0 >= threshold } }
  }

  /// The latest items validate, as near to `validationShare` of them as whole dates allow: equal dates stay together, and
  /// both parts get at least one date. Of two cuts equally near the later one is taken (more to learn from).
  ///
  /// `times` are seconds since 1970, nil where unknown: such an item goes into neither part. Throws `SplitError`.
  public static func latest(
    validationShare: Double, times: [Int64?], targets: [Bool]
  ) throws(SplitError) -> Split {
    try check(validationShare)
    let (earliest, latest, dated) = try range(of: times, targets)
    guard earliest < latest else { throw .oneDateOnly(date: earliest, count: dated) }
    let sorted = times.compactMap { $0 }.sorted()
    var best = (miss: Double.infinity, threshold: latest)
    for cut in sorted.indices.dropFirst() where sorted[cut] != sorted[cut - 1] {
      let miss = abs(Double(sorted.count - cut) - validationShare * Double(sorted.count))
      if miss <= best.miss { best = (miss, sorted[cut]) }
    }
    return try Split(targets) { row in times[row].map { $0 >= best.threshold } }
  }

  /// Whole groups validate: groups are taken in an order drawn with `seed`, and each joins the validation items if that
  /// brings these nearer to `validationShare` of all. No group is on both sides.
  ///
  /// `groups` are any numbers that are equal for items of one group. The result does not depend on these numbers, only on
  /// the order in which groups first appear. Throws `SplitError`.
  public static func groups(
    _ groups: [Int], validationShare: Double, targets: [Bool], seed: UInt64
  ) throws(SplitError) -> Split {
    try check(validationShare)
    try check(groups.count, targets)
    var numbers: [Int: Int] = [:]
    var sizes: [Int] = []
    let places = groups.map { group in
      if let known = numbers[group] {
        sizes[known] += 1
        return known
      }
      numbers[group] = sizes.count
      sizes.append(1)
      return sizes.count - 1
    }
    guard sizes.count > 1 else { throw .oneGroupOnly(count: targets.count) }
    var random = SplitMix64(seed: seed)
    let wanted = validationShare * Double(targets.count)
    var taken = 0
    var validates = [Bool](repeating: false, count: sizes.count)
    var order = Array(sizes.indices)
    for place in order.indices { order.swapAt(place, place + random.next(below: order.count - place)) }
    for group in order where abs(Double(taken + sizes[group]) - wanted) < abs(Double(taken) - wanted) {
      validates[group] = true
      taken += sizes[group]
    }
    if taken == 0 {
      // Every group is more than twice the share: the smallest is the nearest.
      let smallest = order.reduce(order[0]) { sizes[$1] < sizes[$0] ? $1 : $0 }
      validates[smallest] = true
      taken = sizes[smallest]
    }
    guard taken < targets.count else { throw .oneGroupOnly(count: targets.count) }
    return try Split(targets) { row in validates[places[row]] }
  }

  /// A draw with `seed` that keeps the share of yes equal on both sides, as nearly as whole items allow: of each class the
  /// nearest whole number to `validationShare` validates, but at least one, and at least one trains. Throws `SplitError`.
  public static func random(
    validationShare: Double, targets: [Bool], seed: UInt64
  ) throws(SplitError) -> Split {
    try check(validationShare)
    try check(targets.count, targets)
    var validates = [Bool](repeating: false, count: targets.count)
    for (stream, side) in [true, false].enumerated() {
      var rows = targets.indices.filter { targets[$0] == side }
      var random = SplitMix64(seed: seed, stream: UInt64(stream))
      let wanted = Int((validationShare * Double(rows.count)).rounded())
      let count = max(min(1, rows.count), min(rows.count - 1, wanted))
      for place in 0..<count {
        rows.swapAt(place, place + random.next(below: rows.count - place))
        validates[rows[place]] = true
      }
    }
    return try Split(targets) { row in validates[row] }
  }

  /// Puts each item where `validates` says; nil leaves it out.
  private init(_ targets: [Bool], validates: (Int) -> Bool?) throws(SplitError) {
    var training: [Int] = []
    var validation: [Int] = []
    var leftOut: [Int] = []
    for row in targets.indices {
      switch validates(row) {
      case true?: validation.append(row)
      case false?: training.append(row)
      case nil: leftOut.append(row)
      }
    }
    self.training = training
    self.validation = validation
    self.leftOut = leftOut
    trainingPositiveCount = training.count { targets[$0] }
    validationPositiveCount = validation.count { targets[$0] }
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw .oneAnswerOnly(isPositive: positives > 0, count: targets.count)
    }
    guard trainingPositiveCount > 0, trainingPositiveCount < training.count else {
      throw .oneClassOnly(
        .training, positives: trainingPositiveCount, negatives: training.count - trainingPositiveCount)
    }
    guard validationPositiveCount > 0, validationPositiveCount < validation.count else {
      throw .oneClassOnly(
        .validation, positives: validationPositiveCount, negatives: validation.count - validationPositiveCount)
    }
  }

  private static func check(_ share: Double) throws(SplitError) {
    guard share > 0, share < 1 else { throw .shareOutOfRange(share) }
  }

  private static func check(_ values: Int, _ targets: [Bool]) throws(SplitError) {
    guard values == targets.count else { throw .unequalLengths(values: values, targets: targets.count) }
    guard values > 0 else { throw .noItems }
    guard values > 1 else { throw .tooFewItems(count: values) }
  }

  private static func range(
    of times: [Int64?], _ targets: [Bool]
  ) throws(SplitError) -> (earliest: Int64, latest: Int64, dated: Int) {
    try check(times.count, targets)
    let dated = times.compactMap { $0 }
    guard let earliest = dated.min(), let latest = dated.max() else { throw .noDates(count: times.count) }
    return (earliest, latest, dated.count)
  }
}
