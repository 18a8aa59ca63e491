#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// P(yes) = 1 ÷ (1 + e^−(slope · score + intercept)).
///
/// Fitted by the least Σ weight · (−t log P − (1 − t) log(1 − P)), where t is not 1 and 0 but Platt's
/// (N₊ + 1) ÷ (N₊ + 2) for yes and 1 ÷ (N₋ + 2) for no, N being the weights of the class: the curve stays away from 0 and 1
/// where few rows vouch for it. Newton's steps, halved until they gain enough.
///
/// Sources: Platt, "Probabilistic outputs for support vector machines and comparisons to regularized likelihood methods",
/// 1999; Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007.
public struct SigmoidCurve: Sendable, Hashable {
  /// What a unit of score adds to the log odds; above 0 unless the scores were worse than chance. Platt's −A.
  public let slope: Double
  /// The log odds at score 0. Platt's −B.
  public let intercept: Double

  /// A curve that is known.
  init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// The curve of finite `scores`, shape `[rows]`, of rows whose answers are `targets`.
  ///
  /// - Complexity: O(rows · steps), at most 100 steps and mostly below 10.
  init(_ scores: [Double], _ targets: [Bool], weights: [Double]?) {
    let problem = Problem(scores, targets, weights: weights)
    var (slope, intercept) = (0.0, log((problem.positives + 1) / (problem.negatives + 1)))
    var loss = problem.loss(slope, intercept)
    for _ in 0..<100 {
      let at = problem.derivatives(slope, intercept)
      guard max(at.slope.magnitude, at.intercept.magnitude) > 1e-12 * problem.total else { break }
      let determinant = at.slopes * at.intercepts - at.mixed * at.mixed
      let step = (
        slope: -(at.intercepts * at.slope - at.mixed * at.intercept) / determinant,
        intercept: -(at.slopes * at.intercept - at.mixed * at.slope) / determinant
      )
      let promise = at.slope * step.slope + at.intercept * step.intercept
      var length = 1.0
      var isBetter = false
      while length >= 1e-10, !isBetter {
        let (newSlope, newIntercept) = (slope + length * step.slope, intercept + length * step.intercept)
        let newLoss = problem.loss(newSlope, newIntercept)
        if newLoss < loss + 1e-4 * length * promise {
          (slope, intercept, loss) = (newSlope, newIntercept, newLoss)
          isBetter = true
        } else {
          length /= 2
        }
      }
      // What is left to gain is less than the precision of the sum.
      guard isBetter else { break }
    }
    self.init(slope: slope / problem.scale, intercept: intercept)
  }

  /// P(yes) at a score.
  public func probability(_ score: Double) -> Double { 1 / (1 + exp(-(slope * score + intercept))) }

  /// The rows, with scores in −1 ... 1, by a power of two, so that both derivatives are of one size and no bit is lost.
  private struct Problem {
    let scores: [Double]
    let targets: [Double]
    let weights: [Double]
    let scale: Double
    let positives: Double
    let negatives: Double
    var total: Double { positives + negatives }

    init(_ scores: [Double], _ answers: [Bool], weights: [Double]?) {
      let largest = scores.reduce(0) { max($0, $1.magnitude) }
      // Below that, a slope would not be a finite number.
      let scale = largest > 1e-280 ? largest.binade * 2 : 1
      self.scale = scale.isFinite ? scale : largest
      let weights = weights ?? [Double](repeating: 1, count: scores.count)
      var sums = (yes: 0.0, no: 0.0)
      for (isYes, weight) in zip(answers, weights) { if isYes { sums.yes += weight } else { sums.no += weight } }
      (positives, negatives) = (sums.yes, sums.no)
      let high = (sums.yes + 1) / (sums.yes + 2)
      let low = 1 / (sums.no + 2)
      self.weights = weights
      targets = answers.map { $0 ? high : low }
      self.scores = scores.map { [scale = self.scale] in $0 / scale }
    }

    func loss(_ slope: Double, _ intercept: Double) -> Double {
      var sum = 0.0
      for row in scores.indices {
        let odds = slope * scores[row] + intercept
        // Of the two forms the one whose exponent is not positive.
        sum +=
          weights[row]
          * (odds >= 0
            ? (1 - targets[row]) * odds + log1p(exp(-odds)) : -targets[row] * odds + log1p(exp(odds)))
      }
      return sum
    }

    func derivatives(_ slope: Double, _ intercept: Double) -> (
      slope: Double, intercept: Double, slopes: Double, mixed: Double, intercepts: Double
    ) {
      // The small number keeps the matrix from being singular where all scores are equal.
      var sums = (slope: 0.0, intercept: 0.0, slopes: 1e-12 * total, mixed: 0.0, intercepts: 1e-12 * total)
      for row in scores.indices {
        let odds = slope * scores[row] + intercept
        let small = exp(-odds.magnitude)
        let probability = odds >= 0 ? 1 / (1 + small) : small / (1 + small)
        let excess = weights[row] * (probability - targets[row])
        let curvature = weights[row] * small / ((1 + small) * (1 + small))
        sums.slope += excess * scores[row]
        sums.intercept += excess
        sums.slopes += curvature * scores[row] * scores[row]
        sums.mixed += curvature * scores[row]
        sums.intercepts += curvature
      }
      return sums
    }
  }
}
