import GarimpoMatrix

/// A feature has values so large that beside them the others would not count for a learner to whom size matters.
struct FeatureScaleError: Error, Hashable, CustomStringConvertible {
  /// What the feature is called.
  let feature: String
  /// The first such value.
  let value: Float
  /// To whom size matters: a learner, or a way of asking.
  let taker: String
  /// What could be chosen instead.
  let other: String

  /// The largest value that a feature may have where its size matters: words have at most 1.
  static let largest: Float = 100

  /// What was found, what was expected, and what to do.
  var description: String {
    "the feature \(feature) has values such as \(value), and to \(taker) size matters: expected at most "
      + "\(Int(Self.largest)); give the feature a transform in the recipe (log, max_abs), or choose \(other)"
  }
}

extension CSRMatrix {
  /// Throws if a feature has a value above `FeatureScaleError.largest`.
  ///
  /// - Parameters:
  ///   - names: what the features are called, shape `[features]`.
  ///   - taker: to whom size matters.
  ///   - other: what could be chosen instead.
  func checkScale(_ names: [String], for taker: String, otherwise other: String) throws(FeatureScaleError) {
    guard let place = values.firstIndex(where: { $0.magnitude > FeatureScaleError.largest }) else { return }
    throw FeatureScaleError(feature: names[Int(columnIndices[place])], value: values[place], taker: taker, other: other)
  }
}
