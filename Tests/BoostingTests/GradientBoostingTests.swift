#if XGBoost
  import Foundation
  import GarimpoKernels
  import GarimpoLearning
  import GarimpoMatrix
  import Testing

  @testable import GarimpoBoosting

  struct GradientBoostingTests {
    private let workers = WorkerPool(threadCount: 2)

    /// Sparse rows of 12 features of which the first two say yes together.
    private func world(_ count: Int, seed: UInt64) -> (matrix: CSRMatrix, rows: [[Float]], targets: [Bool]) {
      var generator = SplitMix64(seed: seed, stream: 8)
      var rows: [[Float]] = []
      var targets: [Bool] = []
      for row in 0..<count {
        let values = (0..<12).map { _ in generator.next(below: 3) == 0 ? Float(generator.next(below: 50) + 1) / 8 : 0 }
        rows.append(values)
        let isYes = (values[0] > 0) != (values[1] > 2) && generator.next(below: 8) > 0
        targets.append(row < 2 ? row == 0 : isYes)
      }
      return (CSRMatrix(dense: rows, columnCount: 12), rows, targets)
    }

    private func accuracy(_ scores: [Float], _ targets: [Bool]) -> Double {
      Double(zip(scores, targets).count { ($0 > 0.5) == $1 }) / Double(targets.count)
    }

    @Test func `Boosting learns what no line can tell`() throws {
      let (world, others) = (world(400, seed: 1), world(400, seed: 2))
      let model = try GradientBoosting(roundCount: 60).fit(world.matrix, world.targets, seed: 0, on: workers)
      #expect(try accuracy(model.probabilities(of: others.matrix), others.targets) > 0.88)
      let line = try LinearClassifier(.logistic).fit(world.matrix, world.targets, on: workers)
      #expect(accuracy(line.probabilities(of: others.matrix, on: workers), others.targets) < 0.8)
      #expect(model.library.major >= 1 && "\(model.library)".split(separator: ".").count == 3)
    }

    /// One tree by hand: the gain of every cut in the words of the paper, rows without the feature on either side.
    @Test(arguments: [0, 1, 2, 3] as [UInt64], [0.0, 1, 5])
    func `A tree of one cut is the best one by the paper's gain`(seed: UInt64, penalty: Double) throws {
      let world = world(60, seed: seed)
      var parameters = GradientBoosting(roundCount: 1, learningRate: 0.5, maxDepth: 1)
      (parameters.squaredPenalty, parameters.minChildWeight) = (penalty, 0)
      let model = try parameters.fit(world.matrix, world.targets, seed: 0, on: workers)
      // At log odds 0 the first derivative is 1/2 − y, the second 1/4.
      let gradients = world.targets.map { $0 ? -0.5 : 0.5 }
      func leaf(_ rows: [Int]) -> (gain: Double, value: Double) {
        let sum = rows.reduce(0) { $0 + gradients[$1] }
        let weight = Double(rows.count) / 4 + penalty
        return (sum * sum / weight, -sum / weight)
      }
      var best: (gain: Double, values: [Double]) = (0, [])
      for feature in 0..<12 {
        let known = world.rows.indices.filter { world.rows[$0][feature] != 0 }
        let missing = world.rows.indices.filter { world.rows[$0][feature] == 0 }
        for threshold in Set(known.map { world.rows[$0][feature] }) {
          for isLeft in [true, false] {
            let left = known.filter { world.rows[$0][feature] < threshold } + (isLeft ? missing : [])
            let right = known.filter { world.rows[$0][feature] >= threshold } + (isLeft ? [] : missing)
            guard !left.isEmpty, !right.isEmpty else { continue }
            let (a, b) = (leaf(left), leaf(right))
            guard a.gain + b.gain > best.gain + 1e-9 else { continue }
            var values = [Double](repeating: a.value / 2, count: 60)
            for row in right { values[row] = b.value / 2 }
            best = (a.gain + b.gain, values)
          }
        }
      }
      let found = try model.decisionValues(of: world.matrix)
      // Cuts may tie; what the tree gains is the same then.
      let sides = Dictionary(grouping: world.rows.indices) { found[$0] }
      #expect(sides.count == 2)
      let gain = sides.values.reduce(0) { $0 + leaf($1).gain }
      #expect(abs(gain - best.gain) < 1e-4 * best.gain)
      for (value, rows) in sides { #expect(abs(value - leaf(rows).value / 2) < 1e-5) }
    }

    @Test func `What the features add sums to the log odds`() throws {
      let (world, others) = (world(200, seed: 3), world(40, seed: 4))
      let model = try GradientBoosting(roundCount: 40).fit(world.matrix, world.targets, seed: 0, on: workers)
      let values = try model.decisionValues(of: others.matrix)
      let probabilities = try model.probabilities(of: others.matrix)
      let rows = Array((0..<40).reversed()) + [7]
      let found = try model.contributions(of: others.matrix, rows: rows)
      #expect(found.count == 41 && Set(values).count > 20)
      for (row, contributions) in zip(rows, found) {
        #expect(abs(contributions.sum - values[row]) < 1e-4 && contributions.scale == .logOdds)
        #expect(abs(Double(probabilities[row]) - 1 / (1 + exp(-values[row]))) < 1e-6)
      }
      #expect(found.contains { $0.byFeature.first?.feature == 0 })
      #expect(try model.contributions(of: others.matrix, rows: []).isEmpty)
      #expect(try model.probabilities(of: others.matrix.selecting(rows: [])).isEmpty)
    }

    @Test func `The same data and seed give the same bytes, and weights and balance are heard`() throws {
      let world = world(150, seed: 5)
      var parameters = GradientBoosting(roundCount: 20)
      (parameters.rowShare, parameters.featureShare) = (0.7, 0.5)
      func fit(
        _ weights: [Double]? = nil, seed: UInt64 = 3, threads: Int = 1, _ changed: GradientBoosting? = nil
      ) throws -> GradientBoostingModel {
        try (changed ?? parameters).fit(
          world.matrix, world.targets, weights: weights, seed: seed, on: WorkerPool(threadCount: threads))
      }
      let model = try fit()
      #expect(try fit(threads: 3) == model)
      #expect(try fit(seed: 4).trees != model.trees)
      let ones = [Double](repeating: 1, count: 150)
      #expect(try fit(ones) == model)
      #expect(try fit(ones.indices.map { Double($0 % 3 + 1) }).trees != model.trees)
      var balanced = parameters
      balanced.balance = .ratio(20)
      let high = try fit(nil, balanced).decisionValues(of: world.matrix)
      let plain = try model.decisionValues(of: world.matrix)
      #expect(high.reduce(0, +) > plain.reduce(0, +))
      // A row of weight 0 is not there.
      let kept = (0..<150).filter { $0 % 5 != 0 }
      let fewer = try parameters.fit(
        world.matrix.selecting(rows: kept), kept.map { world.targets[$0] }, seed: 3, on: workers)
      #expect(try fit((0..<150).map { $0 % 5 == 0 ? 0 : 1 }) == fewer)
    }

    @Test func `A model that is kept is the same and scores the same, and damage is noticed`() throws {
      let world = world(80, seed: 6)
      var parameters = GradientBoosting(roundCount: 5, learningRate: 0.1, maxDepth: 3, balance: .ratio(4))
      (parameters.rowShare, parameters.squaredPenalty) = (0.5, 2)
      let model = try parameters.fit(world.matrix, world.targets, seed: .max, on: workers)
      let origin = ModelOrigin(
        world.matrix, world.targets, featureNames: (0..<12).map { "feature \($0)" }, seed: .max)
      let bytes = BoostingRecord(model, from: origin).encoded()
      let read = try BoostingRecord(decoding: bytes)
      #expect(read.model == model && read.origin == origin && read.encoded() == bytes)
      #expect(try read.model.decisionValues(of: world.matrix) == model.decisionValues(of: world.matrix))
      for place in bytes.indices {
        var damaged = bytes
        damaged[place] ^= UInt8(1 << (place % 8))
        #expect(throws: ModelFormatError.self, "byte \(place)") { try BoostingRecord(decoding: damaged) }
      }
      for count in stride(from: 0, to: bytes.count, by: 3) {
        #expect(throws: ModelFormatError.self) { try BoostingRecord(decoding: Array(bytes[..<count])) }
      }
      do {
        _ = try BoostingRecord(decoding: [1, 2])
        Issue.record("two bytes were read")
      } catch {
        #expect(
          "\(error)"
            == "saved model: it begins with the bytes 01 02, expected 47 41 52 49 4d 50 4f 42: it is no saved model of this kind, or its start is damaged. Restore it from a copy, or train again"
        )
      }
    }

    @Test func `What cannot be boosted is refused with a sentence`() throws {
      let world = world(20, seed: 7)
      func said(
        _ targets: [Bool]? = nil, workers: WorkerPool? = nil, _ change: (inout GradientBoosting) -> Void = { _ in }
      ) -> String {
        var parameters = GradientBoosting(roundCount: 2)
        change(&parameters)
        do {
          _ = try parameters.fit(world.matrix, targets ?? world.targets, seed: 0, on: workers ?? self.workers)
          return "no error"
        } catch { return error.description }
      }
      #expect(said() == "no error")
      #expect(said { $0.roundCount = 0 } == "roundCount is 0, expected 1 to 1000000")
      #expect(said { $0.learningRate = 1.5 } == "learningRate is 1.5, expected a number above 0, at most 1")
      #expect(said { $0.maxDepth = 61 } == "maxDepth is 61, expected 1 to 60")
      #expect(said { $0.squaredPenalty = -1 } == "squaredPenalty is -1.0, expected a number, 0 or more")
      #expect(said { $0.minChildWeight = .nan } == "minChildWeight is nan, expected a number, 0 or more")
      #expect(said { $0.rowShare = 0 } == "rowShare is 0.0, expected a number above 0, at most 1")
      #expect(said { $0.featureShare = 2 } == "featureShare is 2.0, expected a number above 0, at most 1")
      #expect(said { $0.balance = .ratio(0) } == "ratio is 0.0, expected a number above 0")
      #expect(
        said(world.targets.map { _ in true })
          == "all 20 training rows are labelled yes: a model needs both answers; label items until there is at least one no"
      )
      #expect(
        said(workers: WorkerPool(threadCount: 1, isCancelled: { true })) == "cancelled before the model was fitted")
      let model = try GradientBoosting(roundCount: 2).fit(world.matrix, world.targets, seed: 0, on: workers)
      let running = Booster.version
      let later = GradientBoostingModel(
        parameters: model.parameters, seed: 0, columnCount: 12,
        library: LibraryVersion(major: running.major + 1, minor: 2, patch: 3), trees: model.trees)
      #expect(throws: BoostingError.tooNew(later.library, running: running)) {
        try later.probabilities(of: world.matrix)
      }
      #expect(
        BoostingError.tooNew(
          LibraryVersion(major: 3, minor: 1, patch: 0), running: LibraryVersion(major: 1, minor: 7, patch: 4)
        ).description
          == "the model was made with XGBoost 3.1.0, and 1.7.4 runs here: update XGBoost, or train again")
      let damaged = GradientBoostingModel(
        parameters: model.parameters, seed: 0, columnCount: 12, library: model.library, trees: [])
      do {
        _ = try damaged.probabilities(of: world.matrix)
        Issue.record("no trees were read")
      } catch { #expect(error.description.hasPrefix("XGBoost \(running): ")) }
    }

    @Test func `Rows without entries score`() throws {
      let world = world(50, seed: 8)
      let model = try GradientBoosting(roundCount: 5).fit(world.matrix, world.targets, seed: 0, on: workers)
      let blank = CSRMatrix(columnCount: 12, rowOffsets: [0, 0, 0, 0], columnIndices: [], values: [])
      let scores = try model.probabilities(of: blank)
      #expect(scores.count == 3 && scores[0] == scores[2] && (0...1).contains(scores[0]))
    }
  }
#endif
