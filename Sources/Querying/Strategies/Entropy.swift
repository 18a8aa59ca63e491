#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Figures of two probabilities that sum to 1.
enum Entropy {
  /// −p log p − (1 − p) log(1 − p), in nats; 0 at 0 and 1.
  static func of(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return 0 }
    return -p * log(p) - (1 - p) * log(1 - p)
  }

  /// 1 ÷ (1 + e^−x).
  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
