import GarimpoFeatures
import GarimpoLearning

/// A model as the project file keeps it: the features as learnt and the forest, in one piece of bytes.
///
/// `Documentation/ModelFormat.md` describes them. The same model gives the same bytes.
struct SavedModel {
  /// The version of the form that this program writes and reads.
  static let formatVersion = 1
  private static let magic = Array("GARIMPO-MODEL\n".utf8)

  let pipeline: FittedPipeline
  let forest: RandomForestModel

  init(pipeline: FittedPipeline, forest: RandomForestModel) {
    self.pipeline = pipeline
    self.forest = forest
  }

  /// Magic, version, the length of the features (each 8 bytes, the lowest first), the features as JSON, the forest.
  func encoded() throws(Failure) -> [UInt8] {
    let features = Array(try JSONText.of(pipeline, pretty: false).utf8)
    return Self.magic + Self.bytes(Self.formatVersion) + Self.bytes(features.count) + features + forest.encoded()
  }

  /// The model in `bytes`; `what` names it in errors.
  init(decoding bytes: [UInt8], what: String) throws(Failure) {
    func damaged(_ found: String) -> Failure {
      Failure(.data, "\(what): \(found); garimpo verify checks the file, garimpo round makes a new model")
    }
    let head = Self.magic.count + 16
    guard bytes.count >= head, bytes.starts(with: Self.magic) else { throw damaged("these bytes are no model") }
    let version = Self.number(bytes, at: Self.magic.count)
    guard version == Self.formatVersion else {
      throw Failure(
        .data,
        "\(what): a model of format \(version), this program reads format \(Self.formatVersion); use the program that "
          + "saved it, or run a round again")
    }
    let count = Self.number(bytes, at: Self.magic.count + 8)
    guard count >= 0, count <= bytes.count - head else { throw damaged("the model is cut off") }
    pipeline = try JSONText.value(
      FittedPipeline.self, in: String(decoding: bytes[head..<head + count], as: UTF8.self), what: what)
    do throws(ModelFormatError) {
      forest = try RandomForestModel(decoding: Array(bytes[(head + count)...]))
    } catch {
      throw damaged("\(error)")
    }
    guard forest.columnCount == pipeline.columnCount else {
      throw damaged("the forest has \(forest.columnCount) features, the pipeline \(pipeline.columnCount)")
    }
  }

  private static func bytes(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

  private static func number(_ bytes: [UInt8], at place: Int) -> Int {
    (0..<8).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}

extension ComputedRound {
  /// The model as the project file keeps it.
  func savedModel() throws(Failure) -> [UInt8] { try SavedModel(pipeline: pipeline, forest: model).encoded() }
}
