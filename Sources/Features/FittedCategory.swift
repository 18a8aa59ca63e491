import GarimpoMatrix
import GarimpoRecipes

/// The categories of a field that are columns, one each.
struct FittedCategory: Sendable, Codable {
  let field: String
  /// The categories, ascending by their Unicode scalars.
  let values: [String]

  /// The categories that occur in at least `minCount` of the items at `rows`.
  init(field: String, minCount: Int, of items: Items, rows: [Int]) throws(FeatureError) {
    guard minCount >= 1 else { throw .minCountBelowOne(field: field, found: minCount) }
    var counts: [Category: Int] = [:]
    for categories in try items.categories(of: field, rows: rows) {
      for category in categories { counts[category, default: 0] += 1 }
    }
    self.field = field
    values = counts.filter { $0.value >= minCount }.keys.sorted().map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// One column for each category, shape `[rows.count, values.count]`: 1 where the item has it. Categories that were not
  /// learnt have no column.
  func columns(of items: Items, rows: [Int]) throws(FeatureError) -> CSRMatrix {
    let columns = Dictionary(uniqueKeysWithValues: values.enumerated().map { (Category($1), UInt32($0)) })
    var offsets = [0]
    var indices: [UInt32] = []
    for categories in try items.categories(of: field, rows: rows) {
      indices += categories.compactMap { columns[$0] }.sorted()
      offsets.append(indices.count)
    }
    return CSRMatrix(
      trustedColumnCount: values.count, rowOffsets: offsets, columnIndices: indices,
      values: Array(repeating: 1, count: indices.count))
  }
}

extension FittedCategory: Hashable {
  static func == (a: FittedCategory, b: FittedCategory) -> Bool {
    a.field == b.field && a.values.map(Category.init) == b.values.map(Category.init)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(field)
    hasher.combine(values.map(Category.init))
  }
}
