/// One entry of a recipe's `features:` list: a block of columns of the feature matrix, in the order of the list.
public enum FeatureSpec: Sendable, Hashable, Codable {
  /// One column: a quantity, transformed.
  case number(Quantity, NumberTransform)
  /// One column: the first quantity divided by the second.
  case ratio(Quantity, Quantity, NumberTransform)
  /// One column for each category seen at least `minCount` times in training (one-hot). Also for tags.
  case category(field: String, minCount: Int)
  /// One column for each term of the vocabulary of the texts of `fields` (joined with a space).
  case tfidf(fields: [String], TfidfOptions)
}

/// A number that every item has.
public enum Quantity: Sendable, Hashable, Codable {
  /// The number in the field of this name.
  case field(String)
  /// Days from the date in the field of this name to the observation time, at least 1.
  case daysSince(String)
}

/// What is done to a number before it enters the matrix.
public enum NumberTransform: String, Sendable, Hashable, Codable, CaseIterable {
  /// As it is.
  case none
  /// log(1 + x), natural; negative numbers keep their sign: sign(x)·log(1 + |x|).
  case log
  /// Divided by the largest absolute value seen in training (scikit-learn's `MaxAbsScaler`).
  case maxAbs
  /// Less the training mean, divided by the training standard deviation (`StandardScaler`; not sparse).
  case standard
}
