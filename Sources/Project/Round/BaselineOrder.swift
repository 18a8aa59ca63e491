import GarimpoRecipes

/// An order of the items that needs no model: what a person might read first without Garimpo.
struct BaselineOrder {
  /// `by views`.
  let name: String
  /// Higher is read earlier; items without a value come last.
  let scores: [Double]

  /// How many orders by a number are measured: each takes as long as the model's own figures.
  static let numericLimit = 20

  /// By the first `numericLimit` numbers and ratios among the recipe's features, then by the date of the split (or the first date), newest first.
  /// A number that is a feature twice, as it is and logged, is one order.
  static func all(for recipe: Recipe, items: Items, rows: [Int]) -> [BaselineOrder] {
    var orders: [BaselineOrder] = []
    var seen: Set<String> = []
    for feature in recipe.features {
      guard let name = feature.orderName, seen.insert(name).inserted, orders.count < numericLimit else { continue }
      switch feature {
      case .number(let quantity, _):
        orders.append(.init(name: name, scores: items.values(of: quantity, rows: rows)))
      case .ratio(let top, let bottom, _):
        let ratios = zip(items.values(of: top, rows: rows), items.values(of: bottom, rows: rows)).map { $0 / $1 }
        orders.append(.init(name: name, scores: ratios))
      case .category, .tfidf: break
      }
    }
    if let field = recipe.dateField, case .date(let dates)? = items.field(named: field)?.values {
      orders.append(
        .init(name: "newest first", scores: rows.map { dates[$0].map { Double($0.secondsSince1970) } ?? .nan }))
    }
    return orders.map {
      .init(name: $0.name, scores: $0.scores.map { $0.isNaN ? -Double.greatestFiniteMagnitude : $0 })
    }
  }

  /// What is said when the recipe has more numbers than are measured.
  static func note(for recipe: Recipe) -> String? {
    let count = Set(recipe.features.compactMap(\.orderName)).count
    guard count > numericLimit else { return nil }
    return "only the first \(numericLimit) of \(Text.grouped(count)) numbers of the recipe are measured as orders"
  }
}

extension Recipe {
  /// The date that the items are ordered by: the split's, else the first date field.
  fileprivate var dateField: String? {
    switch split {
    case .date(let field, _), .latest(let field, _): field
    case .group, .random: fields.first { $0.kind == .date }?.name
    }
  }
}

extension Quantity {
  fileprivate var name: String {
    switch self {
    case .field(let field): field
    case .daysSince(let field): "days since \(field)"
    }
  }

  fileprivate var unitName: String {
    switch self {
    case .field(let field): field
    case .daysSince: "day"
    }
  }
}

extension Items {
  fileprivate func values(of quantity: Quantity, rows: [Int]) -> [Double] {
    switch quantity {
    case .field(let name):
      guard case .number(let values)? = field(named: name)?.values else { return rows.map { _ in .nan } }
      return rows.map { values[$0] }
    case .daysSince(let name):
      guard case .date(let dates)? = field(named: name)?.values else { return rows.map { _ in .nan } }
      return rows.map { row in
        dates[row].map { max(1, Double(observed[row].secondsSince1970 - $0.secondsSince1970) / 86_400) } ?? .nan
      }
    }
  }
}

extension FeatureSpec {
  /// `by views`, `by views per day`; nil for a feature that is no number.
  fileprivate var orderName: String? {
    switch self {
    case .number(let quantity, _): "by \(quantity.name)"
    case .ratio(let top, let bottom, _): "by \(top.name) per \(bottom.unitName)"
    case .category, .tfidf: nil
    }
  }
}
