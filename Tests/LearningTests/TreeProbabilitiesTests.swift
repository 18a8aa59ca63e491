import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct TreeProbabilitiesTests {
  @Test(arguments: World.all)
  func `Each tree says what a walk down it says, and the forest says their mean`(world: World) throws {
    for forest in [RandomForest(treeCount: 7), RandomForest(treeCount: 3, limits: TreeLimits(maxDepth: 2))] {
      let model = try forest.fit(world.matrix, world.targets, seed: 5, on: WorkerPool(threadCount: 1))
      let found = model.treeProbabilities(of: world.matrix, on: WorkerPool(threadCount: 1))
      #expect(found == model.treeProbabilities(of: world.matrix, on: WorkerPool(threadCount: 3)))
      let trees = zip(model.treeStarts, model.treeStarts.dropFirst()).map { Array(model.nodes[$0..<$1]) }
      let walked = trees.flatMap { tree in world.rows.map { NaiveForest.leaf($0, tree).probability } }
      #expect(found.count == walked.count)
      for (a, b) in zip(found, walked) { #expect(abs(a - b) < 1e-7) }
      let means = model.probabilities(of: world.matrix, on: WorkerPool(threadCount: 1))
      for row in world.rows.indices {
        let mean = trees.indices.reduce(0) { $0 + Double(found[$1 * world.rows.count + row]) } / Double(trees.count)
        #expect(abs(mean - Double(means[row])) < 1e-6)
      }
    }
  }
}
