/// A small, fast random generator whose whole state is one 64-bit counter.
///
/// Two generators made from the same seed and different `stream` numbers are independent for our purposes: the stream
/// is passed through the output mixer before it joins the seed. Units of parallel work each take a stream of their own
/// (a tree takes its index), so a result never depends on which thread ran it.
///
/// Not for cryptography. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
/// constants as in `java.util.SplittableRandom`.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  /// A generator that starts at `seed`.
  @inlinable
  public init(seed: UInt64) { self.init(state: seed) }

  /// A generator for unit `stream` of the work that `seed` governs.
  @inlinable
  public init(seed: UInt64, stream: UInt64) {
    self.init(state: Self.mix(seed) ^ Self.mix(stream &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03))
  }

  @inlinable
  init(state: UInt64) { self.state = state }

  @inlinable
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// The next 64 uniformly distributed bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A uniform integer in `0 ..< bound`, without bias. `bound` must be positive.
  ///
  /// Lemire, "Fast random integer generation in an interval", 2019: one multiplication, and a rejection so rare that it
  /// costs nothing.
  @inlinable
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "bound must be positive")
    let range = UInt64(truncatingIfNeeded: bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(truncatingIfNeeded: product.high)
  }

  /// A uniform number in `[0, 1)` with 53 random bits.
  @inlinable
  public mutating func nextUnit() -> Double { Double(next() &>> 11) * 0x1p-53 }
}
