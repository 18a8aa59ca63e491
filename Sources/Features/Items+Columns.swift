import GarimpoRecipes

/// The columns of items as features read them.
extension Items {
  /// The values of field `name`.
  func values(of name: String) throws(FeatureError) -> FieldValues {
    guard let field = field(named: name) else { throw .unknownField(name, known: fields.map(\.name)) }
    return field.values
  }

  /// A quantity of each of `rows`; NaN when missing.
  func numbers(of quantity: Quantity, rows: [Int]) throws(FeatureError) -> [Double] {
    switch quantity {
    case .field(let name):
      let values = try values(of: name)
      guard case .number(let numbers) = values else {
        throw .wrongKind(field: name, found: values.kind, feature: "a number", expected: "numbers")
      }
      return rows.map { numbers[$0] }
    case .daysSince(let name):
      let values = try values(of: name)
      guard case .date(let dates) = values else {
        throw .wrongKind(field: name, found: values.kind, feature: "days since", expected: "dates")
      }
      return rows.map { row in
        guard let date = dates[row] else { return .nan }
        return max(1, (Double(observed[row].secondsSince1970) - Double(date.secondsSince1970)) / 86_400)
      }
    }
  }

  /// The texts of `fields` of each of `rows`, joined with a space.
  func texts(of names: [String], rows: [Int]) throws(FeatureError) -> [String] {
    var columns: [[String]] = []
    for name in names {
      let values = try values(of: name)
      switch values {
      case .text(let texts), .category(let texts): columns.append(rows.map { texts[$0] })
      case .tags(let tags): columns.append(rows.map { tags[$0].joined(separator: " ") })
      case .number, .date:
        throw .wrongKind(field: name, found: values.kind, feature: "tfidf", expected: "text, categories or tags")
      }
    }
    if columns.count == 1 { return columns[0] }
    return rows.indices.map { place in columns.map { $0[place] }.joined(separator: " ") }
  }

  /// The categories of each of `rows` in field `name`; none when missing. A tag that an item has twice counts once.
  func categories(of name: String, rows: [Int]) throws(FeatureError) -> [Set<Category>] {
    let values = try values(of: name)
    switch values {
    case .category(let texts): return rows.map { texts[$0].isEmpty ? [] : [Category(texts[$0])] }
    case .tags(let tags): return rows.map { Set(tags[$0].lazy.filter { !$0.isEmpty }.map(Category.init)) }
    case .text, .number, .date:
      throw .wrongKind(field: name, found: values.kind, feature: "a category", expected: "categories or tags")
    }
  }
}

/// A category, equal to another when all scalars are the same (`String` compares by canonical equivalence).
struct Category: Hashable, Comparable {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  static func < (a: Category, b: Category) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension FieldValues {
  /// What the field holds, in the plural.
  fileprivate var kind: String {
    switch self {
    case .text: "text"
    case .number: "numbers"
    case .date: "dates"
    case .category: "categories"
    case .tags: "tags"
    }
  }
}
