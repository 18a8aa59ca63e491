public import GarimpoKernels
public import GarimpoMatrix

/// A model and the curve from its scores to probabilities.
public struct CalibratedModel: Sendable, Hashable {
  /// A curve from scores to probabilities.
  public enum Curve: Sendable, Hashable {
    /// Platt's.
    case sigmoid(SigmoidCurve)
    /// One that does not descend.
    case isotonic(IsotonicCurve)
  }

  /// The curve.
  public let curve: Curve
  /// The number of folds by which the curve was fitted.
  public let foldCount: Int
  /// What is calibrated, fitted to all rows.
  public let model: FittedModel

  /// The parameters it was fitted with.
  public var parameters: Calibration {
    switch curve {
    case .sigmoid: Calibration(.platt, of: model.learner, foldCount: foldCount)
    case .isotonic: Calibration(.isotonic, of: model.learner, foldCount: foldCount)
    }
  }

  /// P(yes) of each row, shape `[rows]`.
  ///
  /// Rows are in the order of the model's scores, equal ones aside: an isotonic curve makes many scores equal, and a sigmoid
  /// of a model that ranked worse than chance outside its training rows turns the order round.
  public func probabilities(of matrix: CSRMatrix, on workers: WorkerPool) -> [Double] {
    let scores = model.scores(of: matrix, on: workers).values
    return switch curve {
    case .sigmoid(let curve): scores.map(curve.probability)
    case .isotonic(let curve): scores.map(curve.probability)
    }
  }
}
