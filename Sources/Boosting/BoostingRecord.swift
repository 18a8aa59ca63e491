#if XGBoost
  public import GarimpoLearning

  /// A boosted model with what it came from, as it is kept.
  ///
  /// ```swift
  /// let bytes = BoostingRecord(model, from: ModelOrigin(matrix, targets, featureNames: names, seed: 0)).encoded()
  /// let again = try BoostingRecord(decoding: bytes)     // again.model == model
  /// ```
  public struct BoostingRecord: Sendable, Hashable {
    /// The model.
    public let model: GradientBoostingModel
    /// What it came from.
    public let origin: ModelOrigin

    private static let mark: [UInt8] = Array("GARIMPOB".utf8)
    private static let version: UInt32 = 1

    /// A record of a model.
    public init(_ model: GradientBoostingModel, from origin: ModelOrigin) {
      self.model = model
      self.origin = origin
    }

    /// The record as bytes, to be kept in a file and read with `init(decoding:)`; `Documentation/ModelFormat.md` has the form.
    public func encoded() -> [UInt8] {
      var writer = ByteWriter()
      writer.write(Self.mark)
      writer.write(fixed: Self.version)
      origin.write(to: &writer)
      for number in [model.library.major, model.library.minor, model.library.patch] { writer.write(short: number) }
      let parameters = model.parameters
      writer.write(short: parameters.roundCount)
      writer.write(short: parameters.maxDepth)
      for number in [
        parameters.learningRate, parameters.squaredPenalty, parameters.minChildWeight, parameters.rowShare,
        parameters.featureShare,
      ] { writer.write(number) }
      parameters.balance.write(to: &writer)
      writer.write(fixed: model.seed)
      writer.write(short: model.columnCount)
      writer.write(short: model.trees.count)
      writer.write(model.trees)
      writer.write(fixed: Digest.of(writer.bytes[...]))
      return writer.bytes
    }

    /// The record whose bytes `encoded()` gave.
    ///
    /// Any single changed byte and any missing end is noticed. The trees themselves are read by XGBoost, when something is
    /// scored: bytes from somebody who means harm must not be given to it.
    public init(decoding bytes: [UInt8]) throws(ModelFormatError) {
      var reader = try ByteReader(
        opening: bytes, mark: Self.mark, version: Self.version,
        otherwise: { ModelFormatError.wrongMark(found: $0, expected: Self.mark) })
      origin = try ModelOrigin(from: &reader)
      let library = LibraryVersion(
        major: try reader.short(of: "version of XGBoost", atMost: 1_000_000),
        minor: try reader.short(of: "version of XGBoost", atMost: 1_000_000),
        patch: try reader.short(of: "version of XGBoost", atMost: 1_000_000))
      var parameters = GradientBoosting(
        roundCount: try reader.short(of: "number of trees", atMost: .max),
        maxDepth: try reader.short(of: "largest depth", atMost: .max))
      parameters.learningRate = try reader.number(of: "learning rate")
      parameters.squaredPenalty = try reader.number(of: "squared penalty")
      parameters.minChildWeight = try reader.number(of: "smallest leaf")
      parameters.rowShare = try reader.number(of: "share of the rows")
      parameters.featureShare = try reader.number(of: "share of the features")
      parameters.balance = try ClassBalance(from: &reader)
      do throws(LearningError) {
        try parameters.validate()
      } catch {
        throw reader.error("parameters that cannot be (\(error))", expected: "some that can")
      }
      let seed = try reader.fixed(UInt64.self, of: "seed")
      let columnCount = try reader.short(of: "number of features", atMost: Int(UInt32.max))
      let count = try reader.count(of: "number of bytes of the trees", eachOf: 1)
      var trees: [UInt8] = []
      trees.reserveCapacity(count)
      for _ in 0..<count { trees.append(try reader.byte(of: "trees")) }
      try reader.finish()
      model = GradientBoostingModel(
        parameters: parameters, seed: seed, columnCount: columnCount, library: library, trees: trees)
    }
  }
#endif
