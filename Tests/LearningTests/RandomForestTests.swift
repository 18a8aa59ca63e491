import GarimpoKernels
import GarimpoMatrix
import Synchronization
import Testing

@testable import GarimpoLearning

struct RandomForestTests {
  private let one = WorkerPool(threadCount: 1)

  private func trees(of model: RandomForestModel) -> [[TreeNode]] {
    (0..<(model.treeStarts.count - 1)).map { Array(model.nodes[model.treeStarts[$0]..<model.treeStarts[$0 + 1]]) }
  }

  @Test(arguments: World.all, [nil, true, false])
  func `the fast forest equals the naive one, node by node`(world: World, byRow: Bool?) throws {
    var variants = [RandomForest(treeCount: 6)]
    variants.append(RandomForest(treeCount: 6, classWeight: .balanced))
    variants.append(RandomForest(treeCount: 6, classWeight: .balancedSubsample, maxFeatures: .share(0.6)))
    variants.append(RandomForest(treeCount: 4, maxFeatures: .count(100)))
    variants.append(RandomForest(treeCount: 4, limits: TreeLimits(minSamplesLeaf: 3)))
    variants.append(RandomForest(treeCount: 4, maxFeatures: .log2, limits: TreeLimits(minSamplesSplit: 6, maxDepth: 3)))
    variants.append(.extraTrees(treeCount: 6, classWeight: .balanced))
    variants.append(.extraTrees(treeCount: 6, limits: TreeLimits(minSamplesLeaf: 2)))
    for (seed, parameters) in variants.enumerated() {
      let naive = NaiveForest(parameters, world.rows, world.targets, seed: UInt64(seed), forcedByRow: byRow)
      let model = try parameters.fit(world.matrix, world.targets, seed: UInt64(seed), drawingByRow: byRow, on: one)
      #expect(trees(of: model) == naive.trees(), "variant \(seed)")
    }
  }

  @Test(arguments: World.all)
  func `rows sent down together reach the leaves that they reach alone`(world: World) throws {
    let parameters = RandomForest(treeCount: 9, classWeight: .balanced)
    let model = try parameters.fit(world.matrix, world.targets, seed: 3, on: one)
    let other = World.random(rowCount: 37, columnCount: model.columnCount, seed: 11)
    let scores = model.probabilities(of: other.matrix, on: one)
    for (row, score) in zip(other.rows, scores) {
      #expect(abs(Double(score) - NaiveForest.probability(row, trees(of: model))) < 1e-7)
    }
  }

  @Test(arguments: [RandomForest(treeCount: 50, classWeight: .balanced), .extraTrees(treeCount: 50)])
  func `one, two, three and sixteen threads give the same bytes`(parameters: RandomForest) throws {
    var parameters = parameters
    parameters.scoresOutOfBag = true
    let world = World.random(rowCount: 120, columnCount: 50, seed: 5)
    // Up to eight threads a fit has the same units of work; sixteen have others.
    let threads = [1, 2, 3, 16]
    let models = try threads.map {
      try parameters.fit(world.matrix, world.targets, seed: 8, on: WorkerPool(threadCount: $0))
    }
    let scores = threads.map {
      models[0].probabilities(of: world.matrix, on: WorkerPool(threadCount: $0)).map(\.bitPattern)
    }
    for other in 1..<threads.count {
      #expect(models[0] == models[other])
      #expect(scores[0] == scores[other])
    }
    #expect(try parameters.fit(world.matrix, world.targets, seed: 9, on: one) != models[0])
  }

  @Test(arguments: [1, 2, 3])
  func `rows scored in blocks score as they do alone`(threads: Int) throws {
    let world = World.random(rowCount: 60, columnCount: 9, seed: 21)
    let model = try RandomForest(treeCount: 7).fit(world.matrix, world.targets, seed: 3, on: one)
    // 4,096 rows make a block: two whole ones and a rest.
    let matrix = world.matrix.selecting(rows: (0..<9000).map { $0 * 7 % 60 })
    let few = model.probabilities(of: world.matrix, on: one)
    let many = model.probabilities(of: matrix, on: WorkerPool(threadCount: threads))
    #expect(many == (0..<9000).map { few[$0 * 7 % 60] })
  }

