/// Numbers in 0 ... 1 as integers, 2^40 to the unit: sums of them are exact, so they do not depend on the order in which
/// threads add. Room for fewer than 2^24 units: 2^24 of them are 2^64.
enum FixedPoint {
  private static var one: Double { 0x1p40 }

  /// The integer nearest to `value` · 2^40.
  static func encode(_ value: Double) -> UInt64 { UInt64((value * one).rounded()) }

  /// The mean of `count` numbers whose encoded sum is given.
  static func mean(_ sum: UInt64, of count: Int) -> Double { Double(sum) / one / Double(count) }
}
