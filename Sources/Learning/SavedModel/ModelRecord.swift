/// A model of any learner with what it came from, as it is kept.
///
/// ```swift
/// let origin = ModelOrigin(matrix, targets, featureNames: names, seed: 0)
/// let bytes = ModelRecord(model, from: origin).encoded()
/// let again = try ModelRecord(decoding: bytes)        // again.model == model
/// ```
public struct ModelRecord: Sendable, Hashable {
  /// The model.
  public let model: FittedModel
  /// What it came from.
  public let origin: ModelOrigin

  /// A record of a model.
  public init(_ model: FittedModel, from origin: ModelOrigin) {
    self.model = model
    self.origin = origin
  }

  /// The record as bytes, to be kept in a file and read with `init(decoding:)`.
  ///
  /// Equal records have equal bytes. They begin with a mark and a version and end with a checksum;
  /// `Documentation/ModelFormat.md` has the form.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(ModelFormat.mark)
    writer.write(fixed: ModelFormat.version)
    origin.write(to: &writer)
    model.write(to: &writer)
    writer.write(fixed: Digest.of(writer.bytes[...]))
    return writer.bytes
  }

  /// The record whose bytes `encoded()` gave: equal to it, and with the same scores bit for bit.
  ///
  /// Any single changed byte and any missing end is noticed. Bytes that were made up to do harm are an error, too: every
  /// number is checked before it is used, and learners lie at most four deep within learners.
  public init(decoding bytes: [UInt8]) throws(ModelFormatError) {
    var reader = try ByteReader(
      opening: bytes, mark: ModelFormat.mark, version: ModelFormat.version, otherwise: ModelFormatError.notAModel)
    origin = try ModelOrigin(from: &reader)
    model = try FittedModel(from: &reader, depth: 0)
    try reader.finish()
  }
}

extension FittedModel {
  /// Writes the kind of the model and the model.
  func write(to writer: inout ByteWriter) {
    switch self {
    case .linear(let model):
      writer.write(byte: ModelFormat.Kind.linear.rawValue)
      model.write(to: &writer)
    case .naiveBayes(let model):
      writer.write(byte: ModelFormat.Kind.naiveBayes.rawValue)
      model.write(to: &writer)
    case .forest(let model):
      writer.write(byte: ModelFormat.Kind.forest.rawValue)
      model.write(to: &writer)
    case .calibrated(let model):
      writer.write(byte: ModelFormat.Kind.calibrated.rawValue)
      model.write(to: &writer)
    case .ensemble(let model):
      writer.write(byte: ModelFormat.Kind.ensemble.rawValue)
      model.write(to: &writer)
    }
  }

  /// Reads what `write` wrote, `depth` models deep.
  init(from reader: inout ByteReader, depth: Int) throws(ModelFormatError) {
    guard depth <= LearnerChoice.greatestDepth else {
      throw reader.error("a model \(depth) deep within others", expected: "at most \(LearnerChoice.greatestDepth)")
    }
    let code = try reader.byte(of: "kind of model")
    switch ModelFormat.Kind(rawValue: code) {
    case .linear: self = .linear(try LinearModel(from: &reader))
    case .naiveBayes: self = .naiveBayes(try NaiveBayesModel(from: &reader))
    case .forest: self = .forest(try RandomForestModel(from: &reader))
    case .calibrated: self = .calibrated(try CalibratedModel(from: &reader, depth: depth))
    case .ensemble: self = .ensemble(try EnsembleModel(from: &reader, depth: depth))
    case nil: throw reader.error("\(code) as the kind of model", expected: "a number from 1 to 5")
    }
    do {
      try learner.validate()
    } catch {
      throw reader.error("models that do not fit (\(error))", expected: "some that do")
    }
  }
}
