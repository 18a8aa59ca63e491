#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How soon an order of reading comes to the positives of a pile.
///
/// ```swift
/// let order = ScreeningOrder(read: labels, itemCount: 2019, positiveCount: 101)
/// print(order.loss, order.workSaved(atRecall: 0.95) ?? "not reached")
/// ```
///
/// An order may stop before the end of the pile. What was not read then stands behind what was, negatives first: the figures
/// are those of the worst way to go on, so that no order looks better for having stopped. Items that were labelled before the
/// order began (priors) are not part of it, nor of the two counts.
///
/// `loss` and `ndcg` are ASReview 3.0.8's `asreview.metrics`, of the whole pile; ``workSaved(atRecall:)``,
/// ``extraFound(atShare:)`` and ``meanRank`` are the WSS, ERF and ATD of Ferdinands et al., "Performance of active learning
/// models for screening prioritization in systematic reviews", 2023.
public struct ScreeningOrder: Sendable, Hashable {
  /// The number of items in the pile, N.
  public let itemCount: Int
  /// The number of positives in the pile, P.
  public let positiveCount: Int
  /// The number of items that were read.
  public let readCount: Int
  /// The places of the positives that were found, ascending, the first item's being 1.
  public let foundPlaces: [Int]

  /// The answers in the order in which items were `read`, out of a pile of `itemCount` items with `positiveCount` positives.
  public init(read labels: [Bool], itemCount: Int, positiveCount: Int) {
    foundPlaces = labels.indices.filter { labels[$0] }.map { $0 + 1 }
    precondition(labels.count <= itemCount, "no more can be read than there is")
    precondition(foundPlaces.count <= positiveCount, "no more can be found than there is")
    precondition(
      labels.count - foundPlaces.count <= itemCount - positiveCount, "no more negatives can be read than there are")
    self.itemCount = itemCount
    self.positiveCount = positiveCount
    readCount = labels.count
  }

  /// How many positives are among the first `count` that were read.
  public func found(among count: Int) -> Int {
    var (low, high) = (0, foundPlaces.count)
    while low < high {
      let middle = (low + high) / 2
      if foundPlaces[middle] <= count { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The share of all positives among the first `count` that were read; nil without positives.
  public func recall(at count: Int) -> Double? {
    positiveCount > 0 ? Double(found(among: count)) / Double(positiveCount) : nil
  }

  /// The places of all positives, those that were not found at the very end.
  private var places: [Int] {
    let missing = positiveCount - foundPlaces.count
    return foundPlaces + (0..<missing).map { itemCount - missing + 1 + $0 }
  }

  /// The area between the recall curve and the best there can be, over that between the worst and the best: 0 for all
  /// positives first, 1 for all last, 0.5 in the mean of random orders. 1 − ROC AUC of the order. nil unless there are
  /// positives and negatives.
  public var loss: Double? {
    guard positiveCount > 0, positiveCount < itemCount else { return nil }
    let (n, p) = (Double(itemCount), Double(positiveCount))
    // Each positive at place r adds N − r + 1 to the sum of the cumulated numbers of positives.
    let cumulated = places.reduce(0.0) { $0 + (n - Double($1) + 1) }
    return (p * (n - (p - 1) / 2) - cumulated) / (p * (n - p))
  }

  /// The normalised discounted cumulative gain, 1 for all positives first; nil without positives.
  public var ndcg: Double? {
    guard positiveCount > 0 else { return nil }
    let gain = places.reduce(0.0) { $0 + 1 / log2(Double($1) + 1) }
    return gain / (1...positiveCount).reduce(0.0) { $0 + 1 / log2(Double($1) + 1) }
  }

  /// The mean place of the positives (average time to discovery, in items); nil without positives.
  public var meanRank: Double? {
    positiveCount > 0 ? places.reduce(0.0) { $0 + Double($1) } / Double(positiveCount) : nil
  }

  /// How many items must be read until `recall`, above 0 and at most 1, of the positives are found; nil if the order stopped
  /// before, or there are none.
  public func readCount(untilRecall recall: Double) -> Int? {
    precondition(recall > 0 && recall <= 1, "a share above 0, at most 1")
    guard positiveCount > 0 else { return nil }
    // A share such as 0.95 of 20 is 19, not the 19.000000000000004 of the product.
    let needed = max(1, Int((recall * Double(positiveCount) - 1e-9).rounded(.up)))
    return needed <= foundPlaces.count ? foundPlaces[needed - 1] : nil
  }

  /// Work saved over sampling at `recall`: the share of the pile that need not be read, less the share 1 − recall that reading
  /// in random order would save. nil if the order stopped before, or there are no positives.
  public func workSaved(atRecall recall: Double) -> Double? {
    readCount(untilRecall: recall).map { Double(itemCount - $0) / Double(itemCount) - (1 - recall) }
  }

  /// Extra positives found when the share `share` of the pile (0 to 1) was read: the share of the positives above what reading
  /// in random order would find. nil if the order stopped before, or there are no positives.
  public func extraFound(atShare share: Double) -> Double? {
    precondition(share >= 0 && share <= 1, "a share from 0 to 1")
    let count = Int((share * Double(itemCount)).rounded(.down))
    guard positiveCount > 0, readCount >= count else { return nil }
    return Double(found(among: count)) / Double(positiveCount) - share
  }
}
