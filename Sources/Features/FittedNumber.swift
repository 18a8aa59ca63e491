import GarimpoMatrix
import GarimpoRecipes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A number or a ratio with what its transform has learnt.
struct FittedNumber: Sendable, Hashable, Codable {
  let quantity: Quantity
  /// What it is divided by, if anything.
  let divisor: Quantity?
  let transform: NumberTransform
  /// Taken from the number, before the division by `scale`.
  let offset: Double
  /// Positive.
  let scale: Double
  /// Training items without the number.
  let missingCount: Int

  /// What the transform of a number learns from the items at `rows`; missing numbers teach nothing.
  ///
  /// Constant numbers keep the scale 1 (scikit-learn 1.8.0, `_is_constant_feature` and `_handle_zeros_in_scale`).
  init(
    _ quantity: Quantity, per divisor: Quantity?, _ transform: NumberTransform, of items: Items, rows: [Int]
  ) throws(FeatureError) {
    self.quantity = quantity
    self.divisor = divisor
    self.transform = transform
    let all = try Self.numbers(quantity, divisor, items, rows)
    let known = all.filter(\.isFinite)
    missingCount = all.count - known.count
    switch transform {
    case .none, .log:
      (offset, scale) = (0, 1)
    case .maxAbs:
      let largest = known.reduce(0) { max($0, abs($1)) }
      (offset, scale) = (0, largest == 0 ? 1 : largest)
    case .standard where known.isEmpty:
      (offset, scale) = (0, 1)
    case .standard:
      let count = Double(known.count)
      let mean = known.reduce(0, +) / count
      let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      let bound = count * mean * Double.ulpOfOne
      let isConstant = variance <= count * Double.ulpOfOne * variance + bound * bound
      (offset, scale) = (mean, isConstant ? 1 : variance.squareRoot())
    }
  }

  /// What its column means.
  var kind: FeatureKind {
    divisor.map { .ratio(quantity, $0, transform) } ?? .number(quantity, transform)
  }

  /// The items of `rows` without the number.
  func missingCount(in items: Items, rows: [Int]) throws(FeatureError) -> Int {
    try Self.numbers(quantity, divisor, items, rows).count { !$0.isFinite }
  }

  /// The number of one item before the transform, nil when it is missing.
  func value(in items: Items, row: Int) throws(FeatureError) -> Double? {
    let number = try Self.numbers(quantity, divisor, items, [row])[0]
    return number.isFinite ? number : nil
  }

  /// Its column, shape `[rows.count, 1]`; zero where the number is missing.
  func column(of items: Items, rows: [Int]) throws(FeatureError) -> CSRMatrix {
    var offsets = [0]
    var values: [Float] = []
    offsets.reserveCapacity(rows.count + 1)
    for number in try Self.numbers(quantity, divisor, items, rows) {
      if number.isFinite {
        let value = Float(transformed(number).withinFloat)
        if value != 0 { values.append(value) }
      }
      offsets.append(values.count)
    }
    return CSRMatrix(
      trustedColumnCount: 1, rowOffsets: offsets, columnIndices: Array(repeating: 0, count: values.count),
      values: values)
  }

  private func transformed(_ number: Double) -> Double {
    switch transform {
    case .none: number
    case .log: number < 0 ? -log1p(-number) : log1p(number)
    case .maxAbs, .standard: (number - offset) / scale
    }
  }

  /// The numbers before the transform, cut to what a `Float` holds; not finite when missing, or divided by zero.
  private static func numbers(
    _ quantity: Quantity, _ divisor: Quantity?, _ items: Items, _ rows: [Int]
  ) throws(FeatureError) -> [Double] {
    var numbers = try items.numbers(of: quantity, rows: rows)
    if let divisor { numbers = zip(numbers, try items.numbers(of: divisor, rows: rows)).map { $0 / $1 } }
    return numbers.map { $0.isFinite ? $0.withinFloat : $0 }
  }
}

extension Double {
  /// The nearest number that is finite as a `Float`.
  fileprivate var withinFloat: Double {
    let limit = Double(Float.greatestFiniteMagnitude)
    return Swift.max(-limit, Swift.min(limit, self))
  }
}
