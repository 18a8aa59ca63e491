#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Figures for a person who reads the items from the highest score down.
///
/// Where the cut goes through items of equal score, the figure is its mean over all orders of those items (they come in
/// no order that a score has given): with `t` of them, `p` positive and `s` still to be read, `s·p/t` are found.
extension RankingMetrics {
  /// How many positives are expected among the first `k` items; `k` is in `1 ... count`.
  public func expectedHits(at k: Int) throws(MetricError) -> Double {
    guard k >= 1, k <= count else { throw .cutOutOfRange(k: k, count: count) }
    var read = 0
    var found = 0.0
    forEachGroup { group in
      let places = min(group.count, k - read)
      if places == group.count {
        found += Double(group.positives)
      } else {
        found += Double(places) * Double(group.positives) / Double(group.count)
      }
      read += places
      return read < k
    }
    return found
  }

  /// The share of positives among the first `k` items.
  public func precision(at k: Int) throws(MetricError) -> Double { try expectedHits(at: k) / Double(k) }

  /// The share of all positives that are among the first `k` items.
  public func recall(at k: Int) throws(MetricError) -> Double { try expectedHits(at: k) / Double(positiveCount) }

  /// Precision among the first `k` items over the prevalence: how many times better than reading at random.
  public func lift(at k: Int) throws(MetricError) -> Double { try precision(at: k) / prevalence }

  /// How many items are read, on average over the orders of ties, until the share `recall` of the positives is found.
  ///
  /// `recall` is in `(0, 1]`; `⌈recall · P⌉` positives must be found. The `m`-th of `p` positives that lie at random among
  /// `t` items is expected at place `m (t + 1) / (p + 1)`.
  public func itemsRead(toRecall recall: Double) throws(MetricError) -> Double {
    guard recall > 0, recall <= 1 else { throw .recallOutOfRange(recall) }
    // A product such as 0.55 · 100 that rounding lifted above the whole number must not ask for one item more.
    let wanted = min(positiveCount, max(1, Int((recall * Double(positiveCount) - 1e-9).rounded(.up))))
    var read = 0
    var found = 0
    var result = Double(count)
    forEachGroup { group in
      if found + group.positives >= wanted {
        result = Double(read) + Double(wanted - found) * Double(group.count + 1) / Double(group.positives + 1)
        return false
      }
      read += group.count
      found += group.positives
      return true
    }
    return result
  }

  /// Work saved over sampling at `recall`: `WSS@r = (N − n_r)/N − (1 − r)`, where `n_r` items are read to reach recall `r`
  /// (`itemsRead(toRecall:)`). Reading at random saves about 0, `1 − r` is gained by stopping early alone.
  ///
  /// Cohen, Hersh, Peterson and Yen, "Reducing workload in systematic review preparation", 2006.
  public func workSaved(atRecall recall: Double = 0.95) throws(MetricError) -> Double {
    (Double(count) - (try itemsRead(toRecall: recall))) / Double(count) - (1 - recall)
  }

  /// The normalised loss of the order: 0 when all positives come first, 1 when they come last; `1 − rocAUC`.
  ///
  /// For labels in reading order `[P(N − (P − 1)/2) − Σ cumsum(labels)] / [P(N − P)]`, as ASReview insights.
  public var loss: Double { 1 - rocAUC }

  /// The mean place of the positives in the order, from 1 (average time to discovery); ties have their middle place.
  ///
  /// `loss · (N − P) + (P + 1)/2`. Ferdinands et al., "Performance of active learning models for screening prioritization
  /// in systematic reviews", 2023.
  public var averageTimeToDiscovery: Double {
    loss * Double(negativeCount) + Double(positiveCount + 1) / 2
  }

  /// Normalised discounted cumulative gain of the whole order, in `(0, 1]`: `Σ yᵢ/log₂(i + 1) ÷ Σ_{i ≤ P} 1/log₂(i + 1)`.
  ///
  /// Tied items share the mean discount of their places: McSherry and Najork, "Computing information retrieval
  /// performance measures efficiently in the presence of tied scores", 2008; scikit-learn 1.8's `ndcg_score`.
  public var normalizedDiscountedGain: Double {
    var gain = CompensatedSum()
    var ideal = CompensatedSum()
    for place in 1...positiveCount { ideal.add(1 / log2(Double(place) + 1)) }
    var read = 0
    var found = 0
    forEachGroup { group in
      if group.positives > 0 {
        var discount = CompensatedSum()
        for place in (read + 1)...(read + group.count) { discount.add(1 / log2(Double(place) + 1)) }
        gain.add(discount.value * Double(group.positives) / Double(group.count))
      }
      read += group.count
      found += group.positives
      return found < positiveCount
    }
    return gain.value / ideal.value
  }
}
