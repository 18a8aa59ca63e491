import GarimpoFeatures
import GarimpoLearning

/// A model as the project file keeps it: the features as learnt and the model of any learner, in one piece of bytes.
///
/// `Documentation/ModelFormat.md` describes them. The same model gives the same bytes.
struct SavedModel {
  /// The version of the form that this program writes: 2, with the model's record. It reads version 1, too, which has a
  /// forest and nothing on what that came from.
  static let formatVersion = 2
  private static let magic = Array("GARIMPO-MODEL\n".utf8)

  let pipeline: FittedPipeline
  let model: FittedModel
  /// What the model came from; nil in version 1.
  let origin: ModelOrigin?

  init(pipeline: FittedPipeline, _ record: ModelRecord) {
    self.pipeline = pipeline
    (model, origin) = (record.model, record.origin)
  }

  /// Magic, version, the length of the features (each 8 bytes, the lowest first), the features as JSON, the model.
  ///
  /// - Parameter version: 2, or, of a forest, 1: as it was kept before there were other learners.
  func encoded(as version: Int = Self.formatVersion) throws(Failure) -> [UInt8] {
    let features = Array(try JSONText.of(pipeline, pretty: false).utf8)
    func bytes(_ version: Int, _ model: [UInt8]) -> [UInt8] {
      Self.magic + Self.bytes(version) + Self.bytes(features.count) + features + model
    }
    if case (.forest(let forest), true) = (model, version == 1 || origin == nil) { return bytes(1, forest.encoded()) }
    guard let origin else { preconditionFailure("a model with an origin, or a forest") }
    return bytes(Self.formatVersion, ModelRecord(model, from: origin).encoded())
  }

  /// The model in `bytes`; `what` names it in errors.
  init(decoding bytes: [UInt8], what: String) throws(Failure) {
    func damaged(_ found: String) -> Failure {
      Failure(.data, "\(what): \(found); garimpo verify checks the file, garimpo round makes a new model")
    }
    let head = Self.magic.count + 16
    guard bytes.count >= head, bytes.starts(with: Self.magic) else { throw damaged("these bytes are no model") }
    let version = Self.number(bytes, at: Self.magic.count)
    guard (1...Self.formatVersion).contains(version) else {
      throw Failure(
        .data,
        "\(what): a model of format \(version), this program reads formats 1 to \(Self.formatVersion); use the program that "
          + "saved it, or run a round again")
    }
    let count = Self.number(bytes, at: Self.magic.count + 8)
    guard count >= 0, count <= bytes.count - head else { throw damaged("the model is cut off") }
    pipeline = try JSONText.value(
      FittedPipeline.self, in: String(decoding: bytes[head..<head + count], as: UTF8.self), what: what)
    do throws(ModelFormatError) {
      let rest = Array(bytes[(head + count)...])
      if version == 1 {
        (model, origin) = (.forest(try RandomForestModel(decoding: rest)), nil)
      } else {
        let record = try ModelRecord(decoding: rest)
        (model, origin) = (record.model, record.origin)
      }
    } catch {
      throw damaged("\(error)")
    }
    guard model.columnCount == pipeline.columnCount else {
      throw damaged("the model has \(model.columnCount) features, the pipeline \(pipeline.columnCount)")
    }
    guard model.learner.givesProbabilities else { throw damaged("\(model.learner) gives no probabilities") }
  }

  private static func bytes(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

  private static func number(_ bytes: [UInt8], at place: Int) -> Int {
    (0..<8).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}

extension ComputedRound {
  /// The model as the project file keeps it.
  func savedModel(as version: Int = SavedModel.formatVersion) throws(Failure) -> [UInt8] {
    try SavedModel(pipeline: pipeline, model).encoded(as: version)
  }
}
