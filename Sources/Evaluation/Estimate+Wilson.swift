extension Estimate {
  /// A share with its 95 % Wilson score interval, which stays within `[0, 1]` and has a width at shares of 0 and 1 too.
  ///
  /// `(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)` with z = 1.959964. `count` must be positive and `successes` in
  /// `0 ... count`; it may be a fraction where ties leave the number of hits to chance. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
  public static func wilson(successes: Double, count: Int) -> Estimate {
    let n = Double(count)
    precondition(count > 0 && successes >= 0 && successes <= n, "a share of at least one item")
    let share = successes / n
    let squared = normalQuantile * normalQuantile
    let centre = share + squared / (2 * n)
    let half = normalQuantile * (share * (1 - share) / n + squared / (4 * n * n)).squareRoot()
    let scale = 1 + squared / n
    return Estimate(
      value: share,
      low: successes == 0 ? 0 : (centre - half) / scale,
      high: successes == n ? 1 : (centre + half) / scale)
  }

  /// The 97.5 % point of the normal distribution.
  static let normalQuantile = 1.959963984540054
}
