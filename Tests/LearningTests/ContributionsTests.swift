import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct ContributionsTests {
  private let one = WorkerPool(threadCount: 1)

  /// The same by recursion over dense rows.
  private func naive(_ row: [Float], _ trees: [[TreeNode]]) -> (base: Double, byFeature: [Int: Double]) {
    var byFeature: [Int: Double] = [:]
    func walk(_ tree: [TreeNode], _ place: Int) {
      let node = tree[place]
      guard !node.isLeaf else { return }
      let feature = Int(node.feature)
      let next = row[feature] <= node.threshold ? place + 1 : Int(node.right)
      byFeature[feature, default: 0] += Double(tree[next].probability - node.probability) / Double(trees.count)
      walk(tree, next)
    }
    for tree in trees { walk(tree, 0) }
    return (trees.reduce(0) { $0 + Double($1[0].probability) } / Double(trees.count), byFeature)
  }

  @Test(arguments: World.all)
  func `contributions are those of a walk by hand, and add up to the score`(world: World) throws {
    for parameters in [
      RandomForest(treeCount: 9, classWeight: .balanced), .extraTrees(treeCount: 7),
      RandomForest(treeCount: 5, limits: TreeLimits(maxDepth: 2)),
    ] {
      let model = try parameters.fit(world.matrix, world.targets, seed: 3, on: one)
      let trees = (0..<(model.treeStarts.count - 1)).map {
        Array(model.nodes[model.treeStarts[$0]..<model.treeStarts[$0 + 1]])
      }
      let other = World.random(rowCount: 21, columnCount: model.columnCount, seed: 11)
      let scores = model.probabilities(of: other.matrix, on: one)
      for row in other.rows.indices {
        let found = model.contributions(of: other.matrix, row: row)
        let expected = naive(other.rows[row], trees)
        #expect(abs(found.base - expected.base) < 1e-9)
        #expect(found.byFeature.map(\.feature) == expected.byFeature.keys.sorted())
        for (feature, amount) in found.byFeature {
          #expect(abs(amount - expected.byFeature[feature, default: .infinity]) < 1e-6)
        }
        let sum = found.byFeature.reduce(found.base) { $0 + $1.amount }
        #expect(abs(sum - Double(scores[row])) < 1e-6)
      }
      // Together, in any order and repeatedly, they are what they are alone.
      let rows = Array(other.rows.indices.reversed()) + [3, 3]
      for (row, found) in zip(rows, model.contributions(of: other.matrix, rows: rows)) {
        let alone = model.contributions(of: other.matrix, row: row)
        #expect(found.base == alone.base && found.byFeature.map(\.feature) == alone.byFeature.map(\.feature))
        #expect(found.byFeature.map(\.amount) == alone.byFeature.map(\.amount))
      }
    }
  }

  @Test func `each step of a path goes to the feature that was asked`() {
    // A root of 0.5 that asks feature 2; right of it 0.75, which asks feature 0 and comes to 1 or 0.25.
    let nodes = [
      TreeNode(feature: 2, threshold: 0.5, right: 2, probability: 0.5),
      TreeNode(feature: -1, threshold: 0, right: 0, probability: 0.125),
      TreeNode(feature: 0, threshold: -1, right: 4, probability: 0.75),
      TreeNode(feature: -1, threshold: 0, right: 0, probability: 0.25),
      TreeNode(feature: -1, threshold: 0, right: 0, probability: 1),
    ]
    let model = RandomForestModel(
      parameters: RandomForest(treeCount: 1), seed: 0, columnCount: 3, nodes: nodes, treeStarts: [0, 5],
      featureImportances: [0.5, 0, 0.5], outOfBagProbabilities: [])
    func told(_ row: [Float]) -> [String] {
      let found = model.contributions(of: CSRMatrix(dense: [row]), row: 0)
      return ["\(found.base)"] + found.byFeature.map { "\($0.feature): \($0.amount)" }
    }
    #expect(told([0, 7, 0]) == ["0.5", "2: -0.375"])
    #expect(told([0, 0, 1]) == ["0.5", "0: 0.25", "2: 0.25"], "an absent feature 0 is above -1")
    #expect(told([-2, 0, 1]) == ["0.5", "0: -0.5", "2: 0.25"])
  }

  @Test func `a value that a tree takes for zero is zero`() {
    let nodes = [
      TreeNode(feature: 0, threshold: 0, right: 2, probability: 0.5),
      TreeNode(feature: -1, threshold: 0, right: 0, probability: 0),
      TreeNode(feature: -1, threshold: 0, right: 0, probability: 1),
    ]
    let model = RandomForestModel(
      parameters: RandomForest(treeCount: 1), seed: 0, columnCount: 1, nodes: nodes, treeStarts: [0, 3],
      featureImportances: [1], outOfBagProbabilities: [])
    let matrix = CSRMatrix(dense: [[1e-8], [1e-6]])
    #expect(model.probabilities(of: matrix, on: one) == [0, 1])
    #expect(model.contributions(of: matrix, row: 0).byFeature.map(\.amount) == [-0.5])
    #expect(model.contributions(of: matrix, row: 1).byFeature.map(\.amount) == [0.5])
  }
}
