import GarimpoMatrix
import GarimpoRecipes

/// What one feature of a recipe has learnt: a block of columns.
enum FittedBlock: Sendable, Hashable, Codable {
  case number(fitted: FittedNumber)
  case category(fitted: FittedCategory)
  case tfidf(fields: [String], fitted: FittedTfidf)

  /// The number of columns.
  var columnCount: Int {
    switch self {
    case .number: 1
    case .category(let category): category.values.count
    case .tfidf(_, let tfidf): tfidf.vocabulary.count
    }
  }

  /// Whether the numbers read from a file are such as `fit` makes.
  var isSound: Bool {
    switch self {
    case .number(let number): number.offset.isFinite && number.scale.isFinite && number.scale > 0
    case .category(let category):
      zip(category.values, category.values.dropFirst()).allSatisfy { Category($0) < Category($1) }
    case .tfidf: true
    }
  }

  /// What each column means.
  var kinds: [FeatureKind] {
    switch self {
    case .number(let number): [number.kind]
    case .category(let category): category.values.map { .category(field: category.field, value: $0) }
    case .tfidf(let fields, let tfidf): tfidf.vocabulary.indices.map { tfidf.kind(ofColumn: $0, fields: fields) }
    }
  }

  /// Its columns of the items at `rows`, shape `[rows.count, columnCount]`.
  func transform(_ items: Items, rows: [Int]) throws(FeatureError) -> CSRMatrix {
    switch self {
    case .number(let number): try number.column(of: items, rows: rows)
    case .category(let category): try category.columns(of: items, rows: rows)
    case .tfidf(let fields, let tfidf): tfidf.transform(try items.texts(of: fields, rows: rows))
    }
  }
}
