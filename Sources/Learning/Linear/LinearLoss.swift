#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a linear model pays for a row, as a function of its margin: answer (+1 yes, −1 no) · decision value.
public enum LinearLoss: String, Sendable, Hashable, Codable {
  /// log(1 + e^−margin): logistic regression.
  case logistic
  /// max(0, 1 − margin)²: the linear support vector machine of LIBLINEAR.
  case squaredHinge

  /// The loss at a margin.
  @inline(__always)
  func value(_ margin: Double) -> Double {
    switch self {
    // Of the two forms the one whose exponent is not positive, so that nothing overflows.
    case .logistic: margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin
    case .squaredHinge: margin < 1 ? (1 - margin) * (1 - margin) : 0
    }
  }

  /// Its derivative.
  @inline(__always)
  func slope(_ margin: Double) -> Double {
    switch self {
    case .logistic: margin > 0 ? -exp(-margin) / (1 + exp(-margin)) : -1 / (1 + exp(margin))
    case .squaredHinge: margin < 1 ? -2 * (1 - margin) : 0
    }
  }

  /// Its second derivative (of the squared hinge, which has none at margin 1, that from the right).
  @inline(__always)
  func curvature(_ margin: Double) -> Double {
    switch self {
    case .logistic:
      {
        let small = exp(-margin.magnitude)
        return small / ((1 + small) * (1 + small))
      }()
    case .squaredHinge: margin < 1 ? 2 : 0
    }
  }
}
