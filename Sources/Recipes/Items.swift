/// The rows of a table as typed fields: what a recipe makes of raw columns.
public struct Items: Sendable, Hashable {
  /// The number of items.
  public let count: Int
  /// The id of each item: the recipe's key column, else a hash of its identifying fields. Unique, but for rows
  /// that a `RecipeCleaner` was told not to number.
  public let ids: [String]
  /// The row of the table that each item came from. Ascending; rows without content are left out.
  public let sourceRows: [Int]
  /// What a person would call each item.
  public let titles: [String]
  /// The answer of each item: true yes, false no, nil not labelled.
  public let labels: [Bool?]
  /// The address of each item, empty where the recipe or the row gives none.
  public let links: [String]
  /// The address of a picture of each item, empty where the recipe or the row gives none.
  public let pictures: [String]
  /// When each item was observed (its counts and relative times were true then).
  public let observed: [Timestamp]
  /// The typed fields, in the recipe's order.
  public let fields: [Field]

  /// Items from columns of equal length (checked); `links` and `pictures` may be left out.
  public init(
    ids: [String], sourceRows: [Int], titles: [String], labels: [Bool?], observed: [Timestamp], fields: [Field],
    links: [String]? = nil, pictures: [String]? = nil
  ) {
    count = ids.count
    self.links = links ?? [String](repeating: "", count: ids.count)
    self.pictures = pictures ?? [String](repeating: "", count: ids.count)
    precondition(
      [sourceRows.count, titles.count, labels.count, observed.count, self.links.count, self.pictures.count].allSatisfy {
        $0 == ids.count
      } && fields.allSatisfy { $0.values.count == ids.count }, "columns of unequal length")
    self.ids = ids
    self.sourceRows = sourceRows
    self.titles = titles
    self.labels = labels
    self.observed = observed
    self.fields = fields
  }

  /// The same items with other answers, one for each.
  public func labelled(_ labels: [Bool?]) -> Items {
    Items(
      ids: ids, sourceRows: sourceRows, titles: titles, labels: labels, observed: observed, fields: fields,
      links: links,
      pictures: pictures)
  }

  /// The field called `name`, or nil.
  public func field(named name: String) -> Field? { fields.first { $0.name == name } }
}

/// One named column of typed values.
public struct Field: Sendable, Hashable {
  /// The recipe's name of the field.
  public let name: String
  /// One value for each item.
  public let values: FieldValues

  /// A field from its name and values.
  public init(name: String, values: FieldValues) {
    self.name = name
    self.values = values
  }
}

/// The values of a field, by kind.
public enum FieldValues: Sendable, Hashable {
  /// Running text; empty when missing.
  case text([String])
  /// Counts and measures; NaN when missing.
  case number([Double])
  /// Dates and times; nil when missing.
  case date([Timestamp?])
  /// One of few values; empty when missing.
  case category([String])
  /// Any number of values.
  case tags([[String]])

  /// The number of values.
  public var count: Int {
    switch self {
    case .text(let values): values.count
    case .number(let values): values.count
    case .date(let values): values.count
    case .category(let values): values.count
    case .tags(let values): values.count
    }
  }
}
