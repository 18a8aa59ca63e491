import GarimpoKernels

/// The hashes that sketches are made of. Sketches are kept in files, so nothing here may ever change.
enum SketchHash {
  /// Where a hash of several words starts.
  static let start: UInt64 = 0x51D7_348C_2FB1_6E95

  /// The hash of `word` after the words of `hash`: a full product, folded.
  @inline(__always)
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return (product.high ^ product.low) &+ 0x3C6E_F372_FE94_F82B
  }

  /// A hash function `x · multiplier + increment`, of which the upper half is taken.
  ///
  /// Source: Dietzfelbinger and others, "A reliable randomized algorithm for the closest-pair problem", 1997.
  struct Function: Sendable {
    /// Odd.
    fileprivate let multiplier: UInt64
    fileprivate let increment: UInt64

    /// The value of `number`, in all 64 bits.
    @inline(__always)
    func value(of number: UInt64) -> UInt64 { number &* multiplier &+ increment }
  }

  /// The first `count` functions.
  static func functions(_ count: Int) -> [Function] {
    var generator = SplitMix64(seed: 0x0A5B_35C5_DEC0_DE01)
    return (0..<count).map { _ in Function(multiplier: generator.next() | 1, increment: generator.next()) }
  }
}
