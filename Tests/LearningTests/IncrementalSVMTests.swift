import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct IncrementalSVMTests {
  private static let workers = WorkerPool(threadCount: 1)

  @Test(arguments: [(0.11, ClassBalance.ratio(9.8)), (1, .balanced), (0.5, .none)])
  func `After each answer it is the machine that is fitted from nothing`(cost: Double, balance: ClassBalance) throws {
    for var world in World.all where world.targets.count >= 5 {
      for row in world.rows.indices {
        for column in world.rows[row].indices where column % 4 == 3 { world.rows[row][column] /= 700 }
      }
      let matrix = world.matrix
      var machine = IncrementalSVM(over: SimilarityRows(matrix), cost: cost, balance: balance)
      machine.tolerance = 1e-6
      // The first two are of either class; the others in an order of their own.
      let order = [0, 1] + (2..<world.targets.count).reversed()
      for (count, item) in order.prefix(60).enumerated() {
        machine.learn(item, isPositive: world.targets[item])
        guard count > 0, count % 4 == 1 || count < 5 else { continue }
        try machine.fit()
        let known = Array(order.prefix(count + 1))
        let model = try LinearClassifier(.squaredHinge, cost: cost, balance: balance).fit(
          matrix.selecting(rows: known), known.map { world.targets[$0] }, on: Self.workers)
        for (a, b) in zip(machine.decisionValues, model.decisionValues(of: matrix, on: Self.workers)) {
          #expect(abs(a - b) < 1e-3, "\(world.name) after \(count + 1) answers")
        }
      }
    }
  }

  @Test func `Items with equal rows have equal decision values`() throws {
    let world = World.random(rowCount: 40, columnCount: 12, seed: 4)
    let matrix = CSRMatrix(dense: world.rows + world.rows)
    var machine = IncrementalSVM(over: SimilarityRows(matrix), cost: 0.11, balance: .ratio(9.8))
    for item in 0..<40 {
      machine.learn(item % 2 == 0 ? item : item + 40, isPositive: world.targets[item])
      if item > 0 { try machine.fit() }
      #expect(Array(machine.decisionValues[..<40]) == Array(machine.decisionValues[40...]))
    }
  }

  @Test func `Products are symmetric, and those of the dense rows`() {
    let world = World.random(rowCount: 40, columnCount: 12, seed: 5)
    let similarities = SimilarityRows(world.matrix)
    let all = (0..<40).map { similarities.products(ofRow: $0) }
    for a in 0..<40 {
      for b in 0..<40 {
        #expect(all[a][b] == all[b][a])
        let expected = zip(world.rows[a], world.rows[b]).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(all[a][b] - expected) <= 1e-9 * max(1, expected.magnitude))
      }
    }
  }

  @Test func `One answer alone is refused`() {
    var machine = IncrementalSVM(
      over: SimilarityRows(CSRMatrix(dense: [[1], [2]])), cost: 1, balance: .none)
    #expect(throws: LearningError.noRows) { try machine.fit() }
    machine.learn(0, isPositive: true)
    #expect(throws: LearningError.oneClassOnly(isPositive: true, rowCount: 1)) { try machine.fit() }
    #expect(machine.decisionValues == [0, 0])
  }
}
