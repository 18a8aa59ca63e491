public import GarimpoRecipes

/// What a column of the feature matrix means, for programs.
public enum FeatureKind: Sendable, Hashable, Codable {
  /// A quantity, transformed.
  case number(Quantity, NumberTransform)
  /// The first quantity divided by the second, transformed.
  case ratio(Quantity, Quantity, NumberTransform)
  /// 1 when the field has the value.
  case category(field: String, value: String)
  /// The TF-IDF weight of a term in the texts of the fields: of words or of their stems.
  case term(fields: [String], term: String)
  /// The TF-IDF weight of an n-gram of characters in the texts of the fields.
  case characters(fields: [String], gram: String)

  /// What the column is called, for people: `views`, `views per day since published`, `log views`,
  /// `category=Educação`, `title: kaggle`, `title: "kag"`.
  public var name: String {
    switch self {
    case .number(let quantity, let transform): Self.name(quantity.name, transform)
    case .ratio(let top, let bottom, let transform): Self.name("\(top.name) per \(bottom.unitName)", transform)
    case .category(let field, let value): "\(field)=\(value)"
    case .term(let fields, let term): "\(fields.joined(separator: "+")): \(term)"
    case .characters(let fields, let gram): "\(fields.joined(separator: "+")): \"\(gram)\""
    }
  }

  private static func name(_ name: String, _ transform: NumberTransform) -> String {
    switch transform {
    case .none: name
    case .log: "log \(name)"
    case .maxAbs: "scaled \(name)"
    case .standard: "standardised \(name)"
    }
  }
}

extension Quantity {
  /// What the quantity is called: `views`, `days since published`.
  public var name: String {
    switch self {
    case .field(let field): field
    case .daysSince(let field): "days since \(field)"
    }
  }

  /// What one unit of it is called after "per": `views`, `day since published`.
  var unitName: String {
    switch self {
    case .field(let field): field
    case .daysSince(let field): "day since \(field)"
    }
  }
}
