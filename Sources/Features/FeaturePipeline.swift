public import GarimpoMatrix
public import GarimpoRecipes

/// A recipe's features, not yet learnt: parameters only; `fit` returns what was learnt.
///
///     let pipeline = FeaturePipeline(specs: [
///       .number(.field("views"), .none),
///       .ratio(.field("views"), .daysSince("published"), .none),
///       .tfidf(fields: ["title"], TfidfOptions(minDocuments: .count(2))),
///     ])
///     let fitted = try pipeline.fit(items, rows: training)
///     let matrix = try fitted.transform(items, rows: pool)     // shape [pool.count, fitted.columnCount]
public struct FeaturePipeline: Sendable, Hashable {
  /// The blocks of columns, in order.
  public var specs: [FeatureSpec]

  /// A pipeline.
  public init(specs: [FeatureSpec]) { self.specs = specs }

  /// What the features learn from the items at `rows`: vocabularies, weights, categories, scales.
  public func fit(_ items: Items, rows: [Int]) throws(FeatureError) -> FittedPipeline {
    try check(rows)
    var blocks: [FittedBlock] = []
    for spec in specs {
      if case .tfidf(let fields, let options) = spec {
        let texts = try items.texts(of: fields, rows: rows)
        do {
          blocks.append(.tfidf(fields: fields, fitted: try TfidfVectorizer(options).fit(texts)))
        } catch {
          throw .tfidf(fields: fields, error)
        }
      } else {
        blocks.append(try block(spec, items, rows))
      }
    }
    return try pipeline(blocks, rows)
  }

  /// What the features learn from the items at `rows`, and the matrix of those: the same as `fit` and then `transform`,
  /// but texts are read only once.
  public func fitTransform(
    _ items: Items, rows: [Int]
  ) throws(FeatureError) -> (fitted: FittedPipeline, matrix: CSRMatrix) {
    try check(rows)
    var blocks: [FittedBlock] = []
    var matrices: [CSRMatrix] = []
    for spec in specs {
      if case .tfidf(let fields, let options) = spec {
        let texts = try items.texts(of: fields, rows: rows)
        do {
          let (fitted, matrix) = try TfidfVectorizer(options).fitTransform(texts)
          blocks.append(.tfidf(fields: fields, fitted: fitted))
          matrices.append(matrix)
        } catch {
          throw .tfidf(fields: fields, error)
        }
      } else {
        let block = try block(spec, items, rows)
        blocks.append(block)
        matrices.append(try block.transform(items, rows: rows))
      }
    }
    return (try pipeline(blocks, rows), CSRMatrix.stacking(columnsOf: matrices))
  }

  private func check(_ rows: [Int]) throws(FeatureError) {
    if specs.isEmpty { throw .noFeatures }
    if rows.isEmpty { throw .noTrainingRows }
  }

  private func block(_ spec: FeatureSpec, _ items: Items, _ rows: [Int]) throws(FeatureError) -> FittedBlock {
    switch spec {
    case .number(let quantity, let transform):
      .number(fitted: try FittedNumber(quantity, per: nil, transform, of: items, rows: rows))
    case .ratio(let quantity, let divisor, let transform):
      .number(fitted: try FittedNumber(quantity, per: divisor, transform, of: items, rows: rows))
    case .category(let field, let minCount):
      .category(fitted: try FittedCategory(field: field, minCount: minCount, of: items, rows: rows))
    case .tfidf:
      preconditionFailure("texts are learnt by the caller")
    }
  }

  private func pipeline(_ blocks: [FittedBlock], _ rows: [Int]) throws(FeatureError) -> FittedPipeline {
    let fitted = FittedPipeline(blocks: blocks, trainingCount: rows.count)
    if fitted.columnCount == 0 { throw .noColumns }
    return fitted
  }
}
