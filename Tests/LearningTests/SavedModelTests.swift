import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct SavedModelTests {
  private static let workers = WorkerPool(threadCount: 2)

  private func message(_ bytes: [UInt8]) -> String {
    do {
      _ = try ModelRecord(decoding: bytes)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func `the bytes of a small model of all kinds are those of version 1`() throws {
    #expect(SavedModelSample.record.encoded() == SavedModelSample.bytes)
    #expect(try ModelRecord(decoding: SavedModelSample.bytes) == SavedModelSample.record)
  }

  @Test(
    arguments: [
      "svm cost=0.11 ratio=9.8", "svm penalty=absolute", "logistic intercept=none balance=none steps=3",
      "naive-bayes smoothing=0.3", "complement-naive-bayes ratio=2", "forest trees=7", "extra-trees trees=3",
      "platt(svm) folds=3", "isotonic(forest trees=5) folds=2", "mean(logistic, platt(svm) folds=2) weights=3:1",
      "ranks(svm, forest trees=4, ranks(svm, naive-bayes))",
    ])
  func `a model that is saved and read is the same and scores the same`(text: String) throws {
    for (seed, size) in [(UInt64(1), 12), (2, 40), (.max, 90)] {
      var world = World.random(rowCount: size, columnCount: size / 4, seed: seed)
      world.rows = world.rows.map { $0.map { abs($0) } }
      for row in 0..<8 { world.targets[row] = row % 2 == 0 }
      let weights = world.targets.indices.map { Double($0 % 3 + 1) }
      let names = (0..<(size / 4)).map { "feature \($0)" }
      let model = try LearnerChoice(text).fit(
        world.matrix, world.targets, weights: weights, seed: seed, on: Self.workers)
      let origin = ModelOrigin(world.matrix, world.targets, weights: weights, featureNames: names, seed: seed)
      let bytes = ModelRecord(model, from: origin).encoded()
      let read = try ModelRecord(decoding: bytes)
      #expect(read.model == model && read.origin == origin)
      #expect(try read.model.learner == LearnerChoice(text))
      #expect(read.encoded() == bytes)
      let scores = [model, read.model].map {
        $0.scores(of: world.matrix, on: Self.workers).values.map(\.bitPattern)
      }
      #expect(scores[0] == scores[1])
      let one = try LearnerChoice(text).fit(
        world.matrix, world.targets, weights: weights, seed: seed, on: WorkerPool(threadCount: 1))
      #expect(ModelRecord(one, from: origin).encoded() == bytes, "threads do not show in the bytes")
    }
  }

  @Test func `an origin tells rows, answers, features, weights and seed apart`() {
    let world = World.random(rowCount: 9, columnCount: 4, seed: 1)
    let names = ["a", "bc", "d", "e"]
    func origin(
      _ rows: [[Float]]? = nil, _ targets: [Bool]? = nil, _ weights: [Double]? = nil, names: [String]? = nil,
      seed: UInt64 = 0
    ) -> ModelOrigin {
      ModelOrigin(
        CSRMatrix(dense: rows ?? world.rows), targets ?? world.targets, weights: weights,
        featureNames: names ?? ["a", "bc", "d", "e"], seed: seed)
    }
    let plain = origin()
    #expect(plain == origin() && plain.rowCount == 9 && plain.weights == nil)
    for row in 0..<9 {
      for column in 0..<4 {
        var rows = world.rows
        rows[row][column] += 1
        #expect(origin(rows).rows != plain.rows)
      }
      var targets = world.targets
      targets[row].toggle()
      #expect(origin(nil, targets).rows != plain.rows)
      var weights = [Double](repeating: 1, count: 9)
      let ones = origin(nil, nil, weights).weights
      weights[row] = 2
      #expect(origin(nil, nil, weights).weights != ones && ones != nil)
      #expect(origin(nil, nil, weights).rows == plain.rows)
    }
    #expect(origin(world.rows.reversed(), world.targets.reversed()).rows != plain.rows)
    for other in [["ab", "c", "d", "e"], ["a", "bc", "e", "d"], ["a", "bc", "d", "E"]] {
      #expect(origin(names: other).features != plain.features && origin(names: other).rows == plain.rows)
    }
    #expect(names == ["a", "bc", "d", "e"] && origin(seed: 1) != plain)
  }

  @Test func `any changed byte is an error`() {
    let bytes = SavedModelSample.bytes
    for place in bytes.indices {
      for change: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 0xFF, 0x55] {
        var damaged = bytes
        damaged[place] ^= change
        #expect(throws: ModelFormatError.self, "byte \(place), change \(change)") {
          try ModelRecord(decoding: damaged)
        }
      }
    }
  }

  @Test func `any missing end is an error, with and without a checksum that fits`() {
    let bytes = SavedModelSample.bytes
    for count in bytes.indices {
      #expect(throws: ModelFormatError.self) { try ModelRecord(decoding: Array(bytes[..<count])) }
    }
    for count in 0..<(bytes.count - 8) {
      let short = SavedForestSample.signed(Array(bytes[..<count]))
      #expect(throws: ModelFormatError.self) { try ModelRecord(decoding: short) }
    }
  }

  @Test func `forged bytes are an error or a model that can score`() throws {
    let bytes = Array(SavedModelSample.bytes.dropLast(8))
    var modelCount = 0
    for place in bytes.indices {
      for change: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 0xFF] {
        var forged = bytes
        forged[place] ^= change
        guard let read = try? ModelRecord(decoding: SavedForestSample.signed(forged)) else { continue }
        modelCount += 1
        let rows: [[Float]] = [0, 1, -1].map { Array(repeating: $0, count: read.model.columnCount) }
        let scores = read.model.scores(of: CSRMatrix(dense: rows), on: Self.workers)
        #expect(scores.values.allSatisfy { (0...1).contains($0) }, "byte \(place), change \(change)")
        #expect(try ModelRecord(decoding: read.encoded()) == read)
      }
    }
    // Digests, seed, weights and most parameters may be others.
    #expect(modelCount > 500)
  }

  @Test(
    arguments: [
      ([], "it has no bytes, expected 47 41 52 49 4d 50 4f 4d: it is no saved model, or its start is damaged."),
      (
        Array(SavedForestSample.bytes),
        "it begins with the bytes 47 41 52 49 4d 50 4f 46, expected 47 41 52 49 4d 50 4f 4d: it is no saved model, or its "
          + "start is damaged."
      ),
      (Array(SavedModelSample.bytes.prefix(19)), "19 bytes, expected at least 20: its end is missing."),
    ] as [([UInt8], String)])
  func `bytes that are damaged are refused with what to do`(bytes: [UInt8], text: String) {
    #expect(message(bytes) == "saved model: \(text) Restore it from a copy, or train again")
  }

  @Test func `another version is named`() {
    #expect(
      message(SavedModelSample.forged(["version": "02000000"]))
        == "saved model: it is in format 2, this program reads format 1. Use the program that saved it, or train again")
  }

  private static let nan = "000000000000f87f"

  @Test(
    arguments: [
      (["row weights": "02 2827262524232221"], "2 as the presence of weights", "at most 1"),
      (["kind": "00"], "0 as the kind of model", "a number from 1 to 5"),
      (["kind": "06"], "6 as the kind of model", "a number from 1 to 5"),
      (["mean": "02"], "2 as the kind of mean", "at most 1"),
      (
        ["mean": "00"],
        "models that do not fit (svm cost=0.5 ratio=9.8 gives no probabilities: calibrate it, as in platt(svm cost=0.5 "
          + "ratio=9.8), or take the mean of ranks)", "some that do"
      ),
      (["members": "ff7f"], "16383 as the number of models", "at most 31, for which there are bytes"),
      (["weight 1": "0000000000000080"], "-0.0 as the weight of a model", "a number above 0"),
      (["weight 1": nan], "nan as the weight of a model", "a number above 0"),
      (["loss": "02"], "2 as the loss", "at most 1"), (["penalty": "02"], "2 as the penalty", "at most 1"),
      (["intercept kind": "03"], "3 as the kind of intercept", "at most 2"),
      (["balance": "03"], "3 as the balance", "at most 2"),
      (["balance": "02 000000000000f0bf"], "-1.0 as the ratio", "a number above 0"),
      (["cost": "000000000000f07f"], "inf as the cost", "a number above 0"),
      (["tolerance": "0000000000000000"], "0.0 as the tolerance", "a number above 0"),
      (["most steps": "00"], "0 as the largest number of steps", "1 or more"),
      (["columns": "8080808010"], "4294967296 as the number of features", "at most 4294967295"),
      (["features": "ff7f"], "16383 as the number of weights", "at most 26, for which there are bytes"),
      (["columns": "01"], "2 weights", "weights of features below 1"),
      (["features": "02 00 02"], "2 as the gap between features", "at most 1"),
      (["weights": "\(nan) 000000000000f0bf"], "nan as the weight", "a finite number"),
      (["gradient": "000000000000f0bf"], "-1.0 as the norm of the gradient", "0 or more"),
      (["folds": "01"], "1 as the number of folds", "2 or more"),
      (["sigmoid": "02"], "2 as the kind of curve", "at most 1"),
      (["sigmoid": "00 \(nan)"], "nan as the slope of the curve", "a finite number"),
      (["bayes": "02"], "2 as the kind of naive Bayes", "at most 1"),
      (["smoothing": "0000000000000000"], "0.0 as the smoothing", "a number above 0"),
      (
        ["odds": "02 000000000000f03f 000000000000f0bf"], "a model of 2 features", "3, as the first has"
      ),
      (["isotonic": "01 00"], "0 as the number of bends", "1 or more"),
      (
        ["isotonic": "01 02 000000000000e03f 000000000000e03f"], "0.5 as the score of a bend",
        "a number above 0.5"
      ),
      (["bends": "000000000000f03f 0000000000000000"], "0.0 as the probability of a bend", "a number from 1.0 to 1"),
      (["bends": "0000000000000000 0000000000000040"], "2.0 as the probability of a bend", "a number from 0.0 to 1"),
      (["forest trees": "03"], "2 trees", "3"),
    ] as [([String: String], String, String)])
  func `what cannot be is refused although the checksum fits`(
    changes: [String: String], found: String, expected: String
  ) {
    let said = message(SavedModelSample.forged(changes))
    #expect(said.hasPrefix("saved model: byte "))
    #expect(
      said.dropFirst(18).drop { $0.isNumber }
        == ": \(found), expected \(expected). Nothing was damaged since it was saved, "
        + "so it was saved wrongly: train again")
  }

  @Test func `one model of an ensemble, and models too deep, are refused`() {
    let head = "474152494d504f4d 01000000 02 0807060504030201 1817161514131211 00 0500000000000000"
    let bayes = "02 00 000000000000f03f 01 000000000000d03f 01 000000000000f03f"
    func said(_ model: String) -> String {
      message(SavedForestSample.signed(SavedForestSample.bytes(of: head + model)))
    }
    let sigmoid = "04 05 00 0000000000000040 000000000000f0bf"
    #expect(said(bayes) == "no error")
    #expect(said(String(repeating: sigmoid, count: 4) + bayes) == "no error")
    #expect(
      said(String(repeating: sigmoid, count: 5) + bayes)
        == "saved model: byte 133: a model 5 deep within others, expected at most 4. Nothing was damaged since it was saved, so it was saved wrongly: train again"
    )
    #expect(
      said(String(repeating: sigmoid, count: 100_000) + bayes).contains("a model 5 deep within others"),
      "nothing recurses as deep as bytes say")
    #expect(
      said("05 00 01 000000000000f03f" + bayes)
        == "saved model: byte 77: models that do not fit (learners together is 1, expected 2 or more), expected some that do. Nothing was damaged since it was saved, so it was saved wrongly: train again"
    )
  }
}
