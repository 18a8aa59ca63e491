import Foundation
import GarimpoKernels
import Testing

@testable import GarimpoEvaluation

struct ScreeningOrderTests {
  /// All orders of up to 7 items, and some long ones.
  private static let orders: [[Bool]] =
    (0...7).flatMap { count in
      (0..<(1 << count)).map { bits in (0..<count).map { bits >> $0 & 1 == 1 } }
    }
    + (0..<20).map { seed in
      var generator = SplitMix64(seed: UInt64(seed), stream: 0)
      return (0..<300).map { _ in generator.next(below: 10) == 0 }
    }

  private static func whole(_ labels: [Bool]) -> ScreeningOrder {
    ScreeningOrder(read: labels, itemCount: labels.count, positiveCount: labels.count { $0 })
  }

  @Test func `Figures are those of the formulas`() {
    for labels in Self.orders {
      let order = Self.whole(labels)
      let (n, p) = (labels.count, labels.count { $0 })
      var cumulated: [Int] = []
      for label in labels { cumulated.append((cumulated.last ?? 0) + (label ? 1 : 0)) }
      for count in 0...n { #expect(order.found(among: count) == (count > 0 ? cumulated[count - 1] : 0)) }
      guard p > 0 else {
        #expect(order.loss == nil && order.ndcg == nil && order.meanRank == nil && order.recall(at: 1) == nil)
        #expect(order.readCount(untilRecall: 0.5) == nil && order.extraFound(atShare: 0.5) == nil)
        continue
      }
      let mean = Double(labels.indices.filter { labels[$0] }.map { $0 + 1 }.reduce(0, +)) / Double(p)
      #expect(abs((order.meanRank ?? .nan) - mean) < 1e-12)
      let gain = labels.indices.filter { labels[$0] }.map { 1 / log2(Double($0 + 2)) }.reduce(0, +)
      let best = (0..<p).map { 1 / log2(Double($0 + 2)) }.reduce(0, +)
      #expect(abs((order.ndcg ?? .nan) - gain / best) < 1e-12)
      if p < n {
        let loss =
          (Double(p) * (Double(n) - Double(p - 1) / 2) - Double(cumulated.reduce(0, +))) / Double(p * (n - p))
        #expect(abs((order.loss ?? .nan) - loss) < 1e-12)
        #expect(abs(mean - (loss * Double(n - p) + Double(p + 1) / 2)) < 1e-9, "the identity of ATD and loss")
      } else {
        #expect(order.loss == nil)
      }
      for recall in [0.1, 0.5, 0.95, 1] {
        let needed = (0..<n).first { Double(cumulated[$0]) >= recall * Double(p) - 1e-9 }.map { $0 + 1 }
        #expect(order.readCount(untilRecall: recall) == needed)
        #expect(order.workSaved(atRecall: recall) == needed.map { Double(n - $0) / Double(n) - (1 - recall) })
      }
      #expect(order.extraFound(atShare: 1) == 0)
    }
  }

  @Test func `The loss is what the ROC area of the order lacks`() throws {
    for labels in Self.orders where labels.contains(true) && labels.contains(false) {
      let scores = labels.indices.map { Float(-$0) }
      let area = try RankingMetrics(scores: scores, targets: labels).rocAUC
      #expect(abs((Self.whole(labels).loss ?? .nan) - (1 - area)) < 1e-12)
    }
  }

  @Test func `An order that stopped never looks better than one that went on`() throws {
    for labels in Self.orders {
      let whole = Self.whole(labels)
      for count in 0...labels.count {
        let part = ScreeningOrder(
          read: Array(labels.prefix(count)), itemCount: whole.itemCount, positiveCount: whole.positiveCount)
        if let loss = part.loss { #expect(loss >= (whole.loss ?? .nan) - 1e-12) }
        if let ndcg = part.ndcg { #expect(ndcg <= (whole.ndcg ?? .nan) + 1e-12) }
        if let mean = part.meanRank { #expect(mean >= (whole.meanRank ?? .nan) - 1e-12) }
        for recall in [0.5, 1] {
          let found = part.readCount(untilRecall: recall)
          #expect(found == nil || found == whole.readCount(untilRecall: recall))
        }
        if let extra = part.extraFound(atShare: 0.5) { #expect(extra == whole.extraFound(atShare: 0.5)) }
      }
    }
    // Half was read, and one of two positives found: the other counts as the last item.
    let stopped = ScreeningOrder(read: [true, false], itemCount: 4, positiveCount: 2)
    #expect(stopped.loss == 0.5 && stopped.meanRank == 2.5 && stopped.readCount(untilRecall: 0.6) == nil)
  }

  @Test func `Figures are ASReview's`() {
    // asreview.metrics 3.0.8: loss([1,0,1,0,0,1,0,0,0,0]) and ndcg(...)
    let order = Self.whole([1, 0, 1, 0, 0, 1, 0, 0, 0, 0].map { $0 == 1 })
    #expect(abs((order.loss ?? .nan) - 0.190_476_190_476_190_48) < 1e-15)
    #expect(abs((order.ndcg ?? .nan) - 0.8710785440003369) < 1e-14)
  }
}
