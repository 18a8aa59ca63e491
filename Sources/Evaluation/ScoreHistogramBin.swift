/// How many items of each answer have a probability in a stretch of the scale.
public struct ScoreHistogramBin: Sendable, Hashable, Codable {
  /// Lower bound, included.
  public let from: Double
  /// Upper bound, excluded but for the last bin.
  public let to: Double
  /// Items answered yes.
  public let positiveCount: Int
  /// Items answered no.
  public let negativeCount: Int
}

extension ProbabilityMetrics {
  /// The histogram of the probabilities by answer: `binCount` bins of equal width from 0 to 1, empty ones included.
  public func histogram(binCount: Int = 20) -> [ScoreHistogramBin] {
    precondition(binCount > 0, "there must be a bin")
    var positives = [Int](repeating: 0, count: binCount)
    var negatives = positives
    for row in 0..<count {
      let bin = Self.bin(of: probabilities[row], among: binCount)
      if targets[row] { positives[bin] += 1 } else { negatives[bin] += 1 }
    }
    return (0..<binCount).map { bin in
      ScoreHistogramBin(
        from: Double(bin) / Double(binCount), to: Double(bin + 1) / Double(binCount),
        positiveCount: positives[bin], negativeCount: negatives[bin])
    }
  }
}
