import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct SavedForestTests {
  private let one = WorkerPool(threadCount: 1)

  private func message(_ bytes: [UInt8]) -> String {
    do {
      _ = try RandomForestModel(decoding: bytes)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func `the bytes of a small forest are those of version 1`() throws {
    #expect(SavedForestSample.model.encoded() == SavedForestSample.bytes)
    #expect(try RandomForestModel(decoding: SavedForestSample.bytes) == SavedForestSample.model)
  }

  @Test(arguments: World.all)
  func `a forest that is saved and read is the same and scores the same`(world: World) throws {
    var variants = [RandomForest(treeCount: 6), .extraTrees(treeCount: 4, maxFeatures: .log2)]
    variants.append(RandomForest(treeCount: 3, classWeight: .balancedSubsample, maxFeatures: .share(0.3)))
    variants.append(RandomForest(treeCount: 1, classWeight: .balanced, maxFeatures: .count(300)))
    variants.append(
      RandomForest(treeCount: 4, limits: TreeLimits(minSamplesLeaf: .max, minSamplesSplit: 200, maxDepth: 1)))
    for index in variants.indices { variants[index].scoresOutOfBag = index % 2 == 0 }
    for (seed, parameters) in variants.enumerated() {
      let model = try parameters.fit(world.matrix, world.targets, seed: .max - UInt64(seed), on: one)
      let bytes = model.encoded()
      let read = try RandomForestModel(decoding: bytes)
      #expect(read == model, "variant \(seed)")
      #expect(read.encoded() == bytes)
      let scores = [model, read].map { $0.probabilities(of: world.matrix, on: one).map(\.bitPattern) }
      #expect(scores[0] == scores[1])
    }
  }

  @Test func `one, two, three and sixteen threads give the same saved bytes`() throws {
    let world = World.random(rowCount: 120, columnCount: 50, seed: 5)
    var parameters = RandomForest(treeCount: 70, classWeight: .balanced)
    parameters.scoresOutOfBag = true
    let saved = try [1, 2, 3, 16].map {
      try parameters.fit(world.matrix, world.targets, seed: 8, on: WorkerPool(threadCount: $0)).encoded()
    }
    #expect(saved.allSatisfy { $0 == saved[0] })
  }

  @Test func `trees take less than a third of their memory`() throws {
    let world = World.random(rowCount: 200, columnCount: 60, seed: 2)
    let model = try RandomForest(treeCount: 300).fit(world.matrix, world.targets, seed: 0, on: one)
    #expect(3 * model.encoded().count < 16 * model.nodes.count)
  }

  @Test func `any changed byte is an error`() {
    let bytes = SavedForestSample.bytes
    for place in bytes.indices {
      for change in UInt8(1)...255 {
        var damaged = bytes
        damaged[place] ^= change
        #expect(throws: ModelFormatError.self, "byte \(place), change \(change)") {
          try RandomForestModel(decoding: damaged)
        }
      }
    }
  }

  @Test func `any missing end is an error, with and without a checksum that fits`() {
    let bytes = SavedForestSample.bytes
    for count in bytes.indices {
      #expect(throws: ModelFormatError.self) { try RandomForestModel(decoding: Array(bytes[..<count])) }
    }
    for count in 0..<(bytes.count - 8) {
      let short = SavedForestSample.signed(Array(bytes[..<count]))
      #expect(throws: ModelFormatError.self) { try RandomForestModel(decoding: short) }
    }
  }

  @Test func `forged bytes are an error or a forest that can score`() throws {
    let bytes = Array(SavedForestSample.bytes.dropLast(8))
    var forestCount = 0
    for place in bytes.indices {
      for change: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 0xFF, 0x7F] {
        var forged = bytes
        forged[place] ^= change
        guard let model = try? RandomForestModel(decoding: SavedForestSample.signed(forged)) else { continue }
        forestCount += 1
        let rows: [[Float]] = [0, 1, -1].map { Array(repeating: $0, count: model.columnCount) }
        let scores = model.probabilities(of: CSRMatrix(dense: rows), on: one)
        #expect(scores.allSatisfy { (0...1).contains($0) }, "byte \(place), change \(change)")
        #expect(try RandomForestModel(decoding: model.encoded()) == model)
      }
    }
    // The seed and most thresholds, probabilities and parameters may be others.
    #expect(forestCount > 100)
  }

  @Test(
    arguments: [
      ([], "it has no bytes, expected 47 41 52 49 4d 50 4f 46: it is no saved forest, or its start is damaged."),
      (
        [0x50, 0x4B, 0x03],
        "it begins with the bytes 50 4b 03, expected 47 41 52 49 4d 50 4f 46: it is no saved forest, or its start is "
          + "damaged."
      ),
      (Array(SavedForestSample.bytes.prefix(19)), "19 bytes, expected at least 20: its end is missing."),
      (
        SavedForestSample.bytes.dropLast(),
        "its 112 bytes have the checksum d3b492e071366649, expected 3c09605f701a823f: some are damaged or missing."
      ),
    ] as [([UInt8], String)])
  func `bytes that are damaged are refused with what to do`(bytes: [UInt8], text: String) {
    #expect(message(bytes) == "saved model: \(text) Restore it from a copy, or train again")
  }

  @Test func `another version is named`() {
    #expect(
      message(SavedForestSample.forged(["version": "02010000"]))
        == "saved model: it is in format 258, this program reads format 1. Use the program that saved it, or train again"
    )
  }

  @Test(
    arguments: [
      (["trees": "00"], 38, "treeCount 0", "1 or more"),
      (["trees": "c1843d"], 40, "treeCount 1000001", "at most 1000000"),
      (["trees": "03"], 78, "2 trees", "3"),
      (["split": "02"], 14, "2 as the kind of split", "at most 1"),
      (["bootstrap": "02"], 15, "2 as the bootstrap", "at most 1"),
      (["weight": "03"], 16, "3 as the class weight", "at most 2"),
      (["draw": "04"], 18, "4 as the kind of feature draw", "at most 3"),
      (["draw": "02 000000000000f87f"], 38, "maxFeatures nan", "a share above 0, at most 1"),
      (["leaf": "00"], 38, "minSamplesLeaf 0", "1 or more"),
      (
        ["leaf": "ffffffffffffffffff01"], 36, "18446744073709551615 as the smallest leaf", "at most 9223372036854775807"
      ),
      (
        ["leaf": "ffffffffffffffffff02"], 36, "a number in a form that is too long",
        "the shortest form of the smallest leaf"
      ),
      (["leaf": "8100"], 28, "a number in a form that is too long", "the shortest form of the smallest leaf"),
      (["cut size": "01"], 38, "minSamplesSplit 1", "2 or more"),
      (["features": "00"], 38, "0 as the number of features", "1 or more"),
      (["features": "ffffffff07"], 42, "2147483647 as the number of features", "at most 576"),
      (["features": "02"], 57, "2 as the feature of a cut", "at most 1"),
      (
        ["probabilities": "ffffff7f"], 42, "268435455 as the number of probabilities",
        "at most 12, for which there are bytes"
      ),
      (["probabilities": "01 0100803f"], 43, "1.0000001 among the probabilities", "a number from 0 to 1"),
      (["probabilities": "01 0000c07f"], 43, "nan among the probabilities", "a number from 0 to 1"),
      (["probabilities": "02 0000803f 00000000"], 61, "a node with probability number 2", "below 2"),
      (["cuts": "ff7f"], 57, "16383 as the number of cuts", "at most 7, for which there are bytes"),
      (["cuts": "01 02 0000807f"], 61, "inf as a threshold", "a finite number"),
      (["cuts": "01 02 0000003f"], 68, "a node with cut number 1", "below 1"),
      (
        ["nodes": "ffffffffffffffffff01"], 76, "18446744073709551615 as the number of nodes",
        "at most 27, for which there are bytes"
      ),
      (["nodes": "00"], 67, "0 trees", "2"),
      (["nodes": "07 0102 02 00 0303 0102 02 00"], 77, "2 trees, the last not whole", "2"),
      (["importances": "0d"], 79, "bits behind the features with an importance", "zeros"),
      (
        ["importances": "05 000000000000d03f 000000000000f83f"], 95, "1.5 as an importance",
        "a share above 0, at most 1"
      ),
      (["importances": "05 000000000000d03f 000000000000d03f"], 95, "importances with the sum 0.5", "1"),
      (["scores": "00"], 96, "3 as the number of out-of-bag rows", "at most 0"),
      (["out of bag": "00"], 96, "0 as the number of out-of-bag rows", "1 or more"),
      (["out of bag": "03"], 96, "the end of the bytes", "the rows with an out-of-bag probability"),
      (["out of bag": "03 06 0000003f 0000"], 103, "the end of the bytes", "the out-of-bag probabilities"),
      (["out of bag": "03 06 0000003f 0000803f 00"], 105, "1 more bytes", "the checksum"),
    ] as [([String: String], Int, String, String)])
  func `what cannot be is refused although the checksum fits`(
    changes: [String: String], byte: Int, found: String, expected: String
  ) {
    #expect(
      message(SavedForestSample.forged(changes))
        == "saved model: byte \(byte): \(found), expected \(expected). Nothing was damaged since it was saved, "
        + "so it was saved wrongly: train again")
  }

  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 32, UInt64(Int.max), UInt64.max - 1, .max])
  func `a number is read as it was written`(number: UInt64) throws {
    var writer = ByteWriter()
    writer.write(short: number)
    writer.write(fixed: number)
    var reader = ByteReader(writer.bytes, in: 0..<writer.bytes.count)
    #expect(try reader.short(of: "number") == number)
    #expect(reader.restCount == 8)
    #expect(try reader.fixed(UInt64.self, of: "number") == number)
  }

  @Test(arguments: [0, 1, 2, 3, 5, 10, 2000])
  func `values are ranked by how often they occur, then ascending`(count: Int) {
    var generator = SplitMix64(seed: 4, stream: UInt64(count))
    let list = (0..<count).map { _ in UInt64(generator.next(below: 1 + generator.next(below: 40))) << 30 }
    let ranked = RankedValues(list)
    var counts: [UInt64: Int] = [:]
    for value in list { counts[value, default: 0] += 1 }
    let wanted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    #expect(ranked.values == wanted)
    #expect(wanted.map { ranked.rank(of: $0) } == Array(wanted.indices))
  }
}
