/// Items of similar probability, and how many of them are yes.
public struct CalibrationBin: Sendable, Hashable, Codable {
  /// Mean probability of the items.
  public let meanScore: Double
  /// Share of yes among them with its 95 % Wilson interval.
  public let positiveShare: Estimate
  /// The lowest probability in the bin.
  public let lowestScore: Double
  /// The highest probability in the bin.
  public let highestScore: Double
  /// Items in the bin, at least 1.
  public let count: Int
  /// Of these yes.
  public let positiveCount: Int
}

extension ProbabilityMetrics {
  /// The calibration of the probabilities: a bin whose share lies far from its mean score was promised wrongly. Bins
  /// ascend by score; none is empty.
  ///
  /// The number of bins must be positive. As scikit-learn 1.8's `calibration_curve` with `uniform` bins, apart from scores
  /// that lie on an inner edge (these belong to the upper bin here).
  public func calibration(_ binning: Binning = .equalCount(10)) -> [CalibrationBin] {
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    let sorted = order.map { probabilities[$0] }
    let edges =
      switch binning {
      case .equalWidth(let number): Self.edges(ofWidths: number, sorted)
      case .equalCount(let number): Self.edges(ofCounts: number, sorted)
      }
    return zip(edges, edges.dropFirst()).map { start, end in
      var sum = CompensatedSum()
      for probability in sorted[start..<end] { sum.add(probability) }
      let positives = order[start..<end].count { targets[$0] }
      return CalibrationBin(
        meanScore: sum.value / Double(end - start),
        positiveShare: .wilson(successes: Double(positives), count: end - start),
        lowestScore: sorted[start], highestScore: sorted[end - 1],
        count: end - start, positiveCount: positives)
    }
  }

  /// The expected calibration error: `Σ_b (n_b / n) |share_b − mean score_b|`, in `[0, 1]`, 0 when every bin keeps its
  /// promise. It shrinks with fewer bins; say which were used.
  ///
  /// Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", 2015.
  public func expectedCalibrationError(_ binning: Binning = .equalCount(10)) -> Double {
    var sum = CompensatedSum()
    for bin in calibration(binning) {
      sum.add(Double(bin.count) * abs(bin.positiveShare.value - bin.meanScore))
    }
    return sum.value / Double(count)
  }

  /// Which of `number` bins of equal width holds `probability`.
  static func bin(of probability: Double, among number: Int) -> Int {
    min(number - 1, Int(probability * Double(number)))
  }

  private static func edges(ofWidths number: Int, _ sorted: [Double]) -> [Int] {
    precondition(number > 0, "there must be a bin")
    let inner = sorted.indices.dropFirst().filter {
      bin(of: sorted[$0], among: number) != bin(of: sorted[$0 - 1], among: number)
    }
    return [0] + inner + [sorted.count]
  }

  /// Where bins of equal count would end if there were no ties, each moved to the nearer end of the ties it would cut
  /// (the lower of two equally near).
  private static func edges(ofCounts number: Int, _ sorted: [Double]) -> [Int] {
    precondition(number > 0, "there must be a bin")
    var edges = [0]
    for bin in 1..<max(number, 2) where number > 1 {
      let wanted = (2 * bin * sorted.count + number) / (2 * number)
      var (below, above) = (wanted, wanted)
      while below > 0, below < sorted.count, sorted[below - 1] == sorted[below] { below -= 1 }
      while above > 0, above < sorted.count, sorted[above - 1] == sorted[above] { above += 1 }
      let edge = wanted - below <= above - wanted ? below : above
      if edge > edges[edges.count - 1], edge < sorted.count { edges.append(edge) }
    }
    return edges + [sorted.count]
  }
}
