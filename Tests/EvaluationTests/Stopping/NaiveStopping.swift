import GarimpoEvaluation
import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Stopping rules by their formulas, without a thought for speed.
enum NaiveStopping {
  /// A watch that was fed with answers in the order of the items, of which the last `tail` were drawn at random.
  static func watch(
    _ rules: [StoppingRule], _ answers: [Bool], of count: Int? = nil, tail: Int = 0
  ) -> StoppingWatch {
    var watch = StoppingWatch(rules, pileCount: count ?? answers.count)
    for (item, isPositive) in answers.enumerated() {
      watch.take(StoppingAnswer(item: item, isPositive: isPositive, isRandom: item >= answers.count - tail))
    }
    return watch
  }

  /// All orders of yes and no of a length, up to the order of equal ones.
  static func orders(_ length: Int) -> [[Bool]] {
    (0..<1 << length).map { bits in (0..<length).map { bits >> $0 & 1 == 1 } }
  }

  static func choose(_ n: Int, _ k: Int) -> Double {
    guard k >= 0, k <= n else { return 0 }
    return (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  /// P(X = found) with `positives` in the frame.
  static func likelihood(_ found: Int, frame: Int, positives: Int, drawn: Int) -> Double {
    choose(positives, found) * choose(frame - positives, drawn - found) / choose(frame, drawn)
  }

  /// The fewest yes of the frame of a tail with `inTail` yes if recall is below `recall` now: the first total that is too many.
  static func tested(_ promise: RecallPromise, found: Int, inTail: Int) -> Int {
    var total = found
    while Double(found) >= (promise.recall * Double(total)) - 1e-12 { total += 1 }
    return total - (found - inTail)
  }

  /// p of the test on the last `drawn` answers as if they were drawn at random.
  static func tail(_ answers: [Bool], of count: Int, drawn: Int, _ promise: RecallPromise) -> Double {
    let (found, inTail) = (answers.count { $0 }, answers.suffix(drawn).count { $0 })
    let frame = count - answers.count + drawn
    let positives = tested(promise, found: found, inTail: inTail)
    // More than there is room for.
    guard positives - inTail <= frame - drawn else { return 0 }
    return (0...inTail).reduce(0) { $0 + likelihood($1, frame: frame, positives: positives, drawn: drawn) }
  }

  static func quasi(_ answers: [Bool], of count: Int, _ promise: RecallPromise) -> Double {
    (1...answers.count).reduce(1) { min($0, tail(answers, of: count, drawn: $1, promise)) }
  }

  static func sequential(_ answers: [Bool], of count: Int, drawn: Int, _ promise: RecallPromise) -> Double {
    let (found, inTail) = (answers.count { $0 }, answers.suffix(drawn).count { $0 })
    let frame = count - answers.count + drawn
    var (mean, weights) = (0.0, 0.0)
    for positives in 0...frame {
      let weight = 1 / Double((positives + 1) * (positives + 2))
      mean += weight * likelihood(inTail, frame: frame, positives: positives, drawn: drawn)
      weights += weight
    }
    let from = tested(promise, found: found, inTail: inTail)
    guard from <= frame else { return 0 }
    let most = (from...frame).reduce(0) { max($0, likelihood(inTail, frame: frame, positives: $1, drawn: drawn)) }
    return min(1, most * weights / mean)
  }

  /// The bend of the curve and its ratio; 0 without one.
  static func slopeRatio(_ answers: [Bool]) -> Double {
    let (s, r) = (answers.count, answers.count { $0 })
    var best = (distance: 0, ratio: 0.0)
    for i in 1..<max(2, s) where i < s {
      let h = answers[..<i].count { $0 }
      let distance = s * h - r * i
      if distance > best.distance {
        best = (distance, (Double(h) / Double(i)) / (Double(1 + r - h) / Double(s - i)))
      }
    }
    return best.ratio
  }
}
