import GarimpoEvaluation

/// How often items with a score were yes, by what a round measured: its bins of equal count, made to rise (by pooling
/// neighbours that fall), with straight lines between them and level beyond the ends.
///
/// A forest's scores order items; they are no probabilities. This makes some of them, of the items that the round was
/// measured on: these are no random draw from the pool.
struct Calibration: Sendable, Hashable {
  /// A run of scores and how often these were yes.
  private struct Step: Sendable, Hashable {
    var score: Double
    var yesCount: Double
    var count: Int
    var share: Estimate { .wilson(successes: yesCount, count: count) }
  }

  private let steps: [Step]

  /// Fewer measured items say too little.
  static let fewestItems = 50

  /// Nil where too few items were measured, or all were answered alike.
  init?(_ bins: [RoundResult.CalibrationBin]) {
    var steps: [Step] = []
    for bin in bins.sorted(by: { $0.meanScore < $1.meanScore }) {
      var next = Step(
        score: bin.meanScore, yesCount: (bin.positiveShare * Double(bin.count)).rounded(), count: bin.count)
      while let last = steps.last, last.yesCount * Double(next.count) >= next.yesCount * Double(last.count) {
        steps.removeLast()
        let count = last.count + next.count
        next.score = (last.score * Double(last.count) + next.score * Double(next.count)) / Double(count)
        next.yesCount += last.yesCount
        next.count = count
      }
      steps.append(next)
    }
    let (count, yesCount) = (steps.reduce(0) { $0 + $1.count }, steps.reduce(0) { $0 + $1.yesCount })
    guard count >= Self.fewestItems, yesCount > 0, yesCount < Double(count) else { return nil }
    self.steps = steps
  }

  /// How often items with this score were yes, with the ends of 95 % (Wilson) intervals. Rises with the score.
  func share(of score: Double) -> Estimate {
    let next = steps.firstIndex { $0.score >= score } ?? steps.count
    if next == 0 { return steps[0].share }
    if next == steps.count { return steps[next - 1].share }
    let (left, right) = (steps[next - 1], steps[next])
    let part = (score - left.score) / (right.score - left.score)
    func between(_ one: Double, _ other: Double) -> Double { one + part * (other - one) }
    return Estimate(
      value: between(left.share.value, right.share.value), low: between(left.share.low, right.share.low),
      high: between(left.share.high, right.share.high))
  }
}
