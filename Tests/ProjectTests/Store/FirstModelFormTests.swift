import Foundation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Models and configurations as projects kept them before there were other learners than forests.
struct FirstModelFormTests {
  /// The model of the first round of `world()`, as the program kept it at commit 3a5099c (format 1).
  private static let model = """
    R0FSSU1QTy1NT0RFTAoBAAAAAAAAAAMCAAAAAAAAeyJibG9ja3MiOlt7Im51bWJlciI6eyJmaXR0ZWQiOnsibWlzc2luZ0NvdW50\
    IjowLCJvZmZzZXQiOjAsInF1YW50aXR5Ijp7ImZpZWxkIjp7Il8wIjoidmlld3MifX0sInNjYWxlIjoxLCJ0cmFuc2Zvcm0iOiJu\
    b25lIn19fSx7InRmaWRmIjp7ImZpZWxkcyI6WyJ0aXRsZSJdLCJmaXR0ZWQiOnsiZG9jdW1lbnRDb3VudCI6NywiaWRmIjpbMi4z\
    ODYyOTQzNjExMTk4OTEsMSwxLjk4MDgyOTI1MzAxMTcyNjIsMSwxLDEuMjg3NjgyMDcyNDUxNzgwOF0sIm9wdGlvbnMiOnsiZm9s\
    ZEFjY2VudHMiOmZhbHNlLCJtYXhEb2N1bWVudHMiOnsic2hhcmUiOnsiXzAiOjF9fSwibWluRG9jdW1lbnRzIjp7ImNvdW50Ijp7\
    Il8wIjoxfX0sIm5ncmFtcyI6WzEsMV0sInNtb290aElkZiI6dHJ1ZSwic3RvcFdvcmRzIjpbXSwic3VibGluZWFyIjpmYWxzZX0s\
    InZvY2FidWxhcnkiOlsiMTEiLCJiZW5kIiwiZ29sZCIsIm9mIiwicml2ZXIiLCJzYW5kIl19fX1dLCJmb3JtYXRWZXJzaW9uIjox\
    LCJ0cmFpbmluZ0NvdW50Ijo3fQpHQVJJTVBPRgEAAAADAAEBAAABAgCKJ7HhHMjYfwcEAAAAAAAAgD9P7EQ/jbBcPwEGB+hMPgcA\
    AQICAAEDAgBAAAAAAAAA8D8APEyQ6HKjR5g=
    """

