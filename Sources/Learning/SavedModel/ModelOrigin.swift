public import GarimpoMatrix

/// What a model came from: two models of the same learner and the same origin are the same.
///
/// Digests are FNV-1a of 64 bits: they tell whether something is the same, and not what it was.
public struct ModelOrigin: Sendable, Hashable, Codable {
  /// The number of training rows.
  public var rowCount: Int
  /// The digest of the values and the answers of the training rows, in their order.
  public var rows: UInt64
  /// The digest of the names of the features, in their order.
  public var features: UInt64
  /// The digest of the rows' weights; nil: all weighed 1.
  public var weights: UInt64?
  /// The seed.
  public var seed: UInt64

  /// The origin of a model that was fitted to these rows, shape `[rows, features]`.
  ///
  /// - Parameter featureNames: what the features are called, shape `[features]`.
  /// - Complexity: O(entries + length of the names).
  public init(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]? = nil, featureNames: [String], seed: UInt64
  ) {
    precondition(targets.count == matrix.rowCount, "one target for each row")
    precondition(weights.map { $0.count == matrix.rowCount } ?? true, "one weight for each row")
    precondition(featureNames.count == matrix.columnCount, "one name for each feature")
    rowCount = matrix.rowCount
    var rows = Digest()
    for row in targets.indices {
      rows.add(byte: targets[row] ? 1 : 0)
      let entries = matrix.entries(ofRow: row)
      rows.add(UInt64(entries.count))
      for entry in entries {
        rows.add(matrix.columnIndices[entry])
        rows.add(matrix.values[entry].bitPattern)
      }
    }
    self.rows = rows.value
    var features = Digest()
    for name in featureNames { features.add(name) }
    self.features = features.value
    self.weights = weights.map { weights in
      var digest = Digest()
      for weight in weights { digest.add(weight.bitPattern) }
      return digest.value
    }
    self.seed = seed
  }

  /// An origin that is known.
  init(rowCount: Int, rows: UInt64, features: UInt64, weights: UInt64?, seed: UInt64) {
    self.rowCount = rowCount
    self.rows = rows
    self.features = features
    self.weights = weights
    self.seed = seed
  }

  /// Writes the number of rows, the digests and the seed.
  package func write(to writer: inout ByteWriter) {
    writer.write(short: rowCount)
    writer.write(fixed: rows)
    writer.write(fixed: features)
    writer.write(byte: weights == nil ? 0 : 1)
    if let weights { writer.write(fixed: weights) }
    writer.write(fixed: seed)
  }

  /// Reads what `write` wrote.
  package init(from reader: inout ByteReader) throws(ModelFormatError) {
    rowCount = try reader.short(of: "number of rows", atMost: .max)
    rows = try reader.fixed(UInt64.self, of: "digest of the rows")
    features = try reader.fixed(UInt64.self, of: "digest of the features")
    let hasWeights = try reader.choice(of: "presence of weights", false, true)
    weights = hasWeights ? try reader.fixed(UInt64.self, of: "digest of the weights") : nil
    seed = try reader.fixed(UInt64.self, of: "seed")
  }
}
