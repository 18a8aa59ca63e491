import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct RandomForestWeightsTests {
  private let one = WorkerPool(threadCount: 1)

  private static let variants: [RandomForest] = {
    var variants = [RandomForest(treeCount: 5), RandomForest(treeCount: 5, classWeight: .balancedSubsample)]
    variants.append(.extraTrees(treeCount: 5, classWeight: .balancedSubsample, limits: TreeLimits(minSamplesLeaf: 2)))
    for index in variants.indices { variants[index].scoresOutOfBag = true }
    return variants
  }()

  @Test(arguments: World.all)
  func `weights multiply the bootstrap counts, as in the naive forest`(world: World) throws {
    let weights = world.rows.indices.map { 1 + ($0 * 7) % 5 }
    for (seed, parameters) in Self.variants.enumerated() {
      var naive = NaiveForest(parameters, world.rows, world.targets, seed: UInt64(seed))
      naive.rowWeights = weights
      let model = try parameters.fit(
        world.matrix, world.targets, weights: weights.map(Double.init), seed: UInt64(seed), on: one)
      let trees = (0..<5).map { Array(model.nodes[model.treeStarts[$0]..<model.treeStarts[$0 + 1]]) }
      #expect(trees == naive.trees(), "variant \(seed)")
    }
  }

  @Test(arguments: variants)
  func `equal weights change nothing, and a row of weight 0 is not there`(parameters: RandomForest) throws {
    let world = World.random(rowCount: 40, columnCount: 12, seed: 3)
    let plain = try parameters.fit(world.matrix, world.targets, seed: 2, on: one)
    let same = try parameters.fit(
      world.matrix, world.targets, weights: Array(repeating: 1, count: 40), seed: 2, on: one)
    #expect(same == plain)
    let rows = (0..<40).filter { $0 % 3 != 2 }
    let some = try parameters.fit(
      world.matrix, world.targets, weights: (0..<40).map { $0 % 3 == 2 ? 0 : 1 }, seed: 2, on: one)
    let fewer = try parameters.fit(
      world.matrix.selecting(rows: rows), rows.map { world.targets[$0] }, seed: 2, on: one)
    #expect(some.nodes == fewer.nodes && some.treeStarts == fewer.treeStarts)
    if parameters.bootstrap {
      #expect(rows.map { some.outOfBagProbabilities[$0] } == fewer.outOfBagProbabilities)
      #expect(stride(from: 2, to: 40, by: 3).allSatisfy { some.outOfBagProbabilities[$0] == nil })
      #expect(some.outOfBagProbabilities.count == 40)
    }
  }

  @Test func `a weight that is no whole number is refused with a sentence`() {
    func said(_ weights: [Double], _ targets: [Bool] = [true, false]) -> String {
      do {
        _ = try RandomForest(treeCount: 1).fit(
          CSRMatrix(dense: [[1], [0]]), targets, weights: weights, seed: 0, on: one)
        return "no error"
      } catch { return error.description }
    }
    #expect(
      said([1, 0.5])
        == "training row 1 has the weight 0.5; trees take whole numbers from 0 to 1073741823 here: round the weights, or choose another learner"
    )
    #expect(
      said([1_073_741_824, 1])
        == "training row 0 has the weight 1073741824.0; trees take whole numbers from 0 to 1073741823 here: round the weights, or choose another learner"
    )
    #expect(said([1_073_741_823, 1]) == "no error")
    #expect(said([.nan, 1]).hasPrefix("training row 0 has the weight nan;"))
    #expect(said([0, 0]) == "no training rows: label some items first")
    #expect(
      said([1, 0])
        == "all 1 training rows are labelled yes: a model needs both answers; label items until there is at least one no"
    )
  }
}