  /// The configuration of that round.
  private static let configuration = #"""
    {"batch":{"hard":3,"random":4,"threshold":0.5},"columnListPosition":1,"duplicates":{"near":{"_0":0.9\#
    }},"features":[{"number":{"_0":{"field":{"_0":"views"}},"_1":"none"}},{"tfidf":{"_1":{"foldAccents":\#
    false,"maxDocuments":{"share":{"_0":1}},"minDocuments":{"count":{"_0":1}},"ngrams":[1,1],"smoothIdf"\#
    :true,"stopWords":[],"sublinear":false},"fields":["title"]}}],"model":{"classWeight":"balanced","lea\#
    rner":"random_forest","maxFeatures":{"sqrt":{}},"minSamplesLeaf":1,"minSamplesSplit":2,"trees":3},"r\#
    esampleCount":100,"split":{"random":{"validationShare":0.4}},"versions":"latest"}
    """#

  private static func world() throws -> NotesProject {
    let notes = try NotesProject(yaml: NotesProject.yaml.replacingOccurrences(of: "trees: 20", with: "trees: 3"))
    try notes.importing(NotesProject.table())
    return notes
  }

  private static func bytes() throws -> [UInt8] { Array(try #require(Data(base64Encoded: Self.model))) }

  /// A project whose second round is the first one as it was kept then.
  private static func old() throws -> NotesProject {
    let notes = try world()
    _ = try notes.round()
    let bytes = try bytes()
    try notes.project.write { transaction in
      var record = try #require(try transaction.snapshot.round(1))
      record.model = try transaction.add(StoredModel(at: notes.project.clock(), format: 1, bytes: bytes))
      record.configuration = configuration
      _ = try transaction.add(
        record, batch: try transaction.snapshot.batch(ofRound: 1), scores: try transaction.snapshot.scores(ofRound: 1))
    }
    return notes
  }

  @Test func `A recipe of then gives the result of then, to the byte`() throws {
    let notes = try Self.world()
    _ = try notes.round()
    let record = try #require(try notes.project.read { try $0.round(1) })
    #expect(record.resultSHA256 == "0ae4b6300072b18bee33102a9bb8bb371aa8f754c07012131d273a6ec9a7ca07")
  }

  @Test func `A forest of then is read, scores as it did, and is written as it was`() throws {
    let bytes = try Self.bytes()
    #expect(Checksum.sha256(bytes) == "c92e2a907fff1a1e23568dc3decc3a7c744162268cee3b7f5285b65b763b8dd5")
    let saved = try SavedModel(decoding: bytes, what: "it")
    let forest = try LearnerChoice("forest trees=3")
    #expect(saved.origin == nil && saved.model.learner == forest)
    #expect(try saved.encoded(as: 1) == bytes)
    #expect(try saved.encoded() == bytes)
    let notes = try Self.old()
    try notes.project.read { snapshot in
      let model = try RoundModel(snapshot, try #require(try snapshot.round(2)), path: "notes")
      let scores = try snapshot.scores(ofRound: 2)
      let items = try model.recipe.items(
        of: scores.map { VersionNumber(item: $0.item, version: $0.version) }, snapshot, path: "notes")
      let again = try model.scores(of: items, on: WorkerPool(threadCount: 1), path: "notes").scores
      let expected = (0..<18).map { place -> Float in place < 6 ? 2 / 3 : 0 }
      #expect(again == expected)
      #expect(again.map(Double.init) == scores.map(\.score))
    }
  }

  @Test func `A round of then is computed again to the byte, explained, and scored with`() throws {
    let notes = try Self.old()
    let replayed = try notes.project.replay(2)
    #expect(replayed.isSame)
    #expect(replayed.model.again == "c92e2a907fff1a1e23568dc3decc3a7c744162268cee3b7f5285b65b763b8dd5")
    var options = ScoreOptions(table: notes.path("notes.csv"))
    options.output = notes.path("scored.csv")
    options.round = 2
    #expect(try notes.project.score(options).scoredCount == 30)
    #expect(throws: Never.self) { try notes.project.reasons(ofRound: 2) }
    #expect(try notes.project.evaluate(round: 2, MeasuringOptions()).count == 0)
  }

  static let damages: [(name: String, change: @Sendable (inout [UInt8]) -> Void, message: String)] = [
    (
      "no model", { $0[0] ^= 1 },
      "these bytes are no model; garimpo verify checks the file, garimpo round makes a new model"
    ),
    (
      "a later form", { $0[14] = 3 },
      "a model of format 3, this program reads formats 1 to 2; use the program that saved it, or run a round again"
    ),
    (
      "a form before the first", { $0[14] = 0 },
      "a model of format 0, this program reads formats 1 to 2; use the program that saved it, or run a round again"
    ),
    (
      "the end of the features is missing", { $0.removeLast($0.count - 60) },
      "the model is cut off; garimpo verify checks the file, garimpo round makes a new model"
    ),
    (
      "the forest is missing", { $0.removeLast(81) },
      "saved model: it has no bytes, expected 47 41 52 49 4d 50 4f 46: it is no saved forest, or its start is damaged. "
        + "Restore it from a copy, or train again; garimpo verify checks the file, garimpo round makes a new model"
    ),
    (
      "a forest where a record belongs", { $0[14] = 2 },
      "saved model: it begins with the bytes 47 41 52 49 4d 50 4f 46, expected 47 41 52 49 4d 50 4f 4d: it is no saved model, or its start "
        + "is damaged. Restore it from a copy, or train again; garimpo verify checks the file, garimpo round makes a new model"
    ),
  ]

  @Test(arguments: damages.indices) func `A model that is damaged or of another form is an error`(index: Int) throws {
    let damage = Self.damages[index]
    var bytes = try Self.bytes()
    damage.change(&bytes)
    let failure = #expect(throws: Failure.self) { try SavedModel(decoding: bytes, what: "it") }
    #expect(failure?.description == "it: " + damage.message, "\(damage.name)")
  }

  @Test func `A model that does not fit its features, or gives no probabilities, is an error`() throws {
    let notes = try LearnerRoundTests.notes(model: "logistic")
    _ = try notes.round()
    let bytes = try notes.project.read { try #require(try $0.model(1)).bytes }
    let saved = try SavedModel(decoding: bytes, what: "it")
    let origin = try #require(saved.origin)
    func message(_ model: FittedModel) -> String? {
      let failure = #expect(throws: Failure.self) {
        try SavedModel(
          decoding: try SavedModel(pipeline: saved.pipeline, ModelRecord(model, from: origin)).encoded(), what: "it")
      }
      return failure?.description
    }
    let other = try SavedModel(decoding: try Self.bytes(), what: "it")
    #expect(
      message(other.model)
        == "it: the model has 7 features, the pipeline \(saved.pipeline.columnCount); garimpo verify checks the file, garimpo "
        + "round makes a new model")
    let rows = CSRMatrix(
      dense: [[1], [0]].map { $0 + Array(repeating: 0, count: saved.pipeline.columnCount - 1) },
      columnCount: saved.pipeline.columnCount)
    let bare = try LearnerChoice("svm").fit(rows, [true, false], seed: 0, on: WorkerPool(threadCount: 1))
    #expect(
      message(bare)
        == "it: svm gives no probabilities; garimpo verify checks the file, garimpo round makes a new model")
  }

  /// Every byte of a kept model that is changed is noticed, by its own checksums or as no model; the features are JSON, of
  /// which the project file has a checksum.
  @Test func `Any changed byte of the model itself is noticed`() throws {
    let notes = try LearnerRoundTests.notes(model: "svm")
    _ = try notes.round()
    let bytes = try notes.project.read { try #require(try $0.model(1)).bytes }
    let head = 14 + 16
    let featureCount = (0..<8).reduce(0) { $0 | Int(bytes[14 + 8 + $1]) << (8 * $1) }
    for place in Array(0..<head) + Array((head + featureCount)..<bytes.count) {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(throws: Failure.self, "byte \(place)") { try SavedModel(decoding: changed, what: "it") }
    }
  }
}
