/// The readable twins: every figure straight from its definition, in quadratic time or worse.
struct NaiveMetrics {
  var scores: [Double]
  var targets: [Bool]

  var positiveCount: Int { targets.count { $0 } }
  var negativeCount: Int { targets.count - positiveCount }

  func found(from threshold: Double) -> Int { scores.indices.count { targets[$0] && scores[$0] >= threshold } }
  func read(from threshold: Double) -> Int { scores.count { $0 >= threshold } }

  var averagePrecision: Double {
    var sum = 0.0
    var before = 0
    for threshold in Set(scores).sorted(by: >) {
      let hits = found(from: threshold)
      sum += Double(hits - before) / Double(positiveCount) * Double(hits) / Double(read(from: threshold))
      before = hits
    }
    return sum
  }

  var rocAUC: Double {
    var sum = 0.0
    for positive in scores.indices where targets[positive] {
      for negative in scores.indices where !targets[negative] {
        sum += scores[positive] > scores[negative] ? 1 : scores[positive] == scores[negative] ? 0.5 : 0
      }
    }
    return sum / Double(positiveCount * negativeCount)
  }

  /// The labels in every order that the scores allow (few items only).
  var orders: [[Bool]] {
    var orders: [[Bool]] = [[]]
    for score in Set(scores).sorted(by: >) {
      let group = scores.indices.filter { scores[$0] == score }.map { targets[$0] }
      orders = orders.flatMap { start in permutations(of: group).map { start + $0 } }
    }
    return orders
  }

  /// The mean of `figure` over all orders that the scores allow.
  func mean(_ figure: ([Bool]) -> Double) -> Double {
    let orders = orders
    return orders.map(figure).reduce(0, +) / Double(orders.count)
  }
}

/// All orders of `items`, equal ones as often as they occur.
func permutations<Item>(of items: [Item]) -> [[Item]] {
  guard !items.isEmpty else { return [[]] }
  return items.indices.flatMap { index in
    var rest = items
    let first = rest.remove(at: index)
    return permutations(of: rest).map { [first] + $0 }
  }
}
