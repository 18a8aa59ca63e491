import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

/// Extremely randomised trees held against the words of the paper, in distribution: the twin below shares no code with the
/// grower, draws its own numbers, and knows nothing of sparse rows.
struct ExtraTreesTests {
  private struct Twin {
    var rows: [[Double]]
    var targets: [Bool]
    var generator = SplitMix64(seed: 77)

    /// P(yes) at each of `points` by one tree, and the feature and threshold of its root.
    mutating func tree(
      drawing count: Int, _ points: [[Double]]
    ) -> (scores: [Double], feature: Int, threshold: Double) {
      var scores = [Double](repeating: 0, count: points.count)
      var root: (Int, Double) = (-1, 0)
      func impurity(_ members: [Int]) -> Double {
        let share = Double(members.count { targets[$0] }) / Double(members.count)
        return 2 * share * (1 - share) * Double(members.count)
      }
      func grow(_ members: [Int], _ here: [Int], isRoot: Bool) {
        let positives = members.count { targets[$0] }
        var best: (cost: Double, feature: Int, threshold: Double)?
        if positives > 0, positives < members.count {
          var tried = 0
          var usable = 0
          for feature in Array(0..<rows[0].count).shuffled(using: &generator) where tried < count || usable == 0 {
            tried += 1
            let values = members.map { rows[$0][feature] }
            guard let low = values.min(), let high = values.max(), high > low else { continue }
            usable += 1
            let threshold = low + generator.nextUnit() * (high - low)
            let sides = (
              members.filter { rows[$0][feature] <= threshold }, members.filter { rows[$0][feature] > threshold }
            )
            let cost = impurity(sides.0) + impurity(sides.1)
            // Costs are sums of a few small fractions: what differs by less is equal, and the first one drawn stays.
            if cost < (best?.cost ?? .infinity) - 1e-9 { best = (cost, feature, threshold) }
          }
        }
        guard let best else {
          for point in here { scores[point] = Double(positives) / Double(members.count) }
          return
        }
        if isRoot { root = (best.feature, best.threshold) }
        for side in [false, true] {
          grow(
            members.filter { (rows[$0][best.feature] > best.threshold) == side },
            here.filter { (points[$0][best.feature] > best.threshold) == side }, isRoot: false)
        }
      }
      grow(Array(rows.indices), Array(points.indices), isRoot: true)
      return (scores, root.0, root.1)
    }
  }

  @Test(arguments: [true, false], [1, 3])
  func `Trees cut the features, at the thresholds, and score the points as often as the paper's`(
    byRow: Bool, drawCount: Int
  ) throws {
    // Values of binary fractions, so that both see the same numbers; the third feature never varies.
    let rows: [[Float]] = [
      [0, 1, 2, 0, 0], [0.5, 0, 2, 1, 0], [0, 0, 2, -1, 0], [0.75, 3, 2, 0, 0], [2, 0, 2, 0, 1], [0, 0.25, 2, 2, 0],
      [1, 1, 2, 0, 1], [0, 0, 2, 0, 0],
    ]
    let targets = [true, false, false, true, true, false, false, true]
    let points: [[Float]] = [[0, 0, 2, 0, 0], [0.25, 0.5, 2, 0.5, 0], [1.5, 0, 2, -0.5, 1], [0, 2, 2, 1, 0]]
    let count = 3000
    var forest = RandomForest.extraTrees(treeCount: count, maxFeatures: .count(drawCount))
    let matrix = CSRMatrix(dense: rows)
    let model = try forest.fit(matrix, targets, seed: 5, drawingByRow: byRow, on: WorkerPool(threadCount: 2))
    let roots = model.treeStarts.dropLast().map { model.nodes[$0] }

    var twin = Twin(rows: rows.map { $0.map(Double.init) }, targets: targets)
    var sums = [Double](repeating: 0, count: points.count)
    var features = [Int](repeating: 0, count: 5)
    var thresholds = [Double](repeating: 0, count: 5)
    for _ in 0..<count {
      let tree = twin.tree(drawing: drawCount, points.map { $0.map(Double.init) })
      for point in points.indices { sums[point] += tree.scores[point] }
      features[tree.feature] += 1
      thresholds[tree.feature] += tree.threshold
    }
    // Five standard deviations of a difference of two means, at most: scores and shares lie in 0 ... 1.
    let allowance = 5 * (2 * 0.25 / Double(count)).squareRoot()
    for (score, sum) in zip(model.probabilities(of: CSRMatrix(dense: points), on: WorkerPool(threadCount: 1)), sums) {
      #expect(abs(Double(score) - sum / Double(count)) < allowance)
    }
    for feature in 0..<5 {
      let mine = roots.filter { $0.feature == Int32(feature) }
      #expect(abs(Double(mine.count - features[feature])) / Double(count) < allowance)
      guard mine.count > 200 else { continue }
      let mean = mine.reduce(0) { $0 + Double($1.threshold) } / Double(mine.count)
      // A threshold lies in a range of 3 at most.
      let few = Double(min(mine.count, features[feature]))
      #expect(abs(mean - thresholds[feature] / Double(features[feature])) < 5 * 1.5 * (2 / few).squareRoot())
    }
    #expect(features[2] == 0 && !roots.contains { $0.feature == 2 })
    // With one feature drawn, each that varies is the root's as often as the others.
    if drawCount == 1 { #expect([0, 1, 3, 4].allSatisfy { abs(features[$0] - count / 4) < count / 40 }) }
    forest.bootstrap = true
    #expect(
      try forest.fit(matrix, targets, seed: 5, drawingByRow: byRow, on: WorkerPool(threadCount: 1)).nodes
        != model.nodes, "the bootstrap is off unless asked for")
  }

  @Test(arguments: [0, 1, 2, 3, 5, 10])
  func `A saved forest says how it was cut`(seed: UInt64) throws {
    let world = World.random(rowCount: 20, columnCount: 6, seed: seed)
    for parameters in [RandomForest.extraTrees(treeCount: 3), RandomForest(treeCount: 3)] {
      let model = try parameters.fit(world.matrix, world.targets, seed: seed, on: WorkerPool(threadCount: 1))
      #expect(try RandomForestModel(decoding: model.encoded()).parameters == parameters)
    }
  }
}