  @Test(arguments: [1, 3]) func `a forest that is cancelled ends before its next tree`(threads: Int) throws {
    let world = World.random(rowCount: 20, columnCount: 6, seed: 4)
    let looks = Atomic(0)
    // Two trees may be grown, the third look says that it is enough.
    let workers = WorkerPool(threadCount: threads) { looks.wrappingAdd(1, ordering: .relaxed).newValue > 2 }
    #expect(throws: LearningError.cancelled) {
      try RandomForest(treeCount: 1_000_000).fit(world.matrix, world.targets, seed: 1, on: workers)
    }
    #expect((3...(2 + threads)).contains(looks.load(ordering: .relaxed)), "each thread has looked once more at most")
    #expect("\(LearningError.cancelled)" == "cancelled before the model was fitted")
  }

  @Test func `out-of-bag scores are the mean over the trees that did not see the row`() throws {
    var parameters = RandomForest(treeCount: 25)
    parameters.scoresOutOfBag = true
    let world = World.random(rowCount: 60, columnCount: 9, seed: 2)
    let model = try parameters.fit(world.matrix, world.targets, seed: 1, on: one)
    let naive = NaiveForest(parameters, world.rows, world.targets, seed: 1)
    var sums = [Double](repeating: 0, count: 60)
    var counts = [Int](repeating: 0, count: 60)
    for (index, tree) in naive.trees().enumerated() {
      var generator = SplitMix64(seed: 1, stream: UInt64(index))
      let seen = naive.multiplicities(ofTree: index, &generator)
      for row in 0..<60 where seen[row] == 0 {
        sums[row] += Double(NaiveForest.leaf(world.rows[row], tree).probability)
        counts[row] += 1
      }
    }
    for row in 0..<60 {
      let expected = counts[row] > 0 ? sums[row] / Double(counts[row]) : nil
      let found = model.outOfBagProbabilities[row]
      #expect((found == nil) == (expected == nil))
      if let expected, let found { #expect(abs(Double(found) - expected) < 1e-7) }
    }
  }

  @Test func `impurity importances are the mean share of the decrease, as in scikit-learn`() throws {
    let parameters = RandomForest(treeCount: 30, classWeight: .balanced)
    let world = World.random(rowCount: 50, columnCount: 8, seed: 4)
    let model = try parameters.fit(world.matrix, world.targets, seed: 1, on: one)
    #expect(abs(model.featureImportances.reduce(0, +) - 1) < 1e-9)
    let naive = NaiveForest(parameters, world.rows, world.targets, seed: 1)
    var expected = [Double](repeating: 0, count: 8)
    for (index, tree) in naive.trees().enumerated() {
      var generator = SplitMix64(seed: 1, stream: UInt64(index))
      let counts = naive.multiplicities(ofTree: index, &generator)
      let positives = Double(world.targets.count { $0 })
      let weight: [Bool: Double] = [true: 25 / positives, false: 25 / (50 - positives)]
      func impurity(_ rows: [Int]) -> (weight: Double, gini: Double) {
        let w = rows.map { Double(counts[$0]) * weight[world.targets[$0], default: 0] }
        let p = zip(rows, w).reduce(0) { $0 + (world.targets[$1.0] ? $1.1 : 0) }
        let total = w.reduce(0, +)
        return (total, total > 0 ? 2 * p / total * (1 - p / total) : 0)
      }
      var share = [Double](repeating: 0, count: 8)
      func walk(_ node: Int, _ rows: [Int]) {
        guard !tree[node].isLeaf else { return }
        let feature = Int(tree[node].feature)
        let left = rows.filter { world.rows[$0][feature] <= tree[node].threshold }
        let right = rows.filter { world.rows[$0][feature] > tree[node].threshold }
        let (n, l, r) = (impurity(rows), impurity(left), impurity(right))
        share[feature] += n.weight * n.gini - l.weight * l.gini - r.weight * r.gini
        walk(node + 1, left)
        walk(Int(tree[node].right), right)
      }
      walk(0, (0..<50).filter { counts[$0] > 0 })
      let sum = share.reduce(0, +)
      for feature in 0..<8 { expected[feature] += share[feature] / sum / 30 }
    }
    for feature in 0..<8 { #expect(abs(model.featureImportances[feature] - expected[feature]) < 1e-9) }
  }

  @Test func `shuffling the feature that decides costs the most, an idle one nothing`() throws {
    var generator = SplitMix64(seed: 12)
    let rows: [[Float]] = (0..<200).map { _ in (0..<4).map { $0 == 3 ? 0 : Float(generator.nextUnit()) } }
    let targets = rows.map { $0[1] > 0.6 }
    let matrix = CSRMatrix(dense: rows)
    let model = try RandomForest(treeCount: 40).fit(matrix, targets, seed: 0, on: one)
    let importances = model.permutationImportances(of: matrix, targets, repeats: 3, seed: 1, on: one) {
      scores, targets in
      Double(zip(scores, targets).count { ($0 > 0.5) == $1 }) / Double(targets.count)
    }
    #expect(importances[1] > 0.2)
    #expect(importances[1] > 5 * max(importances[0], importances[2]))
    #expect(importances[3] == 0)
  }

  @Test func `permutation importances are the mean fall over shuffles of one column`() throws {
    let world = World.random(rowCount: 40, columnCount: 12, seed: 3)
    let model = try RandomForest(treeCount: 20).fit(world.matrix, world.targets, seed: 0, on: one)
    func figure(_ scores: [Float], _ targets: [Bool]) -> Double {
      Double(zip(scores, targets).reduce(0) { $0 + ($1.1 ? $1.0 : -$1.0) })
    }
    let found = model.permutationImportances(
      of: world.matrix, world.targets, repeats: 2, seed: 6, on: one, figure: figure)
    let intact = figure(model.probabilities(of: world.matrix, on: one), world.targets)
    for feature in 0..<12 {
      var fall = 0.0
      for shuffle in 0..<2 {
        var generator = SplitMix64(seed: 6, stream: UInt64(feature * 2 + shuffle))
        var order = Array(0..<40)
        for place in 0..<39 { order.swapAt(place, place + generator.next(below: 40 - place)) }
        var rows = world.rows
        for row in 0..<40 { rows[row][feature] = world.rows[order[row]][feature] }
        var same = SplitMix64(seed: 6, stream: UInt64(feature * 2 + shuffle))
        #expect(world.matrix.shuffling(column: feature, generator: &same) == CSRMatrix(dense: rows))
        fall += intact - figure(model.probabilities(of: CSRMatrix(dense: rows), on: one), world.targets)
      }
      #expect(found[feature] == fall / 2)
    }
  }

  @Test func `no rows have no scores, and a matrix without entries has the same score in every row`() throws {
    let world = World.random(rowCount: 40, columnCount: 12, seed: 3)
    let model = try RandomForest(treeCount: 5).fit(world.matrix, world.targets, seed: 0, on: one)
    #expect(model.probabilities(of: world.matrix.selecting(rows: []), on: one).isEmpty)
    let blank = CSRMatrix(columnCount: 12, rowOffsets: [0, 0, 0], columnIndices: [], values: [])
    let scores = model.probabilities(of: blank, on: one)
    #expect(scores.count == 2 && scores[0] == scores[1])
  }

  @Test func `features that are all constant leave every tree one leaf and no importance`() throws {
    let blank = CSRMatrix(columnCount: 3, rowOffsets: [0, 2, 4], columnIndices: [0, 1, 0, 1], values: [1, 2, 1, 2])
    var forest = RandomForest(treeCount: 3)
    forest.bootstrap = false
    let model = try forest.fit(blank, [true, false], seed: 0, on: one)
    #expect(model.nodes.count == 3)
    #expect(model.featureImportances == [0, 0, 0])
    #expect(model.probabilities(of: blank, on: one) == [0.5, 0.5])
  }

  @Test func `limits as large as integers go make one leaf`() throws {
    let world = World.random(rowCount: 20, columnCount: 4, seed: 1)
    for limits in [TreeLimits(minSamplesLeaf: .max), TreeLimits(minSamplesSplit: .max)] {
      let model = try RandomForest(treeCount: 2, limits: limits).fit(world.matrix, world.targets, seed: 0, on: one)
      #expect(model.nodes.count == 2)
    }
  }

  @Test func `numbers of features tried`() {
    #expect(MaxFeatures.squareRoot.count(of: 195) == 13)
    #expect(MaxFeatures.log2.count(of: 195) == 7)
    #expect(MaxFeatures.log2.count(of: 256) == 8)
    #expect(MaxFeatures.log2.count(of: 1) == 1)
    #expect(MaxFeatures.share(0.1).count(of: 195) == 19)
    #expect(MaxFeatures.share(0.001).count(of: 195) == 1)
    #expect(MaxFeatures.count(500).count(of: 195) == 195)
  }

  @Test func `both ways of drawing meet each number of usable features equally often`() {
    // 30 features, 12 of them usable, 5 drawn: by row the number comes from `usableDrawCount`, by column from drawing.
    let draw = FeatureDraw(featureCount: 30, drawCount: 5, entryCount: 100)
    var generator = SplitMix64(seed: 3)
    var byRow = [Int](repeating: 0, count: 6)
    var byColumn = byRow
    let trials = 40_000
    for _ in 0..<trials {
      byRow[draw.usableDrawCount(usableCount: 12, generator: &generator)] += 1
      var order = Array(0..<30)
      var met = 0
      var i = 0
      while i < 5 || met == 0 {
        order.swapAt(i, i + generator.next(below: 30 - i))
        if order[i] < 12 { met += 1 }
        i += 1
      }
      byColumn[met] += 1
    }
    #expect(byRow[0] == 0)
    for met in 1...5 {
      // Six standard deviations of the difference of two binomial counts.
      let p = Double(byColumn[met]) / Double(trials)
      #expect(abs(Double(byRow[met] - byColumn[met])) < 6 * (2 * p * (1 - p) * Double(trials)).squareRoot())
    }
  }

  @Test func `a chain of 20,000 levels grows and scores`() throws {
    // Row i alone has feature i: each cut peels off one row.
    let count = 20_000
    let matrix = CSRMatrix(
      columnCount: count, rowOffsets: Array(0...count), columnIndices: Array(0..<UInt32(count)),
      values: Array(repeating: 1, count: count))
    let targets = (0..<count).map { $0 % 2 == 0 }
    var forest = RandomForest(treeCount: 1, maxFeatures: .count(1))
    forest.bootstrap = false
    let model = try forest.fit(matrix, targets, seed: 0, on: one)
    let scores = model.probabilities(of: matrix, on: one)
    #expect(zip(scores, targets).allSatisfy { ($0 > 0.5) == $1 })
  }
}

struct LearningErrorTests {
  private let one = WorkerPool(threadCount: 1)
  private let matrix = CSRMatrix(dense: [[1, 0], [0, 1]])

  private func message(_ forest: RandomForest, _ matrix: CSRMatrix, _ targets: [Bool]) -> String {
    do {
      _ = try forest.fit(matrix, targets, seed: 0, on: one)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func `one class only`() {
    #expect(
      message(RandomForest(), matrix, [true, true])
        == "all 2 training rows are labelled yes: a model needs both answers; label items until there is at least one no"
    )
    #expect(
      message(RandomForest(), matrix, [false, false])
        == "all 2 training rows are labelled no: a model needs both answers; label items until there is at least one yes"
    )
  }

  @Test func `no rows and no features`() {
    let empty = CSRMatrix(columnCount: 2, rowOffsets: [0], columnIndices: [], values: [])
    #expect(message(RandomForest(), empty, []) == "no training rows: label some items first")
    let narrow = CSRMatrix(columnCount: 0, rowOffsets: [0, 0, 0], columnIndices: [], values: [])
    #expect(
      message(RandomForest(), narrow, [true, false])
        == "the training rows have no features: check the recipe's list of features")
  }

  @Test func `parameters out of range`() {
    #expect(message(RandomForest(treeCount: 0), matrix, [true, false]) == "treeCount is 0, expected 1 or more")
    #expect(
      message(RandomForest(treeCount: 1_000_001), matrix, [true, false])
        == "treeCount is 1000001, expected at most 1000000")
    #expect(
      message(RandomForest(maxFeatures: .count(0)), matrix, [true, false]) == "maxFeatures is 0, expected 1 or more")
    #expect(
      message(RandomForest(limits: TreeLimits(minSamplesLeaf: 0)), matrix, [true, false])
        == "minSamplesLeaf is 0, expected 1 or more")
    #expect(
      message(RandomForest(maxFeatures: .share(1.5)), matrix, [true, false])
        == "maxFeatures is 1.5, expected a share above 0, at most 1")
    #expect(
      message(RandomForest(limits: TreeLimits(minSamplesSplit: 1)), matrix, [true, false])
        == "minSamplesSplit is 1, expected 2 or more")
    #expect(
      message(RandomForest(limits: TreeLimits(maxDepth: 0)), matrix, [true, false])
        == "maxDepth is 0, expected 1 or more, or no limit")
  }
}
