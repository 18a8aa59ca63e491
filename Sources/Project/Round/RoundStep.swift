/// The steps of a round, in their order.
public enum RoundStep: String, Sendable, CaseIterable {
  /// Reading the table.
  case read
  /// Making fields of its columns.
  case clean
  /// Making a matrix of the fields.
  case features
  /// Fitting the model.
  case train
  /// Scoring the validation items and the pool.
  case score
  /// Measuring the model on the validation items, with intervals.
  case evaluate
  /// Drawing the batch.
  case draw
  /// Writing the files.
  case write
}

/// How long a step took.
public struct StepTiming: Sendable, Codable {
  /// The step.
  public var step: String
  /// Wall-clock time.
  public var seconds: Double
}
