import Foundation
import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct NaiveBayesTests {
  private static let workers = WorkerPool(threadCount: 2)

  private static func positive(_ world: World) -> World {
    var world = world
    world.rows = world.rows.map { $0.map { Swift.abs($0) } }
    return world
  }

  /// P(yes | row) by Bayes' rule from P(feature | class), in the words of the papers.
  private static func probability(_ row: [Float], _ world: World, _ parameters: NaiveBayes, _ weights: [Double])
    -> Double
  {
    func likelihood(_ isYes: Bool) -> Double {
      // Of the complement: how little the row looks as the other class.
      let described = parameters.kind == .multinomial ? isYes : !isYes
      let sums = row.indices.map { column in
        parameters.smoothing
          + world.rows.indices.filter { world.targets[$0] == described }.map {
            weights[$0] * Double(world.rows[$0][column])
          }
          .reduce(0, +)
      }
      let total = sums.reduce(0, +)
      let logarithm = zip(row, sums).map { Double($0) * log($1 / total) }.reduce(0, +)
      return parameters.kind == .multinomial ? logarithm : -logarithm
    }
    func prior(_ isYes: Bool) -> Double {
      guard parameters.kind == .multinomial else { return 0 }
      let weight = world.targets.indices.filter { world.targets[$0] == isYes }.map { weights[$0] }.reduce(0, +)
      return log(weight / weights.reduce(0, +))
    }
    let (yes, no) = (prior(true) + likelihood(true), prior(false) + likelihood(false))
    return 1 / (1 + exp(no - yes))
  }

  @Test(arguments: [NaiveBayes.Kind.multinomial, .complement], [1, 0.1])
  func `Probabilities are those of Bayes' rule`(kind: NaiveBayes.Kind, smoothing: Double) throws {
    for world in World.all.map(Self.positive) {
      for weights in [nil, world.targets.indices.map { 0.5 + Double($0 % 4) }] {
        let parameters = NaiveBayes(kind, smoothing: smoothing)
        let model = try parameters.fit(world.matrix, world.targets, weights: weights)
        let found = model.probabilities(of: world.matrix, on: Self.workers)
        let ones = [Double](repeating: 1, count: world.targets.count)
        for (row, values) in world.rows.enumerated() {
          let expected = Self.probability(values, world, parameters, weights ?? ones)
          #expect(abs(Double(found[row]) - expected) < 1e-6, "\(world.name), row \(row)")
        }
      }
    }
  }

  @Test func `Balance weighs the classes, and a row without features has the odds of the prior`() throws {
    let world = Self.positive(.random(rowCount: 40, columnCount: 12, seed: 2))
    let model = try NaiveBayes(.multinomial, balance: .balanced).fit(world.matrix, world.targets)
    #expect(abs(model.priorLogOdds) < 1e-12)
    let empty = CSRMatrix(columnCount: 12, rowOffsets: [0, 0], columnIndices: [], values: [])
    #expect(model.probabilities(of: empty, on: Self.workers) == [0.5])
    let plain = try NaiveBayes(.multinomial).fit(world.matrix, world.targets)
    let positives = Double(world.targets.count { $0 })
    #expect(abs(plain.priorLogOdds - log(positives / (40 - positives))) < 1e-12)
  }

  @Test func `What cannot be fitted is refused with a sentence`() {
    func said(_ rows: [[Float]], smoothing: Double = 1) -> String {
      do {
        _ = try NaiveBayes(.multinomial, smoothing: smoothing).fit(CSRMatrix(dense: rows), [true, false])
        return ""
      } catch { return "\(error)" }
    }
    #expect(said([[1], [2]], smoothing: 0) == "smoothing is 0.0, expected a number above 0")
    #expect(
      said([[1, 0], [2, -0.5]])
        == "feature 1 has the value -0.5; naive Bayes takes values of 0 or more: choose another learner, or leave the feature out"
    )
  }
}
